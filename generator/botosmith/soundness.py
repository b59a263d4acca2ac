"""Is a model sound enough to generate from? All of its problems are found in one pass.

What is found here ends a build. Weaker findings (an undocumented member, a pattern that can
explode) are the linter's.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from botosmith import names
from botosmith.load import SERVICE_MODEL, Model
from botosmith.problems import Problem

_TYPES = frozenset(
    {"blob", "boolean", "double", "float", "integer", "list", "long", "map", "string"}
    | {"structure", "timestamp"}
)
_METADATA = ("apiVersion", "endpointPrefix", "serviceId")

Found = Iterator[tuple[str, str]]


def problems(model: Model) -> list[Problem]:
    """Everything that keeps a model from being generated from, in the order of the file."""
    document = model.document(SERVICE_MODEL)
    found = [*_top_level(document)]
    if not found:
        shapes: dict[str, Any] = document["shapes"]
        found += [*_shapes(shapes), *_operations(document["operations"], shapes)]
        found += _endless_shapes(shapes) if not found else ()
    file = model.file_name(SERVICE_MODEL)
    result = [Problem(file=file, where=where, message=message) for where, message in found]
    if not result:
        for stem, check in (("paginators-1", _paginators), ("waiters-2", _waiters)):
            result += [
                Problem(file=model.file_name(stem), where=where, message=message)
                for where, message in check(model.document(stem), document["operations"])
            ]
    return result


def _top_level(document: dict[str, Any]) -> Found:
    for key in ("metadata", "operations", "shapes"):
        if not isinstance(document.get(key), dict):
            yield (
                key,
                "missing or not an object; a service model needs metadata, operations, shapes",
            )
    metadata = document.get("metadata")
    if not isinstance(metadata, dict):
        return
    for key in _METADATA:
        if not isinstance(metadata.get(key), str) or not metadata[key]:
            yield f"metadata.{key}", f"missing; botocore needs {key}, a string, to make a client"
    if not metadata.get("protocol") and not metadata.get("protocols"):
        yield "metadata.protocol", "missing; name the wire protocol, for instance rest-json"


def _shapes(shapes: dict[str, Any]) -> Found:
    for name, shape in shapes.items():
        where = f"shapes.{name}"
        if not isinstance(shape, dict):
            yield where, "expected an object with a type"
        elif shape.get("type") not in _TYPES:
            expected = ", ".join(sorted(_TYPES))
            yield where, f"unknown type {shape.get('type')!r}; expected one of {expected}"
        else:
            yield from _shape(where, shape, shapes)


def _shape(where: str, shape: dict[str, Any], shapes: dict[str, Any]) -> Found:
    match shape["type"]:
        case "structure":
            yield from _structure(where, shape, shapes)
        case "list":
            yield from _reference(f"{where}.member", shape.get("member"), shapes)
        case "map":
            yield from _reference(f"{where}.key", shape.get("key"), shapes)
            yield from _reference(f"{where}.value", shape.get("value"), shapes)
        case _:
            pass
    low, high = shape.get("min"), shape.get("max")
    for trait, value in (("min", low), ("max", high)):
        if value is not None and (isinstance(value, bool) or not isinstance(value, int | float)):
            yield f"{where}.{trait}", f"expected a number, found {value!r}"
            return
    if low is not None and high is not None and low > high:
        yield f"{where}.min", f"min {low} is above max {high}: no value can be valid"
    enum = shape.get("enum")
    if enum is not None and not (
        isinstance(enum, list) and enum and all(isinstance(value, str) for value in enum)
    ):
        yield f"{where}.enum", "expected a list of at least one string"
    if not isinstance(shape.get("pattern", ""), str):
        yield f"{where}.pattern", "expected a string"


def _structure(where: str, shape: dict[str, Any], shapes: dict[str, Any]) -> Found:
    members = shape.get("members")
    if not isinstance(members, dict):
        yield f"{where}.members", "missing or not an object; a structure lists its members there"
        return
    for name, reference in members.items():
        yield from _reference(f"{where}.members.{name}", reference, shapes)
        if not name:
            yield f"{where}.members", "a member has an empty name"
    required = shape.get("required", [])
    if not isinstance(required, list):
        yield f"{where}.required", "expected a list of member names"
        return
    for name in required:
        if name not in members:
            yield f"{where}.required", f"{name!r} is not a member of this structure"
    payload = shape.get("payload")
    if payload is not None and payload not in members:
        yield f"{where}.payload", f"{payload!r} is not a member of this structure"


def _reference(where: str, reference: Any, shapes: dict[str, Any]) -> Found:
    if not isinstance(reference, dict) or not isinstance(reference.get("shape"), str):
        yield where, 'expected a reference such as {"shape": "JobId"}'
    elif reference["shape"] not in shapes:
        yield where, f"refers to shape {reference['shape']!r}, which the model does not define"


def _operations(operations: dict[str, Any], shapes: dict[str, Any]) -> Found:
    methods: dict[str, str] = {}
    for name, operation in operations.items():
        where = f"operations.{name}"
        if not name.isidentifier() or not name.isascii():
            yield where, "not an identifier; an operation's name becomes a method's"
            continue
        method = names.method_name(name)
        if method in methods:
            yield where, f"its method {method} clashes with that of {methods[method]}; rename one"
        methods[method] = name
        if not isinstance(operation, dict):
            yield where, "expected an object"
            continue
        for side in ("input", "output"):
            if side in operation:
                yield from _operation_side(f"{where}.{side}", operation[side], shapes)
        for index, reference in enumerate(operation.get("errors", ())):
            yield from _operation_side(f"{where}.errors.{index}", reference, shapes)


def _operation_side(where: str, reference: Any, shapes: dict[str, Any]) -> Found:
    dangling = list(_reference(where, reference, shapes))
    yield from dangling
    if not dangling:
        target = shapes[reference["shape"]]
        if isinstance(target, dict) and target.get("type") in _TYPES - {"structure"}:
            yield where, f"{reference['shape']!r} is a {target['type']}; expected a structure"


def _endless_shapes(shapes: dict[str, Any]) -> Found:
    """Structures that need themselves: no finite value satisfies a cycle through ``required``."""
    pending = {name for name, shape in shapes.items() if _needs(shape)}
    while finite := {n for n in pending if not any(d in pending for d in _needs(shapes[n]))}:
        pending -= finite
    for name in shapes:
        if name in pending and shapes[name]["type"] == "structure":
            required = [
                member
                for member in shapes[name].get("required", ())
                if shapes[name]["members"][member]["shape"] in pending
            ]
            yield (
                f"shapes.{name}.members.{required[0]}" if required else f"shapes.{name}",
                "required, and leads back to this structure through required members: "
                "no finite value can be valid; make one member of the cycle optional",
            )


def _needs(shape: dict[str, Any]) -> list[str]:
    """The shapes without a value of which this one has no value."""
    if shape["type"] == "structure" and not shape.get("union"):
        return [shape["members"][name]["shape"] for name in shape.get("required", ())]
    if shape["type"] == "list" and shape.get("min", 0) > 0:
        return [shape["member"]["shape"]]
    if shape["type"] == "map" and shape.get("min", 0) > 0:
        return [shape["value"]["shape"]]
    return []


def _paginators(document: dict[str, Any], operations: dict[str, Any]) -> Found:
    for name, config in document.get("pagination", {}).items():
        if name not in operations:
            yield f"pagination.{name}", "names no operation of the service"
        elif "input_token" not in config or "output_token" not in config:
            yield f"pagination.{name}", "needs input_token and output_token"


def _waiters(document: dict[str, Any], operations: dict[str, Any]) -> Found:
    for name, config in document.get("waiters", {}).items():
        where = f"waiters.{name}"
        if config.get("operation") not in operations:
            yield where, f"waits on {config.get('operation')!r}, which is no operation"
        for key in ("delay", "maxAttempts", "acceptors"):
            if key not in config:
                yield f"{where}.{key}", "missing; a waiter needs delay, maxAttempts and acceptors"

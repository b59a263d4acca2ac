"""A model read a second time, from its JSON alone, and held against the types generated from it.

Nothing of the generator is used here: what ``service-2.json`` says of a shape is looked up in the
file, and what the package says is asked of the imported modules, as a user's tool would.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime
from types import UnionType
from typing import Any, Literal, Union, get_args, get_origin, get_type_hints, is_typeddict

from botocore import xform_name
from botocore.response import StreamingBody
from botosmith_runtime import type_defs as common
from botosmith_runtime.compat import EventStream
from handled_members import always_given, arguments, expected, is_filled_in
from imported_package import Package

Json = dict[str, Any]
Found = Iterator[str]
Side = Literal["input", "output"]

_SCALARS: dict[str, type] = {"boolean": bool, "integer": int, "long": int}
_MEMBER_PATH = re.compile(r"\w+(\.\w+)*")


class Reading:
    """A model's documents by stem, and the package that has to agree with them."""

    def __init__(self, documents: Mapping[str, Json], package: Package) -> None:
        self._documents = documents
        self.operations: Json = documents["service-2"]["operations"]
        self.shapes: Json = documents["service-2"]["shapes"]
        self.package = package
        self._service_id: str = documents["service-2"]["metadata"]["serviceId"]
        self.received: dict[str, frozenset[Any]] = {}
        self._compared: set[tuple[object, ...]] = set()
        self._callable: Json = {
            name: operation
            for name, operation in self.operations.items()
            if not self._streams(operation.get("input"))
        }

    def _streams(self, reference: Json | None) -> bool:
        """Whether a request streams events, for which botocore has no method."""
        members: Json = {}
        if reference:
            members = self.shapes[reference["shape"]].get("members", {})
        return any(self.shapes[one["shape"]].get("eventstream") for one in members.values())

    def disagreements(self) -> Found:
        """Where the package says something else than the model does."""
        for name, operation in self._callable.items():
            given = self.package.gives(self.package.method(name))
            yield from self._response(f"{name}()", operation.get("output"), given)
        yield from self._errors()
        for name, operation in self._callable.items():  # after what is received is known
            taken = self.package.takes(self.package.method(name))
            yield from self._request(f"{name}()", operation.get("input"), taken)
        for name, config in self._documents.get("paginators-1", {}).get("pagination", {}).items():
            yield from self._paginator(name, config)
        for name, config in self._documents.get("waiters-2", {}).get("waiters", {}).items():
            taken = self.package.takes(self.package.waiters[xform_name(name)].wait)
            reference = self.operations[config["operation"]].get("input")
            yield from self._request(name, reference, taken, plus="WaiterConfig")

    def members(self, reference: Json | None) -> Json:
        """The members of the structure that ``reference`` names."""
        members: Json = self.shapes[reference["shape"]].get("members", {}) if reference else {}
        return members

    def _required(self, reference: Json | None) -> set[str]:
        return set(self.shapes[reference["shape"]].get("required", ())) if reference else set()

    def _request(
        self, where: str, reference: Json | None, taken: Any, *, without: Sequence[str] = (),
        plus: str = "",
    ) -> Found:  # fmt: skip
        members = self.members(reference)
        kept = {name: member for name, member in members.items() if name not in without}
        if not kept and not plus:
            if taken is not None and not members:
                yield f"{where} takes {taken}"
            return
        required = self._required(reference)
        made_up = {
            name
            for name, member in kept.items()
            if self._is_token(member) or is_filled_in(self._service_id, name)
        }
        names = {name: arguments(self._service_id, name) for name in kept}
        asked = {names[name][0] for name in (required & kept.keys()) - made_up}
        if taken.__required_keys__ != asked:
            yield f"{where} requires {sorted(taken.__required_keys__)}, not {sorted(required)}"
        hints = get_type_hints(taken)
        if hints.keys() != {one for each in names.values() for one in each} | {plus} - {""}:
            yield f"{where} takes {sorted(hints)}"
        for name, member in kept.items():
            for hint in (hints[one] for one in names[name]):
                yield from self._type(f"{where}.{name}", member, hint, "input", owner=reference)

    def _response(self, where: str, reference: Json | None, given: Any) -> Found:
        members = self.members(reference)
        if not members:
            if given is not common.EmptyResponseMetadataTypeDef:
                yield f"{where} gives {given}"
            return
        own = "ResponseMetadata" in members
        required = self._required(reference) | (set[str]() if own else {"ResponseMetadata"})
        required |= {*self._always_set(reference), *always_given(self._service_id, where)}
        if given.__required_keys__ != required:
            yield f"{where} always has {sorted(given.__required_keys__)}, not {sorted(required)}"
        hints = get_type_hints(given)
        if hints.keys() != {*members, "ResponseMetadata"}:
            yield f"{where} has {sorted(hints)}"
        for name, member in members.items():
            yield from self._type(f"{where}.{name}", member, hints[name], "output", owner=reference)

    def _always_set(self, reference: Json | None) -> Iterator[str]:
        """The members that botocore's parsers set whatever is in an answer."""
        metadata: Json = self._documents["service-2"]["metadata"]
        protocol = metadata.get("protocols", [metadata["protocol"]])[0]
        rest = metadata["protocol"].startswith("rest-") or protocol.startswith("rest-")
        payload = self.shapes[reference["shape"]].get("payload") if reference else None
        for name, member in self.members(reference).items():
            of_http = name == payload or member.get("location") in ("headers", "statusCode")
            if self.shapes[member["shape"]].get("eventstream") or (rest and of_http):
                yield name

    def _errors(self) -> Found:
        named = {error["shape"] for o in self.operations.values() for error in o.get("errors", ())}
        named |= {name for name, shape in self.shapes.items() if shape.get("exception")}
        ours = self._documents.get("botosmith-1", {}).get("errors", {})
        classes = {(error.code, error.http_status): error for error in self.package.error_classes()}
        if len(named) != len(self.package.error_classes()):
            yield f"{len(classes)} classes of errors, but the model has {sorted(named)}"
        for name in sorted(named):
            shape = self.shapes[name]
            trait = shape.get("error", {})
            status = ours.get(name, {}).get("httpStatus") or trait.get("httpStatusCode")
            status = status or (500 if shape.get("fault") or trait.get("fault") else 400)
            error = classes.get((trait.get("code") or name, status))
            if error is None:
                yield f"no class has the code and status of {name}"
                continue
            hints, attributes = self.package.attributes(error), dict(error.fields)
            parsed = get_type_hints(hints.get("response", common.ErrorResponseTypeDef))
            if parsed.keys() != {"Error", "ResponseMetadata", *shape.get("members", {})}:
                yield f"{name}.response has the keys {sorted(parsed)}"
            for member, reference in shape.get("members", {}).items():
                if member not in ("code", "message"):  # which every error has
                    annotation = _present(hints[attributes[member]])
                    yield from self._type(f"{name}.{member}", reference, annotation, "output")

    def _paginator(self, name: str, config: Json) -> Found:
        tokens = config["input_token"]
        tokens = [tokens] if isinstance(tokens, str) else tokens
        operation = self.operations[name]
        taken = self.package.takes(self.package.paginators[xform_name(name)].paginate)
        yield from self._request(
            name, operation.get("input"), taken, without=tokens, plus="PaginationConfig"
        )
        keys: Any = config.get("result_key", "")
        key: str = keys if isinstance(keys, str) else keys[0]
        element = self._element(operation.get("output"), key)
        iterate = getattr(self.package.client, f"iter_{xform_name(name)}", None)
        if (iterate is None) != (element is None):
            yield f"iter_{xform_name(name)} should {'be' if element else 'not be'}"
        if iterate is not None and element is not None:
            (item,) = get_args(self.package.gives(iterate))
            yield from self._type(f"{name}.{key}", element, item, "output")

    def _element(self, page: Json | None, key: str) -> Json | None:
        """The reference to the items of a list that ``key`` leads to."""
        if page is None or not _MEMBER_PATH.fullmatch(key):
            return None
        reference = page
        for name in key.split("."):
            if name not in self.members(reference):
                return None
            reference = self.members(reference)[name]
        shape = self.shapes[reference["shape"]]
        return shape["member"] if shape["type"] == "list" else None

    def _type(
        self, where: str, reference: Json, annotation: Any, side: Side, *, owner: Json | None = None
    ) -> Found:
        shape: Json = self.shapes[reference["shape"]]
        payload = owner is not None and self.shapes[owner["shape"]].get("payload")
        handled = expected(self._service_id, where, side, annotation)
        if handled is not None:
            yield from _unequal(where, annotation, handled)
        elif reference.get("jsonvalue") and reference.get("location") == "header":
            yield from _unequal(where, annotation, Any)
        elif shape.get("eventstream"):
            yield from _unequal(where, get_origin(annotation), EventStream)
            yield from self._structure(where, reference["shape"], get_args(annotation)[0], side)
        elif shape["type"] == "structure" and not shape.get("document") and shape["members"]:
            yield from self._structure(where, reference["shape"], annotation, side)
        elif shape["type"] in ("list", "map"):
            yield from self._container(where, shape, annotation, side)
        elif shape["type"] == "blob" and side == "output" and payload == where.split(".")[-1]:
            yield from _unequal(where, annotation, StreamingBody)
        else:
            yield from _unequal(where, annotation, _leaf(shape, reference, side))

    def _container(self, where: str, shape: Json, annotation: Any, side: Side) -> Found:
        plain, abstract = (list, Sequence) if shape["type"] == "list" else (dict, Mapping)
        yield from _unequal(where, get_origin(annotation), plain if side == "output" else abstract)
        *key, element = get_args(annotation)
        if key:
            yield from self._type(f"{where}.key", shape["key"], key[0], side)
        if shape.get("sparse"):
            if type(None) not in _alternatives(element):
                yield f"{where} may hold None"
            element = _present(element)
        yield from self._type(f"{where}[]", shape.get("member") or shape["value"], element, side)

    def _structure(self, where: str, name: str, annotation: Any, side: Side) -> Found:
        shape = self.shapes[name]
        classes = _alternatives(annotation)
        if strangers := [each for each in classes if not is_typeddict(each)]:
            yield f"{where} may be {strangers}"
            return
        if side == "output" and self.received.setdefault(name, classes) != classes:
            yield f"{where} has another type than elsewhere"
        known = self.received.get(name, frozenset())
        if side == "input" and not known <= classes:
            yield f"{where} cannot be sent back as it was received"
        if (name, classes, side) in self._compared:
            return
        self._compared.add((name, classes, side))
        if side == "input":
            side = "input" if classes - known or not known else "output"  # a type of both sides
            classes = classes - known or classes
        if len(classes) > 1:
            yield f"{where} may be {classes}"
            return
        (each,) = classes
        hints = get_type_hints(each)
        stranger = hints.pop("SDK_UNKNOWN_MEMBER", None)
        if bool(stranger) != bool(side == "output" and shape.get("union")):
            yield f"{where} does or does not expect unknown members"
        members = self._members_with_types(shape)
        if hints.keys() != members.keys():
            yield f"{where} has the keys {sorted(hints)}"
            return
        single = shape.get("union") or shape.get("eventstream")
        required = (members if len(members) == 1 else ()) if single else shape.get("required", ())
        if each.__required_keys__ != set(required):
            yield f"{where} requires {sorted(each.__required_keys__)}, not {sorted(required)}"
        for key, member in members.items():
            yield from self._type(f"{where}.{key}", member, hints[key], side)

    def _members_with_types(self, shape: Json) -> Json:
        """The members that a value can have: botocore raises the errors of an event stream."""
        members: Json = shape["members"]
        if not shape.get("eventstream"):
            return members
        return {
            name: member
            for name, member in members.items()
            if not self.shapes[member["shape"]].get("exception")
        }

    def _is_token(self, reference: Json) -> bool:
        shape = self.shapes[reference["shape"]]
        return bool(reference.get("idempotencyToken") or shape.get("idempotencyToken"))


def _leaf(shape: Json, reference: Json, side: Side) -> Any:
    """The type of a shape that holds no others."""
    match shape["type"]:
        case "string":
            values = reference.get("enum") or shape.get("enum")
            return Literal[tuple(sorted(set(values)))] if values else str
        case "timestamp":
            return datetime if side == "output" else common.TimestampTypeDef
        case "double" | "float":
            return float if side == "output" else common.DoubleTypeDef
        case "blob":
            return bytes if side == "output" else common.BlobTypeDef
        case "structure" if shape.get("document"):
            return Any if side == "output" else common.DocumentTypeDef
        case "structure":
            return dict[str, Any] if side == "output" else Mapping[str, Any]
        case kind:
            return _SCALARS[kind]


def _alternatives(annotation: Any) -> frozenset[Any]:
    """The members of a union, or the type itself."""
    if get_origin(annotation) in (Union, UnionType):
        return frozenset(get_args(annotation))
    return frozenset({annotation})


def _present(annotation: Any) -> Any:
    """The type without None."""
    return Union[tuple(_alternatives(annotation) - {type(None)})]  # noqa: UP007


def _unequal(where: str, annotation: Any, expected: Any) -> Found:
    if annotation != expected:
        yield f"{where} is {annotation}, not {expected}"

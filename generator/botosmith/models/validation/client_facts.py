"""``handlers``, ``addedMethods`` and other parts of ``botosmith-1.json`` about the client.

``extras.schema.json`` has already checked the types; values that break it are ignored here.
"""

from __future__ import annotations

import ast
import base64
import json
import keyword
from collections.abc import Iterator
from typing import Any
from urllib.parse import unquote

from botosmith_runtime.service_facts import event_name

from botosmith.models.documents import is_list, is_object
from botosmith.models.validation.values import Flaw, Found, dangling, shown, side, target

_SIDES = {"after-call": "output", "before-parameter-build": "input"}


def problems(facts: dict[str, Any], service: dict[str, Any]) -> Found:
    """Facts that cannot be true for the client of this model."""
    if "builtIn" in facts:
        message = "only botosmith's own files can state this: its runtime reads no others"
        yield Flaw("builtIn", message, advice="leave it out")
    yield from _service(facts.get("serviceId"), service.get("metadata"))
    for name, handler in _items(facts.get("handlers")):
        if is_object(handler):
            yield from _handler(f"handlers.{name}", handler, service)
    for name, method in _items(facts.get("addedMethods")):
        if is_object(method):
            yield from _method(name, method, service)


def _items(value: object) -> Iterator[tuple[str, Any]]:
    yield from value.items() if is_object(value) else ()


def _service(stated: object, metadata: object) -> Found:
    found = metadata.get("serviceId") if is_object(metadata) else None
    if not (isinstance(stated, str) and isinstance(found, str)):
        return
    if event_name(stated) != event_name(found):
        message = f"the model is one of {found}, and not of {shown(stated)}"
        yield Flaw("serviceId", message, advice="move the file to that service, or fix the name")


def _operations(where: str, named: object, service: dict[str, Any]) -> Found:
    for index, name in enumerate(named if is_list(named) else ()):
        if isinstance(name, str) and name not in service["operations"]:
            yield dangling(f"{where}.{index}", f"the model has no operation {shown(name)}")


def _handler(where: str, handler: dict[str, Any], service: dict[str, Any]) -> Found:
    operations, shapes = service["operations"], service["shapes"]
    named = handler.get("operations")
    yield from _operations(f"{where}.operations", named, service)
    part = _SIDES.get(str(handler.get("event")))
    if part is None:
        return
    if isinstance(member := handler.get("member"), str):
        seen = [one for one in named if one in operations] if is_list(named) else [*operations]
        found = [one for one in seen if member in side(service, one, part)]
        for name in seen if is_list(named) else ():
            if name not in found:
                message = f"the {part} of {name} has no member {shown(member)}"
                yield dangling(f"{where}.member", message)
        if not found and not is_list(named):
            message = f"no operation's {part} has a member {shown(member)}"
            yield dangling(f"{where}.member", message)
        for name in found:
            yield from _text(where, target(side(service, name, part)[member], shapes), handler)
    listed = handler.get("shapes")
    for index, name in enumerate(listed if is_list(listed) else ()):
        if isinstance(name, str) and name not in shapes:
            yield dangling(f"{where}.shapes.{index}", f"the model has no shape {shown(name)}")
        elif isinstance(name, str):
            yield from _text(where, shapes[name], handler)
    yield from _example(where, handler)


def _text(where: str, shape: object, handler: dict[str, Any]) -> Found:
    kind = shape.get("type") if is_object(shape) else None
    if isinstance(kind, str) and kind != "string" and handler.get("does") != "takes-alias":
        message = f"a handler that {handler.get('does')} needs a string, and this is a {kind}"
        yield Flaw(where, message, advice="name a member that is a string")


def _example(where: str, handler: dict[str, Any]) -> Found:
    text = handler.get("example")
    if handler.get("does") != "decodes" or not isinstance(text, str):
        return
    try:
        match handler.get("encoding"):
            case "base64":
                base64.b64decode(text, validate=True).decode()
            case "json":
                json.loads(text)
            case "quoted-json":
                json.loads(unquote(text))
            case _:
                pass
    except (ValueError, RecursionError):
        message = f"{shown(text)} is not in the encoding {shown(handler['encoding'])}"
        yield Flaw(f"{where}.example", message, advice="write a text as it is on the wire")


def _method(name: str, method: dict[str, Any], service: dict[str, Any]) -> Found:
    where = f"addedMethods.{name}"
    for part in ("operations", "also"):
        yield from _operations(f"{where}.{part}", method.get(part), service)
    given = method.get("parameters")
    parameters = [one for one in given if is_object(one)] if is_list(given) else []
    names = [str(one.get("name")) for one in parameters]
    for one in (name, *names):
        if keyword.iskeyword(one) or one == "self" or names.count(one) > 1:
            message = f"Python takes no method or parameter {shown(one)} here"
            yield Flaw(where, message, advice="give each a name of its own that is not a keyword")
            return
    optional = ["default" in one for one in parameters]
    if optional != sorted(optional):
        advice = "put parameters with a default after those without"
        yield Flaw(f"{where}.parameters", "a required one follows an optional one", advice=advice)
    for annotated in (method, *parameters):
        if isinstance(annotation := annotated.get("type"), str) and not _is_expression(annotation):
            yield Flaw(where, f"{shown(annotation)} is not a Python annotation", advice="fix it")


def _is_expression(text: str) -> bool:
    try:
        ast.parse(text, mode="eval")
    except SyntaxError:
        return False
    return True

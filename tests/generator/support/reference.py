"""What is wrong with a payload, worked out the slow and obvious way, straight from the model.

Nothing here is shared with the generated checks: it walks botocore's shapes, the model's JSON and
``botosmith-1.json``, and knows neither the generator nor the runtime. Its patterns are Python's
own, with the exceptions that ``MEANINGS`` spells out; its timestamps are the formats that botocore
documents.
"""

from __future__ import annotations

import json
import math
import re
from collections.abc import Callable, Iterator
from datetime import datetime, timedelta
from decimal import Decimal
from typing import Any

from botocore.model import ServiceModel

Found = Iterator[tuple[str, str]]
"""Path, in JMESPath's notation, and rule."""

INTEGERS = {"integer": 2**31, "long": 2**63}
ISO = re.compile(r"\d{4}-\d\d-\d\d(T\d\d:\d\d:\d\d(\.\d{1,6})?(Z|[+-]\d\d:\d\d)?)?", re.ASCII)
RFC_822 = re.compile(r"[A-Z][a-z]{2}, \d\d [A-Z][a-z]{2} \d{4} \d\d:\d\d:\d\d GMT", re.ASCII)
NUMBER = re.compile(r"\d{1,10}(\.\d{1,6})?", re.ASCII)

_LONGEST = 60
SECRET = object()
"""A step of a path that must not be shown."""

SINGLE_LINE = "[\\u0020-\\uD7FF\\uE000-\\uFFFD\\uD800\\uDC00-\\uDBFF\\uDFFF\\t]*"


def _single_line(text: str) -> bool:
    """The tab, and all from the space on but surrogates and what is no character."""
    return all(c == "\t" or " " <= c <= "\ud7ff" or "\ue000" <= c <= "\ufffd" or c > "\uffff"
               for c in text)  # fmt: skip


MEANINGS: dict[str, Callable[[str], bool]] = {SINGLE_LINE: _single_line}


class Reference:
    def __init__(self, model: ServiceModel, documents: dict[str, dict[str, Any]]) -> None:
        self.model = model
        self.raw = documents["service-2"]["shapes"]
        self.presence = documents.get("botosmith-1", {}).get("presence", {})
        self.overrides = documents.get("botosmith-1", {}).get("shapes", {})

    def request(self, operation: str, payload: Any) -> list[tuple[str, str]]:
        shape: Any = self.model.operation_model(operation).input_shape
        return sorted(self._shape(shape, payload, [], "request"))

    def response(self, operation: str, payload: Any) -> list[tuple[str, str]]:
        shape: Any = self.model.operation_model(operation).output_shape
        return sorted(self._shape(shape, payload, [], "response"))

    def _shape(
        self, shape: Any, value: Any, path: list[Any], root: str = "", *, secret: bool = False
    ) -> Found:
        secret = secret or bool(self._trait(shape, "sensitive"))
        if shape.type_name == "structure" and self._trait(shape, "document"):
            yield from _document(value, path, secret)
        elif value is None:
            yield _path(path), "null"
        elif shape.type_name == "structure":
            yield from self._structure(shape, value, path, root, secret)
        elif shape.type_name == "list":
            if not _is(value, (list, tuple)):
                yield _path(path), "type"
                return
            wrong = list(self._size(shape, len(value), path, "size"))
            yield from wrong
            if not wrong and self._trait(shape, "uniqueItems") and _has_equals([*value]):
                yield _path(path), "unique"
            for index, item in enumerate(value):
                if not (item is None and self._trait(shape, "sparse")):
                    yield from self._shape(shape.member, item, [*path, index], secret=secret)
        elif shape.type_name == "map":
            yield from self._map(shape, value, path, secret)
        else:
            yield from self._scalar(shape, value, path)

    def _structure(self, shape: Any, value: Any, path: list[Any], root: str, secret: bool) -> Found:
        if not _is(value, dict):
            yield _path(path), "type"
            return
        if self._trait(shape, "union") and len(value) != 1:
            yield _path(path), "union"
        for name in value:
            if name not in shape.members and not (
                root == "response" and name == "ResponseMetadata"
            ):
                yield _path([*path, SECRET if secret else name]), "unknown"
        for name, member in shape.members.items():
            reference = self.raw[shape.name]["members"][name]
            if name in value:
                yield from self._member(member, reference, value[name], [*path, name], secret)
            elif name in self.raw[shape.name].get("required", []) and not (
                root == "request" and reference.get("idempotencyToken")
            ):
                yield _path([*path, name]), "required"
        for name, rules in self.presence.get(shape.name, {}).items():
            for rule, condition in rules.items():
                ((sibling, values),) = condition.items()
                holds = value.get(sibling) in values
                if (
                    (rule == "presentWhen" and holds and name not in value)
                    or (rule == "absentWhen" and holds and name in value)
                    or (rule == "onlyWhen" and not holds and name in value)
                ):
                    yield _path([*path, name]), "presence"

    def _member(
        self, shape: Any, reference: Any, value: Any, path: list[Any], secret: bool
    ) -> Found:
        if reference.get("jsonvalue") and reference.get("location") == "header":
            try:
                json.dumps(value)
            except (TypeError, ValueError):
                yield _path(path), "type"
        elif reference.get("hostLabel") and isinstance(value, str) and not value:
            yield _path(path), "length"
        else:
            yield from self._shape(shape, value, path, secret=secret)

    def _map(self, shape: Any, value: Any, path: list[Any], secret: bool) -> Found:
        if not _is(value, dict):
            yield _path(path), "type"
            return
        yield from self._size(shape, len(value), path, "size")
        masked = secret or self._trait(shape.key, "sensitive")
        for key, item in value.items():
            inner = [*path, SECRET if masked else key]
            yield from self._shape(shape.key, key, inner)
            if not (item is None and self._trait(shape, "sparse")):
                yield from self._shape(shape.value, item, inner, secret=secret)

    def _scalar(self, shape: Any, value: Any, path: list[Any]) -> Found:
        kind = shape.type_name
        if kind == "string":
            yield from self._string(shape, value, path)
        elif kind == "boolean":
            if not isinstance(value, bool):
                yield _path(path), "type"
        elif kind == "timestamp":
            if not _moment(value):
                yield _path(path), "type"
        elif kind == "blob":
            if isinstance(value, bytes | bytearray):
                yield from self._size(shape, len(value), path, "length")
            elif isinstance(value, str) and _utf_8(value) is not None:
                yield from self._size(shape, len(_utf_8(value) or b""), path, "length")
            elif not hasattr(value, "read"):
                yield _path(path), "type"
        elif kind in INTEGERS:
            if not isinstance(value, int) or isinstance(value, bool):
                yield _path(path), "type"
            elif not -INTEGERS[kind] <= value < INTEGERS[kind]:
                yield _path(path), "range"
            else:
                yield from self._size(shape, value, path, "range")
        elif not _is_number(value):
            yield _path(path), "type"
        elif value != value:
            if {self._trait(shape, "min"), self._trait(shape, "max")} != {None}:
                yield _path(path), "range"
        else:
            yield from self._size(shape, value, path, "range")

    def _string(self, shape: Any, value: Any, path: list[Any]) -> Found:
        """The first of the rules that is broken."""
        if not isinstance(value, str):
            yield _path(path), "type"
            return
        wrong = list(self._size(shape, len(value), path, "length"))
        enum, pattern = self._trait(shape, "enum"), self._trait(shape, "pattern")
        if wrong:
            yield from wrong
        elif enum:
            if str.__str__(value) not in enum:
                yield _path(path), "enum"
        elif pattern and not _matches(pattern, value):
            yield _path(path), "pattern"

    def _size(self, shape: Any, size: Any, path: list[Any], rule: str) -> Found:
        low, high = self._trait(shape, "min"), self._trait(shape, "max")
        if (low is not None and size < low) or (high is not None and size > high):
            yield _path(path), rule

    def _trait(self, shape: Any, name: str) -> Any:
        override = self.overrides.get(shape.name, {})
        raw = self.raw.get(shape.name, {})
        return override.get(name, shape.metadata.get(name, raw.get(name)))


def _has_equals(items: list[Any]) -> bool:
    """Whether two items are equal as JSON has it, where true is no number."""
    pairs = ((one, other) for index, one in enumerate(items) for other in items[:index])
    return any(
        one is other or (isinstance(one, bool) is isinstance(other, bool) and one == other)
        for one, other in pairs
    )


def _is(value: Any, kinds: Any) -> bool:
    """``isinstance``, without a type checker's narrowing to what the type holds."""
    return isinstance(value, kinds)


def _matches(pattern: str, text: str) -> bool:
    known = MEANINGS.get(pattern)
    return known(text) if known else re.fullmatch(pattern, text, re.ASCII) is not None


def _is_number(value: Any) -> bool:
    if isinstance(value, Decimal):
        return not value.is_snan()
    return isinstance(value, int | float) and not isinstance(value, bool)


def _moment(value: Any) -> bool:
    if isinstance(value, datetime):
        return True
    if isinstance(value, bool):
        return False
    if isinstance(value, str):
        return any(form.fullmatch(value) for form in (ISO, RFC_822, NUMBER))
    if isinstance(value, int | float) and math.isfinite(value):
        try:
            return bool(datetime(1970, 1, 2) + timedelta(seconds=float(value)))
        except OverflowError:
            return False
    return False


def _document(value: Any, path: list[Any], secret: bool) -> Found:
    if _is(value, dict):
        for key, item in value.items():
            yield from _document(item, [*path, SECRET if secret else key], secret)
    elif _is(value, list):
        for index, item in enumerate(value):
            yield from _document(item, [*path, index], secret)
    elif value is not None and not isinstance(value, str | int | float):
        yield _path(path), "type"


def _utf_8(text: str) -> bytes | None:
    try:
        return str(text).encode()
    except UnicodeEncodeError:
        return None


def _path(steps: list[Any]) -> str:
    """JMESPath, more or less."""
    text = ""
    for step in steps:
        if isinstance(step, int):
            text += f"[{step}]"
            continue
        name = "*" if step is SECRET else "None" if step is None else str.__str__(step)
        if len(name) > _LONGEST:  # characters of a name that are shown
            name = json.dumps(f"{name[:_LONGEST]}...")
        elif step is None or not re.fullmatch(r"[A-Za-z_][A-Za-z_0-9]*|\*", name):
            name = json.dumps(name)
        text += f".{name}" if text else name
    return text

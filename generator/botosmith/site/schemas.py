"""A JSON Schema (2020-12) of each structure, as a file next to its page.

Schemas refer to each other by relative paths. A pattern with the letters of all scripts has 15,000
characters; such patterns are in one file, ``LONG_PATTERNS``.

A schema accepts the same payloads as ``botosmith check``, with these exceptions. It accepts 1.0 as
an integer, and any string as a timestamp. It accepts any string as Base64, and rounds limits in
bytes up to whole groups of Base64. It has no limit of depth. It treats the top level of a payload
like nested values: an idempotency token is required, and ``ResponseMetadata`` is not allowed.
"""

from __future__ import annotations

import json
import posixpath
from collections.abc import Callable, Iterator
from typing import Any
from urllib.parse import quote

from botosmith import ir, patterns
from botosmith.ir import graph
from botosmith.ir.whole_numbers import whole_range
from botosmith.models.documents import is_object
from botosmith.patterns.ecmascript import to_ecmascript

Schema = dict[str, Any]

LONG_PATTERNS = "shapes/long-patterns.schema.json"

_MOMENT: Schema = {
    "type": ["string", "number"],
    "maxLength": 100,
    "minimum": -62_135_596_800,  # the years 1 to 9999, in seconds since 1970
    "exclusiveMaximum": 253_402_300_800,
}
_SIZES = {
    "string": ("minLength", "maxLength"),
    "blob": ("minLength", "maxLength"),
    "list": ("minItems", "maxItems"),
    "map": ("minProperties", "maxProperties"),
}
_RANGE = ("minimum", "maximum")
_OBJECT = r"^(?:[ \t\n\r]|%(?:20|09|0[aAdD]))*(?:\{|%7[bB])"
_LONG = 1_000  # characters from which a pattern is in LONG_PATTERNS
_DIALECT = "https://json-schema.org/draft/2020-12/schema"


def schemas(service: ir.Service, path_of: Callable[[str], str]) -> dict[str, str]:
    """The schema of every structure, by path; ``path_of`` returns the path for a shape."""
    writer = _SchemaWriter(service, path_of)
    texts = {
        path_of(shape.name): writer.text(shape) for shape in service.shapes if shape.structured
    }
    return texts | writer.long_patterns()


class _SchemaWriter:
    def __init__(self, service: ir.Service, path_of: Callable[[str], str]) -> None:
        self._shapes = {shape.name: shape for shape in service.shapes}
        self._recursive = graph.recursive(self._shapes)
        self._path_of = path_of
        self._folder = ""
        self._local: dict[str, Schema] = {}
        self._named: dict[str, str] = {}  # long patterns, each with the name of its first shape

    def text(self, shape: ir.Shape) -> str:
        """The schema of one structure."""
        self._folder = posixpath.dirname(self._path_of(shape.name))
        self._local = {}
        members = {name: self._member(member) for member in shape.members for name in member.names}
        if shape.is_response:
            members.setdefault("ResponseMetadata", True)
        schema: Schema = {
            "$schema": _DIALECT,
            "title": shape.name,
            "type": "object",
            "properties": members,
            "required": self._required(shape),
            "additionalProperties": False,
            **({"minProperties": 1, "maxProperties": 1} if shape.one_of else {}),
            "allOf": [*_conditions(shape), *_named(shape)],
            "$defs": self._local,
        }
        return _file({word: value for word, value in schema.items() if value not in ({}, [])})

    def long_patterns(self) -> dict[str, str]:
        """The file of long patterns that structures share; empty if there are none."""
        named = {name: {"pattern": pattern} for pattern, name in self._named.items()}
        return {LONG_PATTERNS: _file({"$schema": _DIALECT, "$defs": named})} if named else {}

    def _required(self, shape: ir.Shape) -> list[str]:
        return [
            member.name
            for member in shape.members
            if member.required_in(shape.place) and not member.as_handled("takes-alias")
        ]

    def _member(self, member: ir.Member) -> Schema | bool:
        if member.form in ("events", "json"):
            return True
        schema = self._schema(member.narrowed(self._shapes[member.shape]))
        return _converted(schema, member.handled) if member.handled else schema

    def _schema(self, shape: ir.Shape) -> Schema | bool:
        if shape.document:
            return True
        if shape.kind == "structure":
            return {"$ref": self._relative(self._path_of(shape.name))}
        if shape.kind in ("list", "map") and shape.name in self._recursive:
            if shape.name not in self._local:
                self._local[shape.name] = {}  # found again if the shape is recursive
                self._local[shape.name] = self._container(shape)
            return {"$ref": f"#/$defs/{quote(shape.name)}"}
        if shape.kind in ("list", "map"):
            return self._container(shape)
        schema = {**_scalar(shape), **dict(shape.further)}
        if len(schema.get("pattern", "")) > _LONG:
            name = self._named.setdefault(schema.pop("pattern"), shape.name)
            schema["$ref"] = f"{self._relative(LONG_PATTERNS)}#/$defs/{quote(name)}"
        return schema

    def _relative(self, path: str) -> str:
        return quote(posixpath.relpath(path, self._folder or "."))

    def _container(self, shape: ir.Shape) -> Schema:
        element = self._schema(self._shapes[shape.element])
        if shape.sparse:
            element = {"anyOf": [element, {"type": "null"}]}
        limits = {**_limits(shape), **dict(shape.further)}  # JSON Schema has the same names
        if shape.kind == "list":
            return {"type": "array", **limits, "items": element}
        keys = self._schema(self._shapes[shape.key])
        names = {"propertyNames": keys} if keys != {"type": "string"} else {}
        return {"type": "object", **limits, **names, "additionalProperties": element}


def _converted(schema: Schema | bool, facts: ir.Handled) -> Schema | bool:
    """A schema that also accepts the values that botocore's handlers convert."""
    match facts.does:
        case "decodes" if facts.encoding == "quoted-json":
            # A pattern can only check the beginning of JSON: an object starts.
            return {"anyOf": [{"allOf": [schema, {"pattern": _OBJECT}]}, {"type": "object"}]}
        case "decodes" if facts.encoding == "json":
            return {"anyOf": [schema, {"type": "object"}]}
        case "gives-none":
            return {"anyOf": [schema, {"type": "null"}]}
        case "takes-fields":
            fields: Schema = {
                "type": "object",
                "properties": {name: {"type": "string"} for name, _ in facts.fields},
                "required": [name for name, required in facts.fields if required],
                "additionalProperties": False,
            }
            return {"anyOf": [schema, fields]}
        case "takes-path" if isinstance(schema, dict) and "maxLength" in schema:
            most: int = schema["maxLength"]
            return {"type": "string", "pattern": f"(?:^|/)[^/]{{0,{most}}}$"}
        case _:
            return schema


def _named(shape: ir.Shape) -> Iterator[Schema]:
    """The conditions that required members are present by one of their names."""
    for member in shape.members:
        if member.required and member.as_handled("takes-alias"):
            yield {"anyOf": [{"required": [name]} for name in member.names]}


def _scalar(shape: ir.Shape) -> Schema:
    match shape.kind:
        case "string":
            return {"type": "string", **_limits(shape), **_text(shape)}
        case "integer" | "long":
            low, high = whole_range(shape.kind, shape.minimum, shape.maximum)
            return {"type": "integer", "minimum": low, "maximum": high}
        case "float" | "double":
            return {"type": "number", **_limits(shape)}
        case "boolean":
            return {"type": "boolean"}
        case "blob":
            return {"type": "string", "contentEncoding": "base64", **_limits(shape)}
        case _:
            return _MOMENT


def _limits(shape: ir.Shape) -> Schema:
    least, most = _SIZES.get(shape.kind, _RANGE)
    low, high = shape.minimum, shape.maximum
    if shape.kind == "blob":
        low, high = (None if size is None else -(-int(size) // 3) * 4 for size in (low, high))
    found: Schema = {}
    if low is not None and (low or least == "minimum"):
        found[least] = low
    if high is not None:
        found[most] = high
    return found


def _text(shape: ir.Shape) -> Schema:
    if shape.enum:
        return {"enum": sorted(set(shape.enum))}
    if shape.regex is None or shape.regex.source is None:
        return {}
    pattern = {"pattern": to_ecmascript(shape.regex.source)}
    longest = shape.regex.longest
    if longest is None or longest == patterns.LONGEST_CHECKED:
        return pattern
    return {"anyOf": [pattern, {"minLength": longest + 1}]}


def _conditions(shape: ir.Shape) -> Iterator[Schema]:
    """The presence rules."""
    for member in shape.members:
        for rule in member.presence:
            sibling = {rule.sibling: {"enum": [*rule.values]}}
            holds = {"properties": sibling, "required": [rule.sibling]}
            branch = "then" if rule.among else "else"
            demand = {"required": [member.name]} if rule.present else _without(member.name)
            yield {"if": holds, branch: demand}


def _without(member: str) -> Schema:
    return {"properties": {member: False}}


def _file(schema: Schema) -> str:
    """A line for each keyword, and for each member of an object."""
    lines = (f"{json.dumps(word)}: {_laid_out(value)}" for word, value in schema.items())
    return "{\n" + ",\n".join(lines) + "\n}\n"


def _laid_out(value: Any) -> str:
    """A line for each member of an object."""
    if not is_object(value):
        return json.dumps(value)
    lines = (f"  {json.dumps(name)}: {json.dumps(part)}" for name, part in value.items())
    return "{\n" + ",\n".join(lines) + "\n}"

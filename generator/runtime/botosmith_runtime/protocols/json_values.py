"""JSON: a value of a shape -> bytes, and bytes -> a value of a shape."""

from __future__ import annotations

import json
from collections.abc import Mapping
from math import isfinite
from typing import Any

from botosmith_runtime.protocols import formats, limits, texts
from botosmith_runtime.protocols.errors import Wrong, shown
from botosmith_runtime.protocols.trees import TreeReaders, Words, document, exactly, number, whole

_TOO_DEEP = f"more than {limits.DEPTH} values inside one another"


def dumped(value: Any) -> bytes:
    """JSON in UTF-8."""
    try:
        return json.dumps(value, ensure_ascii=False).encode()
    except UnicodeEncodeError:  # half of a surrogate pair: JSON has an escape for it
        return json.dumps(value).encode()


def json_value(shape: Any, value: Any) -> Any:
    """The value in types that ``json.dumps`` accepts."""
    if value is None:
        return None
    match shape.type_name:
        case "structure" if not shape.is_document_type:
            if (unknown := unknown_member(shape, value)) is not None:
                return {unknown: {}}
            return {
                member.serialization.get("name", key): json_value(member, value[key])
                for key, member in shape.members.items()
                if value.get(key) is not None and not member.serialization.get("eventheader")
            }
        case "list":
            return [json_value(shape.member, item) for item in value]
        case "map":
            return {key: json_value(shape.value, item) for key, item in value.items()}
        case "blob":
            return formats.encoded(value)
        case "timestamp":
            return formats.moment(
                value, shape.serialization.get("timestampFormat", "unixtimestamp")
            )
        case "float" | "double" if isinstance(value, float) and not isfinite(value):
            return formats.special(value)
        case _:
            return value


def unknown_member(shape: Any, value: Mapping[str, Any]) -> str | None:
    """The name of a union's member that the model lacks: botocore's ``SDK_UNKNOWN_MEMBER``."""
    is_ours = "SDK_UNKNOWN_MEMBER" in shape.members  # some model may have such a member
    if shape.is_tagged_union and "SDK_UNKNOWN_MEMBER" in value and not is_ours:
        return str(value["SDK_UNKNOWN_MEMBER"]["name"])
    return None


def loaded(content: bytes) -> Any:
    """The tree of a body; raises Wrong if it is not strict JSON or is nested too deeply."""
    return loaded_text(texts.utf8(content))


def loaded_text(text: str) -> Any:
    """The same for text."""
    try:
        tree = _DECODER.decode(text)
    except json.JSONDecodeError as problem:
        place = f"line {problem.lineno}, column {problem.colno}"
        raise Wrong(f"not JSON: {problem.msg} at {place}") from None
    except ValueError:  # from thousands of digits
        raise Wrong("not JSON: a number has too many digits") from None
    except RecursionError:
        raise Wrong(_TOO_DEEP) from None
    if text.count("{") + text.count("[") > limits.DEPTH:
        document(tree)
    return tree


def _object(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found = dict(pairs)
    if len(found) != len(pairs):
        names = [name for name, _ in pairs]
        twice = next(name for name in names if names.count(name) > 1)
        raise Wrong(f"the key {shown(twice)} occurs twice in one object")
    return found


def _constant(name: str) -> Any:
    raise Wrong(f'not JSON: {name}; write it as text: "{name}"')


_DECODER = json.JSONDecoder(object_pairs_hook=_object, parse_constant=_constant)


def _floating(value: Any) -> float:
    if type(value) is str and value in ("NaN", "Infinity", "-Infinity"):
        return float(value)
    return number(value)


def _blob(value: Any) -> bytes:
    if type(value) is not str:
        raise Wrong(f"expected Base64, got {shown(value)}")
    return texts.blob(value)


def _timestamp(form: str) -> texts.Read:
    if form.lower() not in ("", "unixtimestamp"):
        read = texts.moment(form)

        def read_text(value: Any) -> Any:
            if type(value) is not str:
                raise Wrong(f"expected a date, got {shown(value)}")
            return read(value)

        return read_text
    return _epoch


def _epoch(value: Any) -> Any:
    if type(value) is not int and type(value) is not float:
        raise Wrong(f"expected a timestamp in seconds, got {shown(value)}")
    return texts.epoch(value)


_WORDS = Words(
    scalars={
        "string": exactly(str, "text"),
        "boolean": exactly(bool, "true or false"),
        "integer": whole,
        "long": whole,
        "float": _floating,
        "double": _floating,
        "blob": _blob,
    },
    timestamp=_timestamp,
)


def readers() -> TreeReaders:
    """Readers of one service's shapes in JSON."""
    return TreeReaders(_WORDS)


def is_json_header(shape: Any) -> bool:
    """Whether a member is JSON in a header."""
    given: Mapping[str, Any] = shape.serialization
    return bool(given.get("jsonvalue")) and given.get("location") == "header"

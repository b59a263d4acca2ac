"""``endpoint-rule-set-1.json``: problems on which botocore would fail."""

from __future__ import annotations

from typing import Any

from botocore.endpoint_provider import ParameterType, RuleSetStandardLibrary

from botosmith.models.documents import is_list, is_object
from botosmith.models.traits.trait import LIST, OBJECT, STRING, ValueKind
from botosmith.models.validation.values import Flaw, Found, shown, unexpected

_PARAMETERS = ", ".join(one.name for one in ParameterType)
_PARTS = {
    "tree": ("rules", LIST),
    "endpoint": ("endpoint", OBJECT),
    "error": ("error", ValueKind("a string or a function's call", (str, dict))),
}
_URL = ValueKind("a string or a function's call", (str, dict))
_LIBRARY: Any = RuleSetStandardLibrary


def problems(document: dict[str, Any], _service: dict[str, Any]) -> Found:
    """Missing or wrong parts of rules and parameters; their meaning is not checked."""
    yield from _part("", document, "parameters", OBJECT)
    yield from _part("", document, "rules", LIST)
    parameters, rules = document.get("parameters"), document.get("rules")
    for name, parameter in parameters.items() if is_object(parameters) else ():
        kind = parameter.get("type") if is_object(parameter) else None
        if not isinstance(kind, str) or kind.lower() not in ParameterType.__members__:
            yield unexpected(f"parameters.{name}.type", f"one of {_PARAMETERS}", kind)
    for index, rule in enumerate(rules if is_list(rules) else ()):
        yield from _rule(f"rules.{index}", rule)


def _rule(where: str, rule: object) -> Found:
    kind = rule.get("type") if is_object(rule) else None
    if not is_object(rule) or not isinstance(kind, str) or kind not in _PARTS:
        yield unexpected(f"{where}.type", "one of tree, endpoint, error", kind)
        return
    yield from _part(where, rule, "conditions", LIST)
    conditions = rule.get("conditions")
    for index, condition in enumerate(conditions if is_list(conditions) else ()):
        yield from _condition(f"{where}.conditions.{index}", condition)
    yield from _part(where, rule, *_PARTS[kind])
    found = rule.get(_PARTS[kind][0])
    if kind == "endpoint" and is_object(found):
        yield from _part(f"{where}.endpoint", found, "url", _URL)
    if kind == "tree" and is_list(found):
        for index, inner in enumerate(found):
            yield from _rule(f"{where}.rules.{index}", inner)


def _condition(where: str, condition: object) -> Found:
    if not is_object(condition):
        yield unexpected(where, 'an object such as {"fn": "isSet", "argv": []}', condition)
        return
    yield from _part(where, condition, "argv", LIST)
    yield from _part(where, condition, "fn", STRING)
    function = condition.get("fn")
    if isinstance(function, str):
        name = _LIBRARY(None).convert_func_name(function)
        if not hasattr(_LIBRARY, name):
            yield Flaw(f"{where}.fn", f"botocore has no function {shown(function)} for rules")


def _part(where: str, owner: dict[str, Any], key: str, kind: ValueKind) -> Found:
    if kind.refuses(owner.get(key)):
        yield unexpected(f"{where}.{key}".lstrip("."), kind.phrase, owner.get(key))

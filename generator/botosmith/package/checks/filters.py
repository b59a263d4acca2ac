"""The filters that the template of ``checks.py`` prints with."""

from __future__ import annotations

import ast
from collections.abc import Callable, Iterable, Mapping
from typing import Any

from botosmith import names, text
from botosmith.package.checks.checker import StructureCheck
from botosmith.package.checks.rules import Rule
from botosmith.package.python.layout import WIDTH


def rule(rule: Rule) -> str:
    """A rule of ``checks.py``, made with keyword arguments."""
    line = f"{rule.name} = {rule.class_name}({', '.join(rule.arguments)})"
    if len(line) <= WIDTH:
        return line
    lines = "".join(f"    {_enumerated(argument)},\n" for argument in rule.arguments)
    return f"{rule.name} = {rule.class_name}(\n{lines})"


def _enumerated(argument: str) -> str:
    """A keyword argument; a set of values that is too long for a line gets a line for each."""
    if not argument.startswith("enum={") or len(argument) + 5 <= WIDTH:
        return argument
    values = ast.literal_eval(argument.removeprefix("enum="))
    lines = "".join(f"        {text.literal(value)},\n" for value in sorted(values))
    return f"enum={{\n{lines}    }}"


def check_call(shape: str, *more: str) -> str:
    """The expression that checks ``value`` as a shape; ``more`` says how."""
    return f"check({', '.join([names.check_name(shape), 'value', *more])})"


def public_check_signature(name: str) -> str:
    """The first lines of the function that checks a request or a response."""
    line = f"def {name}(value: Any) -> list[Violation]:"
    return line if len(line) <= WIDTH else f"def {name}(\n    value: Any,\n) -> list[Violation]:"


def check_signature(check: StructureCheck) -> str:
    """The first lines of the function that checks a structure."""
    parameters = "value: Any, found: Found, path: Path"
    line = f"def {check.name}({parameters}) -> {check.result}:"
    if len(line) <= WIDTH:
        return line
    return f"def {check.name}(\n    {parameters}\n) -> {check.result}:"


def check_registry(pairs: Iterable[tuple[str, str]]) -> str:
    """A dict display: checks by name; the pairs are a name and the shape that is checked."""
    lines = "".join(f'    "{name}": {names.check_name(shape)},\n' for name, shape in pairs if shape)
    return f"{{\n{lines}}}" if lines else "{}"


def table(entries: Mapping[str | tuple[str, ...], str]) -> str:
    """A dict display of texts, or tuples of texts, and texts."""
    lines = "".join(f"    {_key(key)}: {text.literal(entries[key])},\n" for key in sorted(entries))
    return f"{{\n{lines}}}"


def _key(key: str | tuple[str, ...]) -> str:
    parts = [text.literal(part) for part in (key if isinstance(key, tuple) else (key,))]
    return f"({', '.join(parts)})" if isinstance(key, tuple) else parts[0]


CHECK_FILTERS: dict[str, Callable[..., Any]] = {
    "check_call": check_call,
    "check_registry": check_registry,
    "check_signature": check_signature,
    "public_check_signature": public_check_signature,
    "rule": rule,
    "table": table,
}

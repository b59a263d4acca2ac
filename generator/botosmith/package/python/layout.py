"""Where lines of generated code break: as ``ruff format`` would break them.

Not every line needs it, only those that a model's names can make too long: annotations, and
statements with one bracket that holds the long part.
"""

from __future__ import annotations

import re

WIDTH = 100

_TOKEN = re.compile(r""" "(?:[^"\\]|\\.)*" | '(?:[^'\\]|\\.)*' | [^"'] """, re.VERBOSE | re.DOTALL)
_ASSIGNED = re.compile(r"(\w+(?:: \w+)? = |\w+: )(.+)")


def broken(code: str, indent: int, *, after: int = 0) -> str:
    """``code``, which stands at that indent, over several lines if one is too short for it.

    ``after`` is how much follows on its last line, such as a comma.
    """
    if indent + len(code) + after <= WIDTH:
        return code
    margin = " " * indent
    parts = _last_bracket(code)
    if parts is None or indent + len(parts[0]) > WIDTH:
        enclosed = _in_parentheses(code, margin)
        if parts is None or enclosed != code:
            return enclosed
    head, body, tail = parts
    items = _arguments(body)
    if len(items) == 1:
        inner = f"{margin}    {broken(body, indent + 4)}\n"
    elif indent + 4 + len(body) <= WIDTH:
        inner = f"{margin}    {body}\n"
    else:
        inner = "".join(f"{margin}    {broken(item, indent + 4, after=1)},\n" for item in items)
    return f"{head}\n{inner}{margin}{tail}"


def class_header(name: str, base: str) -> str:
    """The first line of a class, broken as ruff would where it is too long."""
    return broken(f"class {name}({base}):", 0)


def _in_parentheses(code: str, margin: str) -> str:
    """Something assigned: in parentheses if it then fits, or a call's name does; else as it is."""
    match = _ASSIGNED.fullmatch(code)
    if match is None:
        return code
    value = broken(match[2], len(margin) + 4) if match[1].endswith("= ") else match[2]
    if len(margin) + 4 + len(value.partition("\n")[0]) > WIDTH:
        return code
    return f"{match[1]}(\n{margin}    {value}\n{margin})"


def _last_bracket(code: str) -> tuple[str, str, str] | None:
    """What stands before, inside and after the last pair of brackets that no other one holds."""
    depth = opened = start = end = 0
    for match in _TOKEN.finditer(code):
        if match[0] in ("[", "("):
            if depth == 0:
                opened = match.end()
            depth += 1
        elif match[0] in ("]", ")"):
            depth -= 1
            if depth == 0:
                start, end = opened, match.start()
    return (code[:start], code[start:end], code[end:]) if start else None


def _arguments(body: str) -> list[str]:
    """The parts between the commas that no bracket holds."""
    depth = start = 0
    found: list[str] = []
    for match in _TOKEN.finditer(body):
        if match[0] in ("[", "("):
            depth += 1
        elif match[0] in ("]", ")"):
            depth -= 1
        elif match[0] == "," and depth == 0:
            found.append(body[start : match.start()])
            start = match.end() + 1
    return [*found, body[start:]]

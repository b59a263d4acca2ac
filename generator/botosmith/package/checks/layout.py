"""Where the lines of a check break: as ``ruff format`` would break them."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from botosmith import text
from botosmith.package.python.layout import broken

_WIDTH = 96  # of a line of a function's body, without the function's own indent
_OR = re.compile(r"(?<!\)\)) or ")  # not the one behind the short cut, which ends in `))`


def unknown_call(function: str, members: list[str]) -> Iterator[str]:
    """The call that names a structure's members, over several lines where they are many."""
    names = [text.literal(member) for member in members]
    comma = "," if len(names) == 1 else ""
    line = f"    {function}(value, found, path, ({', '.join(names)}{comma}))"
    if len(line) <= _WIDTH:
        yield line
        return
    yield f"    {function}("
    yield from ("        value,", "        found,", "        path,", "        (")
    yield from (f"            {name}," for name in names)
    yield from ("        ),", "    )")


def fitted(lines: Iterable[str]) -> Iterator[str]:
    """The lines, those that are too long broken as ruff would."""
    for line in lines:
        if len(line) <= _WIDTH:
            yield line
        else:
            yield from _fitted(line)


def _fitted(line: str) -> Iterator[str]:
    """A line over several: a condition breaks at ``or``, all else inside a call."""
    margin = line[: len(line) - len(line.lstrip())]
    if line.lstrip().startswith("if kind("):
        parts = _OR.split(line.strip()[len("if ") : -1])
        yield from _inside_brackets(parts, margin) if len(parts) == 2 else _at_or(parts, margin)
    else:
        yield from _broken(line.strip(), margin)


def _at_or(parts: list[str], margin: str) -> Iterator[str]:
    """A condition in brackets of its own, each part on a line."""
    first, *others = parts
    yield f"{margin}if ("
    for part in (first, *(f"or {other}" for other in others)):
        yield from _condition_line(part, f"{margin}    ")
    yield f"{margin}):"


def _inside_brackets(parts: list[str], margin: str) -> Iterator[str]:
    """A condition with one ``or``: ruff would rather break inside the brackets that it has."""
    first, other = parts
    if other.startswith("not (("):
        yield f"{margin}if {first} or not ("
        yield from _alternatives(other.removeprefix("not (").removesuffix(")"), margin)
        yield f"{margin}):"
    else:
        width = _WIDTH - len(margin)
        layouts = [one for one in _inside_calls(other) if max(map(len, one)) <= width]
        lines = (f"{margin}{line}" for line in layouts[0]) if layouts else None
        yield from lines or _at_or(parts, margin)


def _inside_calls(other: str) -> Iterator[tuple[str, ...]]:
    """The type's test and a match, broken in the last call, the first one or both."""
    match, call, item = other.removesuffix(")").partition(".fullmatch(")
    if call:
        yield f"if kind({item}) is not str or {match}{call}", f"    {item}", "):"
        yield "if kind(", f"    {item}", f") is not str or {other}:"
        yield "if kind(", f"    {item}", f") is not str or {match}{call}", f"    {item}", "):"


def _condition_line(part: str, margin: str) -> Iterator[str]:
    """A part of a condition, broken inside its brackets if need be."""
    head, bracket, inner = part.partition("not (")
    if len(margin) + len(part) <= _WIDTH:
        yield f"{margin}{part}"
    elif bracket:
        yield f"{margin}{head}{bracket}"
        yield from _alternatives(inner.removesuffix(")"), margin)
        yield f"{margin})"
    else:
        yield from _broken(part, margin)


def _alternatives(code: str, margin: str) -> Iterator[str]:
    """The short cut and the match, on one line if they fit."""
    if len(margin) + 4 + len(code) <= _WIDTH:
        yield f"{margin}    {code}"
    else:
        shortcut, _, match = code.partition(") or ")
        yield f"{margin}    {shortcut})"
        yield from _broken(f"or {match}", f"{margin}    ")


def _broken(code: str, margin: str) -> Iterator[str]:
    # The template indents the lines of a body once more.
    for line in broken(code, len(margin) + 4).split("\n"):
        yield f"{margin}{line.removeprefix(margin + '    ')}"

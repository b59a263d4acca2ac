"""Where the lines of a check break: as ``ruff format`` would break them."""

from __future__ import annotations

import re
from collections.abc import Iterator

from botosmith import text
from botosmith.layout import broken

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


def fit(line: str) -> Iterator[str]:
    """A line, broken as ruff would where it is too long: a condition at ``or``, else a call."""
    margin = line[: len(line) - len(line.lstrip())]
    if len(line) <= _WIDTH:
        yield line
    elif line.lstrip().startswith("if kind("):
        yield f"{margin}if ("
        first, *others = _OR.split(line.strip()[len("if ") : -1])
        for part in (first, *(f"or {other}" for other in others)):
            yield from _condition_line(part, f"{margin}    ")
        yield f"{margin}):"
    else:
        yield from _broken(line.strip(), margin)


def _condition_line(part: str, margin: str) -> Iterator[str]:
    """A part of a condition; the one behind a short cut is the only one that may need more."""
    if len(margin) + len(part) <= _WIDTH or "not (" not in part:
        yield f"{margin}{part}"
        return
    head, _, inner = part.partition("not (")
    inner = inner.removesuffix(")")
    yield f"{margin}{head}not ("
    if len(margin) + 4 + len(inner) <= _WIDTH:
        yield f"{margin}    {inner}"
    else:
        shortcut, _, match = inner.partition(") or ")
        yield f"{margin}    {shortcut})"
        yield f"{margin}    or {match}"
    yield f"{margin})"


def _broken(code: str, margin: str) -> Iterator[str]:
    # The template indents the lines of a body once more.
    for line in broken(code, len(margin) + 4).split("\n"):
        yield f"{margin}{line.removeprefix(margin + '    ')}"

"""The layout of ``.pyi`` files, where ``ruff format`` wants fewer blank lines than in modules."""

from __future__ import annotations

from collections.abc import Iterator


def condensed(module: str) -> str:
    """A module of signatures without blank lines in classes and between functions."""
    return "\n".join(_lines(module.split("\n")))


def outdented(code: str) -> str:
    """Code a level further to the left."""
    return "\n".join(line.removeprefix("    ") for line in code.split("\n"))


def _lines(lines: list[str]) -> Iterator[str]:
    above = ""
    after_blank = False
    for line in lines:
        if not line:
            after_blank = True
            continue
        between_functions = above.startswith(("def ", ")")) and line.startswith("def ")
        between_empty = _is_empty_class(above) and _is_empty_class(line)
        if after_blank and not (line.startswith(" ") or between_functions or between_empty):
            yield ""
        yield line
        above, after_blank = line, False
    yield ""


def _is_empty_class(line: str) -> bool:
    return line.startswith("class ") and line.endswith(": ...")

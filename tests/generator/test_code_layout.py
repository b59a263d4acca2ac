"""Trees of code are printed as ``ruff format`` lays them out, for names of every length."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

from botosmith.package.python.code import (
    Brackets,
    Chain,
    Statement,
    call,
    entry,
    in_braces,
    in_tuple,
    negated,
    printed,
)

SETTINGS = Path(__file__).parents[2] / "pyproject.toml"


def test_lines_break_where_ruff_breaks_them(tmp_path: Path) -> None:
    file = tmp_path / "laid_out.py"
    file.write_text("\n".join(lines()) + "\n", encoding="utf-8")
    command = [sys.executable, "-m", "ruff", "format", "--diff", "--quiet", f"--config={SETTINGS}"]
    ran = subprocess.run([*command, file], capture_output=True, text=True, check=False)
    assert (ran.stderr, ran.stdout) == ("", "")


def lines() -> Iterator[str]:
    """Every statement, inside of one block, of two and of three."""
    for length in range(1, 93):
        for statement in statements(f"_{'N' * length}", f'"{"m" * length}"'):
            yield "if True:"
            yield printed([statement], 4)
            yield "    if True:"
            yield printed([Statement("if ", "True", ":", [statement])], 8)


def statements(name: str, literal: str) -> Iterator[Statement]:
    """What checks consist of, and what else is printed from trees."""
    kind = Chain("is not", [call("kind", "item"), "str"])
    limits = "not 1 <= len(item) <= 131072"
    short_cut = "(item and item.isascii() and item.isprintable())"
    match = call(f"not {name}.fullmatch", "item")
    short_match = negated(Chain("or", [short_cut, call(f"{name}.fullmatch", "item")]))
    decoded = call(f"not {name}.decodes", "item")
    explain = call(f"{name}.explain", "item", "found", in_tuple("path", literal))
    for parts in (
        [kind, limits],
        [kind, match],
        [kind, short_match],
        [kind, limits, match],
        [kind, limits, short_match],
        [kind, match, decoded],
        [kind, limits, short_match, decoded],
        [kind, Chain("not in", ["item", f"{name}.enum"])],
    ):
        yield Statement("if ", Chain("or", parts), ":", [Statement("", explain)])
    steps = in_tuple("path", literal, "index", "index2")
    yield Statement("item = ", call(f"{name}.items", "item", "found", steps))
    yield Statement("", call(name, entry("value", literal), "found", in_tuple("path", literal)))
    yield Statement("return ", call("check", name, "value", "RESPONSE"))
    names = in_tuple(literal, literal, magic=True)
    yield Statement("", Brackets("unknown", ["value", "found", "path", names], spread=True))
    yield Statement("", call("present", "value", "found", "path", in_tuple(literal), literal))
    for sibling, value in ((literal, '"A"'), ('"A"', literal)):
        read = call("value.get", sibling)
        for condition in (
            Chain("==", [read, value]),
            Chain("in", [read, in_tuple(value)]),
            Chain("not in", [read, in_tuple(value, literal)]),
        ):
            yield Statement("if ", condition, ":", ["pass"])
    rule = ["minimum=1", in_braces("enum=", ['"A"', literal])]
    yield Statement(f"{name} = ", Brackets("String", rule, spread=True))

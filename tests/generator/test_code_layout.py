"""Trees of code are printed as ``ruff format`` lays them out, for names of every length."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

from botosmith.package.python.code import (
    BRACES,
    MAGIC_TUPLE,
    SPREAD_CALL,
    Block,
    Brackets,
    Chain,
    Code,
    Statement,
    call,
    in_tuple,
    negated,
    printed,
    subscript,
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
            yield printed([Block("if ", "True", ":", [statement])], 8)


def statements(name: str, literal: str) -> Iterator[Statement]:
    """What checks consist of, and what else is printed from trees."""
    kind = Chain("is not", [call("kind", "item"), "str"])
    limits = "not 1 <= len(item) <= 131072"
    short_cut = "(item and item.isascii() and item.isprintable())"
    match = call(f"not {name}.fullmatch", "item")
    short_match = negated(Chain("or", [short_cut, call(f"{name}.fullmatch", "item")]))
    decoded = call(f"not {name}.decodes", "item")
    explain = call(f"{name}.explain", "item", "found", in_tuple("path", literal))
    conditions: tuple[list[Code], ...] = (
        [kind, limits],
        [kind, match],
        [kind, short_match],
        [kind, limits, match],
        [kind, limits, short_match],
        [kind, match, decoded],
        [kind, limits, short_match, decoded],
        [kind, Chain("not in", ["item", f"{name}.enum"])],
    )
    for parts in conditions:
        yield Block("if ", Chain("or", parts), ":", [explain])
    steps = in_tuple("path", literal, "index", "index2")
    yield Block("item = ", call(f"{name}.items", "item", "found", steps))
    yield call(name, subscript("value", literal), "found", in_tuple("path", literal))
    yield Block("return ", call("check", name, "value", "RESPONSE"))
    names = in_tuple(literal, literal, style=MAGIC_TUPLE)
    known: list[Code] = ["value", "found", "path", names]
    yield Brackets("unknown", known, SPREAD_CALL)
    yield call("present", "value", "found", "path", in_tuple(literal), literal)
    for sibling, value in ((literal, '"A"'), ('"A"', literal)):
        read = call("value.get", sibling)
        for condition in (
            Chain("==", [read, value]),
            Chain("in", [read, in_tuple(value)]),
            Chain("not in", [read, in_tuple(value, literal)]),
        ):
            yield Block("if ", condition, ":", ["pass"])
    rule: list[Code] = ["minimum=1", Brackets("enum=", ['"A"', literal], BRACES)]
    yield Block(f"{name} = ", Brackets("String", rule, SPREAD_CALL))

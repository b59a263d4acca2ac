"""Code as a small tree that breaks lines in the same places as ``ruff format``.

Code is a string. ``Brackets`` and ``Chain`` are strings as well, on one line, which know their
parts; other strings are never broken. ``Block`` is a statement that contains other statements.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Self

WIDTH = 100


@dataclass(frozen=True, slots=True)
class Style:
    """Brackets, and how their items are broken into lines if they are too long.

    ``closing`` is what follows the items on one line. If the whole is too long, the items go to a
    separate line; with ``spread``, each gets a line. If each has a line, a ``comma`` follows the
    last one. With ``magic``, each has a line whenever possible: the items share a line only inside
    other brackets that are on one line.
    """

    opening: str = "("
    closing: str = ")"
    comma: bool = True
    spread: bool = False
    magic: bool = False


CALL = Style()
SPREAD_CALL = Style(spread=True)
TUPLE = Style(spread=True)
MAGIC_TUPLE = Style(spread=True, magic=True)
BRACES = Style("{", "}", spread=True)
SUBSCRIPT = Style("[", "]")
SPREAD_SUBSCRIPT = Style("[", "]", spread=True)
MAGIC_SUBSCRIPT = Style("[", "]", spread=True, magic=True)
_SINGLE_TUPLE = Style("(", ",)", spread=True)
_SINGLE_MAGIC_TUPLE = Style("(", ",)", spread=True, magic=True)
_SINGLE_SUBSCRIPT = Style("[", "]", comma=False)
_PARENTHESES = Style(comma=False)


class Brackets(str):
    """Items in brackets after a ``head``: a call, a subscript, a display."""

    __slots__ = ("head", "items", "style")
    head: str
    items: Sequence[Code]
    style: Style

    def __new__(cls, head: str, items: Sequence[Code], style: Style = CALL) -> Self:
        """Put the items in brackets."""
        self = str.__new__(cls, f"{head}{style.opening}{', '.join(items)}{style.closing}")
        self.head = head
        self.items = items
        self.style = style
        return self

    @property
    def start(self) -> str:
        """The text before the items."""
        return self.head + self.style.opening

    @property
    def end(self) -> str:
        """The bracket after the items."""
        return self.style.closing[-1]


class Chain(str):
    """Operands with an operator between them: ``first or second or third``."""

    __slots__ = ("operands", "operator")
    operator: str
    operands: Sequence[Code]

    def __new__(cls, operator: str, operands: Sequence[Code]) -> Self:
        """Put the operator between the operands."""
        self = str.__new__(cls, f" {operator} ".join(operands))
        self.operator = operator
        self.operands = operands
        return self


Code = str
"""An expression: ``Brackets``, a ``Chain``, or a string that is never broken."""


class Block:
    """A statement with a body: for example ``if ``, its condition, ``:``, and the statements."""

    __slots__ = ("after", "before", "body", "code")

    def __init__(
        self, before: str, code: Code, after: str = "", body: Sequence[Statement] = ()
    ) -> None:
        self.before = before
        self.code = code
        self.after = after
        self.body = body


Statement = Code | Block


def call(function: str, *arguments: Code) -> Brackets:
    """``function(argument, argument)``."""
    return Brackets(function, arguments)


def in_tuple(*items: Code, style: Style = TUPLE) -> Brackets:
    """``(item, item)``, or ``(item,)``."""
    if len(items) == 1:
        style = _SINGLE_MAGIC_TUPLE if style.magic else _SINGLE_TUPLE
    return Brackets("", items, style)


def negated(chain: Chain) -> Brackets:
    """``not (first or second)``."""
    return Brackets("not ", [chain], _PARENTHESES)


def subscript(generic: str, *arguments: Code, style: Style = SUBSCRIPT) -> Brackets:
    """``generic[argument]``; ``style`` is that of several arguments."""
    return Brackets(generic, arguments, style if len(arguments) > 1 else _SINGLE_SUBSCRIPT)


def printed(statements: Iterable[Statement], indent: int) -> str:
    """Statements at that indent, as text."""
    lines: list[str] = []
    _print(statements, indent, lines)
    return "\n".join(lines)


def statement(before: str, code: Code, after: str, indent: int) -> str:
    """One statement: the text before its expression, the expression, and the text after it."""
    line = f"{' ' * indent}{before}{code}{after}"
    if len(line) <= WIDTH and not _is_magic(code):
        return line
    return "\n".join(_lines(before, code, after, indent))


def item(before: str, code: Code, after: str, indent: int) -> str:
    """An item in brackets, such as a parameter; ``after`` is its comma."""
    line = f"{' ' * indent}{before}{code}{after}"
    if len(line) <= WIDTH and not _is_magic(code):
        return line
    return "\n".join(_item(before, code, after, indent))


def in_parentheses(before: str, code: Code, after: str, indent: int) -> str:
    """An expression that gets parentheses if it is too long for a line."""
    line = f"{' ' * indent}{before}{code}{after}"
    if len(line) <= WIDTH:
        return line
    return "\n".join(_parenthesized(before, code, after, indent))


def _print(statements: Iterable[Statement], indent: int, lines: list[str]) -> None:
    margin = " " * indent
    for statement in statements:
        if isinstance(statement, Block):
            code = statement.code
            line = f"{margin}{statement.before}{code}{statement.after}"
            if len(line) <= WIDTH:
                lines.append(line)
            else:
                lines += _lines(statement.before, code, statement.after, indent)
            if statement.body:
                _print(statement.body, indent + 4, lines)
        elif len(line := margin + statement) <= WIDTH:
            lines.append(line)
        else:
            lines += _lines("", statement, "", indent)


def _is_magic(code: Code) -> bool:
    return isinstance(code, Brackets) and code.style.magic


def _lines(before: str, code: Code, after: str, indent: int) -> Sequence[str]:
    """The lines of a long statement; in parentheses if its own brackets are not enough."""
    margin = " " * indent
    if not isinstance(code, Brackets | Chain):
        inside = f"{margin}    {code}"
        if not code or not before or len(inside) > WIDTH:
            return (f"{margin}{before}{code}{after}",)
        return (f"{margin}{before}(", inside, f"{margin}){after}")
    pieces = [before, *_pieces(code), after]
    if _breaks_inside(code, pieces, indent):
        return list(_filled(pieces, indent))
    lines = _parenthesized(before, code, after, indent)
    if isinstance(code, Brackets) and (not before or max(map(len, lines)) > WIDTH):
        return list(_filled(pieces, indent))
    return lines


def _parenthesized(before: str, code: Code, after: str, indent: int) -> list[str]:
    margin = " " * indent
    return [f"{margin}{before}(", *_operands("", code, indent + 4), f"{margin}){after}"]


def _breaks_inside(code: Brackets | Chain, pieces: Iterable[Code], indent: int) -> bool:
    """Whether every line is short enough if an expression breaks at its own brackets."""
    if isinstance(code, Chain) and (
        len(code.operands) > 2 or not isinstance(_last(code), Brackets)
    ):
        return False
    broken = "".join(
        f"{piece.start}\n{piece.end}" if isinstance(piece, Brackets) else piece for piece in pieces
    )
    return all(indent + len(line) <= WIDTH for line in broken.split("\n"))


def _last(code: Code) -> Code:
    return _last(code.operands[-1]) if isinstance(code, Chain) else code


def _pieces(code: Code) -> Iterator[Code]:
    """The text and the brackets of an expression, in order."""
    if isinstance(code, Chain):
        for number, operand in enumerate(code.operands):
            if number:
                yield f" {code.operator} "
            yield from _pieces(operand)
    else:
        yield code


def _filled(pieces: Sequence[Code], indent: int) -> Iterator[str]:
    """The lines of the pieces in order: brackets break if what follows them does not fit."""
    margin = " " * indent
    line = margin
    for number, piece in enumerate(pieces):
        if not isinstance(piece, Brackets) or (
            not piece.style.magic and _fits(line + piece, pieces[number + 1 :])
        ):
            line += piece
        else:
            yield f"{line}{piece.start}"
            yield from _contents(piece, indent + 4)
            line = f"{margin}{piece.end}"
    yield line


def _fits(line: str, pieces: Iterable[Code]) -> bool:
    return len(f"{line}{_until_brackets(pieces)}") <= WIDTH


def _until_brackets(pieces: Iterable[Code]) -> str:
    """The text up to the next place where a line can break."""
    found = ""
    for piece in pieces:
        if isinstance(piece, Brackets):
            return found + piece.start
        found += piece
    return found


def _contents(brackets: Brackets, indent: int) -> Iterator[str]:
    """The lines inside brackets that are broken."""
    style = brackets.style
    line = " " * indent + ", ".join(brackets.items)
    if len(line) <= WIDTH and not style.spread:
        yield line
    elif style.comma:
        for item in brackets.items:
            yield from _item("", item, ",", indent)
    else:
        for item in brackets.items:
            yield from _operands("", item, indent)


def _operands(before: str, code: Code, indent: int) -> Iterator[str]:
    """The lines of an expression in parentheses; if it is too long, each operand has a line."""
    if isinstance(code, Chain) and indent + len(before) + len(code) > WIDTH:
        for number, operand in enumerate(code.operands):
            yield from _operands(f"{code.operator} " if number else before, operand, indent)
    else:
        yield from _item(before, code, "", indent)


def _item(before: str, code: Code, after: str, indent: int) -> Iterator[str]:
    """The lines of an item in brackets."""
    line = f"{' ' * indent}{before}{code}{after}"
    if len(line) <= WIDTH and not _is_magic(code):
        yield line
    else:
        yield from _filled([before, *_pieces(code), after], indent)

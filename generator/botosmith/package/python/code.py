"""Code as a small tree, which knows where its lines break: where ``ruff format`` breaks them.

A tree is made of text that never breaks, of ``Brackets`` and of ``Chain``. ``Statement`` adds what
stands before and after, and the statements of its body.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

WIDTH = 100


class Brackets:
    """Items in brackets: a call, a subscript, a display, or an expression in parentheses.

    ``head`` is what stands before the bracket. Where the items get a line each, a comma follows
    the last one, unless ``comma`` says that there is none. ``spread`` items never share a line that
    is not the whole's. ``magic`` ones never share a line inside brackets that are broken: the comma
    behind the last one then tells ruff so.
    """

    __slots__ = ("close", "comma", "flat", "head", "inside", "items", "magic", "spread")

    def __init__(
        self,
        head: str,
        items: Sequence[Code],
        *,
        brackets: str = "()",
        comma: bool = True,
        spread: bool = False,
        magic: bool = False,
    ) -> None:
        self.head = head + brackets[0]
        self.items = items
        self.close = brackets[1]
        self.comma = comma
        self.spread = spread
        self.magic = magic
        self.inside = ", ".join([flat(item) for item in items])
        self.flat = f"{self.head}{self.inside}{self.close}"


class Chain:
    """Operands with an operator between them: ``first or second or third``."""

    __slots__ = ("flat", "operands", "operator")

    def __init__(self, operator: str, operands: Sequence[Code]) -> None:
        self.operator = operator
        self.operands = operands
        self.flat = f" {operator} ".join([flat(operand) for operand in operands])


Code = str | Brackets | Chain


class Statement:
    """A statement: ``if `` and its condition and ``:``, and its body."""

    __slots__ = ("after", "before", "body", "code")

    def __init__(
        self, before: str, code: Code, after: str = "", body: Sequence[Statement | str] = ()
    ) -> None:
        self.before = before
        self.code = code
        self.after = after
        self.body = body


def call(function: str, *arguments: Code) -> Brackets:
    """``function(argument, argument)``."""
    return Brackets(function, arguments)


def in_tuple(*items: Code, magic: bool = False) -> Brackets:
    """``(item, item)``, or ``(item,)``."""
    found = Brackets("", items, spread=True, magic=magic)
    if len(items) == 1:
        found.flat = f"({found.inside},)"
    return found


def in_braces(head: str, items: Sequence[Code]) -> Brackets:
    """``head{item, item}``."""
    return Brackets(head, items, brackets="{}", spread=True)


def entry(mapping: str, key: str) -> Brackets:
    """``mapping[key]``."""
    return Brackets(mapping, [key], brackets="[]", comma=False)


def negated(chain: Chain) -> Brackets:
    """``not (first or second)``."""
    return Brackets("not ", [chain], comma=False)


def flat(code: Code) -> str:
    """The code on one line."""
    return code if isinstance(code, str) else code.flat


def printed(statements: Iterable[Statement | str], indent: int) -> str:
    """Statements that stand at that indent, as text; those that are text fit on a line."""
    lines: list[str] = []
    _print(statements, indent, lines)
    return "\n".join(lines)


def _print(statements: Iterable[Statement | str], indent: int, lines: list[str]) -> None:
    margin = " " * indent
    for statement in statements:
        if isinstance(statement, str):
            lines.append(margin + statement)
        else:
            lines += _lines(statement.before, statement.code, statement.after, indent)
            if statement.body:
                _print(statement.body, indent + 4, lines)


def _lines(before: str, code: Code, after: str, indent: int) -> Sequence[str]:
    """The lines of a statement. Its expression gets parentheses if its own brackets are too few."""
    margin = " " * indent
    line = f"{margin}{before}{flat(code)}{after}"
    if len(line) <= WIDTH or isinstance(code, str):
        return (line,)
    pieces = [before, *_pieces(code), after]
    if _breaks_inside(code, pieces, indent):
        return list(_filled(pieces, indent))
    lines = [f"{margin}{before}(", *_operands("", code, indent + 4), f"{margin}){after}"]
    if isinstance(code, Brackets) and (not before or max(map(len, lines)) > WIDTH):
        return list(_filled(pieces, indent))
    return lines


def _breaks_inside(code: Brackets | Chain, pieces: Iterable[str | Brackets], indent: int) -> bool:
    """Whether the brackets that an expression has make every line short enough."""
    if isinstance(code, Chain) and (
        len(code.operands) > 2 or not isinstance(_last(code), Brackets)
    ):
        return False
    broken = "".join(
        piece if isinstance(piece, str) else f"{piece.head}\n{piece.close}" for piece in pieces
    )
    return all(indent + len(line) <= WIDTH for line in broken.split("\n"))


def _last(code: Code) -> Code:
    return _last(code.operands[-1]) if isinstance(code, Chain) else code


def _pieces(code: Code) -> Iterator[str | Brackets]:
    """The text and the brackets of an expression, in order."""
    if isinstance(code, Chain):
        for number, operand in enumerate(code.operands):
            if number:
                yield f" {code.operator} "
            yield from _pieces(operand)
    else:
        yield code


def _filled(pieces: Sequence[str | Brackets], indent: int) -> Iterator[str]:
    """The lines of pieces one after the other: brackets break where what follows does not fit."""
    margin = " " * indent
    line = margin
    for number, piece in enumerate(pieces):
        if isinstance(piece, str):
            line += piece
        elif len(f"{line}{piece.flat}{_until_brackets(pieces[number + 1 :])}") <= WIDTH:
            line += piece.flat
        else:
            yield f"{line}{piece.head}"
            yield from _contents(piece, indent + 4)
            line = f"{margin}{piece.close}"
    yield line


def _until_brackets(pieces: Iterable[str | Brackets]) -> str:
    """The text up to the next place where a line can break."""
    found = ""
    for piece in pieces:
        if not isinstance(piece, str):
            return found + piece.head
        found += piece
    return found


def _contents(brackets: Brackets, indent: int) -> Iterator[str]:
    """The lines between brackets that are broken."""
    line = f"{' ' * indent}{brackets.inside}"
    if len(line) <= WIDTH and not brackets.spread:
        yield line
    elif brackets.comma:
        for item in brackets.items:
            if isinstance(item, Brackets) and item.magic:
                yield f"{' ' * indent}{item.head}"
                yield from _contents(item, indent + 4)
                yield f"{' ' * indent}{item.close},"
            else:
                yield from _item("", item, ",", indent)
    else:
        for item in brackets.items:
            yield from _operands("", item, indent)


def _operands(before: str, code: Code, indent: int) -> Iterator[str]:
    """An expression that has parentheses of its own: if need be, each operand is on a line."""
    if isinstance(code, Chain) and indent + len(before) + len(code.flat) > WIDTH:
        for number, operand in enumerate(code.operands):
            yield from _operands(f"{code.operator} " if number else before, operand, indent)
    else:
        yield from _item(before, code, "", indent)


def _item(before: str, code: Code, after: str, indent: int) -> Iterator[str]:
    """The lines of an item in brackets."""
    line = f"{' ' * indent}{before}{flat(code)}{after}"
    if len(line) <= WIDTH or isinstance(code, str):
        yield line
    else:
        yield from _filled([before, *_pieces(code), after], indent)

"""The syntax tree of a pattern, and the functions that every pass needs.

    Node ── Characters   one character out of a set
         ├─ Sequence     one part after the other; no parts match the empty string
         ├─ Choice       any of the options
         ├─ Repeat       from `least` to `most` times; `most` is None for no limit
         ├─ Capture      a numbered group that a Reference may need
         ├─ Atomic       no way back once matched: Java's `(?>…)` and possessive quantifiers
         ├─ Look         an assertion about what follows or precedes
         ├─ Boundary     a position: start, end, before the final line terminator, word edge
         └─ Reference    the text that a Capture matched

Plain groups have no node: they only affect the structure of the tree.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from typing import Literal, TypeAlias

from botosmith.patterns.character_sets import CharacterSet


@dataclass(frozen=True, slots=True)
class Characters:
    members: CharacterSet


@dataclass(frozen=True, slots=True)
class Sequence:
    parts: tuple[Node, ...]


@dataclass(frozen=True, slots=True)
class Choice:
    options: tuple[Node, ...]


@dataclass(frozen=True, slots=True)
class Repeat:
    body: Node
    least: int
    most: int | None
    lazy: bool = False


@dataclass(frozen=True, slots=True)
class Capture:
    body: Node
    number: int


@dataclass(frozen=True, slots=True)
class Atomic:
    body: Node


@dataclass(frozen=True, slots=True)
class Look:
    body: Node
    ahead: bool
    negative: bool


@dataclass(frozen=True, slots=True)
class Boundary:
    at: Literal["start", "end", "final line", "word", "no word"]


@dataclass(frozen=True, slots=True)
class Reference:
    number: int


Node: TypeAlias = (
    Characters | Sequence | Choice | Repeat | Capture | Atomic | Look | Boundary | Reference
)

EMPTY = Sequence(())


def sequence(parts: list[Node]) -> Node:
    """The parts as one node; nested sequences are spliced in."""
    flat: list[Node] = []
    for part in parts:
        flat.extend(part.parts if isinstance(part, Sequence) else (part,))
    return flat[0] if len(flat) == 1 else Sequence(tuple(flat))


def choice(options: list[Node]) -> Node:
    """The options as one node; nested choices are spliced in, repeated options dropped."""
    flat: dict[Node, None] = {}
    for option in options:
        flat.update(dict.fromkeys(option.options if isinstance(option, Choice) else (option,)))
    return next(iter(flat)) if len(flat) == 1 else Choice(tuple(flat))


def rebuild(node: Node, change: Callable[[Node], Node]) -> Node:
    """The node with `change` applied to each of its children."""
    if isinstance(node, Sequence):
        return sequence([change(part) for part in node.parts])
    if isinstance(node, Choice):
        return choice([change(option) for option in node.options])
    if isinstance(node, Repeat | Capture | Atomic | Look):
        return replace(node, body=change(node.body))
    return node


def descendants(node: Node) -> Iterator[Node]:
    """The node and everything below it, parents first."""
    yield node
    if isinstance(node, Sequence):
        children: tuple[Node, ...] = node.parts
    elif isinstance(node, Choice):
        children = node.options
    elif isinstance(node, Repeat | Capture | Atomic | Look):
        children = (node.body,)
    else:
        children = ()
    for child in children:
        yield from descendants(child)


def nullable(node: Node) -> bool:
    """Whether the node matches the empty string at every place (assertions may not)."""
    if isinstance(node, Sequence):
        return all(nullable(part) for part in node.parts)
    if isinstance(node, Choice):
        return any(nullable(option) for option in node.options)
    if isinstance(node, Repeat):
        return node.least == 0 or nullable(node.body)
    if isinstance(node, Capture | Atomic):
        return nullable(node.body)
    return False


def width(node: Node) -> int | None:
    """The length of every match; None if matches differ in length."""
    if isinstance(node, Characters):
        return 1
    if isinstance(node, Look | Boundary):
        return 0
    if isinstance(node, Capture | Atomic):
        return width(node.body)
    if isinstance(node, Repeat):
        inner = width(node.body)
        return inner * node.least if inner is not None and node.least == node.most else None
    if isinstance(node, Sequence):
        total = 0
        for part in node.parts:
            inner = width(part)
            if inner is None:
                return None
            total += inner
        return total
    if isinstance(node, Choice):
        widths = {width(option) for option in node.options}
        return widths.pop() if len(widths) == 1 else None
    return None


def shortest(node: Node) -> int:
    """The length of the shortest match, without regard to assertions."""
    if isinstance(node, Characters):
        return 1
    if isinstance(node, Sequence):
        return sum(shortest(part) for part in node.parts)
    if isinstance(node, Choice):
        return min(shortest(option) for option in node.options)
    if isinstance(node, Repeat):
        return shortest(node.body) * node.least
    return shortest(node.body) if isinstance(node, Capture | Atomic) else 0

"""The shortest and longest lengths of the texts of a tree's nodes."""

from __future__ import annotations

from typing import NamedTuple

from botosmith.patterns.syntax import (
    Atomic,
    Capture,
    Characters,
    Choice,
    Node,
    Reference,
    Repeat,
    Sequence,
)

ENDLESS = float("inf")


class Span(NamedTuple):
    """The lengths of the shortest text and of the longest."""

    least: int
    most: float


_ONE, _NONE, _ANY = Span(1, 1), Span(0, 0), Span(0, ENDLESS)


class Spans:
    """The spans of a tree's nodes, each computed once.

    Nodes are compared by identity: hashing a node would walk through all nodes below it.
    """

    def __init__(self, tree: Node) -> None:
        self.tree = tree  # keeps the nodes alive, and so their identities valid
        self._known: dict[int, Span] = {}

    def of(self, node: Node) -> Span:
        """The span of the tree or of a node below it."""
        if isinstance(node, Characters):
            return _ONE
        found = self._known.get(id(node))
        if found is None:
            found = self._known[id(node)] = self._worked_out(node)
        return found

    def may_start(self, node: Node, character: str) -> bool:
        """Whether a text of the node can start with the character; False in difficult cases."""
        if isinstance(node, Characters):
            return character in node.members
        if isinstance(node, Choice):
            return any(self.may_start(option, character) for option in node.options)
        if isinstance(node, Sequence):
            first = next((part for part in node.parts if self.of(part).most), None)
            return first is not None and self.may_start(first, character)
        return isinstance(node, Repeat | Capture | Atomic) and self.may_start(node.body, character)

    def _worked_out(self, node: Node) -> Span:
        if isinstance(node, Sequence):
            spans = [self.of(part) for part in node.parts]
            return Span(sum(span.least for span in spans), sum(span.most for span in spans))
        if isinstance(node, Choice):
            spans = [self.of(option) for option in node.options]
            return Span(min(span.least for span in spans), max(span.most for span in spans))
        if isinstance(node, Repeat):
            body = self.of(node.body)
            most = ENDLESS if node.most is None else node.most
            return Span(body.least * node.least, body.most * most if body.most and most else 0)
        if isinstance(node, Capture | Atomic):
            return self.of(node.body)
        return _ANY if isinstance(node, Reference) else _NONE

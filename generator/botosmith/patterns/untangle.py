"""Replaces ambiguous parts of a tree by unambiguous ones."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from botosmith.patterns.determinise import determinise
from botosmith.patterns.normalise import normalise
from botosmith.patterns.syntax import Choice, Node, Repeat, Sequence, choice, descendants, sequence

Verdict = Callable[[Node], bool]


def untangle(node: Node, is_safe: Verdict) -> Node:
    """The node with an unambiguous equivalent for each unsafe part, if that is small enough."""
    if is_safe(node):
        return node
    whole = _replacement(node, is_safe)
    if whole is not None:
        return whole
    if isinstance(node, Choice):
        return choice([untangle(option, is_safe) for option in node.options])
    if isinstance(node, Repeat):
        return Repeat(untangle(node.body, is_safe), node.least, node.most)
    if isinstance(node, Sequence):
        return _untangle_sequence(node, is_safe)
    return node


def _untangle_sequence(node: Sequence, is_safe: Verdict) -> Node:
    """Loops are ambiguous with their neighbours, so try long stretches first, then single parts."""
    for start, end in _stretches(node.parts):
        stretch = Sequence(node.parts[start:end])
        straight = None if is_safe(stretch) else _replacement(stretch, is_safe)
        if straight is not None:
            return untangle(sequence([*node.parts[:start], straight, *node.parts[end:]]), is_safe)
    return sequence([untangle(part, is_safe) for part in node.parts])


def _stretches(parts: tuple[Node, ...]) -> Iterator[tuple[int, int]]:
    """Stretches from one part with a loop to another, the longest first; not the whole."""
    loops = [
        index
        for index, part in enumerate(parts)
        if any(isinstance(one, Repeat) and one.most is None for one in descendants(part))
    ]
    ends = [(start, end + 1) for start in loops for end in loops if start < end]
    ends.sort(key=lambda ends: (ends[0] - ends[1], ends))
    return (stretch for stretch in ends if stretch != (0, len(parts)))


def _replacement(node: Node, is_safe: Verdict) -> Node | None:
    straight = determinise(node)
    if straight is None:
        return None
    straight = normalise(straight)
    return straight if is_safe(straight) else None

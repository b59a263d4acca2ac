"""The graph of shapes: which are in a payload, which are recursive, and which are secret."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from botosmith import ir

Shapes = Mapping[str, ir.Shape]


def reached(shapes: Shapes, roots: Iterable[str]) -> frozenset[str]:
    """The roots and all shapes inside them that checks reach."""
    found: set[str] = set()
    pending = list(roots)
    while pending:
        name = pending.pop()
        if name not in found:
            found.add(name)
            pending += _next(shapes[name])
    return frozenset(found)


def secret(shapes: Shapes) -> frozenset[str]:
    """The sensitive shapes, and all shapes inside them."""
    return reached(shapes, [shape.name for shape in shapes.values() if shape.sensitive])


def recursive(shapes: Shapes) -> frozenset[str]:
    """The shapes on a cycle, or on a path between two cycles."""
    onward = {name: {n for n in _next(shape) if n in shapes} for name, shape in shapes.items()}
    backward: dict[str, set[str]] = {name: set() for name in onward}
    for name, targets in onward.items():
        for target in targets:
            backward[target].add(name)
    return frozenset(_without_ends(onward, backward) & _without_ends(backward, onward))


def _without_ends(onward: Mapping[str, set[str]], backward: Mapping[str, set[str]]) -> set[str]:
    """The nodes that start an endless path."""
    left = {name: len(targets) for name, targets in onward.items()}
    ends = [name for name, count in left.items() if not count]
    for end in ends:
        for name in backward[end]:
            left[name] -= 1
            if not left[name]:
                ends.append(name)
    return left.keys() - set(ends)


def _next(shape: ir.Shape) -> list[str]:
    members = [m.shape for m in shape.members if m.form not in ("json", "events")]
    return [*members, *(name for name in (shape.key, shape.element) if name)]

"""A simpler tree for the same language, so that a matcher has fewer ways to try.

Every rule is an identity of regular expressions (X and Y are any, A and B sets of characters):

    (X*)* = (X+)* = (X?)* = X*        (X{2,3})? and similar, if the counts leave no gap
    (X|Y+)* = (X|Y)*                  (X?Y*)* = (X|Y)*, as both can be empty
    A|B = [AB]                        |X = X?
    A*A+ = A+                         A*B* = A* and A*B+ = A*B if A covers B, and mirrored

They also apply to assertions, if "can be empty" means "at every place". They do not apply to the
content of captured groups and atomic groups: such trees are not changed.
"""

from __future__ import annotations

from botosmith.patterns.character_sets import NOTHING
from botosmith.patterns.syntax import (
    EMPTY,
    Atomic,
    Boundary,
    Capture,
    Characters,
    Choice,
    Look,
    Node,
    Reference,
    Repeat,
    Sequence,
    choice,
    descendants,
    nullable,
    rebuild,
    sequence,
)


def normalise(tree: Node) -> Node:
    """The tree rewritten until no rule applies."""
    if any(isinstance(node, Reference | Atomic) for node in descendants(tree)):
        return tree
    while True:
        simpler = _simplify(tree)
        if simpler == tree:
            return tree
        tree = simpler


def without_outer_anchors(node: Node) -> Node:
    """The tree without the anchors that a full match implies anyway."""
    return _without(_without(node, 0, ("start",)), -1, ("end", "final line"))


def _without(node: Node, edge: int, anchors: tuple[str, ...]) -> Node:
    if isinstance(node, Boundary) and node.at in anchors:
        return EMPTY
    if isinstance(node, Choice):
        return choice([_without(option, edge, anchors) for option in node.options])
    if isinstance(node, Capture):
        return Capture(_without(node.body, edge, anchors), node.number)
    if isinstance(node, Sequence) and node.parts:
        parts = list(node.parts)
        parts[edge] = _without(parts[edge], edge, anchors)
        return sequence(parts)
    return node


def _simplify(node: Node) -> Node:
    if isinstance(node, Look) and not node.ahead:
        return node  # its width must stay fixed
    node = rebuild(node, _simplify)
    if isinstance(node, Capture):
        return node.body
    if isinstance(node, Repeat):
        return _simplify_repeat(node)
    if isinstance(node, Choice):
        return _simplify_choice(node)
    if isinstance(node, Sequence):
        return sequence(_merge_neighbours(node.parts))
    return node


def _simplify_repeat(node: Repeat) -> Node:
    body, least, most = node.body, node.least, node.most
    if most == 0 or body == EMPTY:
        return EMPTY
    if (least, most) == (1, 1):
        return body
    if nullable(body):
        least = 0
    if most is None:
        body = _loop_body(body)
    elif isinstance(body, Repeat) and (body.least, body.most) == (0, 1):
        body = body.body  # (X?){2,3} is X{0,3}: its least is 0
    if isinstance(body, Repeat):
        merged = _nested_counts(body, least, most)
        if merged:
            return merged
    return Repeat(body, least, most)


def _nested_counts(inner: Repeat, least: int, most: int | None) -> Node | None:
    """`(X{a,b}){c,d}` as one repeat, if it leaves out no count between the lowest and highest."""
    lowest = inner.least * least
    highest = None if inner.most is None or most is None else inner.most * most
    first = max(least, 1)
    if least == 0 and inner.least > 1:
        gapless = False  # nothing, or at least two
    elif inner.most is None or least == most:
        gapless = True
    else:
        # The counts of n rounds must reach those of n + 1 rounds, from the first n on.
        gapless = inner.most * first + 1 >= inner.least * (first + 1)
    return Repeat(inner.body, lowest, highest) if gapless else None


def _loop_body(body: Node) -> Node:
    """The body of an endless loop, if possible without options that are loops or can be empty."""
    loose: list[Node] = []
    for option in body.options if isinstance(body, Choice) else (body,):
        if isinstance(option, Repeat) and option.least <= 1:
            once = option.most is None or option.least == 0 or nullable(option.body)
            loose.append(option.body if once else option)
        elif isinstance(option, Sequence) and nullable(option):
            # Each part can occur without the others, so any order is possible.
            loose.extend(part.body if isinstance(part, Repeat) else part for part in option.parts)
        else:
            loose.append(option)
    return choice(loose)


def _simplify_choice(node: Choice) -> Node:
    characters = NOTHING
    options: list[Node] = []
    for option in node.options:
        if isinstance(option, Characters):
            characters |= option.members
        elif option != EMPTY:
            options.append(option)
    if characters:
        options.insert(0, Characters(characters))
    simpler = choice(options)
    return Repeat(simpler, 0, 1) if EMPTY in node.options else simpler


def _merge_neighbours(parts: tuple[Node, ...]) -> list[Node]:
    merged: list[Node] = []
    for part in parts:
        pair = _merged_pair(merged[-1], part) if merged else None
        if pair is None:
            merged.append(part)
        else:
            merged[-1:] = pair
    return merged


def _merged_pair(left: Node, right: Node) -> list[Node] | None:
    """Two neighbours as one, or with a fixed count for one of them; None if they cannot change."""
    one, two = _as_repeat(left), _as_repeat(right)
    if one.least == one.most and two.least == two.most:
        return None
    if one.body == two.body:
        endless = one.most is None or two.most is None
        most = None if endless else (one.most or 0) + (two.most or 0)
        return [Repeat(one.body, one.least + two.least, most)]
    if _swallows(one, two):
        return [one, *_fixed(two)]
    if _swallows(two, one):
        return [*_fixed(one), two]
    return None


def _swallows(loop: Repeat, other: Repeat) -> bool:
    """Whether the loop can match everything that `other` matches beyond its least count."""
    if loop.most is not None or other.least == other.most:
        return False
    return (
        isinstance(loop.body, Characters)
        and isinstance(other.body, Characters)
        and loop.body.members.covers(other.body.members)
    )


def _fixed(repeat: Repeat) -> list[Node]:
    if repeat.least <= 1:
        return [repeat.body] * repeat.least
    return [Repeat(repeat.body, repeat.least, repeat.least)]


def _as_repeat(node: Node) -> Repeat:
    return node if isinstance(node, Repeat) else Repeat(node, 1, 1)

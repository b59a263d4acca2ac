"""Computes the size of each shape's smallest value, without making the value."""

from __future__ import annotations

from collections.abc import Hashable, Mapping
from dataclasses import dataclass
from heapq import heappop, heappush
from typing import Generic, NamedTuple, TypeVar

Name = TypeVar("Name", bound=Hashable)
MOST = 10**15  # characters; sizes that multiply through many shapes are cut here


@dataclass(frozen=True, slots=True)
class Needs(Generic[Name]):
    """The smallest content of a shape's value: its ``own`` characters, and ``parts``.

    A part is a number of values and their shape. With ``any_one``, for unions, one part is enough.
    """

    own: int
    parts: tuple[tuple[int, Name], ...] = ()
    any_one: bool = False


class Size(NamedTuple):
    """The size of a smallest value: approximate characters, up to ``MOST``, and its depth."""

    characters: int
    depth: int


def smallest(needs: Mapping[Name, Needs[Name]]) -> dict[Name, Size]:
    """The sizes of all shapes that have a finite value, the smallest first.

    This is Knuth's generalisation of Dijkstra's algorithm: no part of a value is larger than the
    value, so a size is final as soon as it is the smallest of those left.
    """
    order = {name: index for index, name in enumerate(needs)}
    users: dict[Name, list[Name]] = {}
    waiting: dict[Name, int] = {}
    pending: list[tuple[int, int, Name]] = []
    for name, need in needs.items():
        parts = dict.fromkeys(part for _, part in need.parts)
        waiting[name] = 1 if need.any_one else len(parts)
        for part in parts:
            users.setdefault(part, []).append(name)
        if not waiting[name]:
            heappush(pending, (need.own, order[name], name))
    found: dict[Name, Size] = {}
    while pending:
        _, _, name = heappop(pending)
        found[name] = _size(needs[name], found)
        for user in users.get(name, ()):
            waiting[user] -= 1
            if not waiting[user]:
                size = _size(needs[user], found)
                heappush(pending, (size.characters, order[user], user))
    return found


def _size(need: Needs[Name], found: Mapping[Name, Size]) -> Size:
    known = [(times, found[part]) for times, part in need.parts if part in found]
    parts = [(times * size.characters, size.depth) for times, size in known]
    if need.any_one:
        parts = [min(parts)]
    characters = need.own + sum(characters for characters, _ in parts)
    return Size(min(characters, MOST), 1 + max((depth for _, depth in parts), default=0))

"""The comments of an example: remarks of its author about single members, with their places.

A comment has the path of its member (``Jobs[0].JobId``), as in botocore's own docs. Many of AWS's
examples only have the member's name; this means the first member of that name on the highest level.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from botosmith.models.documents import is_list, is_object

Path = tuple[str | int, ...]
"""Members, list indices and map keys, from the top level."""

Comments = Mapping[Path, str]


def _none() -> Comments:
    return {}


@dataclass(frozen=True, slots=True, kw_only=True)
class PlacedComments:
    """Comments by the paths of their members: in the Python value, and in the JSON body.

    ``others`` are comments on members that the example does not have: names and texts.
    """

    python: Comments = field(default_factory=_none)
    body: Comments = field(default_factory=_none)
    others: tuple[tuple[str, str], ...] = ()


def placed(comments: Any, value: Any, shape: Any) -> PlacedComments:
    """The places of the comments on a request or a response of botocore's ``shape``."""
    python: dict[Path, str] = {}
    body: dict[Path, str] = {}
    others: list[tuple[str, str]] = []
    members = sorted(_members(value, shape, (), ()), key=lambda pair: len(pair[0]))
    for name, text in comments.items() if is_object(comments) else ():
        words = " ".join(text.split()) if isinstance(text, str) else ""
        if not words:
            continue
        whole = next((pair for pair in members if _spelled(pair[0]) == name), None)
        found = whole or next((pair for pair in members if pair[0][-1] == name), None)
        if found is None:
            others.append((name, words))
            continue
        path, sent = found
        python[path] = " ".join(filter(None, (python.get(path), words)))
        if sent:
            body[sent] = python[path]
    return PlacedComments(python=python, body=body, others=tuple(others))


def _members(value: Any, shape: Any, path: Path, sent: Path | None) -> Iterator[tuple[Path, Path]]:
    """Each member of a value: its path, and its path in the body, or empty outside of the body."""
    kind = shape.type_name if shape else ""
    if kind == "structure" and is_object(value):
        payload = shape.serialization.get("payload")
        for name, member in shape.members.items():
            if name not in value:
                continue
            here, there = (*path, name), None
            if payload in (None, name) and "location" not in member.serialization:
                step = () if payload else (member.serialization.get("name", name),)
                there = None if sent is None else (*sent, *step)
            yield here, there or ()
            yield from _members(value[name], member, here, there)
    elif kind == "list" and is_list(value):
        for index, item in enumerate(value):
            yield from _members(item, shape.member, (*path, index), _below(sent, index))
    elif kind == "map" and is_object(value):
        for key, item in value.items():
            yield from _members(item, shape.value, (*path, key), _below(sent, key))


def _below(sent: Path | None, step: str | int) -> Path | None:
    return None if sent is None else (*sent, step)


def _spelled(path: Path) -> str:
    """``Jobs[0].JobId``."""
    parts = (f"[{step}]" if isinstance(step, int) else f".{step}" for step in path)
    return "".join(parts).removeprefix(".")

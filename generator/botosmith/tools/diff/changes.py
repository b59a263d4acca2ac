"""A change between two models, and all changes of a model together."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

from botosmith.models.documents import is_list, is_object
from botosmith.models.validation.values import shown
from botosmith.tools.diff.kinds import BUMPS, EFFECTS, KINDS, Bump, ChangeSide, Effect


@dataclass(frozen=True, slots=True, kw_only=True)
class ModelChange:
    """One change on one side: in the service, in requests or in responses.

    ``where`` is a path such as ``shapes.Job.members.JobId``. ``operations`` are those whose
    requests or responses contain the change.
    """

    kind: str
    side: ChangeSide
    where: str
    message: str
    operations: tuple[str, ...] = ()

    @property
    def effect(self) -> Effect:
        """The effect on callers."""
        return KINDS[self.kind].effect(self.side)

    @property
    def bump(self) -> Bump:
        """The part of the version that must be raised for it."""
        return KINDS[self.kind].bump(self.effect)


@dataclass(frozen=True, slots=True, kw_only=True)
class Difference:
    """All changes from one model to another, the worst first."""

    service: str
    old: str
    new: str
    changes: tuple[ModelChange, ...] = field(default=())

    @property
    def bump(self) -> Bump:
        """The part of the version that must be raised for all changes."""
        needed = [BUMPS.index(change.bump) for change in self.changes]
        return BUMPS[min(needed, default=-1)]

    def of(self, effect: Effect) -> tuple[ModelChange, ...]:
        """The changes of one effect."""
        return tuple(change for change in self.changes if change.effect == effect)


Changes = Iterator[tuple[str, str, str]]
"""Changes whose side is not yet known: kind, path, message."""


def in_order(changes: Iterator[ModelChange]) -> tuple[ModelChange, ...]:
    """The changes, the worst first, then by path."""
    return tuple(
        sorted(
            set(changes),
            key=lambda change: (
                EFFECTS.index(change.effect),
                change.where,
                change.kind,
                change.side,
                change.message,
            ),
        )
    )


def from_to(old: object, new: object) -> str:
    """``"a" -> "b"``; a missing value is shown as none."""
    return f"{_shown(old)} -> {_shown(new)}"


def _shown(value: object) -> str:
    if value is None:
        return "none"
    if is_list(value) and all(isinstance(item, str) for item in value):
        return f"[{', '.join(map(shown, value))}]"
    if is_object(value) and all(isinstance(item, str) for item in value.values()):
        return "{" + ", ".join(f"{shown(k)}: {shown(v)}" for k, v in value.items()) + "}"
    return shown(value)

"""The changes between the API versions of a model, for the history page."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Protocol


class Change(Protocol):
    """One change between two versions; ``tools.diff`` finds them."""

    @property
    def effect(self) -> str:
        """The effect on callers: breaking, risky or safe."""
        ...

    @property
    def where(self) -> str:
        """The path of what changed, such as ``shapes.Job.members.JobId``."""
        ...

    @property
    def message(self) -> str:
        """What changed about it."""
        ...

    @property
    def operations(self) -> tuple[str, ...]:
        """The operations whose requests or responses contain the change."""
        ...


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """The changes from one version to the next; ``more`` are left out."""

    old: str
    new: str
    changes: tuple[Change, ...]
    more: int = 0

    @property
    def anchor(self) -> str:
        """The fragment of the step in the history page."""
        return f"to-{self.new}"

    def of(self, operation: str) -> tuple[Change, ...]:
        """The changes that affect calls of one operation."""
        return tuple(change for change in self.changes if operation in change.operations)

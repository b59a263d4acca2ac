"""What changed between the API versions of a model, as the history page shows it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Protocol


class Change(Protocol):
    """One change between two versions; ``tools.diff`` finds them."""

    @property
    def effect(self) -> str:
        """What it means for callers: breaking, risky or safe."""
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
        """The operations whose requests or responses hold what changed."""
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
        """The fragment under which the history page shows it."""
        return f"to-{self.new}"

    def of(self, operation: str) -> tuple[Change, ...]:
        """The changes that calls of one operation meet."""
        return tuple(change for change in self.changes if operation in change.operations)

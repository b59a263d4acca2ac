"""What changed between the API versions that a model directory holds."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise

from botosmith import diffing
from botosmith.diffing import Change
from botosmith.load import Library, Model

_VERSIONS = 3  # steps back from the latest: CloudFront has nineteen versions
_CHANGES = 400  # shown of one step


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


def history(library: Library, model: Model) -> tuple[Step, ...]:
    """The steps that led to ``model``, the latest first; empty if it is the only version."""
    versions = [v for v in library.versions(model.service) if v <= model.api_version]
    return tuple(reversed(list(_steps(library, model, versions[-_VERSIONS - 1 :]))))


def _steps(library: Library, model: Model, versions: list[str]) -> Iterator[Step]:
    for old, new in pairwise(versions):
        newer = model if new == model.api_version else library.load(model.service, new)
        found = diffing.compare(library.load(model.service, old), newer, names=(old, new))
        shown = found.changes[:_CHANGES]
        yield Step(old=old, new=new, changes=shown, more=len(found.changes) - len(shown))

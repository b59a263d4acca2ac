"""The changes of a sync, for callers: packages, operations, and changes of models."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from pathlib import Path

from botosmith.models.load import Library, Model
from botosmith.names import package_name
from botosmith.problems import BotosmithError
from botosmith.tools.diff import Difference, compare
from botosmith.tools.sync.config import Config
from botosmith.tools.sync.lock import Lock
from botosmith.tools.sync.memory import Memory


@dataclass(frozen=True, slots=True, kw_only=True)
class SyncStep:
    """A package that was built. ``before`` is the locked version, empty for a new package.

    ``difference`` is None if there is no previous model to compare with.
    """

    name: str
    service: str
    version: str
    before: str
    operations: tuple[str, ...]
    difference: Difference | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Outcome:
    """How a sync ended.

    ``vendored`` are the packages whose copies in the program's code were others. ``old`` is the
    lock of before, None if nothing was built. ``stale`` says why packages that are needed cannot be
    built; it is empty if they can.
    """

    config: Config
    lock: Lock
    steps: tuple[SyncStep, ...] = ()
    notes: tuple[str, ...] = ()
    unneeded: tuple[str, ...] = ()
    vendored: tuple[str, ...] = ()
    old: Lock | None = None
    stale: str = ""
    memory: Memory = field(default_factory=Memory)

    @property
    def unneeded_notes(self) -> tuple[str, ...]:
        """A line for each package that is no longer needed."""
        return tuple(
            f"{name}: nothing needs this package any more (botosmith sync --prune removes it)"
            for name in self.unneeded
        )

    @property
    def differs(self) -> bool:
        """Whether packages or lock are not what they should be."""
        changed = self.steps or self.stale or self.vendored
        return bool(changed) or (self.old is not None and self.old != self.lock)


def compared(package: Path, model: Model, before: str, version: str) -> Difference | None:
    """The changes from the model in a package on disk to another one, by their versions.

    None if the package is new or missing, or was edited so that its model cannot be read.
    """
    name = model.service
    library = Library((package / package_name(name) / "models",), shipped=False)
    try:
        old = library.load(name) if before else None
        return compare(old, model, names=(before, version)) if old else None
    except BotosmithError:
        return None


def why(step: SyncStep) -> str:
    """One line: what was done with a package, and why."""
    if not step.before:
        return f"new, {_counted(len(step.operations), 'operation')} of {step.service}"
    if step.difference is None:
        return "rebuilt"
    if not step.difference.changes:
        return "rebuilt, from the same model"
    added, gone = (
        [one.where.partition(".")[2] for one in step.difference.changes if one.kind == kind]
        for kind in ("operation-added", "operation-removed")
    )
    parts = [
        f"{_counted(len(names), 'operation')} {words}: {', '.join(names)}"
        for names, words in ((added, "more"), (gone, "fewer"))
        if names
    ]
    return "; ".join(parts) or "the model changed"


def of_operations(difference: Difference, operations: frozenset[str]) -> Difference:
    """The changes that affect some operations, or the service as a whole."""
    kept = tuple(
        one for one in difference.changes if not one.operations or operations & {*one.operations}
    )
    return replace(difference, changes=kept)


def _counted(count: int, noun: str) -> str:
    return f"{count} {noun}{'' if count == 1 else 's'}"

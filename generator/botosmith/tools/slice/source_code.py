"""Finds the operations that a source tree calls, from its syntax trees, without running code.

A client is followed from the place where it is made (``boto3.client("s3")``, a session's method, or
``connect`` of botosmith's packages) to all places where it is kept and passed. Annotations are
used, too, also those of types-boto3. Other calls that may be operations are listed as undecided.
"""

from __future__ import annotations

import ast
import gc
from collections.abc import Callable, Generator, Iterable
from contextlib import contextmanager
from dataclasses import dataclass, field
from itertools import chain
from pathlib import Path

from botosmith.models.load import Library
from botosmith.tools.slice.elsewhere import Candidate, Track, looked_up
from botosmith.tools.slice.flow.reading import Reading
from botosmith.tools.slice.flow.units import Modules, unit_of
from botosmith.tools.slice.flow.values import Client, Holder, Unit
from botosmith.tools.slice.packages import service_of_module, service_of_own
from botosmith.tools.slice.services import Services
from botosmith.tools.slice.trees import Tree, Unread, parsed, python_files
from botosmith.tools.slice.uses import Uses

Tracks = Callable[[str], Track]
"""Makes a track for each stage, from a verb that describes the stage."""


@dataclass(frozen=True, slots=True, order=True)
class Undecided:
    """A place that may call an operation, and why this is not certain."""

    file: str
    line: int
    reason: str

    def __str__(self) -> str:
        return f"{self.file}:{self.line}: {self.reason}"


@dataclass(slots=True)
class Usage:
    """The operations that a tree calls, by service, and the undecided places."""

    operations: dict[str, set[str]] = field(default_factory=dict[str, set[str]])
    undecided: set[Undecided] = field(default_factory=set[Undecided])


def usage(
    path: Path, library: Library, only: str | None = None, *, tracks: Tracks = lambda _: iter
) -> Usage:
    """The operations that the Python files in ``path``, or that file, call.

    With ``only``, those of one service. Calls of a slice count as calls of the service that it was
    cut from. ``tracks`` shows the progress through files, units and services.
    """
    with _without_collector():
        return _usage(path, library, only, tracks)


def _usage(path: Path, library: Library, only: str | None, tracks: Tracks) -> Usage:
    found = Usage()
    trees = _trees(python_files(path), found, tracks("read"))
    known = Services(library)
    reading = _followed(path, trees, known, tracks("followed"))
    for unit, reason in reading.not_followed():
        found.undecided.add(Undecided(str(reading.file_of(unit)), _line(unit), reason))
    asked = {known.home(only)} - {None} if only else _made(reading, trees, known)
    elsewhere: dict[Path, list[Candidate]] = {}
    for tree in trees:
        uses = Uses(reading, known, frozenset(one for one in asked if one))
        uses.read(tree)
        for service, operations in uses.operations.items():
            found.operations.setdefault(service, set()).update(operations)
        notes = [*uses.notes, *_without_a_model(tree, known)]
        found.undecided |= {Undecided(str(tree.file), line, reason) for line, reason in notes}
        elsewhere[tree.file] = uses.elsewhere
    if only:
        called = found.operations.get(str(known.home(only)))
        found.operations = {only: called} if called else {}
    else:
        candidates = chain.from_iterable(elsewhere.values())
        known_as = looked_up(candidates, library, tracks("searched"))
        found.undecided |= {
            Undecided(str(file), one.line, known_as[one])
            for file, candidates in elsewhere.items()
            for one in candidates
            if one in known_as
        }
    return found


@contextmanager
def _without_collector() -> Generator[None]:
    """Disable the garbage collector: syntax trees are millions of objects without any garbage."""
    enabled = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if enabled:
            gc.enable()


def _trees(files: list[Path], found: Usage, track: Track) -> list[Tree]:
    trees: list[Tree] = []
    for file, _ in zip(files, track([str(file) for file in files]), strict=True):
        tree = parsed(file)
        if isinstance(tree, Unread):
            found.undecided.add(Undecided(str(file), tree.line, tree.reason))
        else:
            trees.append(tree)
    return trees


def _followed(path: Path, trees: list[Tree], known: Services, track: Track) -> Reading:
    imported = (name for tree in trees for _, name in tree.imported)
    modules = Modules(path, (tree.file for tree in trees), imported)
    units = {
        modules.parts[tree.file]: unit_of(tree.node, modules.parts[tree.file]) for tree in trees
    }
    reading = Reading(modules, units, known.home)
    reading.run(track)
    return reading


def _line(unit: Unit) -> int:
    return 1 if isinstance(unit.node, ast.Module) else unit.node.lineno


def _made(reading: Reading, trees: Iterable[Tree], known: Services) -> set[str | None]:
    """The services for which the tree makes or imports clients."""
    made: set[str | None] = {
        one.service
        for values in {*reading.seen.values()}
        for one in values
        if isinstance(one, Client | Holder)
    }
    for tree in trees:
        services = {service_of_module(name) for _, name in tree.imported}
        made |= {known.home(one) for one in services if one}
    return made


def _without_a_model(tree: Tree, known: Services) -> list[tuple[int, str]]:
    """Notes on packages of services for which there is no model."""
    notes: list[tuple[int, str]] = []
    for line, name in tree.imported:
        service = service_of_own(name)
        if service and known.home(service) is None:
            reason = f"{name} is imported, but there is no model of {service} to slice"
            notes.append((line, reason))
    return notes

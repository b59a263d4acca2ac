"""Which operations does a source tree call? Read from its syntax trees, without running anything.

A client is followed from where it is made (``boto3.client("s3")``, of any session, or ``connect``
of botosmith's packages) to wherever it is kept and passed, and known by annotations, of types-boto3
too. Whatever else might be a call of an operation is listed as undecided.
"""

from __future__ import annotations

import ast
import warnings
from dataclasses import dataclass, field
from itertools import chain
from pathlib import Path

from botosmith.models.load import Library
from botosmith.problems import BotosmithError
from botosmith.tools.slice.elsewhere import Candidate, Track, looked_up
from botosmith.tools.slice.flow.reading import Reading
from botosmith.tools.slice.flow.units import Modules, unit_of
from botosmith.tools.slice.flow.values import Client, Holder, services
from botosmith.tools.slice.packages import service_of_module, service_of_own
from botosmith.tools.slice.services import Services
from botosmith.tools.slice.uses import Uses


@dataclass(frozen=True, slots=True, order=True)
class Undecided:
    """A place that may call an operation, and why it is not known which."""

    file: str
    line: int
    reason: str

    def __str__(self) -> str:
        return f"{self.file}:{self.line}: {self.reason}"


@dataclass(slots=True)
class Usage:
    """The operations that a tree calls, by service, and what could not be decided."""

    operations: dict[str, set[str]] = field(default_factory=dict[str, set[str]])
    undecided: set[Undecided] = field(default_factory=set[Undecided])


def usage(path: Path, library: Library, only: str | None = None, *, track: Track = iter) -> Usage:
    """What the Python files under ``path``, or that one file, call of AWS, or only of one service.

    Calls of a slice count as calls of the service that it was cut from. ``track`` goes through the
    services, where all of them are searched.
    """
    found = Usage()
    trees = {file: tree for file in _python_files(path) if (tree := _parsed(file, found))}
    known = Services(library)
    modules = Modules(path, trees)
    parts = {
        modules.parts[file]: unit_of(tree, modules.parts[file]) for file, tree in trees.items()
    }
    reading = Reading(modules, parts, known.home)
    reading.run()
    asked = {known.home(only)} - {None} if only else _made(reading, trees, known)
    elsewhere: dict[Path, list[Candidate]] = {}
    for file, tree in trees.items():
        if modules.parts[file] in reading.too_deep:
            found.undecided.add(Undecided(str(file), 1, "not read completely: nested too deeply"))
        uses = Uses(reading, known, frozenset(one for one in asked if one))
        uses.read(tree)
        for service, operations in uses.operations.items():
            found.operations.setdefault(service, set()).update(operations)
        notes = [*uses.notes, *_without_a_model(tree, known)]
        found.undecided |= {Undecided(str(file), line, reason) for line, reason in notes}
        elsewhere[file] = uses.elsewhere
    if only:
        called = found.operations.get(str(known.home(only)))
        found.operations = {only: called} if called else {}
    else:
        known_as = looked_up(chain.from_iterable(elsewhere.values()), library, track)
        found.undecided |= {
            Undecided(str(file), one.line, known_as[one])
            for file, candidates in elsewhere.items()
            for one in candidates
            if one in known_as
        }
    return found


def _python_files(path: Path) -> list[Path]:
    if path.is_file():
        return [path]
    if not path.is_dir():
        raise BotosmithError(f"{path} is neither a directory nor a file of Python source")
    files = [
        file
        for file in sorted(path.rglob("*.py"))
        if not any(part.startswith(".") for part in file.relative_to(path).parts)
    ]
    if not files:
        raise BotosmithError(f"{path} has no Python files")
    return files


def _parsed(file: Path, found: Usage) -> ast.Module | None:
    try:
        with warnings.catch_warnings(action="ignore"):  # about escapes in somebody else's strings
            return ast.parse(file.read_bytes(), str(file))
    except OSError as error:
        raise BotosmithError(f"{file} cannot be read: {error.strerror}") from error
    except (SyntaxError, ValueError, RecursionError) as error:
        line = getattr(error, "lineno", None) or 1
        found.undecided.add(
            Undecided(str(file), line, f"not read, because it is not Python: {error}")
        )
        return None


def _made(reading: Reading, trees: dict[Path, ast.Module], known: Services) -> set[str | None]:
    """The services that have clients somewhere, though what is called may be out of sight."""
    made: set[str | None] = set()
    for tree in trees.values():
        for node in ast.walk(tree):
            if isinstance(node, ast.expr):
                values = reading.values_of(node)
                made |= services(values)
                made |= {one.service for one in values if isinstance(one, Client | Holder)}
            made |= {
                known.home(one) for name in _imported(node) if (one := service_of_module(name))
            }
    return made


def _without_a_model(tree: ast.Module, known: Services) -> list[tuple[int, str]]:
    """Packages of services whose operations are not known here."""
    notes: list[tuple[int, str]] = []
    for node in ast.walk(tree):
        for name in _imported(node):
            service = service_of_own(name)
            if service and known.home(service) is None:
                reason = f"{name} is imported, but there is no model of {service} to slice"
                notes.append((getattr(node, "lineno", 1), reason))
    return notes


def _imported(node: ast.AST) -> list[str]:
    match node:
        case ast.Import(names=names):
            return [one.name for one in names]
        case ast.ImportFrom(module=name):
            return [name or ""]
        case _:
            return []

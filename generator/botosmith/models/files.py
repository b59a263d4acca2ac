"""Reads the files in the directory of one model, within limits, and collects their problems."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from botosmith.models.documents import (
    UNREADABLE,
    Allowance,
    FileNameError,
    OversizedError,
    advice,
    parse,
    reason,
    rule,
)
from botosmith.models.links import OutsideLinkError, refuse_outside
from botosmith.names.files import why_no_file
from botosmith.problems import BotosmithError, Problem

SERVICE_MODEL = "service-2"
EXTRAS = "botosmith-1"


@dataclass(frozen=True, slots=True)
class Contents:
    """The content of a model's directory: documents by stem, files by name, unreadable files."""

    documents: dict[str, dict[str, Any]] = field(default_factory=dict[str, dict[str, Any]])
    files: dict[str, bytes] = field(default_factory=dict[str, bytes])
    unreadable: dict[str, Problem] = field(default_factory=dict[str, Problem])


def read_directory(directory: Path, *, trusted: bool) -> Contents:
    """Read a model's directory.

    Trusted files, which are botocore's own, have no limits; an installer may link them to a cache.
    """
    found = Contents()
    try:
        if not trusted:
            refuse_outside(directory, directory.parent.parent)
        # If there are X.json and X.json.gz, botocore reads the first.
        paths = [path for path in sorted(directory.iterdir()) if stem_of(path) is not None]
    except OSError as error:
        raise unlistable(error) from error
    except OutsideLinkError as error:
        found.unreadable[SERVICE_MODEL] = _unreadable(directory, error)
        return found
    names = [path.name for path in paths]
    allowance = Allowance()
    # The service comes first: without it, the others cannot be checked.
    for path in sorted(paths, key=lambda path: stem_of(path) != SERVICE_MODEL):
        stem = str(stem_of(path))
        if stem in found.documents or stem in found.unreadable:
            continue
        try:
            if not trusted:
                refuse_outside(path, directory)
                _refuse_file_name(path.name, names)
            content = _content(path, None if trusted else allowance.bytes)
            found.documents[stem] = parse(
                content, gzipped=path.suffix == ".gz", trusted=trusted, allowance=allowance
            )
            found.files[path.name] = content
        except UNREADABLE as error:
            found.unreadable[stem] = _unreadable(path, error)
            if isinstance(error, OversizedError):
                break
    return found


def unlistable(error: OSError) -> BotosmithError:
    """The error for a directory that cannot be listed."""
    return BotosmithError(f"{error.filename} cannot be read: {error.strerror}")


def _unreadable(path: Path, error: Exception) -> Problem:
    return Problem(
        file=str(path), where="", message=reason(error), rule=rule(error), advice=advice(error)
    )


def stem_of(path: Path) -> str | None:
    """The name of the document in a file; None if the file is not a document."""
    for end in (".json", ".json.gz"):
        if path.name.endswith(end):
            return path.name.removesuffix(end)
    return None


def _refuse_file_name(name: str, names: Iterable[str]) -> None:
    """Raise FileNameError for a name with which a package cannot be unpacked on every system."""
    if reason := why_no_file(name):
        raise FileNameError(reason)
    if alike := [one for one in names if one.lower() == name.lower() and one != name]:
        raise FileNameError(f"its name differs from that of {alike[0]} only by case")


def _content(path: Path, most: int | None) -> bytes:
    """The bytes of a file; at most one more than ``most``."""
    if not path.is_file():  # reading from a pipe could wait forever
        raise ValueError("not a file")
    with path.open("rb") as file:
        return file.read(-1 if most is None else most + 1)

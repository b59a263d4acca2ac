"""The manifest of an installed model: its files, and the directories that were made for it."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path

from botosmith.models.documents import UNREADABLE, is_list, is_object, parse
from botosmith.problems import BotosmithError
from botosmith.text.line_ends import unified

MANIFEST = "botosmith.installed"


@dataclass(frozen=True, slots=True, kw_only=True)
class Manifest:
    """The hashes of the files that were written, by name, and the directories that were made."""

    files: Mapping[str, str]
    made: frozenset[Path]


def read_manifest(directory: Path) -> Manifest | None:
    """The manifest of a directory, None if it has none; BotosmithError if it is damaged."""
    path = directory / MANIFEST
    if directory.is_symlink() or not path.is_file():
        return None
    try:
        document = parse(path.read_bytes(), gzipped=False, trusted=False)
        return Manifest(
            files=dict(_file_hashes(document.get("files"))),
            made=frozenset(_directories(document.get("made"))),
        )
    except UNREADABLE as error:
        raise BotosmithError(
            f"{path} is damaged ({error}), so nothing in its directory is changed. "
            f"Move {directory} away"
        ) from error


def write_manifest(directory: Path, manifest: Manifest) -> None:
    """Write the manifest, next to the files."""
    document = {"files": manifest.files, "made": sorted(map(str, manifest.made))}
    text = json.dumps(document, indent=2) + "\n"
    (directory / MANIFEST).write_text(text, encoding="utf-8")


def digest(content: bytes) -> str:
    """The hash of a file's content, independent of line ends."""
    return sha256(unified(content)).hexdigest()


def is_written(content: bytes, expected: str) -> bool:
    """Whether a file is as it was written; the first manifests have hashes of the bytes."""
    return expected in (digest(content), sha256(content).hexdigest())


def installed(service: Path) -> dict[Path, Manifest]:
    """The versions of a service that botosmith installed."""
    directories = sorted(service.iterdir()) if service.is_dir() else ()
    manifests = ((directory, read_manifest(directory)) for directory in directories)
    return {directory: manifest for directory, manifest in manifests if manifest is not None}


def claimed(data_path: Path) -> frozenset[Path]:
    """The directories that were made for the installed models."""
    manifests = (read_manifest(path.parent) for path in data_path.glob(f"*/*/{MANIFEST}"))
    return frozenset(path for manifest in manifests if manifest for path in manifest.made)


def _file_hashes(files: object) -> Iterator[tuple[str, str]]:
    if not is_object(files):
        raise ValueError("it lists no files")
    for name, found in files.items():
        if Path(name).name != name or not isinstance(found, str):
            raise ValueError(f"{name!r} is not a file of the directory")
        yield name, found


def _directories(made: object) -> Iterator[Path]:
    if not is_list(made):
        raise ValueError("it lists no directories")
    return (Path(str(path)) for path in made)

"""Digests of input and output files: SHA-256 of names and contents, in order."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping
from functools import cache
from pathlib import Path

import botosmith_runtime

import botosmith


def of_files(files: Mapping[str, bytes]) -> str:
    """The digest of files by name."""
    found = hashlib.sha256()
    for name, content in sorted(files.items()):
        found.update(f"{len(name)} {len(content)} {name}\n".encode())
        found.update(content)
    return f"sha256:{found.hexdigest()}"


def of_trees(trees: Iterable[Path], root: Path, suffix: str = "") -> str:
    """The digest of all files under some paths, by their paths relative to ``root``.

    Hidden files, caches and those without the suffix are left out. Line ends count.
    """
    return of_files(
        {
            f"{tree.relative_to(root)}:{file.relative_to(tree).as_posix()}": file.read_bytes()
            for tree in trees
            for file in _files(tree)
            if file.name.endswith(suffix)
        }
    )


@cache
def of_generator() -> str:
    """The digest of botosmith itself, since an installation from a repository keeps its version."""
    packages = [Path(module.__file__ or "").parent for module in (botosmith, botosmith_runtime)]
    return of_files(
        {
            f"{package.name}/{file.relative_to(package).as_posix()}": file.read_bytes()
            for package in packages
            for file in _files(package)
        }
    )


def _files(tree: Path) -> list[Path]:
    if tree.is_file():
        return [tree]
    return [
        file
        for file in sorted(tree.rglob("*"))
        if not any(part.startswith((".", "__pycache__")) for part in file.relative_to(tree).parts)
        and file.is_file()
    ]

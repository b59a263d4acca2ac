"""What this machine has read and built last, so that a sync with nothing to do is short.

It is a cache next to the configuration, with its own ``.gitignore``. If it is deleted, the next run
takes longer. It only contains digests of contents; the times of files do not matter.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any

import botocore
from botocore.loaders import Loader

from botosmith.models.documents import is_object
from botosmith.output import record
from botosmith.output.generated import explained
from botosmith.output.replacing import sibling
from botosmith.tools.builds import WHEELS
from botosmith.tools.sync import digests, lock
from botosmith.tools.sync.config import Config
from botosmith.tools.sync.lock import Lock

DIRECTORY = ".botosmith_cache"
_FILE = "sync.json"


@dataclass(frozen=True, slots=True, kw_only=True)
class Memory:
    """Digests of the last sync's input and output, and of each package's model; and its notes."""

    read: str = ""
    written: str = ""
    generator: str = ""
    models: Mapping[str, str] = field(default_factory=dict[str, str])
    wheels: Mapping[str, str] = field(default_factory=dict[str, str])
    notes: tuple[str, ...] = ()


def load(config: Config) -> Memory:
    """The stored memory; empty if the file is missing or damaged."""
    try:
        found: object = json.loads((config.root / DIRECTORY / _FILE).read_bytes())
    except (OSError, ValueError):
        return Memory()
    if not is_object(found) or found.keys() != asdict(Memory()).keys():
        return Memory()
    notes = tuple(map(str, found.pop("notes")))
    return Memory(notes=notes, **found)


def store(config: Config, memory: Memory) -> None:
    """Store the memory; git ignores its directory."""
    directory = config.root / DIRECTORY
    with explained(directory):
        directory.mkdir(exist_ok=True)
        files = {".gitignore": "*\n", _FILE: json.dumps(asdict(memory), sort_keys=True) + "\n"}
        for name, text in files.items():
            fresh = sibling(directory / name, "new")
            fresh.write_text(text, encoding="utf-8", newline="\n")
            fresh.replace(directory / name)


def read_digest(config: Config, locked: Lock) -> str:
    """The digest of all input of a sync: code, models, configuration, lock, botocore, botosmith."""
    shipped = Path(Loader.BUILTIN_DATA_PATH)
    used = sorted({one.service for one in locked.packages.values()})
    parts: dict[str, Any] = {
        "botosmith": digests.of_generator(),
        "botocore": botocore.__version__,
        "python": sys.version_info[:2],
        "file": str(config.file.name),
        "configuration": digests.of_trees([config.file], config.root),
        "lock": lock.as_text(locked),
        "code": digests.of_trees(config.trees, config.root, ".py"),
        "models": digests.of_trees(config.models, config.root),
        "shipped": digests.of_trees(
            [shipped / one for one in used if (shipped / one).is_dir()], shipped
        ),
    }
    return digests.of_files({name: json.dumps(part).encode() for name, part in parts.items()})


def written_digest(config: Config, locked: Lock) -> str:
    """The digest of the packages, of their wheels and of the lock, as they are on disk."""
    directories = [config.out / name for name in sorted(locked.packages)]
    directories += [place for name in sorted(locked.packages) for place in config.vendored(name)]
    if config.wheels:
        directories.append(config.out / WHEELS)
    files: dict[str, bytes] = {}
    for directory in directories:
        paths = (record.recorded(directory) or ()) if directory.is_dir() else ()
        for path in paths:
            file = directory / path
            content = file.read_bytes() if file.is_file() else b""
            files[f"{directory.name}/{path}"] = content
    stored = config.root / lock.NAME
    files[lock.NAME] = stored.read_bytes() if stored.is_file() else b""
    return digests.of_files(files)

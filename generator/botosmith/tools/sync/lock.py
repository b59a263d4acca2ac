"""``botosmith.lock``: what the packages were built from, for every machine.

It is next to the configuration and belongs into version control. With it, and with the same
botocore and botosmith, every machine builds the same bytes.
"""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any

from botosmith import __version__
from botosmith.models.documents import is_list, is_object
from botosmith.output.generated import explained
from botosmith.output.replacing import sibling
from botosmith.problems import BotosmithError
from botosmith.tools.sync.versions import is_before

NAME = "botosmith.lock"
_FORMAT = 1
_TEXTS = ("service", "model", "content", "version")
_VERSION = re.compile(r"[0-9]+(\.[0-9]+)+")


@dataclass(frozen=True, slots=True, kw_only=True)
class Locked:
    """A package: ``model`` and ``content`` are digests.

    ``operations`` is empty for a whole service. ``content`` leaves the version out.
    ``response_keys`` is in the file where it is not the default.
    """

    service: str
    operations: tuple[str, ...] = ()
    model: str
    content: str
    version: str
    response_keys: str = "model"


@dataclass(frozen=True, slots=True, kw_only=True)
class Lock:
    """The whole file; the versions are empty if there is no file."""

    botosmith: str = ""
    botocore: str = ""
    packages: Mapping[str, Locked] = field(default_factory=dict[str, Locked])


def load(file: Path) -> Lock:
    """Read the lock; an empty one if there is no file.

    Raises BotosmithError for a file that is damaged, or that a newer botosmith wrote.
    """
    if not file.exists():
        return Lock()
    try:
        document: object = json.loads(file.read_bytes())
    except OSError as error:
        raise BotosmithError(f"{file} cannot be read: {error.strerror}") from error
    except ValueError as error:
        raise _damaged(file, str(error)) from error
    if not is_object(document) or type(document.get("lock")) is not int:
        raise _damaged(file, "it has no lock format")
    written_by = str(document.get("botosmith", ""))
    if document["lock"] > _FORMAT or is_before(__version__, written_by):
        raise BotosmithError(
            f"{file} was written by botosmith {written_by}, and this is botosmith {__version__}: "
            f"install botosmith {written_by} or a newer one"
        )
    return Lock(
        botosmith=written_by,
        botocore=str(document.get("botocore", "")),
        packages=_packages(file, document.get("packages")),
    )


def as_text(lock: Lock) -> str:
    """The text of a lock file."""
    packages: dict[str, dict[str, Any]] = {}
    for name, one in sorted(lock.packages.items()):
        entry = asdict(one)
        response_keys = entry.pop("response_keys")
        if response_keys != "model":
            entry["response-keys"] = response_keys
        if not one.operations:
            del entry["operations"]
        packages[name] = entry
    document = {
        "lock": _FORMAT,
        "botosmith": lock.botosmith,
        "botocore": lock.botocore,
        "packages": packages,
    }
    return json.dumps(document, indent=2) + "\n"


def store(lock: Lock, file: Path) -> None:
    """Write the lock as a whole, unless the file already has this content."""
    fresh, text = sibling(file, "new"), as_text(lock)
    with explained(file):
        if file.is_file() and file.read_bytes() == text.encode("utf-8"):
            return
        try:
            fresh.write_text(text, encoding="utf-8", newline="\n")
            fresh.replace(file)
        finally:
            fresh.unlink(missing_ok=True)


def _packages(file: Path, packages: object) -> dict[str, Locked]:
    if not is_object(packages):
        raise _damaged(file, "it has no packages")
    return {name: _locked(file, name, entry) for name, entry in packages.items()}


def _locked(file: Path, name: str, entry: object) -> Locked:
    if not is_object(entry) or not all(isinstance(entry.get(key), str) for key in _TEXTS):
        raise _damaged(file, f"{name} lacks one of {', '.join(_TEXTS)}")
    operations = entry.get("operations", [])
    if not is_list(operations) or not _VERSION.fullmatch(entry["version"]):
        raise _damaged(file, f"{name} has wrong operations or a wrong version")
    texts: dict[str, str] = {key: entry[key] for key in _TEXTS}
    response_keys = str(entry.get("response-keys", "model"))
    return Locked(operations=tuple(map(str, operations)), response_keys=response_keys, **texts)


def _damaged(file: Path, why: str) -> BotosmithError:
    return BotosmithError(
        f"{file} is damaged ({why}): restore it from version control, or delete it and run "
        "botosmith sync, which starts again with its counters at 0"
    )

"""Results of earlier runs, which later ones need not find out again."""

from __future__ import annotations

import hashlib
import json
import os
import sys
from collections.abc import Iterable
from pathlib import Path

import botocore
import botosmith
import botosmith_runtime
from conformance.outcome import Outcome

_SUPPORT = Path(__file__).parents[1]
_SOURCES = (
    Path(botosmith.__file__).parent,
    Path(botosmith_runtime.__file__).parent,
    _SUPPORT,
    _SUPPORT.parents[1] / "generator" / "support",
)


def key(*more: object) -> str:
    """Changes with botocore, with Python, and with everything that a result could depend on."""
    digest = hashlib.sha256(repr((botocore.__version__, sys.version_info[:2], more)).encode())
    for source in _SOURCES:
        for path in sorted(source.rglob("*")):
            if path.is_file() and "__pycache__" not in path.parts:
                content = hashlib.sha256(path.read_bytes()).hexdigest()
                digest.update(f"{path.relative_to(source).as_posix()} {content}\n".encode())
    return digest.hexdigest()[:16]


class Store:
    """Outcomes in a directory, one file for each service."""

    def __init__(self, directory: Path, key: str) -> None:
        self._directory = directory
        self._key = key
        directory.mkdir(parents=True, exist_ok=True)

    def put(self, outcome: Outcome) -> None:
        """Keep an outcome; being killed meanwhile leaves none or a whole one."""
        document = {"key": self._key, "outcome": outcome.as_json()}
        path = self._path(outcome.service)
        draft = path.with_suffix(".tmp")
        draft.write_text(json.dumps(document, indent=1), encoding="utf-8")
        os.replace(draft, path)

    def found(self, services: Iterable[str]) -> dict[str, Outcome]:
        """The complete outcomes of these services that still hold."""
        found = {service: self._get(service) for service in services}
        return {service: outcome for service, outcome in found.items() if outcome is not None}

    def _get(self, service: str) -> Outcome | None:
        try:
            document = json.loads(self._path(service).read_text(encoding="utf-8"))
            if document["key"] != self._key:
                return None
            outcome = Outcome.from_json(document["outcome"])
        except (OSError, ValueError, TypeError, KeyError):
            return None  # it was never written, or by someone else
        return outcome if outcome.complete else None

    def _path(self, service: str) -> Path:
        return self._directory / f"{service}.json"

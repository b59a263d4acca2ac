"""What a generated package has for a fake: the checks of its operations, and samples."""

from __future__ import annotations

import json
from collections.abc import Mapping
from functools import cache
from importlib import import_module
from importlib.resources import files
from typing import Any


class Generated:
    """What the generated package of a service has for its operations: checks and samples."""

    def __init__(self, package: str) -> None:
        self._package = package
        self._checks = import_module(f"{package}.checks")
        self._samples: Mapping[str, list[dict[str, Any]]] | None = None

    def checks(self, operation: str) -> Any:  # noqa: ARG002  # one module has them all
        """The module that has the checks of an operation."""
        return self._checks

    def samples(self, operation: str) -> list[dict[str, Any]] | None:
        """Valid responses of an operation, the fullest first; None if the model allows none."""
        if self._samples is None:
            self._samples = _samples(self._package)
        return self._samples.get(operation)


@cache
def _samples(package: str) -> Mapping[str, list[dict[str, Any]]]:
    document = json.loads(files(package).joinpath("samples.json").read_bytes())
    found: Mapping[str, list[dict[str, Any]]] = document["responses"]
    return found

"""Packages of AWS's services, built once, and imported like installed ones."""

from __future__ import annotations

import importlib
import sys
from pathlib import Path
from types import SimpleNamespace
from typing import Any

from botosmith.names import fake_class
from botosmith.output.write import write
from botosmith.tools.builds import package_files


class Packages:
    """Builds the package of a service when a test first asks for it."""

    def __init__(self, directory: Path) -> None:
        self._directory = directory
        self._found: dict[str, Any] = {}

    def of(self, service: str) -> Any:
        """``fakes``, ``aio`` (its client's module) and the class of the fake."""
        if service not in self._found:
            folder = self._directory / service
            write(package_files(service, ()), folder)
            sys.path.insert(0, str(folder))
            importlib.invalidate_caches()
            (package,) = (path.parent.name for path in folder.glob("*/py.typed"))
            fakes = importlib.import_module(f"{package}.fakes")
            client = importlib.import_module(f"{package}.aio.client")
            (name,) = (one for one in client.__all__ if one.endswith("Client"))
            self._found[service] = SimpleNamespace(
                path=folder / package,
                fakes=fakes,
                aio=client,
                fake=getattr(fakes, fake_class(name)),
            )
        return self._found[service]

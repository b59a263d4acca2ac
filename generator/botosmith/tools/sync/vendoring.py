"""Packages among the modules of a program, where they are imported without installing them."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from botosmith.names import package_name
from botosmith.package.render import Files
from botosmith.tools.sync.building import files_in
from botosmith.tools.sync.config import Config


def outdated(config: Config, directories: Mapping[str, Path]) -> dict[str, Files]:
    """The packages that the program has otherwise, or not at all, as it is to have them.

    ``directories`` are those of the packages, by name.
    """
    found: dict[str, Files] = {}
    for name, directory in directories.items():
        for place in config.vendored(name):
            files = _modules(name, files_in(directory) or {})
            if files and files != files_in(place):
                found[name] = files
    return found


def _modules(name: str, files: Files) -> Files:
    """What a program imports, of all the files of a distribution."""
    above = f"{package_name(name)}/"
    return {
        path.removeprefix(above): content
        for path, content in files.items()
        if path.startswith(above)
    }

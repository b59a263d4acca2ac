"""Packages among the modules of a program, which imports them without installation."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from botosmith.names import package_name
from botosmith.package.render import Files
from botosmith.tools.sync.building import files_in
from botosmith.tools.sync.config import Config


def outdated(config: Config, directories: Mapping[str, Path]) -> dict[str, Files]:
    """The new files of the packages that are outdated or missing in the program.

    ``directories`` are the packages' directories, by name.
    """
    found: dict[str, Files] = {}
    for name, directory in directories.items():
        for place in config.vendored(name):
            files = _modules(name, files_in(directory) or {})
            if files and files != files_in(place):
                found[name] = files
    return found


def _modules(name: str, files: Files) -> Files:
    """The files of a distribution that a program imports."""
    above = f"{package_name(name)}/"
    return {
        path.removeprefix(above): content
        for path, content in files.items()
        if path.startswith(above)
    }

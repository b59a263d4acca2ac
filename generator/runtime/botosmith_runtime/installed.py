"""Which generated packages are installed, and where their models are.

Packages announce themselves by entry points of the group ``botosmith.models``: the service's name,
and the package that has its model in ``models/``. To find them, neither the packages nor botocore
are imported.
"""

from __future__ import annotations

import os
import re
import sys
from collections.abc import Iterable, Mapping
from functools import cache
from importlib.machinery import PathFinder
from importlib.metadata import Distribution, EntryPoint, entry_points
from importlib.util import find_spec
from pathlib import Path
from typing import NamedTuple

GROUP = "botosmith.models"
_FILES = ("service-2.json", "service-2.json.gz")
_MOST_READ = 1 << 16  # bytes at once


class InstalledModelError(Exception):
    """A package cannot be used for plain clients; the message says why and how to fix it."""


class Package(NamedTuple):
    """An installed package: ``models`` is a directory in botocore's loader layout."""

    service: str
    api_versions: tuple[str, ...]
    module: str
    distribution: str
    models: str


class Installed(NamedTuple):
    """The packages whose models can be used, and the problems of others, by service."""

    packages: tuple[Package, ...]
    problems: Mapping[str, str]

    @property
    def search_path(self) -> str:
        """The directories of the models, joined for ``AWS_DATA_PATH``."""
        return os.pathsep.join(package.models for package in self.packages)


def is_ours(module: object) -> bool:
    """Whether a module is botosmith's or generated, also inside another package."""
    return isinstance(module, str) and (module.startswith("botosmith_") or ".botosmith_" in module)


@cache
def installed() -> Installed:
    """The installed packages. The result is cached; ``installed.cache_clear()`` empties it."""
    found: dict[str, list[Package]] = {}
    problems: dict[str, str] = {}
    for announced in sorted(_announced(), key=lambda one: (one.name, one.value)):
        package = _package(announced)
        if isinstance(package, Package):
            found.setdefault(announced.name, []).append(package)
        else:
            problems.setdefault(announced.name, package)
    for service, packages in found.items():
        if problem := _conflict(service, packages):
            problems.setdefault(service, problem)
    usable = (p for packages in found.values() for p in packages if p.service not in problems)
    return Installed(tuple(usable), problems)


def _announced() -> Iterable[EntryPoint]:
    """The entry points of the group, from those distributions alone that name it.

    Python's own way reads all of them, which takes longer than a client does.
    """
    distributions = _distributions()
    if distributions is None:
        return entry_points(group=GROUP)
    found = (point for one in distributions for point in Distribution.at(one).entry_points)
    return [point for point in found if point.group == GROUP]


def _distributions() -> list[str] | None:
    """The metadata of the distributions that name the group, of each name the first.

    None where they can be elsewhere than in plain directories, such as in archives.
    """
    if [one for one in sys.meta_path if hasattr(one, "find_distributions")] != [PathFinder]:
        return None
    found: list[str] = []
    for directory in sys.path:
        try:
            names = os.listdir(directory or ".")
        except NotADirectoryError:  # an archive
            return None
        except OSError:
            continue
        for name in names:
            if name[-4:].lower() == ".egg":
                return None
            if name[-5:].lower() == "-info":
                found.append(f"{directory or '.'}/{name}")
    naming = [*filter(_names_group, found)]
    if not naming:
        return naming  # with plain boto3, this is all that a new process waits for
    first: dict[str, str] = {}
    for path in found:
        name = os.path.basename(path).partition("-")[0]
        first.setdefault(re.sub(r"[-_.]+", "_", name).lower(), path)
    return [path for path in naming if path in first.values()]


def _names_group(distribution: str) -> bool:
    try:
        file = os.open(f"{distribution}/entry_points.txt", os.O_RDONLY)
    except OSError:
        return False
    try:
        content = os.read(file, _MOST_READ)
        while more := os.read(file, _MOST_READ):
            content += more
    finally:
        os.close(file)
    return GROUP.encode() in content


def _package(announced: EntryPoint) -> Package | str:
    """The package that an entry point announces, or the problem with it."""
    service, module = announced.name, announced.value
    distribution = announced.dist.name if announced.dist is not None else module
    spec = find_spec(module)
    places = (spec.submodule_search_locations if spec is not None else None) or ()
    for place in places:
        models = Path(place, "models")
        versions = sorted({file.parent.name for file in _model_files(models / service)})
        if versions:
            if os.pathsep in str(models):
                return (
                    f"the model of {service} is in {models}, and a search path of botocore "
                    f"cannot contain {os.pathsep!r}: install {distribution} elsewhere"
                )
            return Package(service, tuple(versions), module, distribution, str(models))
    return (
        f"{distribution} announces a model of {service}, but there is none in its package "
        f"{module}: expected models/{service}/<api-version>/{_FILES[0]}. Reinstall {distribution}"
    )


def _model_files(directory: Path) -> list[Path]:
    return [file for name in _FILES for file in directory.glob(f"*/{name}") if file.is_file()]


def _conflict(service: str, packages: list[Package]) -> str:
    """The problem if two packages have the same version of a service; empty if there is none."""
    by_version: dict[str, list[Package]] = {}
    for package in packages:
        for version in package.api_versions:
            by_version.setdefault(version, []).append(package)
    for version, rivals in sorted(by_version.items()):
        if len(rivals) > 1:
            names = " and ".join(sorted(rival.distribution for rival in rivals))
            places = "".join(f"\n  {r.distribution}: {r.models}" for r in rivals)
            return (
                f"{names} both bring a model of {service} {version}: uninstall all but one.{places}"
            )
    return ""

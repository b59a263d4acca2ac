"""Finds the models for a path on the command line.

A path may be a file ``service-2.json``, the directory of an API version, the directory of a service
(its latest version), or a directory of several services.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from pathlib import Path

from botosmith.models.links import is_dangling
from botosmith.models.load import (
    SERVICE_FILES,
    Library,
    Model,
    holds_facts,
    holds_model,
    listed,
)
from botosmith.problems import BotosmithError


def model_at(path: Path) -> Model:
    """The only model at ``path``; raises BotosmithError if there is none, or more than one."""
    found = sources_at(path)
    if len(found) > 1:
        raise BotosmithError(f"{path} has {len(found)} models: name one of them")
    return found[0]()


def sources_at(path: Path) -> list[Callable[[], Model]]:
    """Functions that read each model at ``path``, in name order, without validation."""
    place = path.parent if path.name in SERVICE_FILES else path
    whole = place.absolute()
    try:
        if not place.is_dir():
            raise BotosmithError(
                f"{path} is neither the directory of a model nor a {SERVICE_FILES[0]}"
            )
        if (holds_model(place) or holds_facts(place)) and not whole.name.startswith("."):
            library = Library((_shown(place, 2),))
            return [partial(library.read, whole.parent.name, whole.name)]
        versions = [one for one in listed(place) if not is_dangling(one)]
        if any(holds_model(one) or holds_facts(one) for one in versions):
            library = Library((_shown(place, 1),))
            return [partial(library.read, whole.name)]
        library = Library((place,))
        if services := library.own_services():
            return [partial(library.read, service) for service in services]
        refuse_without_service_model(place)
    except OSError as error:
        raise BotosmithError(f"{error.filename} cannot be read: {error.strerror}") from error
    raise BotosmithError(
        f"{path} has no model: expected <service>/<api-version>/{SERVICE_FILES[0]} there, "
        "as in botocore's data directory"
    )


def refuse_without_service_model(models: Path) -> None:
    """Raise BotosmithError if a model's directory has other files, but no ``service-2.json``."""
    others = sorted(path.parent for path in models.glob("*/*/*-[0-9].json*"))
    for version in dict.fromkeys(others):
        if not holds_model(version):
            raise BotosmithError(
                f"{version} has no {SERVICE_FILES[0]}, which every model needs: add it, or "
                "remove the directory"
            )


def _shown(place: Path, up: int) -> Path:
    """The directory some levels up, as the user would write it, for messages."""
    parents = place.parents if len(place.parts) > up else place.absolute().parents
    return parents[up - 1]


def own_directories(given: tuple[Path, ...]) -> tuple[Path, ...]:
    """The directories of models that a user names, or else ``models`` if it exists."""
    default = Path("models")
    return given or ((default,) if default.is_dir() else ())


def model_directories(given: tuple[Path, ...]) -> tuple[Path, ...]:
    """The directories that a user names, or else ``models`` and those of installed packages."""
    from botosmith_runtime.installed import installed

    if given:
        return given
    return (*own_directories(()), *(Path(package.models) for package in installed().packages))


def directories_for(service: str, given: tuple[Path, ...]) -> tuple[Path, ...]:
    """``model_directories``, with an error for an unusable package of the service.

    Raises BotosmithError if an installed package of the service cannot be used, and no directory
    has a model.
    """
    from botosmith_runtime.installed import installed

    directories = model_directories(given)
    problem = "" if given else installed().problems.get(service)
    if problem and Library(directories).own(service) is None:
        raise BotosmithError(problem)
    return directories

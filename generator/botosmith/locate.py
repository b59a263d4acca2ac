"""Which model does a path on the command line mean?

A path may be a file ``service-2.json``, the directory of an API version, that of a service (its
latest version), or one that holds several services.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from pathlib import Path

from botosmith.load import SERVICE_MODEL, Library, Model
from botosmith.problems import BotosmithError

_FILES = (f"{SERVICE_MODEL}.json", f"{SERVICE_MODEL}.json.gz")


def model_at(path: Path) -> Model:
    """The one model that ``path`` leads to; raises BotosmithError where there is none."""
    found = sources_at(path)
    if len(found) > 1:
        raise BotosmithError(f"{path} holds {len(found)} models; name one of them")
    return found[0]()


def sources_at(path: Path) -> list[Callable[[], Model]]:
    """What reads each model that ``path`` leads to, in name order; reading does not judge."""
    place = path.parent if path.name in _FILES else path
    whole = place.absolute()
    try:
        if not place.is_dir():
            raise BotosmithError(f"{path} is no directory of a model, and no {_FILES[0]}")
        if _holds_model(place):
            library = Library((_shown(place, 2),))
            return [partial(library.read, whole.parent.name, whole.name)]
        if any(_holds_model(version) for version in place.iterdir()):
            library = Library((_shown(place, 1),))
            return [partial(library.read, whole.name)]
        library = Library((place,))
        if services := library.own_services():
            return [partial(library.read, service) for service in services]
    except OSError as error:
        raise BotosmithError(f"{error.filename} cannot be read: {error.strerror}") from error
    raise BotosmithError(
        f"{path} holds no model: expected <service>/<api-version>/{_FILES[0]} there, "
        "as in botocore's data directory"
    )


def _holds_model(directory: Path) -> bool:
    return any((directory / name).exists() for name in _FILES)


def _shown(place: Path, up: int) -> Path:
    """The directory some levels up, as the user would write it in a complaint."""
    parents = place.parents if len(place.parts) > up else place.absolute().parents
    return parents[up - 1]


def own_directories(given: tuple[Path, ...]) -> tuple[Path, ...]:
    """The directories of models that a user names, else ``models`` if there is one."""
    default = Path("models")
    return given or ((default,) if default.is_dir() else ())


def model_directories(given: tuple[Path, ...]) -> tuple[Path, ...]:
    """The directories that a user names, else ``models`` and those of the installed packages."""
    from botosmith_runtime.installed import installed

    if given:
        return given
    return (*own_directories(()), *(Path(package.models) for package in installed().packages))

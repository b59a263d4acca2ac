"""Writes a slice's model directory to disk, as a whole or not at all.

Only the files of the slice are replaced. Other files in the directory (notes, a
``service-2.sdk-extras.json``) are the user's own and are kept.
"""

from __future__ import annotations

from collections.abc import Generator, Iterable
from contextlib import contextmanager
from pathlib import Path

from botosmith.models.documents import is_object
from botosmith.models.extras import EXTRAS
from botosmith.models.load import SERVICE_MODEL, Model, holds_model
from botosmith.models.locate import model_at
from botosmith.output.locking import locked
from botosmith.output.replacing import Place, missing, remove_empty
from botosmith.problems import BotosmithError
from botosmith.text.line_ends import alike
from botosmith.tools.slice import DOCUMENTS

_WRITTEN = frozenset(f"{stem}{end}" for stem in DOCUMENTS for end in (".json", ".json.gz"))


def refuse_others(model: Model) -> None:
    """Raise BotosmithError if the model's directory has a different model."""
    with _explained(model.directory):
        recover_in(model.directory.parent)
        found = _contents(model.directory)
        if found and not alike(found, model.files):
            raise BotosmithError(
                f"{model.directory} holds a different model; pass --force to replace it, "
                "--update to renew it or to add operations, or choose another --name"
            )


def grown_beyond(model: Model) -> set[str]:
    """The operations that the existing slice has in addition to all operations of the model.

    Empty if it lacks one of these, is of another service, or cannot be parsed.
    """
    recover_in(model.directory.parent)
    if not holds_model(model.directory):
        return set()
    old = model_at(model.directory)
    of_both = [one.document(EXTRAS).get("origin") for one in (old, model)]
    services = [one.get("service") if is_object(one) else None for one in of_both]
    operations, fresh = (
        {*one.document(SERVICE_MODEL).get("operations", ())} for one in (old, model)
    )
    return operations - fresh if services[0] == services[1] and fresh < operations else set()


def store(model: Model) -> bool:
    """Write the model's files into its directory, and keep the user's; False if nothing changed.

    The new directory is completed next to the old one and replaces it at the end. Raises
    BotosmithError if it cannot be written.
    """
    target = model.directory
    if target.is_symlink():
        target = target.resolve()
    made = missing(target.parent)
    with _explained(target):
        try:
            with locked(target.parent):
                return _replaced(model.files, target)
        finally:
            remove_empty(made)  # left by a run that failed


def recover_in(service: Path) -> None:
    """Restore the versions of a service that a killed run has renamed."""
    with _explained(service):
        for old in sorted(service.glob(".?*.old")) if service.is_dir() else ():
            target = service / old.name.removeprefix(".").removesuffix(".old")
            if holds_model(old) and not target.exists():
                with locked(service):
                    Place.of(target).recover(_users)


def _replaced(files: dict[str, bytes], target: Path) -> bool:
    place = Place.of(target)
    place.recover(_users)
    if alike(_contents(target), files):
        return False
    with place.making(_users) as fresh:
        for name, content in files.items():
            (fresh / name).write_bytes(content)
    return True


def _users(directory: Path) -> Iterable[Path]:
    return (Path(path.name) for path in sorted(directory.iterdir()) if path.name not in _WRITTEN)


def _contents(target: Path) -> dict[str, bytes]:
    """The files in a directory that belong to a slice."""
    if not target.exists():
        return {}
    return {
        path.name: path.read_bytes()
        for path in sorted(target.iterdir())
        if path.is_file() and path.name in _WRITTEN
    }


@contextmanager
def _explained(target: Path) -> Generator[None]:
    try:
        yield
    except OSError as error:
        place, reason = error.filename or target, error.strerror or str(error)
        raise BotosmithError(f"cannot write {target}: {reason} ({place})") from error

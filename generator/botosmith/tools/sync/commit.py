"""Writes packages, wheels and lock to disk: all of them, or none.

Each directory is replaced as a whole. If the run fails or is interrupted, the directories that were
already replaced are restored. If it is killed, each package is either old or new, and the next sync
completes the work, since the lock is written last.
"""

from __future__ import annotations

import shutil
from collections.abc import Callable, Generator, Sequence
from contextlib import contextmanager
from pathlib import Path

from botosmith.output import record
from botosmith.output.generated import is_generated
from botosmith.output.locking import locked
from botosmith.output.replacing import missing, remove_empty
from botosmith.output.write import write, write_loose
from botosmith.package.render import Files
from botosmith.problems import BotosmithError
from botosmith.tools.builds import WHEELS
from botosmith.tools.sync import lock as locks
from botosmith.tools.sync.building import files_in
from botosmith.tools.sync.config import Config
from botosmith.tools.sync.lock import Lock


def commit(
    config: Config,
    packages: dict[str, Files],
    vendored: dict[str, Files],
    wheels: Files,
    lock: Lock,
    pruned: Sequence[str],
) -> None:
    """Write what differs, and remove what killed runs left next to these packages.

    Raises BotosmithError if a directory cannot be written, or is not ours.
    """
    made = missing(config.out)
    if config.vendor:
        made |= missing(config.vendor)
    places = [place for name in pruned for place in (config.out / name, *config.vendored(name))]
    for place in places:
        _refuse_users_own(place)
    with locked(config.root), _undone() as undo:
        undo.append(lambda: remove_empty(made))
        for name, files in packages.items():
            _replace(files, config.out / name, undo)
        for name, files in vendored.items():
            for place in config.vendored(name):
                _replace(files, place, undo)
        for place in places:
            _remove(place, undo)
        if wheels or (pruned and (config.out / WHEELS).is_dir()):
            names = {wheel.partition("-")[0] for wheel in wheels}
            names |= {f"botosmith_{name.replace('-', '_')}" for name in pruned}
            _replace_wheels(wheels, config.out / WHEELS, names, undo)
        locks.store(lock, config.root / locks.NAME)


@contextmanager
def _undone() -> Generator[list[Callable[[], object]]]:
    """A list for undo functions; if the block raises, they are called, the last first."""
    undo: list[Callable[[], object]] = []
    try:
        yield undo
    except BaseException:
        for call in reversed(undo):
            call()
        raise


def _replace(files: Files, target: Path, undo: list[Callable[[], object]]) -> None:
    before = files_in(target)
    if before is not None:
        undo.append(lambda: write(before, target))
    elif not target.exists():
        undo.append(lambda: shutil.rmtree(target, ignore_errors=True))
    write(files, target)


def _replace_wheels(
    wheels: Files, directory: Path, names: set[str], undo: list[Callable[[], object]]
) -> None:
    """Replace all wheels of these distributions by the new ones."""

    def outdated(wheel: str) -> bool:
        return wheel.partition("-")[0] in names

    before = files_in(directory)
    if before is not None:
        undo.append(lambda: write_loose(before, directory, outdated=outdated))
    elif not directory.exists():
        undo.append(lambda: shutil.rmtree(directory, ignore_errors=True))
    write_loose(wheels, directory, outdated=outdated)


def _remove(target: Path, undo: list[Callable[[], object]]) -> None:
    before = files_in(target)
    if before is not None:
        undo.append(lambda: write(before, target))
        shutil.rmtree(target)


def _refuse_users_own(target: Path) -> None:
    """Raise BotosmithError for a package to remove that contains files of the user."""
    if not target.exists():
        return
    own = sorted(record.users_own(target, record.recorded(target) or ()))
    if own or not is_generated(target):
        what = f"{target / own[0]} is yours" if own else f"botosmith did not generate {target}"
        raise BotosmithError(f"--prune: {what}: move it away, then run this again")

"""The main line of ``botosmith sync``: read, plan, build, compare, and write what differs."""

from __future__ import annotations

import tempfile
from collections.abc import Generator, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path

import botocore

from botosmith import __version__
from botosmith.models.load import SERVICE_MODEL, Model
from botosmith.output import locking
from botosmith.output.generated import as_bytes, explained
from botosmith.output.replacing import missing, remove_empty
from botosmith.output.wheels import build_wheels, runtime_project
from botosmith.package.render import Files
from botosmith.problems import BotosmithError
from botosmith.tools.builds import WHEELS
from botosmith.tools.sync import calls as reading
from botosmith.tools.sync import digests, memory, vendoring
from botosmith.tools.sync import lock as locks
from botosmith.tools.sync.building import Job, Rendered, content_in, files_in, rendered
from botosmith.tools.sync.calls import CodeCalls, Tracks
from botosmith.tools.sync.changes import Outcome, SyncStep, compared, of_operations
from botosmith.tools.sync.commit import commit
from botosmith.tools.sync.config import Config
from botosmith.tools.sync.installing import RUNTIME_WHEEL, wheel_name
from botosmith.tools.sync.lock import Lock, Locked
from botosmith.tools.sync.memory import Memory
from botosmith.tools.sync.plan import Plan, Wanted, cut, digest, plan
from botosmith.tools.sync.versions import VersionChoice, following, is_before


@dataclass(frozen=True, slots=True, kw_only=True)
class Options:
    """The options of the command line."""

    check: bool = False
    dry_run: bool = False
    upgrade: bool = False
    prune: bool = False
    jobs: int = 1

    @property
    def writes(self) -> bool:
        """Whether anything is written."""
        return not (self.check or self.dry_run)


def sync(config: Config, options: Options, tracks: Tracks) -> Outcome:
    """Bring the packages up to date with code, models, botocore and botosmith.

    Raises BotosmithError for a mistake of the user; then nothing has changed.
    """
    lock = locks.load(config.root / locks.NAME)
    known = memory.load(config)
    read = memory.read_digest(config, lock)
    plain = not (options.upgrade or options.prune)
    if plain and known.read == read and known.written == memory.written_digest(config, lock):
        return Outcome(config=config, lock=lock, notes=known.notes)
    _refuse_older_botocore(lock)
    with _scratch(config, options) as scratch:
        calls = reading.read(config, lock, _folder(scratch, "stubs"), tracks)
        wanted = plan(config, calls, lock, prune=options.prune)
        notes = tuple(f"undecided: {one}" for one in calls.undecided)
        if lock.botocore not in ("", botocore.__version__) and not options.upgrade:
            outcome = _without_upgrade(config, lock, known, wanted, notes)
            if outcome.stale and not options.check:
                raise BotosmithError(outcome.stale)
        else:
            made = _Sync(config, options, lock, known, tracks, _folder(scratch, "models"))
            outcome = made.run(wanted, calls, notes)
    if options.writes:
        _remember(config, outcome)
    return outcome


@contextmanager
def _scratch(config: Config, options: Options) -> Generator[Path]:
    """A temporary directory; those of killed runs at the same place are removed."""
    if not options.writes:
        with tempfile.TemporaryDirectory(prefix="botosmith-") as place:
            yield Path(place)
        return
    cache = config.root / memory.DIRECTORY
    made = missing(cache)
    with explained(config.root):
        cache.mkdir(exist_ok=True)
        try:
            with locking.scratch(cache, "sync-") as place:
                yield place
        finally:
            remove_empty(made)


def _folder(directory: Path, name: str) -> Path:
    folder = directory / name
    folder.mkdir()
    return folder


def newer_botocore(lock: Lock) -> str:
    """The note that another botocore is installed than the locked one."""
    return (
        f"botocore {botocore.__version__} is installed, locked is {lock.botocore}: "
        "run botosmith sync --upgrade"
    )


def _refuse_older_botocore(lock: Lock) -> None:
    if is_before(botocore.__version__, lock.botocore):
        raise BotosmithError(
            f"botocore {botocore.__version__} is installed, older than {lock.botocore} of "
            f"{locks.NAME}: run pip install botocore=={lock.botocore}"
        )


def _without_upgrade(
    config: Config, lock: Lock, known: Memory, wanted: Plan, notes: tuple[str, ...]
) -> Outcome:
    """The outcome without a build: the locked packages must exist and have all operations."""
    there = newer_botocore(lock)
    missing = [one.name for one in wanted.wanted if not _is_there(config, lock, one)]
    advice = f", or pip install botocore=={lock.botocore}, to build {', '.join(missing)}"
    return Outcome(
        config=config,
        lock=lock,
        notes=notes if missing else (*notes, there),
        unneeded=wanted.unneeded,
        stale=f"{there}{advice}" if missing else "",
        memory=known,
    )


def _is_there(config: Config, lock: Lock, wanted: Wanted) -> bool:
    locked = lock.packages.get(wanted.name)
    if locked is None or not {*wanted.operations} <= {*locked.operations}:
        return False
    if locked.response_keys != config.response_keys:
        return False
    return content_in(config.out / wanted.name, locked.version) == locked.content


def _remember(config: Config, outcome: Outcome) -> None:
    read = memory.read_digest(config, outcome.lock)
    written = memory.written_digest(config, outcome.lock)
    notes = (*outcome.notes, *outcome.unneeded_notes)
    memory.store(config, replace(outcome.memory, read=read, written=written, notes=notes))


@dataclass(frozen=True, slots=True)
class _Sync:
    """One run that builds new packages, first into a temporary directory."""

    config: Config
    options: Options
    lock: Lock
    known: Memory
    tracks: Tracks
    scratch: Path

    def run(self, wanted: Plan, calls: CodeCalls, notes: tuple[str, ...]) -> Outcome:
        models = {one.name: cut(one, self.config, self.scratch) for one in wanted.wanted}
        stated = {name: digest(model) for name, model in models.items()}
        todo = [one for one in wanted.wanted if not self._is_as_built(one.name, stated[one.name])]
        built = self._built(todo, models)
        lock = self._locked(wanted, built, stated)
        changed = {one.name: files for one in todo if (files := self._changed(built[one.name]))}
        steps = tuple(
            self._step(one, lock, models[one.name], calls) for one in todo if one.name in changed
        )
        is_new = self.lock != lock or not (self.config.root / locks.NAME).exists()
        directories = self._directories(lock, built)
        vendored = vendoring.outdated(self.config, directories)
        wheels: Files = {}
        if self.options.writes:
            wheels = self._wheels(lock, directories) if self.config.wheels else {}
            pruned = wanted.unneeded if self.options.prune else ()
            if built or vendored or wheels or pruned or is_new:
                packages = {name: files_in(one.directory) or {} for name, one in built.items()}
                commit(self.config, packages, vendored, wheels, lock, pruned)
        packed = {name: digests.of_files(as_bytes({"": one})) for name, one in wheels.items()}
        return Outcome(
            config=self.config,
            lock=lock,
            steps=steps,
            notes=(*notes, *_kept(wanted)),
            unneeded=wanted.unneeded,
            vendored=tuple(vendored),
            old=self.lock,
            memory=Memory(
                generator=digests.of_generator(),
                models=stated,
                wheels={**self.known.wheels, **packed},
            ),
        )

    def _is_as_built(self, name: str, model: str) -> bool:
        """Whether the package on disk is up to date with its model, without rendering it."""
        locked = self.lock.packages.get(name)
        return (
            locked is not None
            and self.known.generator == digests.of_generator()
            and locked.response_keys == self.config.response_keys
            and self.known.models.get(name) == locked.model == model
            and content_in(self.config.out / name, locked.version) == locked.content
        )

    def _built(self, todo: list[Wanted], models: dict[str, Model]) -> dict[str, Rendered]:
        jobs = [self._job(one, models[one.name]) for one in todo]
        found: dict[str, Rendered] = {}
        packages = rendered(jobs, processes=self.options.jobs)
        for _ in self.tracks("built")([job.name for job in jobs]):
            one = next(packages)
            found[one.name] = one
        return found

    def _job(self, one: Wanted, model: Model) -> Job:
        locked = self.lock.packages.get(one.name)
        is_own = not (model.shipped or one.operations)
        prefix = self.config.version if is_own else ""
        before = self._version(one.name)
        return Job(
            name=one.name,
            models=(self.scratch, *self.config.models),
            versions=VersionChoice(
                content=locked.content if locked else "",
                locked=before,
                following=following(prefix or botocore.__version__, before, one.name),
            ),
            directory=self.scratch / "out" / one.name,
            response_keys=self.config.response_keys,
        )

    def _version(self, name: str) -> str:
        """The locked version; empty for a new package."""
        return self.lock.packages[name].version if name in self.lock.packages else ""

    def _locked(self, wanted: Plan, built: dict[str, Rendered], stated: dict[str, str]) -> Lock:
        unneeded = () if self.options.prune else wanted.unneeded
        packages = {name: self.lock.packages[name] for name in unneeded}
        for one in wanted.wanted:
            fresh = built.get(one.name)
            packages[one.name] = (
                self.lock.packages[one.name]
                if fresh is None
                else Locked(
                    service=one.service,
                    operations=one.operations,
                    model=stated[one.name],
                    content=fresh.content,
                    version=fresh.version,
                    response_keys=self.config.response_keys,
                )
            )
        return Lock(botosmith=__version__, botocore=botocore.__version__, packages=packages)

    def _changed(self, fresh: Rendered) -> Files:
        """The files of a package, if those on disk differ."""
        files = files_in(fresh.directory) or {}
        if self.options.check and not self._holds_packages():
            locked = self.lock.packages.get(fresh.name)
            return {} if locked is not None and locked.content == fresh.content else files
        return {} if files == files_in(self.config.out / fresh.name) else files

    def _holds_packages(self) -> bool:
        """Whether any package is on disk; not every project has them under version control."""
        return any((self.config.out / name).is_dir() for name in self.lock.packages)

    def _step(self, one: Wanted, lock: Lock, model: Model, calls: CodeCalls) -> SyncStep:
        before, version = self._version(one.name), lock.packages[one.name].version
        difference = compared(self.config.out / one.name, model, before, version)
        used = calls.of(self.config.trees, one.service)
        if difference and self.options.upgrade and used and not one.operations:
            difference = of_operations(difference, used)
        return SyncStep(
            name=one.name,
            service=one.service,
            version=version,
            before=before,
            operations=one.operations or tuple(model.document(SERVICE_MODEL)["operations"]),
            difference=difference,
        )

    def _directories(self, lock: Lock, built: dict[str, Rendered]) -> dict[str, Path]:
        """Where each package is, if it is anywhere."""
        found = {
            name: built[name].directory if name in built else self.config.out / name
            for name in lock.packages
        }
        return {name: directory for name, directory in found.items() if directory.is_dir()}

    def _wheels(self, lock: Lock, directories: dict[str, Path]) -> Files:
        """The wheels that are not there yet, by name."""
        projects = {
            wheel_name(name, lock.packages[name].version): directory
            for name, directory in directories.items()
        }
        projects[RUNTIME_WHEEL] = runtime_project()
        is_same = self.known.generator == digests.of_generator()
        directory = self.config.out / WHEELS
        needed = {
            name: project
            for name, project in projects.items()
            if (name == RUNTIME_WHEEL and not is_same)
            or self.known.wheels.get(name) != _digest_of(directory / name)
        }
        packed = build_wheels([*needed.values()], self.scratch / WHEELS)
        for _ in self.tracks("packed")([*needed]):
            next(packed)
        return {name: (self.scratch / WHEELS / name).read_bytes() for name in needed}


def _digest_of(file: Path) -> str:
    return digests.of_files({"": file.read_bytes()}) if file.is_file() else ""


def _kept(wanted: Plan) -> Iterator[str]:
    for one in wanted.wanted:
        if one.kept:
            yield (
                f"{one.name}: kept, though nothing calls {'it' if len(one.kept) == 1 else 'them'}: "
                f"{', '.join(one.kept)} (botosmith sync --prune removes what is not needed)"
            )

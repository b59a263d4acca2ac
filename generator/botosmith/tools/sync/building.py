"""Models -> packages in a temporary directory, in several processes."""

from __future__ import annotations

import gc
import multiprocessing
from collections.abc import Iterator
from concurrent.futures import ProcessPoolExecutor, as_completed
from concurrent.futures.process import BrokenProcessPool
from dataclasses import dataclass
from pathlib import Path

from botosmith import ir
from botosmith.build.service import build
from botosmith.models.load import Library
from botosmith.output import record
from botosmith.output.generated import as_bytes, contents
from botosmith.output.write import write
from botosmith.package.project.project import pyproject
from botosmith.package.python.files import Subject
from botosmith.package.render import Files, render
from botosmith.problems import BotosmithError
from botosmith.tools.builds import COLLECT_AFTER, interrupts_ignored
from botosmith.tools.sync import digests
from botosmith.tools.sync.versions import VersionChoice

_NO_VERSION = "0"
_PROJECT = "pyproject.toml"


@dataclass(frozen=True, slots=True, kw_only=True)
class Job:
    """A package to render: where its model is, and which versions it can get."""

    name: str
    models: tuple[Path, ...]
    versions: VersionChoice
    directory: Path
    response_keys: ir.ResponseKeys


@dataclass(frozen=True, slots=True, kw_only=True)
class Rendered:
    """A package in the temporary directory; ``content`` is its digest without the version."""

    name: str
    content: str
    version: str
    directory: Path


def rendered(jobs: list[Job], *, processes: int) -> Iterator[Rendered]:
    """Render each package into its directory, in the order in which they are done.

    The first that fails ends them all: raises BotosmithError.
    """
    processes = min(processes, len(jobs))
    if processes <= 1:
        yield from map(_render, jobs)
        return
    context = multiprocessing.get_context("spawn")
    with ProcessPoolExecutor(processes, mp_context=context) as pool:
        with interrupts_ignored():
            futures = [pool.submit(_render, job) for job in jobs]
        try:
            for future in as_completed(futures):
                yield future.result()
        except BrokenProcessPool as error:
            raise BotosmithError(
                f"one of {processes} processes was killed, perhaps because memory ran out: "
                "try fewer --jobs; nothing has changed"
            ) from error
        finally:
            pool.shutdown(cancel_futures=True)


def files_in(directory: Path) -> Files | None:
    """The generated files of a package on disk, without their record; None if there is none."""
    paths = record.recorded(directory) if directory.is_dir() else None
    if paths is None:
        return None
    found: Files = {**contents(directory, paths - {record.RECORD})}
    return found


def content_in(directory: Path, version: str) -> str:
    """The digest of a package on disk without its version; empty if there is none."""
    files = files_in(directory)
    if files is None:
        return ""
    line, none = (f'\nversion = "{one}"\n'.encode() for one in (version, _NO_VERSION))
    project = as_bytes(files).get(_PROJECT, b"")
    return digests.of_files({**as_bytes(files), _PROJECT: project.replace(line, none, 1)})


def _render(job: Job) -> Rendered:
    gc.set_threshold(COLLECT_AFTER)
    service = build(Library(job.models).load(job.name), job.response_keys)
    files = render(service, _NO_VERSION)
    content = digests.of_files(as_bytes(files))
    version = job.versions.of(content)
    write({**files, _PROJECT: pyproject(Subject(service, version))}, job.directory)
    return Rendered(name=job.name, content=content, version=version, directory=job.directory)

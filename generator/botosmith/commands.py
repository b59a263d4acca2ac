"""What the commands do, without a word to the user: ``cli`` prints and exits."""

from __future__ import annotations

import multiprocessing
import signal
from collections.abc import Iterator
from concurrent.futures import ProcessPoolExecutor, as_completed
from concurrent.futures.process import BrokenProcessPool
from dataclasses import dataclass
from pathlib import Path

from botosmith.build import build
from botosmith.load import Library
from botosmith.problems import BotosmithError
from botosmith.render import Files, render
from botosmith.write import differences, write


@dataclass(frozen=True, slots=True, kw_only=True)
class Built:
    """What became of one service: ``problem`` is empty if all went well."""

    service: str
    changed: bool = False
    problem: str = ""


def package_files(service: str, models: tuple[Path, ...]) -> Files:
    """Load, build and render one service."""
    return render(build(Library(models).read(service)))


def build_services(
    services: list[str], *, models: tuple[Path, ...], out: Path, jobs: int
) -> Iterator[Built]:
    """Write each service's package under ``out``, in the order in which they are done.

    A service that fails keeps its previous output and does not stop the others.
    """
    jobs = min(jobs, len(services))
    if jobs <= 1:
        for service in services:
            yield _build_one(service, models, out)
        return
    # A fork would copy the locks of the thread that draws the progress bar.
    context = multiprocessing.get_context("spawn")
    with ProcessPoolExecutor(jobs, mp_context=context, initializer=_leave_interrupts) as pool:
        futures = [pool.submit(_build_one, service, models, out) for service in services]
        try:
            for future in as_completed(futures):
                yield future.result()
        except BrokenProcessPool as error:
            raise BotosmithError(
                f"one of {jobs} processes was killed, for want of memory perhaps: "
                "try fewer --jobs; what was finished stays"
            ) from error
        finally:
            pool.shutdown(cancel_futures=True)


def _leave_interrupts() -> None:
    """A terminal's Ctrl-C reaches every process; the first one ends the others."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)


def _build_one(service: str, models: tuple[Path, ...], out: Path) -> Built:
    try:
        return Built(service=service, changed=write(package_files(service, models), out / service))
    except BotosmithError as error:
        return Built(service=service, problem=str(error))


def verify_services(
    services: list[str], *, models: tuple[Path, ...], out: Path
) -> Iterator[tuple[str, str]]:
    """The differences between ``out`` and what the models give, by service."""
    for service in services:
        yield service, "".join(differences(package_files(service, models), out / service))

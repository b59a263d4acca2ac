"""The main line of ``botosmith build`` and ``botosmith verify``: load, build, render, write."""

from __future__ import annotations

import gc
import multiprocessing
import signal
import traceback
from collections.abc import Generator, Iterator
from concurrent.futures import ProcessPoolExecutor, as_completed
from concurrent.futures.process import BrokenProcessPool
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from botosmith import ir
from botosmith.build.service import build
from botosmith.models import validation
from botosmith.models.load import Library, Model
from botosmith.output import compare
from botosmith.output.generated import is_package
from botosmith.output.write import write, write_loose
from botosmith.package.render import Files, render
from botosmith.problems import BotosmithError

COLLECT_AFTER = 5_000
"""New objects before a garbage collection; in a build, most objects stay to the end."""

SITE = "site"
"""The folder of the docs, next to the packages."""

WHEELS = "wheels"
"""The directory of the wheels, next to the packages."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Built:
    """The result for one service: ``problem`` is empty if all went well.

    ``warnings`` is the number of the linter's warnings about the user's own model in ``directory``.
    """

    service: str
    directory: Path = Path()
    changed: bool = False
    warnings: int = 0
    problem: str = ""


def package_files(
    service: str, models: tuple[Path, ...], response_keys: ir.ResponseKeys = "model"
) -> Files:
    """Load, build and render one service."""
    return render(build(Library(models).read(service), response_keys))


@dataclass(frozen=True, slots=True, kw_only=True)
class Task:
    """Where models are found and packages are written; docs are written, too, if ``site``."""

    models: tuple[Path, ...]
    out: Path
    site: bool = True
    site_url: str = "/"
    guides: str = ""
    response_keys: ir.ResponseKeys = "model"


def build_services(services: list[str], task: Task, *, jobs: int) -> Iterator[Built]:
    """Write each service's package and docs, in the order in which they are done.

    A service that fails keeps its previous output and does not stop the others.
    """
    jobs = min(jobs, len(services))
    if jobs <= 1:
        for service in services:
            yield _build_one(service, task)
        return
    # A fork would copy the locks of the thread that draws the progress bar.
    context = multiprocessing.get_context("spawn")
    with ProcessPoolExecutor(jobs, mp_context=context) as pool:
        with interrupts_ignored():
            futures = [pool.submit(_build_one, service, task) for service in services]
        try:
            for future in as_completed(futures):
                yield future.result()
        except BrokenProcessPool as error:
            raise BotosmithError(
                f"one of {jobs} processes was killed, perhaps because memory ran out: "
                "try fewer --jobs. Finished packages are kept"
            ) from error
        finally:
            pool.shutdown(cancel_futures=True)


@contextmanager
def interrupts_ignored() -> Generator[None]:
    """Processes that start in this block ignore interrupts from their first instruction on.

    A terminal sends Ctrl-C to every process; the main process ends the others.
    """
    handler = signal.signal(signal.SIGINT, signal.SIG_IGN)
    try:
        yield
    finally:
        signal.signal(signal.SIGINT, handler)


def _build_one(service: str, task: Task) -> Built:
    gc.set_threshold(COLLECT_AFTER)
    library = Library(task.models)
    try:
        model = library.read(service)
        built = build(model, task.response_keys)
        package = render(built)
        site = _site_files(library, model, built, task) if task.site else {}
        changed = write(package, task.out / service)
        if site:
            changed |= write(site, task.out / SITE / service)
        return Built(
            service=service,
            directory=model.directory.parent,
            changed=changed,
            warnings=0 if model.shipped else _warnings(model),
        )
    except BotosmithError as error:
        return Built(service=service, problem=str(error))
    except Exception:  # an error in one service must not stop the others
        fault = f"{service}: an error in botosmith. Please report it, with the model"
        return Built(service=service, problem=f"{fault}\n{traceback.format_exc()}")


def _warnings(model: Model) -> int:
    from botosmith.tools.lint import lint_valid  # imported late: AWS's models do not need it

    return sum(finding.severity == "warning" for finding in lint_valid(model))


def _site_files(library: Library, model: Model, built: ir.Service, task: Task) -> Files:
    from botosmith.site.render import render_site  # imported late: packages do not need it
    from botosmith.tools.history import history

    steps = history(library, model)
    understood = validation.understood(model)
    return render_site(built, understood, history=steps, site_url=task.site_url, guides=task.guides)


def finish_site(task: Task) -> None:
    """Write the files above the services' folders of the docs, with links to all of them."""
    from botosmith.site.home.home import render_home, services_in

    site = task.out / SITE
    write_loose(render_home(services_in(site), site_url=task.site_url, guides=task.guides), site)


def verify_services(
    services: list[str],
    *,
    models: tuple[Path, ...],
    out: Path,
    response_keys: ir.ResponseKeys,
) -> Iterator[tuple[str, str]]:
    """The differences between ``out`` and the packages rendered from the models, by service."""
    known = frozenset(Library(models).all_services())
    for service in services:
        package = out / service
        if service not in known and is_package(package):
            yield service, f"{package}: there is no model for it; remove it, or pass its --models\n"
        else:
            files = package_files(service, models, response_keys)
            yield service, "".join(compare.differences(files, package))


def users_own(services: list[str], out: Path, *, every: bool) -> Iterator[Path]:
    """The user's own files in the services' packages and docs; if ``every``, at the wheels, too."""
    directories = [out / place for place in (SITE, WHEELS) if every]
    directories += [out / place / service for service in services for place in (".", SITE)]
    folders = {out / SITE / service for service in services}
    for directory in directories:
        yield from (path for path in compare.users_own(directory) if path not in folders)


def packages_in(out: Path) -> list[str]:
    """The services whose packages are in ``out``."""
    return sorted(path.name for path in out.glob("*") if is_package(path))

"""The command line: the only place that prints or exits.

Exit status: 0 if all is well, 1 if what was checked is not as it should be, 2 for a mistake of the
user's (an unsound model, an unknown service, a directory that cannot be written).
"""

from __future__ import annotations

import os
import sys
import time
from pathlib import Path
from typing import NoReturn

import click

from botosmith import __version__, commands
from botosmith.load import Library
from botosmith.problems import BotosmithError
from botosmith.progress import steps

_MANY = 8  # services, from which a second process pays for its start

_models_option = click.option(
    "--models",
    type=click.Path(path_type=Path, file_okay=False, exists=True),
    multiple=True,
    help="Directory of models in botocore's layout. May be given several times.  [default: models]",
)
_out_option = click.option(
    "--out",
    type=click.Path(path_type=Path, file_okay=False),
    default=Path("out"),
    show_default=True,
    help="Directory for the generated packages.",
)


def main() -> NoReturn:
    """The entry point: ends with one clear message where a user's mistake would be a traceback."""
    try:
        botosmith(standalone_mode=False)
    except click.ClickException as error:
        error.show()
        sys.exit(2)
    except (click.Abort, KeyboardInterrupt):
        click.echo("interrupted: what was finished stays, nothing is left half-written", err=True)
        sys.exit(130)
    except BotosmithError as error:
        click.echo(f"botosmith: {error}", err=True)
        sys.exit(2)
    sys.exit(0)


@click.group()
@click.version_option(__version__, prog_name="botosmith")
def botosmith() -> None:
    """Typed clients, shape checks, fakes and docs from botocore service models."""


@botosmith.command()
@click.argument("services", nargs=-1)
@_models_option
@_out_option
@click.option("--all", "every", is_flag=True, help="Every service that botocore ships, and yours.")
@click.option("--jobs", type=click.IntRange(min=1), help="Processes.  [default: by the work]")
@click.option("--wheels", is_flag=True, help="Also OUT/wheels: the runtime and every service.")
def build(
    services: tuple[str, ...],
    models: tuple[Path, ...],
    out: Path,
    every: bool,
    jobs: int | None,
    wheels: bool,
) -> None:
    """Generate packages: every service under models/, or SERVICES by name."""
    started = time.monotonic()
    directories = _model_directories(models)
    names = _chosen(services, directories, every=every)
    results: list[commands.Built] = []
    with steps("built", len(names)) as progress:
        for built in commands.build_services(
            names, models=directories, out=out, jobs=jobs or _default_jobs(len(names))
        ):
            results.append(built)
            progress.done(built.service)
    problems = [
        built.problem for built in sorted(results, key=lambda b: b.service) if built.problem
    ]
    good = sorted(built.service for built in results if not built.problem)
    changed = sum(built.changed for built in results)
    if good:
        click.echo(f"{len(good)} of {len(names)} packages in {out}/, {changed} of them changed")
    if wheels and good:
        _build_wheels(good, out)
    for problem in problems:
        click.echo(f"botosmith: {problem}", err=True)
    if problems:
        sys.exit(2)
    click.echo(f"done in {time.monotonic() - started:.1f} s")


@botosmith.command()
@click.argument("services", nargs=-1)
@_models_option
@_out_option
def verify(services: tuple[str, ...], models: tuple[Path, ...], out: Path) -> None:
    """Compare OUT with what the models give; exit 1 and show a diff where they differ."""
    directories = _model_directories(models)
    names = _chosen(services, directories, every=False)
    differing: list[str] = []
    with steps("compared", len(names)) as progress:
        for service, difference in commands.verify_services(names, models=directories, out=out):
            progress.done(service)
            if difference:
                differing.append(service)
                click.echo(difference, nl=False)
    if differing:
        click.echo(
            f"{', '.join(differing)}: not what the models give; run botosmith build", err=True
        )
        sys.exit(1)
    click.echo(f"{len(names)} packages in {out}/ are what the models give")


def _build_wheels(services: list[str], out: Path) -> None:
    from botosmith.wheels import build_wheels, runtime_project

    projects = [runtime_project(), *(out / service for service in services)]
    with steps("packed", len(projects)) as progress:
        for wheel in build_wheels(projects, out / "wheels"):
            progress.done(wheel.name)
    click.echo(f"{len(projects)} wheels in {out / 'wheels'}/")


def _model_directories(given: tuple[Path, ...]) -> tuple[Path, ...]:
    default = Path("models")
    return given or ((default,) if default.is_dir() else ())


def _chosen(services: tuple[str, ...], models: tuple[Path, ...], *, every: bool) -> list[str]:
    library = Library(models)
    if every:
        return library.all_services()
    if services:
        return list(dict.fromkeys(services))
    if own := library.own_services():
        return own
    where = " or ".join(map(str, models)) or "models/, which does not exist here"
    raise BotosmithError(
        f"no service to work on: nothing under {where}. Name services, pass --models, or --all"
    )


def _default_jobs(services: int) -> int:
    return 1 if services < _MANY else os.cpu_count() or 1

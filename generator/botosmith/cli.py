"""The command line: the only place that prints or exits.

Exit status: 0 if all is well, 1 if what was checked is not as it should be, 2 for a mistake of the
user's (an unsound model, an unknown service, a directory that cannot be written); 130 and 143 after
an interrupt and a termination.
"""

from __future__ import annotations

import json
import os
import sys
import time
from dataclasses import asdict
from pathlib import Path
from typing import IO, Any, NoReturn

import click

from botosmith import __version__, commands, interrupts
from botosmith.cli_diff import diff_command
from botosmith.cli_install import install_command
from botosmith.cli_lint import lint_command
from botosmith.cli_options import models_option
from botosmith.cli_slice import slice_command
from botosmith.cli_stubs import stubs_command
from botosmith.load import Library
from botosmith.locate import own_directories
from botosmith.problems import BotosmithError
from botosmith.progress import steps

_MANY = 8  # services, from which a second process pays for its start
_SETTINGS: Any = {"help_option_names": ["-h", "--help"]}

_models_option = models_option("models")
_out_option = click.option(
    "--out",
    type=click.Path(path_type=Path, file_okay=False),
    default=Path("out"),
    show_default=True,
    help="Directory for the generated packages.",
)


def main() -> NoReturn:
    """The entry point: ends with one clear message where a user's mistake would be a traceback."""
    interrupts.handle()
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


@click.group(context_settings=_SETTINGS)
@click.version_option(__version__, prog_name="botosmith")
def botosmith() -> None:
    """Typed clients from botocore service models.

    Exit status: 0 all is well, 1 what was checked is not as it should be, 2 a mistake to mend.
    """


@botosmith.command(short_help="Generate packages and docs.")
@click.argument("services", metavar="[SERVICE]...", nargs=-1)
@_models_option
@_out_option
@click.option("--all", "every", is_flag=True, help="Every service that botocore ships, and yours.")
@click.option(
    "--jobs",
    type=click.IntRange(min=1),
    metavar="N",
    help=f"Processes.  [default: 1 below {_MANY} services, else one a core]",
)
@click.option(
    "--wheels", is_flag=True, help="Also put wheels of them and of the runtime in OUT/wheels."
)
@click.option(
    "--site/--no-site", default=True, help="Write the docs to OUT/site, too.", show_default=True
)
@click.option(
    "--site-url",
    default="/",
    metavar="URL",
    help="Where the docs will be served, for sitemaps and canonical addresses.",
)
def build(
    services: tuple[str, ...],
    models: tuple[Path, ...],
    out: Path,
    every: bool,
    jobs: int | None,
    wheels: bool,
    site: bool,
    site_url: str,
) -> None:
    """Generate packages and docs: of every service under models/, or of those named.

    A name is one of --models or of botocore's own, as in boto3.client("dynamodb"). A package that
    cannot be generated keeps its previous files, and does not keep the others from theirs.

    \b
    botosmith build
    botosmith build s3 dynamodb --out build/x
    botosmith build --all --jobs 2 --out build/aws
    pip install --find-links out/wheels botosmith-importexport    # after botosmith build --wheels
    """
    if every and services:
        raise click.UsageError("name services or pass --all, not both")
    started = time.monotonic()
    directories = own_directories(models)
    names = _chosen(services, directories, every=every)
    task = commands.Task(models=directories, out=out, site=site, site_url=site_url)
    results: list[commands.Built] = []
    with steps("built", len(names)) as progress:
        for built in commands.build_services(names, task, jobs=jobs or _default_jobs(len(names))):
            results.append(built)
            progress.done(built.service)
    problems = [
        built.problem for built in sorted(results, key=lambda b: b.service) if built.problem
    ]
    good = sorted(built.service for built in results if not built.problem)
    changed = sum(built.changed for built in results)
    if good:
        click.echo(f"{_packages(len(good))} in {out}/, {changed or 'none'} changed")
    if site and good:
        commands.finish_site(task)
        click.echo(f"docs in {out / commands.SITE}/index.html")
    if wheels and good:
        _build_wheels(good, out)
    for problem in problems:
        click.echo(f"botosmith: {problem}", err=True)
    if problems:
        if good or len(problems) > 1:
            click.echo(f"botosmith: {_packages(len(problems))} not generated", err=True)
        sys.exit(2)
    click.echo(f"done in {time.monotonic() - started:.1f} s")


@botosmith.command(short_help="Compare packages with what the models give.")
@click.argument("services", metavar="[SERVICE]...", nargs=-1)
@_models_option
@_out_option
def verify(services: tuple[str, ...], models: tuple[Path, ...], out: Path) -> None:
    """Compare packages with what the models give; exit 1 and show a unified diff if they differ."""
    directories = own_directories(models)
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
    click.echo(f"{_packages(len(names))} in {out}/, as the models give them")


@botosmith.command("check", short_help="Check a request or a response against its shape.")
@click.argument("service")
@click.argument("operation")
@click.option("--request", type=click.File(encoding="utf-8"), metavar="FILE", help="JSON, or - .")
@click.option("--response", type=click.File(encoding="utf-8"), metavar="FILE", help="JSON, or - .")
@click.option(
    "--format", "layout", type=click.Choice(["text", "json"]), default="text", show_default=True
)
@_models_option
def check_command(
    service: str,
    operation: str,
    request: IO[str] | None,
    response: IO[str] | None,
    layout: str,
    models: tuple[Path, ...],
) -> None:
    """Say what is wrong with a JSON payload, one violation a line; exit 1 if anything is.

    \b
    botosmith check importexport GetStatus --response status.json
    echo '{"JobId": 7}' | botosmith check importexport get_status --request -
    """
    from botosmith.payloads import check_payload

    if (request is None) == (response is None):
        raise click.UsageError("pass --request FILE or --response FILE, and - for standard input")
    try:
        content = (request or response or sys.stdin).read()
    except UnicodeDecodeError as error:
        raise BotosmithError(f"the payload is not UTF-8: {error}") from error
    violations = check_payload(
        service,
        operation,
        "request" if request else "response",
        content,
        models=own_directories(models),
    )
    if layout == "json":
        click.echo(json.dumps([asdict(violation) for violation in violations], indent=2))
    else:
        for violation in violations:
            click.echo(violation)
    if violations:
        sys.exit(1)


botosmith.add_command(slice_command)
botosmith.add_command(lint_command)
botosmith.add_command(diff_command)
botosmith.add_command(install_command)
botosmith.add_command(stubs_command)


def _build_wheels(services: list[str], out: Path) -> None:
    from botosmith.wheels import build_wheels, runtime_project

    projects = [runtime_project(), *(out / service for service in services)]
    with steps("packed", len(projects)) as progress:
        for wheel in build_wheels(projects, out / "wheels"):
            progress.done(wheel.name)
    click.echo(f"{len(projects)} wheels in {out / 'wheels'}/")


def _packages(count: int) -> str:
    return f"{count} package{'' if count == 1 else 's'}"


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

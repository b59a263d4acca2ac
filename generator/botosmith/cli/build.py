"""``botosmith build`` and ``botosmith verify``."""

from __future__ import annotations

import os
import re
import shlex
import sys
import time
from pathlib import Path
from urllib.parse import urlsplit

import click

from botosmith import ir
from botosmith.cli.options import chosen, models_option, out_option, response_keys_option
from botosmith.cli.progress import steps
from botosmith.models.locate import own_directories
from botosmith.tools import builds

_UNUSABLE = re.compile(r"[\s?#\\<>\"]")
_SHOWN = 3  # the most packages in a command that is printed
_MANY = 8  # with at least this many services, a second process saves time


def _site_url(_context: click.Context, _option: click.Parameter, given: str) -> str:
    """The address of the site's root with a final slash, to join links to it."""
    if given == "/":
        return given
    try:
        parts = urlsplit(given)
        good = parts.scheme in ("http", "https") and parts.hostname and parts.port != 0
    except ValueError:
        good = False
    if not good or _UNUSABLE.search(given):
        raise click.BadParameter(
            f"{given!r}: expected http:// or https:// with a host, and no query or fragment, "
            "such as https://docs.example/aws/"
        )
    return given if given.endswith("/") else f"{given}/"


def _guides(_context: click.Context, _option: click.Parameter, given: str) -> str:
    """A URL, or a path relative to the site's root."""
    if _UNUSABLE.search(given) or urlsplit(given).scheme not in ("", "http", "https"):
        raise click.BadParameter(
            f"{given!r}: expected a path from OUT/site, or http:// or https:// with a host, "
            "such as ../guides/index.html"
        )
    return given


@click.command("build", short_help="Generate packages and docs.")
@click.argument("services", metavar="[SERVICE]...", nargs=-1)
@models_option("models")
@out_option
@click.option("--all", "every", is_flag=True, help="All services of botocore, and your own.")
@click.option(
    "--jobs",
    type=click.IntRange(min=1),
    metavar="N",
    help=f"Number of processes.  [default: 1 below {_MANY} services, else one per core]",
)
@response_keys_option
@click.option(
    "--wheels",
    is_flag=True,
    help="Also write wheels of the packages and the runtime to OUT/wheels.",
)
@click.option(
    "--site/--no-site", default=True, help="Also write the docs to OUT/site.", show_default=True
)
@click.option(
    "--site-url",
    default="/",
    metavar="URL",
    callback=_site_url,
    help="URL of the published docs, for sitemaps and canonical addresses.",
)
@click.option(
    "--guides",
    default="",
    metavar="URL",
    callback=_guides,
    help="Your guides, for a link on each page of the docs: an address, or a path from OUT/site.",
)
def build_command(
    services: tuple[str, ...],
    models: tuple[Path, ...],
    out: Path,
    every: bool,
    jobs: int | None,
    response_keys: ir.ResponseKeys,
    wheels: bool,
    site: bool,
    site_url: str,
    guides: str,
) -> None:
    """Generate packages and docs of all services under models/, or of the named ones.

    A SERVICE is one under --models or one of botocore's, as in boto3.client("dynamodb"). If a
    package cannot be generated, its previous files are kept, and the others are still generated.

    \b
    botosmith build
    botosmith build s3 dynamodb --out build/x
    botosmith build --all --jobs 2 --out build/aws
    pip install out/wheels/botosmith_runtime-*.whl out/wheels/botosmith_importexport-*.whl
    """
    if every and services:
        raise click.UsageError("name services or pass --all, not both")
    if wheels:
        from botosmith.output.wheels import check_epoch

        check_epoch()
    started = time.monotonic()
    directories = own_directories(models)
    names = chosen(services, directories, every=every)
    task = builds.Task(
        models=directories,
        out=out,
        site=site,
        site_url=site_url,
        guides=guides,
        response_keys=response_keys,
    )
    results: list[builds.Built] = []
    with steps("built", len(names)) as progress:
        for built in builds.build_services(names, task, jobs=jobs or _default_jobs(len(names))):
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
        builds.finish_site(task)
        click.echo(f"docs in {out / builds.SITE}/index.html")
    if wheels and good:
        _build_wheels(good, out)
    elif 0 < len(good) <= _SHOWN:
        # Without a slash, pip would take a path for a project's name on an index.
        paths = [shlex.quote(os.path.join(os.curdir, out, service)) for service in good]
        click.echo(f"to install: pip install {' '.join(paths)}")
    for built in sorted(results, key=lambda built: built.service):
        if built.warnings:
            count = f"{built.warnings} warning{'' if built.warnings == 1 else 's'}"
            click.echo(f"{count}: botosmith lint {built.directory}", err=True)
    for problem in problems:
        click.echo(f"botosmith: {problem}", err=True)
    if problems:
        if good or len(problems) > 1:
            click.echo(f"botosmith: {_packages(len(problems))} not generated", err=True)
        sys.exit(2)
    click.echo(f"done in {time.monotonic() - started:.1f} s")


@click.command("verify", short_help="Compare packages with the models.")
@click.argument("services", metavar="[SERVICE]...", nargs=-1)
@models_option("models")
@out_option
@response_keys_option
def verify_command(
    services: tuple[str, ...], models: tuple[Path, ...], out: Path, response_keys: ir.ResponseKeys
) -> None:
    """Compare packages with the models; show a unified diff and exit 1 if they differ.

    Without SERVICE, all services under models/ and everything in OUT are compared. Your own files
    in OUT are listed, but they are not a difference.
    """
    directories = own_directories(models)
    names = chosen(services, directories, every=False)
    if not services:
        names = sorted({*names, *builds.packages_in(out)})
    differing: list[str] = []
    with steps("compared", len(names)) as progress:
        found = builds.verify_services(
            names, models=directories, out=out, response_keys=response_keys
        )
        for service, difference in found:
            progress.done(service)
            if difference:
                differing.append(service)
                click.echo(difference, nl=False)
    for own in builds.users_own(names, out, every=not services):
        click.echo(f"{own}: yours, since botosmith did not generate it; build keeps it")
    if differing:
        click.echo(
            f"{', '.join(differing)}: not what the models give; run botosmith build", err=True
        )
        sys.exit(1)
    click.echo(f"{_packages(len(names))} in {out}/, as the models give them")


def _build_wheels(services: list[str], out: Path) -> None:
    from botosmith.names import package_name
    from botosmith.output.wheels import build_wheels, runtime_project
    from botosmith.package.project.project import install_command

    projects = [runtime_project(), *(out / service for service in services)]
    with steps("packed", len(projects)) as progress:
        for wheel in build_wheels(projects, out / builds.WHEELS):
            progress.done(wheel.name)
    directory = out / builds.WHEELS
    click.echo(f"{len(projects)} wheels in {directory}/; install them by their paths:")
    shown = [package_name(service) for service in services[:_SHOWN]]
    more = f"    # and {len(services) - _SHOWN} more" if len(services) > _SHOWN else ""
    click.echo(f"  {install_command(directory.as_posix(), shown)}{more}")


def _packages(count: int) -> str:
    return f"{count} package{'' if count == 1 else 's'}"


def _default_jobs(services: int) -> int:
    return 1 if services < _MANY else os.cpu_count() or 1

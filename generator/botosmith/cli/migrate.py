"""``botosmith migrate``."""

from __future__ import annotations

import sys
from importlib.util import find_spec
from pathlib import Path

import click

from botosmith.cli.options import models_option
from botosmith.models.load import Library
from botosmith.problems import BotosmithError


@click.command("migrate", short_help="Code with types-boto3: imports of generated packages.")
@click.argument("path", type=click.Path(path_type=Path, exists=True))
@models_option("models")
@click.option("--diff", is_flag=True, help="Only show what would change.")
def migrate_command(path: Path, models: tuple[Path, ...], diff: bool) -> None:
    """Rewrite the imports of types-boto3 and mypy-boto3 in a file, or in all below a directory.

    Clients become the type of plain clients, which boto3.client returns. Names that have no
    equivalent stay, and are listed with what to use instead. Exit status 1 if there are any.

    \b
    botosmith migrate src --diff
    botosmith migrate src
    """
    from botosmith.models.locate import own_directories

    if find_spec("libcst") is None:
        raise BotosmithError(
            "libcst, which rewrites code, is not installed: pip install 'botosmith[migrate]'"
        )
    from botosmith.tools.migrate.peer_names import PeerNames
    from botosmith.tools.migrate.sources import migrated

    names = files = left = 0
    services: set[str] = set()
    for one in migrated(path, PeerNames(Library(own_directories(models)))):
        if diff:
            click.echo(one.diff(), nl=False)
        else:
            one.write()
        for finding in one.findings:
            what = f"{finding.name}: use " if finding.name else ""
            click.echo(f"{one.path}:{finding.line}: {what}{finding.advice}", err=diff)
        names += one.names
        files += one.before != one.after
        left += len(one.findings)
        services |= one.services
    would = "would be " if diff else ""
    stay = f"; {left} stay" if left else ""
    click.echo(f"{names} names {would}rewritten in {files} files{stay}", err=diff)
    if services:
        listed = " ".join(sorted(services))
        click.echo(f"packages: botosmith build {listed}", err=diff)
        click.echo(
            f"types of boto3.client and boto3.resource: botosmith stubs --own {listed}", err=diff
        )
    if left:
        sys.exit(1)

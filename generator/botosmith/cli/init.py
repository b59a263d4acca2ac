"""``botosmith init``."""

from __future__ import annotations

from pathlib import Path

import click


@click.command("init", short_help="Configure botosmith sync from what your code calls.")
@click.argument(
    "trees",
    metavar="[PATH]...",
    nargs=-1,
    type=click.Path(path_type=Path, exists=True),
)
def init_command(trees: tuple[Path, ...]) -> None:
    """Write [tool.botosmith] into pyproject.toml, from what the source trees at PATH call.

    Without a PATH, it reads src/, else the packages and modules here. Without a pyproject.toml, it
    writes botosmith.toml. All else in the file stays as it is.

    \b
    botosmith init
    botosmith init src
    """
    from botosmith.cli.progress import tracked
    from botosmith.problems import BotosmithError
    from botosmith.tools.sync.first import first, write

    here = Path.cwd()
    for tree in trees:
        if not tree.absolute().resolve().is_relative_to(here.resolve()):
            raise BotosmithError(f"{tree} is not in this directory: run botosmith init above it")
    made = first(Path(), trees, tracks=tracked)
    write(made)
    for service, count in made.operations.items():
        click.echo(f"{service}: {count} operation{'' if count == 1 else 's'} in use")
    for service in made.own:
        click.echo(f"{service}: a model of your own, whole")
    if made.undecided:
        places = f"{made.undecided} place{'' if made.undecided == 1 else 's'}"
        click.echo(f"{places} undecided: botosmith sync names them", err=True)
    click.echo(f"{made.file}: written; run botosmith sync")

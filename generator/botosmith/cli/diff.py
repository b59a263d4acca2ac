"""``botosmith diff``."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Literal

import click


@click.command("diff", short_help="What changed between two models, and what breaks callers.")
@click.argument("old")
@click.argument("new")
@click.option(
    "--format",
    "layout",
    type=click.Choice(["text", "markdown", "json"]),
    default="text",
    show_default=True,
)
@click.option(
    "--tree",
    "trees",
    type=click.Path(path_type=Path, file_okay=False, exists=True),
    multiple=True,
    metavar="DIR",
    help="An installed botocore: pip's --target, or a virtual environment. Repeatable.",
)
@click.option(
    "--models",
    type=click.Path(path_type=Path, file_okay=False, exists=True),
    multiple=True,
    help="Directory of models for a SERVICE without a version.  [default: models]",
)
@click.option(
    "--fail-on",
    type=click.Choice(["breaking", "risky", "safe"]),
    help="Exit 1 if there is a change of this effect or a worse one.",
)
def diff_command(
    old: str,
    new: str,
    layout: Literal["text", "markdown", "json"],
    trees: tuple[Path, ...],
    models: tuple[Path, ...],
    fail_on: Literal["breaking", "risky", "safe"] | None,
) -> None:
    """List all changes from OLD to NEW: breaking, risky or safe for callers.

    OLD and NEW are each the directory of a model, a SERVICE as in botosmith build, or
    SERVICE@VERSION: the model in that version of botocore, if it is installed.

    \b
    botosmith diff models/importexport ../other/models/importexport
    pip install --target build/old botocore==1.40.0
    botosmith diff glue@1.40.0 glue --tree build/old --format markdown
    """
    from botosmith.models.locate import own_directories
    from botosmith.tools.diff import compare
    from botosmith.tools.diff.kinds import EFFECTS
    from botosmith.tools.diff.report import report
    from botosmith.tools.diff.versions import find

    directories = own_directories(models)
    found = [find(named, trees, directories) for named in (old, new)]
    difference = compare(found[0], found[1], names=(old, new))
    click.echo(report(difference, layout), nl=False)
    if fail_on and any(difference.of(one) for one in EFFECTS[: EFFECTS.index(fail_on) + 1]):
        sys.exit(1)

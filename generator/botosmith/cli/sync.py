"""``botosmith sync``."""

from __future__ import annotations

import json
import os
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Literal

import click

if TYPE_CHECKING:
    from botosmith.tools.sync.changes import Outcome, SyncStep

_Layout = Literal["text", "markdown", "json"]


@click.command("sync", short_help="Bring a project's packages up to date.")
@click.option("--check", is_flag=True, help="Write nothing; exit 1, and say why, if sync would.")
@click.option("--dry-run", is_flag=True, help="Write nothing; show what sync would change.")
@click.option("--upgrade", is_flag=True, help="Go on to the installed botocore.")
@click.option("--prune", is_flag=True, help="Remove packages and operations nothing needs.")
@click.option(
    "--format",
    "layout",
    type=click.Choice(["text", "markdown", "json"]),
    default="text",
    show_default=True,
    help="How changes are shown.",
)
@click.option("--offline", is_flag=True, help="Print install commands that use no package index.")
@click.option(
    "--jobs",
    type=click.IntRange(min=1),
    metavar="N",
    help="Processes.  [default: 1 below 8 packages, else one a core]",
)
@click.option(
    "--config",
    "file",
    type=click.Path(path_type=Path, exists=True, dir_okay=False),
    help="The configuration.  [default: the nearest pyproject.toml or botosmith.toml]",
)
def sync_command(
    check: bool,
    dry_run: bool,
    upgrade: bool,
    prune: bool,
    layout: _Layout,
    offline: bool,
    jobs: int | None,
    file: Path | None,
) -> None:
    """Build what [tool.botosmith] asks for, after a change of code, models, botocore or botosmith.

    It cuts slices to what the code calls, builds packages and wheels, and writes botosmith.lock, by
    which every machine builds the same bytes. It needs no network. A run with nothing to do writes
    nothing. botosmith init writes the configuration.

    \b
    botosmith sync
    botosmith sync --check                         # in CI
    botosmith sync --upgrade --format markdown     # for a pull request
    """
    from botosmith.cli.progress import tracked
    from botosmith.output.wheels import check_epoch
    from botosmith.tools.sync import config
    from botosmith.tools.sync.run import Options, sync

    if check and dry_run:
        raise click.UsageError("pass --check or --dry-run, not both")
    loaded = config.load(file)
    if loaded.wheels:
        check_epoch()

    options = Options(
        check=check,
        dry_run=dry_run,
        upgrade=upgrade,
        prune=prune,
        jobs=jobs or _default_jobs(len(loaded.services) + len(loaded.slices)),
    )
    outcome = sync(loaded, options, tracked)
    for note in (*outcome.notes, *outcome.unneeded_notes):
        click.echo(note, err=True)
    _show(outcome.steps, layout)
    for name in outcome.vendored:
        (place,) = loaded.vendored(name)
        what = "written" if options.writes else "would be written"
        click.echo(f"{place}: {what}", err=layout != "text")
    if not outcome.stale:
        click.echo(_summary(outcome, writes=options.writes), err=layout != "text")
    if check and outcome.differs:
        click.echo(f"botosmith: {outcome.stale or 'not up to date; run botosmith sync'}", err=True)
        sys.exit(1)
    if options.writes and outcome.steps and loaded.wheels:
        from botosmith.tools.sync.installing import command

        names = [step.name for step in outcome.steps if not loaded.vendor]  # else they are there
        line = command(loaded.out, outcome.lock, names, offline=offline)
        click.echo(f"install: {line}", err=layout != "text")


def _show(steps: tuple[SyncStep, ...], layout: _Layout) -> None:
    from botosmith.tools.diff.report import report
    from botosmith.tools.sync.changes import why

    found = [(step, report(step.difference, layout)) for step in steps if step.difference]
    if layout == "json":
        click.echo(json.dumps([json.loads(text) for _, text in found], indent=2))
        return
    if layout == "markdown":
        click.echo("\n".join(text for _, text in found), nl=False)
        return
    texts = {step.name: text for step, text in found}
    for step in steps:
        click.echo(f"{step.name} {step.version}: {why(step)}")
        for line in texts.get(step.name, "").splitlines():
            click.echo(f"  {line}")


def _summary(outcome: Outcome, *, writes: bool) -> str:
    count = len(outcome.lock.packages)
    packages = f"{count} package{'' if count == 1 else 's'} in {outcome.config.out}/"
    if outcome.steps:
        return f"{packages}, {len(outcome.steps)} {'changed' if writes else 'would change'}"
    if outcome.differs:
        what = f"{outcome.config.vendor}/" if outcome.vendored else "botosmith.lock"
        return f"{packages}, as they were; {what} {'changed' if writes else 'would change'}"
    return f"{packages}, up to date"


def _default_jobs(packages: int) -> int:
    return 1 if packages < 8 else os.cpu_count() or 1

"""``botosmith lint``."""

from __future__ import annotations

import sys
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import Literal

import click

from botosmith.cli.progress import steps
from botosmith.models.load import Library, Model

Least = Literal["error", "warning", "note", "never"]


@click.command("lint", short_help="Find problems in models.")
@click.argument("paths", metavar="[PATH]...", nargs=-1, type=click.Path(path_type=Path))
@click.option("--all", "every", is_flag=True, help="All services of botocore.")
@click.option(
    "--format", "layout", type=click.Choice(["text", "json"]), default="text", show_default=True
)
@click.option(
    "--counts", "only_counts", is_flag=True, help="Show the number of findings of each rule."
)
@click.option(
    "--fail-on",
    type=click.Choice(["error", "warning", "note", "never"]),
    default="warning",
    show_default=True,
    help="Exit 1 for a finding of this severity or a higher one.",
)
@click.option("--rules", "only_rules", is_flag=True, help="List the rules and exit.")
def lint_command(
    paths: tuple[Path, ...],
    every: bool,
    layout: Literal["text", "json"],
    only_counts: bool,
    fail_on: Least,
    only_rules: bool,
) -> None:
    """Find problems in models. Each finding is a line, and says how to fix it.

    A PATH is a directory of models, of a service or of one of its versions.  [default: models]

    \b
    botosmith lint models/importexport
    botosmith lint --all --counts
    """
    from botosmith.tools.lint import SEVERITIES, Finding, lint, report

    if only_rules:
        click.echo("\n".join(report.rules()))
        return
    if every and paths:
        raise click.UsageError("name paths or pass --all, not both")
    sources = _sources(paths, every=every)
    by_service: dict[str, list[Finding]] = {}
    with steps("looked at", len(sources)) as progress:
        for read in sources:
            model = read()
            by_service.setdefault(model.service, []).extend(lint(model))
            progress.done(model.service)
    findings = [finding for found in by_service.values() for finding in found]
    if layout == "json":
        click.echo(report.as_json(findings))
    else:
        for line in report.counts(by_service) if only_counts else report.text(findings):
            click.echo(line)
        click.echo(report.summary(findings, len(sources)))
    if fail_on != "never":
        grave = SEVERITIES[: SEVERITIES.index(fail_on) + 1]
        if any(finding.severity in grave for finding in findings):
            sys.exit(1)


def _sources(paths: tuple[Path, ...], *, every: bool) -> list[Callable[[], Model]]:
    """Functions that read one model each: all of AWS's models at once need too much memory."""
    from botosmith.models.locate import sources_at

    if every:
        library = Library()
        return [partial(library.read, service) for service in library.all_services()]
    return [source for path in paths or (Path("models"),) for source in sources_at(path)]

"""``botosmith check``."""

from __future__ import annotations

import json
import sys
from dataclasses import asdict
from pathlib import Path
from typing import IO

import click

from botosmith.cli.options import models_option
from botosmith.models.locate import directories_for
from botosmith.problems import BotosmithError


@click.command("check", short_help="Check a request or a response against its shape.")
@click.argument("service")
@click.argument("operation")
@click.option(
    "--request",
    type=click.File(encoding="utf-8"),
    metavar="FILE",
    help="JSON file, or - for standard input.",
)
@click.option(
    "--response",
    type=click.File(encoding="utf-8"),
    metavar="FILE",
    help="JSON file, or - for standard input.",
)
@click.option(
    "--format", "layout", type=click.Choice(["text", "json"]), default="text", show_default=True
)
@click.option("--strict", is_flag=True, help="Exit 1 for likely violations, too.")
@models_option("models, then the installed packages; botocore's own come last")
def check_command(
    service: str,
    operation: str,
    request: IO[str] | None,
    response: IO[str] | None,
    layout: str,
    strict: bool,
    models: tuple[Path, ...],
) -> None:
    """Check a JSON payload against the model. Each violation is a line.

    Exit 1 if a value is certainly wrong. A value that a newer service may accept is likely wrong,
    and its line ends with (likely). In requests, that is a value that breaks an enumeration, a
    pattern, a length or a range; in responses, a value that breaks any rule except its type.

    \b
    botosmith check importexport GetStatus --response status.json
    echo '{"JobId": 7}' | botosmith check importexport get_status --request -
    """
    from botosmith.package.payloads import check_payload

    if (request is None) == (response is None):
        raise click.UsageError("pass --request FILE or --response FILE, and - for standard input")
    try:
        content = (request or response or sys.stdin).read()
    except UnicodeDecodeError as error:
        raise BotosmithError(f"the payload is not UTF-8: {error}") from error
    except OSError as error:  # standard input is closed, or the file is a directory
        raise BotosmithError(f"the payload cannot be read: {error.strerror}") from error
    violations = check_payload(
        service,
        operation,
        "request" if request else "response",
        content,
        models=directories_for(service, models),
    )
    if layout == "json":
        click.echo(json.dumps([asdict(violation) for violation in violations], indent=2))
    else:
        for violation in violations:
            click.echo(f"{violation}{' (likely)' if violation.tier == 'likely' else ''}")
    if any(strict or violation.tier == "certain" for violation in violations):
        sys.exit(1)

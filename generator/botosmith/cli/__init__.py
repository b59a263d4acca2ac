"""The command line: the only place that prints or exits.

Exit status: 0 if all is well; 1 if a check found something; 2 for a mistake of the user (an invalid
model, an unknown service, a directory that cannot be written); 130 and 143 after an interrupt and a
termination.
"""

from __future__ import annotations

import sys
from typing import Any, NoReturn

import click

from botosmith import __version__
from botosmith.cli import interrupts, streams
from botosmith.cli.build import build_command, verify_command
from botosmith.cli.check import check_command
from botosmith.cli.diff import diff_command
from botosmith.cli.init import init_command
from botosmith.cli.install import install_command
from botosmith.cli.lint import lint_command
from botosmith.cli.migrate import migrate_command
from botosmith.cli.pack import pack_command
from botosmith.cli.serve import serve_command
from botosmith.cli.slice import slice_command
from botosmith.cli.stubs import stubs_command
from botosmith.cli.sync import sync_command
from botosmith.problems import BotosmithError

_SETTINGS: Any = {"help_option_names": ["-h", "--help"]}


def main() -> NoReturn:
    """The entry point: prints one clear message for a mistake of the user, not a traceback."""
    streams.hold()
    interrupts.handle()
    sys.exit(streams.finish(_status()))


def _status() -> int:
    """Run a command; return its exit status."""
    try:
        botosmith(standalone_mode=False)
    except SystemExit as end:
        return int(end.code or 0)
    except click.ClickException as error:
        error.show()
        return 2
    except (click.Abort, KeyboardInterrupt):
        click.echo("interrupted: finished packages are kept, and no file is incomplete", err=True)
        return 130
    except BotosmithError as error:
        click.echo(f"botosmith: {error}", err=True)
        return 2
    return 0


@click.group(context_settings=_SETTINGS)
@click.version_option(__version__, prog_name="botosmith")
def botosmith() -> None:
    """Typed clients from botocore service models.

    Exit status: 0 if all is well, 1 if a check found something, 2 for a mistake of the user.
    """


botosmith.add_command(init_command)
botosmith.add_command(sync_command)
botosmith.add_command(build_command)
botosmith.add_command(verify_command)
botosmith.add_command(check_command)
botosmith.add_command(slice_command)
botosmith.add_command(lint_command)
botosmith.add_command(diff_command)
botosmith.add_command(install_command)
botosmith.add_command(stubs_command)
botosmith.add_command(migrate_command)
botosmith.add_command(pack_command)
botosmith.add_command(serve_command)

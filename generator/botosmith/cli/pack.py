"""``botosmith pack``."""

from __future__ import annotations

from pathlib import Path

import click


@click.command("pack", short_help="Models that clients read faster.")
@click.argument("services", metavar="SERVICE...", nargs=-1, required=True)
@click.option(
    "--out",
    type=click.Path(path_type=Path, file_okay=False),
    required=True,
    help="Directory for the pack. It then contains only these services.",
)
def pack_command(services: tuple[str, ...], out: Path) -> None:
    """Prepare the models of these services so that the first client of a process reads little.

    A pack is for one version of botocore: with another version it is not used. Make a new pack
    after each upgrade. Set BOTOSMITH_PACK to the directory where connect(), fakes or
    plugin.enable(fast=True) make the clients.

    \b
    botosmith pack s3 dynamodb --out layer/pack
    export BOTOSMITH_PACK="$PWD/layer/pack"
    """
    from botocore import __version__ as botocore_version

    from botosmith.output.write import write
    from botosmith.tools.packs import pack_files

    names = list(dict.fromkeys(services))
    files = pack_files(names)
    changed = write(files, out)
    size = sum(map(len, files.values())) / 1e6
    click.echo(
        f"{', '.join(names)} for botocore {botocore_version} in {out}/, {size:.1f} MB"
        f"{'' if changed else ' (as they were)'}: set BOTOSMITH_PACK to that directory"
    )

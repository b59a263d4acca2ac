"""``botosmith stubs``."""

from __future__ import annotations

from pathlib import Path

import click

from botosmith.cli.options import models_option
from botosmith.models.load import Library
from botosmith.problems import BotosmithError


@click.command("stubs", short_help="Types for plain boto3 clients.")
@click.argument("services", metavar="SERVICE...", nargs=-1, required=True)
@models_option("models, then the installed packages")
@click.option(
    "--out",
    type=click.Path(path_type=Path, file_okay=False),
    required=True,
    help="Directory for the stubs, which pip can install.",
)
def stubs_command(services: tuple[str, ...], models: tuple[Path, ...], out: Path) -> None:
    """Write stubs of boto3 for these services, with mypy-boto3-builder.

    This needs Python 3.12 and botosmith[stubs]; the stubs work with any Python. Name all services
    that your code uses, your own and those of AWS.

    \b
    botosmith stubs glue-migration personium-cell s3 --out build/stubs
    pip install build/stubs
    """
    from botosmith.build.service import boto3_class_name, build
    from botosmith.models.locate import model_directories
    from botosmith.output.write import write
    from botosmith.tools.stubs import build_stubs, check_builder

    check_builder()
    library = Library(model_directories(models))
    names = list(dict.fromkeys(services))
    found = [library.own(service) or library.read(service) for service in names]
    by_class: dict[str, str] = {}
    for model in found:
        build(model)  # raises ModelError if it cannot be built
        name = boto3_class_name(model)
        if other := by_class.get(name):
            raise BotosmithError(
                f"the clients of {other} and {model.service} would both be called {name}: their "
                "models have the same serviceId. Give one of them a serviceId of its own"
            )
        by_class[name] = model.service
    changed = write(build_stubs(found), out)
    click.echo(f"stubs of {', '.join(names)} in {out}/{'' if changed else ' (as they were)'}")

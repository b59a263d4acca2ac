"""``botosmith stubs``."""

from __future__ import annotations

from pathlib import Path

import click

from botosmith.cli.options import models_option
from botosmith.models.load import Library, Model
from botosmith.problems import BotosmithError


@click.command("stubs", short_help="Types for plain boto3 clients and resources.")
@click.argument("services", metavar="SERVICE...", nargs=-1, required=True)
@models_option("models, then the installed packages")
@click.option(
    "--out",
    type=click.Path(path_type=Path, file_okay=False),
    help="Directory for the stubs; without --own or with --wheel, one that pip can install. "
    "[default with --own: typings]",
)
@click.option("--own", is_flag=True, help="Types of generated packages, not of types-boto3.")
@click.option("--wheel", is_flag=True, help="With --own: a project that pip can install.")
def stubs_command(
    services: tuple[str, ...], models: tuple[Path, ...], out: Path | None, own: bool, wheel: bool
) -> None:
    """Write stubs of boto3 for these services. Name all services that your code uses.

    With --own, clients and resources have the types of the packages of botosmith build. Type
    checkers find the stubs in the project.

    \b
    botosmith stubs --own s3 dynamodb

    Else mypy-boto3-builder writes types of its own. It needs Python 3.12 and botosmith[stubs]; the
    stubs work with any Python.

    \b
    botosmith stubs glue-migration personium-cell s3 --out build/stubs
    pip install build/stubs
    """
    from botosmith.models.locate import model_directories

    if wheel and not own:
        raise BotosmithError(
            "--wheel is for --own; without it, the stubs are such a project always"
        )
    if out is None and (wheel or not own):
        raise BotosmithError("say where to write the project: --out build/stubs")
    library = Library(model_directories(models))
    named = list(dict.fromkeys(services))
    if not own:
        from botosmith.tools.stubs import check_builder

        check_builder()
    found = [library.own(service) or library.read(service) for service in named]
    if wheel and out is not None:
        _wheel(found, out)
    elif own:
        _own(found, library, out or Path("typings"))
    elif out is not None:
        _of_builder(found, out)


def _own(models: list[Model], library: Library, out: Path) -> None:
    from botosmith.output.write import write
    from botosmith.tools.own_stubs import own_stubs
    from botosmith.tools.own_stubs.peers import peer_packages, site_packages

    chosen = {model.service for model in models}
    peers = peer_packages(site_packages(), {*library.all_services()} - chosen)
    changed = write(own_stubs(models, peers), out / "boto3")
    services = ", ".join(model.service for model in models)
    click.echo(f"stubs of {services} in {out}/boto3/{'' if changed else ' (as they were)'}")
    if peers:
        kept = ", ".join(peer.service for peer in peers)
        click.echo(f"types-boto3's types are kept for {kept}")
    click.echo(
        f'mypy: mypy_path = "{out}"; pyright: '
        + ("nothing" if out == Path("typings") else f'stubPath = "{out}"')
        + f'; pyrefly: search-path = ["{out}"]'
    )


def _wheel(models: list[Model], out: Path) -> None:
    from botosmith.output.write import write
    from botosmith.tools.own_stubs import DISTRIBUTION, distribution
    from botosmith.tools.own_stubs.peers import refuse_beside_peers, site_packages

    refuse_beside_peers(site_packages(), DISTRIBUTION)
    changed = write(distribution(models), out)
    services = ", ".join(model.service for model in models)
    click.echo(f"stubs of {services} in {out}/{'' if changed else ' (as they were)'}")
    click.echo(f"to install: pip install {out}")


def _of_builder(models: list[Model], out: Path) -> None:
    from botosmith.build.service import boto3_class_name, build
    from botosmith.output.write import write
    from botosmith.tools.stubs import build_stubs

    by_class: dict[str, str] = {}
    for model in models:
        build(model)  # raises ModelError if it cannot be built
        name = boto3_class_name(model)
        if other := by_class.get(name):
            raise BotosmithError(
                f"the clients of {other} and {model.service} would both be called {name}: their "
                "models have the same serviceId. Give one of them a serviceId of its own"
            )
        by_class[name] = model.service
    changed = write(build_stubs(models), out)
    services = ", ".join(model.service for model in models)
    click.echo(f"stubs of {services} in {out}/{'' if changed else ' (as they were)'}")

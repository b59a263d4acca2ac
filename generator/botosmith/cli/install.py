"""``botosmith install``."""

from __future__ import annotations

from pathlib import Path

import click

from botosmith.cli.options import models_option
from botosmith.models.load import Library, Model
from botosmith.problems import BotosmithError

_DEFAULT = Path("~/.aws/models")


@click.command("install", short_help="Make boto3 and the AWS CLI find models.")
@click.argument("services", metavar="SERVICE...", nargs=-1, required=True)
@models_option("models, then the installed packages")
@click.option(
    "--data-path",
    type=click.Path(path_type=Path),
    default=_DEFAULT,
    show_default=True,
    help="Target directory. If it is not the default, set AWS_DATA_PATH to it.",
)
@click.option("--uninstall", is_flag=True, help="Remove the installed models.")
def install_command(
    services: tuple[str, ...], models: tuple[Path, ...], data_path: Path, uninstall: bool
) -> None:
    """Copy models to where boto3, botocore and the AWS CLI find them.

    Files that botosmith did not write are not overwritten or removed.

    \b
    botosmith install importexport glue-migration
    aws glue-migration get-catalog-import-status
    botosmith install importexport glue-migration --uninstall
    """
    from botosmith.models.locate import model_directories
    from botosmith.tools.install import installing, uninstalling

    names = list(dict.fromkeys(services))
    place = _expanded(data_path)
    if uninstall:
        if models:
            raise click.UsageError("--models belongs to an installation")
        for gone in uninstalling.uninstall(names, place):
            click.echo(f"{gone}: removed")
        return
    library = Library(model_directories(models))
    found = [_model(service, library) for service in names]
    for placed in installing.install(found, place):
        click.echo(f"{placed.directory}: {'installed' if placed.changed else 'as it was'}")
    if data_path != _DEFAULT:
        click.echo(f"boto3 and the AWS CLI look there with AWS_DATA_PATH={place.absolute()}")


def _model(service: str, library: Library) -> Model:
    """The model to install, if a package can be generated from it."""
    from botosmith_runtime.installed import installed

    from botosmith.build.service import build

    model = library.own(service)
    if model is None:
        if problem := installed().problems.get(service):
            raise BotosmithError(problem)
        library.read(service)  # raises another error for an unknown service
        raise BotosmithError(
            f"the only model of {service} is botocore's own, which boto3 and the AWS CLI find "
            "without an installation"
        )
    build(model)
    return model


def _expanded(data_path: Path) -> Path:
    try:
        return data_path.expanduser()
    except RuntimeError as error:
        raise BotosmithError(f"{data_path}: {error}. Pass --data-path DIR") from error

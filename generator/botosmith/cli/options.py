"""Options that several commands take, and the interpretation of their arguments."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any, get_args

import click

from botosmith import ir
from botosmith.models.load import SERVICE_FILES, Library
from botosmith.models.locate import refuse_without_service_model
from botosmith.problems import BotosmithError


def models_option(default: str) -> Callable[[Any], Any]:
    """``--models``; ``default`` says what is searched without it."""
    return click.option(
        "--models",
        type=click.Path(path_type=Path, file_okay=False, exists=True),
        multiple=True,
        help="Directory of models in botocore's layout. May be given several times.  "
        f"[default: {default}]",
    )


out_option = click.option(
    "--out",
    type=click.Path(path_type=Path, file_okay=False),
    default=Path("out"),
    show_default=True,
    help="Directory for the generated packages.",
)

response_keys_option = click.option(
    "--response-keys",
    type=click.Choice(get_args(ir.ResponseKeys)),
    default="model",
    show_default=True,
    help="Which keys of responses types require: those of the model, or nearly all, as in "
    "types-boto3.",
)


def chosen(services: tuple[str, ...], models: tuple[Path, ...], *, every: bool) -> list[str]:
    """The named services; else all services, or all in the user's directories."""
    library = Library(models)
    if every:
        return library.all_services()
    if services:
        return list(dict.fromkeys(services))
    if own := library.own_services():
        return own
    for directory in models:
        refuse_without_service_model(directory)
    where = " or ".join(map(str, models)) or "models/, which does not exist here"
    raise BotosmithError(
        f"no service to work on: no <service>/<api-version>/{SERVICE_FILES[0]} under {where}. "
        "Name services, pass --models, or --all"
    )

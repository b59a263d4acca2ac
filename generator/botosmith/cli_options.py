"""Options that several commands take."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import click


def models_option(default: str) -> Callable[[Any], Any]:
    """``--models``; ``default`` says what is searched without it."""
    return click.option(
        "--models",
        type=click.Path(path_type=Path, file_okay=False, exists=True),
        multiple=True,
        help="Directory of models in botocore's layout. May be given several times.  "
        f"[default: {default}]",
    )

"""What a slice does not have of the service that it was cut from, and how to add it.

Nothing here runs before an attribute is missing.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache
from pathlib import Path
from typing import Any

import botocore
from botocore import xform_name
from botocore.exceptions import BotoCoreError
from botocore.loaders import JSONFileLoader, Loader

_PREFIX = "iter_"


def missing(name: str, service: str, models: Path, api_version: str) -> str:
    """The end of a message about an attribute that is an operation of the whole service.

    Empty for other attributes, and for packages of no slice. ``models`` is a directory in
    botocore's loader layout, with the model of ``service``.
    """
    if name.startswith("_"):
        return ""
    try:
        origin, operations = _whole(str(models / service / api_version))
    except (BotoCoreError, OSError, ValueError):
        return ""
    operation = operations.get(name) or operations.get(name.removeprefix(_PREFIX))
    if operation is None:
        return ""
    return (
        f": {operation} is an operation of {origin} that the slice {service} was made without. To "
        "add it, call it in your code and run botosmith sync; if the slice has a directory under "
        f"models, run botosmith slice --update models/{service} {operation} and botosmith build "
        f"{service}"
    )


def older(method: str, package: str, made_from: str) -> str:
    """What to say of a wrapped client whose model is older than that of a package.

    ``made_from`` is the botocore of the package's model; empty if it is no model of botocore's.
    """
    message = f"the wrapped client has no operation {method}, and {package} has it"
    if made_from:
        message += (
            f": its model is of botocore {botocore.__version__}, which is installed, the "
            f"package's of {made_from}. Run pip install 'botocore>={made_from}'"
        )
    return f"{message}; or make the client with connect() of {package}"


@lru_cache(maxsize=16)
def _whole(directory: str) -> tuple[str, Mapping[str, str]]:
    """The service that a slice was cut from, and its operations by method; none for others."""
    files = JSONFileLoader()
    extras: Any = files.load_file(str(Path(directory, "botosmith-1"))) or {}
    origin = extras.get("origin", {})
    if "botocore" not in origin:
        return "", {}
    loader = Loader(
        extra_search_paths=[Loader.BUILTIN_DATA_PATH], include_default_search_paths=False
    )
    service = str(origin["service"])
    model: Any = loader.load_service_model(service, "service-2", origin["apiVersion"])
    return service, {xform_name(name): name for name in model["operations"]}

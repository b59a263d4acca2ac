"""boto3's resource models: ``boto3/data/<service>/<api-version>/resources-1.json``.

They are about botocore's own models of nine services. boto3 is looked for, but not imported here.
"""

from __future__ import annotations

import json
from functools import cache
from importlib.util import find_spec
from pathlib import Path
from typing import Any

from botosmith.models.documents import is_list, is_object
from botosmith.models.files import SERVICE_MODEL
from botosmith.models.model import Model
from botosmith.problems import BotosmithError

_FILE = "resources-1.json"


def resource_model(model: Model) -> dict[str, Any] | None:
    """The document about the resources of a model's service; None if boto3 has no resources of it.

    ``boto3.resource`` takes the newest one, and a client of the same API version.
    """
    if not model.shipped:
        return None
    versions = sorted(path.parent for path in (_data() / model.service).glob(f"*/{_FILE}"))
    if not versions or versions[-1].name != model.api_version:
        return None
    document: dict[str, Any] = json.loads((versions[-1] / _FILE).read_text("utf-8"))
    # `botosmith serve` builds an operation at a time: that has no resources.
    whole = _operations(document) <= model.document(SERVICE_MODEL)["operations"].keys()
    return document if whole else None


def _operations(document: object) -> set[str]:
    """The operations that a part of a resource model calls."""
    if is_list(document):
        return {name for part in document for name in _operations(part)}
    if not is_object(document):
        return set()
    called = document.get("operation")
    inside = {name for part in document.values() for name in _operations(part)}
    return inside | ({called} if isinstance(called, str) else set())


def services() -> tuple[str, ...]:
    """The services that boto3 has resources of."""
    return tuple(sorted({path.parents[1].name for path in _data().glob(f"*/*/{_FILE}")}))


@cache
def _data() -> Path:
    spec = find_spec("boto3")
    places = (spec.submodule_search_locations if spec is not None else None) or ()
    for place in places:
        return Path(place, "data")
    raise BotosmithError(
        "boto3, which has the models of resources, is not installed: pip install boto3"
    )

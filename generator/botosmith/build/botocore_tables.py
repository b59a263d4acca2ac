"""The tables of what botocore and boto3 do to clients: ``added_methods``, ``botocore_handlers``."""

from __future__ import annotations

import json
from collections.abc import Mapping
from functools import cache
from importlib.resources import files
from typing import Any

from botocore.utils import EVENT_ALIASES


@cache
def rows_by_service(table: str) -> Mapping[str, list[dict[str, Any]]]:
    """The rows of a table, by the name that events of a service are emitted under."""
    text = files("botosmith.build").joinpath(table).read_text("utf-8")
    rows: dict[str, list[dict[str, Any]]] = {}
    for row in json.loads(text)["rows"]:
        # It follows from the serviceId, whatever it was before.
        service = str(EVENT_ALIASES.get(row["service"], row["service"]))
        rows.setdefault(service, []).append(row)
    return rows

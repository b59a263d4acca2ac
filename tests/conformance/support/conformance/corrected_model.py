"""A model as its service is known to be: what the other side of a comparison goes by."""

from __future__ import annotations

from copy import deepcopy
from typing import Any

from botosmith.models.load import Model


def as_known(model: Model) -> dict[str, Any]:
    """The model, corrected by what is stated of its service."""
    service = deepcopy(model.document("service-2"))
    stated: dict[str, Any] = model.document("botosmith-1")
    shapes: dict[str, Any] = service["shapes"]
    for name, facts in stated.get("shapes", {}).items():
        shapes[name].get("enum", []).extend(facts.get("values", ()))
        if facts.get("pattern", "") is None:
            shapes[name].pop("pattern", None)
    for name, found in stated.get("members", {}).items():
        optional = {member for member, facts in found.items() if facts.get("optional")}
        if optional:
            shapes[name]["required"] = [m for m in shapes[name]["required"] if m not in optional]
    return service

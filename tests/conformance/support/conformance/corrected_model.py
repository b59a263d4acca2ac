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
        for member, facts in found.items():
            if not facts.keys().isdisjoint(("values", "sparse", "type")):
                _give_own_shape(shapes, name, member, facts)
    return service


def _give_own_shape(
    shapes: dict[str, Any], structure: str, member: str, facts: dict[str, Any]
) -> None:
    """Let a member have values, nulls or a type that others of its shape have not."""
    reference = shapes[structure]["members"][member]
    shape = deepcopy(shapes[reference["shape"]])
    if "type" in facts:
        shape = {"type": facts["type"]}
    shape.get("enum", []).extend(facts.get("values", ()))
    if "sparse" in facts:
        shape["sparse"] = facts["sparse"]
    own = f"{structure}Of{member}"
    assert own not in shapes
    shapes[own] = shape
    reference["shape"] = own

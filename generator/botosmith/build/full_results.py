"""The types of what ``build_full_result`` makes of all pages of a paginator."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

from botosmith import ir, names
from botosmith.build import typed_dicts
from botosmith.build.annotations import Annotator

_NAME = re.compile(r"\w+")
_RESUMED = ir.TypedDictField(name="NextToken", annotation="str", required=False)


def full_result(
    operation: ir.Operation,
    keys: Sequence[str],
    together: Sequence[str],
    pages: Mapping[str, ir.TypedDictDef],
    shapes: Mapping[str, ir.Shape],
    annotator: Annotator,
) -> ir.TypedDictDef | None:
    """The type for an operation; None if nothing is aggregated, or expressions are no names.

    ``keys`` are of every page, ``together`` of the first. See ``botocore.paginate.PageIterator``.
    """
    page = pages.get(operation.response)
    if page is None or not keys:
        return None
    on_page = {field.name: field for field in page.fields}
    members = {member.name: shapes[member.shape] for member in shapes[operation.output].members}
    fields: dict[str, ir.TypedDictField] = {}
    for key in (*keys, *together):
        name, *inside = key.split(".")
        if name not in on_page or not all(map(_NAME.fullmatch, inside)):
            return None
        if inside and _others_required(members[name], {*_below(name, (*keys, *together))}):
            return None
        field = on_page[name]
        if key in together and not field.required:  # botocore sets what it has not found to None
            field = replace(field, annotation=f"Union[{field.annotation}, None]")
        fields[name] = field
    fields.setdefault(_RESUMED.name, _RESUMED)
    name = annotator.claim(*names.full_result_types(names.type_base(operation.name)))
    return typed_dicts.typed_dict(
        name, operation.output, tuple(fields.values()), "All pages as one."
    )


def _below(name: str, keys: Sequence[str]) -> Iterator[str]:
    """The members that keys take from a structure."""
    for key in keys:
        first, _, below = key.partition(".")
        if first == name:
            yield below.partition(".")[0]


def _others_required(shape: ir.Shape, taken: set[str]) -> bool:
    """Whether a structure has required members that are in no full result."""
    return any(member.required and member.name not in taken for member in shape.members)

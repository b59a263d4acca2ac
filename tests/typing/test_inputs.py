"""What botocore makes of the values that type checkers have to accept, or to flag.

It has no word on an open file's mode: what a file in text mode reads is refused when it is sent.
"""

from __future__ import annotations

import runpy
from pathlib import Path
from typing import Any

import pytest
from botocore.exceptions import ParamValidationError
from botocore.model import ServiceModel
from botocore.session import Session
from botocore.validate import validate_parameters
from botosmith_runtime.type_defs import BlobTypeDef, DoubleTypeDef, TimestampTypeDef

CASES = Path(__file__).parent / "cases"
KINDS = {BlobTypeDef: "blob", DoubleTypeDef: "double", TimestampTypeDef: "timestamp"}
DOCUMENT: Any = {
    "metadata": {"protocol": "rest-json"},
    "operations": {},
    "shapes": {
        "Input": {
            "type": "structure",
            "members": {kind: {"shape": kind} for kind in KINDS.values()},
        },
        **{kind: {"type": kind} for kind in KINDS.values()},
    },
}


def values(name: str) -> list[Any]:
    """The values of a case by name, with the kind that each is to be."""
    names = runpy.run_path(str(CASES / f"{name}.py"))
    annotations: dict[str, Any] = names["__annotations__"]
    return [
        pytest.param(KINDS[hint], names[key], id=f"{KINDS[hint]}-{key}")
        for key, hint in annotations.items()
        if hint in KINDS
    ]


def validate(kind: str, value: Any) -> None:
    validate_parameters({kind: value}, ServiceModel(DOCUMENT).shape_for("Input"))
    if kind == "blob" and hasattr(value, "read") and not isinstance(value.read(1), bytes):
        raise ParamValidationError(report="no bytes")


@pytest.mark.parametrize(("kind", "value"), values("inputs_right"))
def test_botocore_takes_what_types_allow(kind: str, value: Any) -> None:
    validate(kind, value)


@pytest.mark.parametrize(("kind", "value"), values("inputs_wrong"))
def test_botocore_refuses_what_types_refuse(kind: str, value: Any) -> None:
    with pytest.raises(ParamValidationError):
        validate(kind, value)


def test_the_first_page_is_the_default() -> None:
    client = Session().create_client(
        "s3", region_name="eu-central-1", aws_access_key_id="a", aws_secret_access_key="b"
    )
    config = runpy.run_path(str(CASES / "inputs_right.py"))["first_page"]
    pages: Any = client.get_paginator("list_objects_v2").paginate(PaginationConfig=config)
    assert pages.resume_token is None

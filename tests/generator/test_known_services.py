"""What we know of AWS's services beside their models: ``generator/botosmith/known``."""

from __future__ import annotations

import json
from typing import Any

import pytest
from botosmith.models.extras import EXTRAS
from botosmith.models.load import KNOWN, SERVICE_MODEL, Library
from botosmith_runtime.violations import RequestShapeError
from project import Project

SERVICES = sorted(one.name for one in KNOWN.iterdir())
LIBRARY = Library()


@pytest.mark.parametrize("service", SERVICES)
def test_what_is_known_is_not_in_the_model(service: str) -> None:
    model = LIBRARY.load(service)
    shapes = model.document(SERVICE_MODEL)["shapes"]
    for structure, members in model.document(EXTRAS)["members"].items():
        for member, limits in members.items():
            shape = shapes[shapes[structure]["members"][member]["shape"]]
            assert limits.items().isdisjoint(shape.items()), f"{structure}.{member} is fixed"


def test_fakes_give_what_dynamodb_gives(fakes: dict[str, Any]) -> None:
    with fakes["dynamodb"]() as fake:
        fake.batch_write_item().returns(UnprocessedItems={})
        fake.batch_get_item().returns(UnprocessedKeys={}, Responses={})
        put = {"PutRequest": {"Item": {"Id": {"S": "1"}}}}
        written = fake.client.batch_write_item(RequestItems={"Jobs": [put]})
        assert written["UnprocessedItems"] == {}
        read = fake.client.batch_get_item(RequestItems={"Jobs": {"Keys": [{"Id": {"S": "1"}}]}})
        assert read["UnprocessedKeys"] == {}
        with pytest.raises(RequestShapeError, match="size: expected 1 to 25 entries, got 0"):
            fake.client.batch_write_item(RequestItems={})


def test_slices_know_it_too(project: Project) -> None:
    assert project.run("slice", "ssm", "GetParameters", "--name", "my-ssm").status == 0
    (written,) = project.directory.glob("models/my-ssm/*/botosmith-1.json")
    members = json.loads(written.read_text("utf-8"))["members"]
    assert members == {"GetParametersResult": {"InvalidParameters": {"min": 0}}}

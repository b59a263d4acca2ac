"""What a slice, and a client of an older model, say of operations that they do not have."""

from __future__ import annotations

import copy
import json
from pathlib import Path
from typing import Any

import botocore
import pytest
from botosmith_glue_migration import GlueMigrationClient, connect
from botosmith_glue_migration.fakes import FakeGlueMigration
from botosmith_importexport import connect as connect_importexport
from botosmith_importexport.fakes import FakeImportExport
from botosmith_runtime.absent_methods import lacking
from botosmith_runtime.service import Service

ADVICE = (
    ": GetDatabase is not in glue-migration, which is a slice of glue. To add it, call it in your "
    "code and run `botosmith sync`. Without sync, run `botosmith slice --update "
    "models/glue-migration GetDatabase`, and build the package again"
)
KEYS: Any = {"aws_access_key_id": "a", "aws_secret_access_key": "b", "region_name": "us-east-1"}


def test_client_and_fake_say_how_to_add_an_operation() -> None:
    client: Any = connect(region_name="us-east-1")
    with pytest.raises(AttributeError) as caught:
        _ = client.get_database
    said = "'GlueMigrationClient' object has no attribute 'get_database'"
    assert str(caught.value) == f"{said}{ADVICE}"
    fake: Any
    with FakeGlueMigration() as fake:
        with pytest.raises(AttributeError) as caught:
            _ = fake.get_database
        assert str(caught.value) == (
            f"'FakeGlueMigration' object has no attribute 'get_database'{ADVICE}"
        )
        with pytest.raises(AttributeError, match="GetTables"):
            _ = fake.client.iter_get_tables


@pytest.mark.parametrize("name", ["get_databse", "foo", "_private", "__len__", "iter_"])
def test_other_names_are_plainly_missing(name: str) -> None:
    fake: Any
    with FakeGlueMigration() as fake:
        for one in (fake, fake.client):
            with pytest.raises(AttributeError) as caught:
                getattr(one, name)
            assert str(caught.value) == f"{type(one).__name__!r} object has no attribute {name!r}"
    with FakeImportExport() as fake, pytest.raises(AttributeError) as caught:
        _ = fake.get_database  # of no slice
    assert str(caught.value) == "'FakeImportExport' object has no attribute 'get_database'"


def test_a_client_that_is_copied_is_none_the_worse() -> None:
    client: Any = copy.copy(connect(region_name="us-east-1"))
    assert isinstance(client, GlueMigrationClient)
    assert not hasattr(client, "get_database")


def test_a_slice_whose_origin_is_not_there_has_no_advice(tmp_path: Path) -> None:
    place = tmp_path / "x" / "2020-01-01"
    place.mkdir(parents=True)
    origin = {"service": "nobodys", "apiVersion": "1", "botocore": "1"}
    (place / "botosmith-1.json").write_text(json.dumps({"origin": origin}))
    slice_of = Service("x", api_version="2020-01-01", package="x", models=tmp_path)
    assert lacking(slice_of, "get_object") == ""


def test_a_client_of_an_older_model_says_which_botocore_to_install(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    client: Any = connect_importexport(**KEYS)
    kind: Any = type
    monkeypatch.delattr(kind(client._client), "get_status")
    words = "the wrapped client has no operation get_status, and botosmith_importexport has it"
    advice = "; or make the client with connect() of botosmith_importexport"
    with pytest.raises(AttributeError) as caught:
        client.get_status(JobId="J1")
    assert str(caught.value) == f"{words}{advice}"
    service: Service = client.service
    monkeypatch.setattr(service, "botocore", "99.1.0")
    with pytest.raises(AttributeError) as caught:
        client.get_status(JobId="J1")
    assert str(caught.value) == (
        f"{words}: its model is from the installed botocore {botocore.__version__}, the package's "
        f"from botocore 99.1.0. Run pip install 'botocore>=99.1.0'{advice}"
    )

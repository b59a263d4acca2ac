"""Copies of clients: for other processes, for data classes, by ``copy``."""

from __future__ import annotations

import copy
import importlib
import pickle
from collections.abc import Callable
from dataclasses import asdict, dataclass
from typing import Any

import pytest
from botocore import UNSIGNED
from botocore.config import Config
from botocore.session import Session
from botosmith_importexport import ImportExportClient, connect
from botosmith_importexport.fakes import FakeImportExport
from botosmith_personium_cell import connect as connect_cell

boto3: Any = importlib.import_module("boto3")  # which has no types
KEYS: Any = {"aws_access_key_id": "AKIDMINE", "aws_secret_access_key": "s"}


@dataclass
class Needs:
    client: ImportExportClient


COPIES: dict[str, Callable[[Any], Any]] = {
    "pickle": lambda client: pickle.loads(pickle.dumps(client)),
    "deepcopy": copy.deepcopy,
    "asdict": lambda client: asdict(Needs(client))["client"],
}


def nothing(**_: Any) -> None:
    """A handler that does nothing."""


@pytest.mark.parametrize("way", COPIES)
def test_copies_are_made_from_the_same_arguments(way: str) -> None:
    config = Config(retries={"mode": "standard"}, connect_timeout=3)
    given: Any = {"endpoint_url": "https://host.example", "config": config}
    client = connect(region_name="us-east-1", request_checks="off", ignore_checks={}, **given)
    client.meta.events.register("before-call", nothing)
    made = COPIES[way](client)
    assert type(made) is ImportExportClient
    assert made is not client
    assert made.meta.endpoint_url == "https://host.example"
    found: Any = made.meta.config
    assert (found.retries["mode"], found.connect_timeout) == ("standard", 3)
    assert vars(made)["_checker"].modes == vars(client)["_checker"].modes


def test_deep_copies_keep_credentials_and_sessions() -> None:
    session: Any = Session()
    client = copy.deepcopy(connect(region_name="us-east-1", session=session, **KEYS))
    assert "AKIDMINE" in client.generate_presigned_url("get_status", {"JobId": "J"})
    cell = copy.deepcopy(connect_cell(endpoint_url="https://unit.example/", token="t"))
    assert cell.meta.endpoint_url == "https://unit.example/"


def test_a_shallow_copy_wraps_the_same_client() -> None:
    client = connect(region_name="us-east-1")
    other = copy.copy(client)
    assert other is not client
    assert other.meta is client.meta


def plain() -> Any:
    return ImportExportClient(boto3.client("importexport", region_name="us-east-1"))


def anonymous() -> Any:
    return connect(region_name="us-east-1", config=Config(signature_version=UNSIGNED))


REFUSED: list[tuple[str, Callable[[], Any], str]] = [
    (
        "pickle",
        lambda: connect(**KEYS),
        "pickled: the pickle would contain aws_secret_access_key; ",
    ),
    ("pickle", lambda: connect_cell(token="t"), "pickled: the pickle would contain token; "),
    ("pickle", lambda: connect(session=Session()), "pickled: session cannot be pickled; "),
    ("pickle", anonymous, "pickled: config cannot be pickled; "),
    ("pickle", plain, "pickled: it wraps a client that connect"),
    ("deepcopy", plain, "copied: it wraps a client that connect"),
    ("asdict", plain, "copied: it wraps a client that connect"),
]


@pytest.mark.parametrize(("way", "make", "why"), REFUSED)
def test_clients_that_cannot_be_copied_say_why(way: str, make: Any, why: str) -> None:
    with pytest.raises(TypeError, match=r"Client cannot be .*make a client with connect") as told:
        COPIES[way](make())
    assert why in str(told.value)


def test_copies_under_a_patch_are_the_fake_s() -> None:
    with FakeImportExport() as fake, fake.patch():
        fake.list_jobs().returns(Jobs=[])
        for way in COPIES.values():
            made = way(connect(region_name="us-east-1"))
            assert made.list_jobs().get("Jobs") == []
        assert fake.call_count == 3

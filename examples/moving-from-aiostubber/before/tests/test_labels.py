"""Labels in S3."""

from __future__ import annotations

from typing import TYPE_CHECKING

from conftest import body
from parcels import labels

if TYPE_CHECKING:
    from conftest import Stubbers
    from parcels.clients import Clients


async def test_a_label_is_read(clients: Clients, stubs: Stubbers) -> None:
    stubs.s3.add_response(
        "get_object", {"Body": body(b"No. 7")}, {"Bucket": "depot", "Key": "labels/7"}
    )

    assert await labels.read(clients.s3, "depot", "7") == b"No. 7"


async def test_there_is_no_label(clients: Clients, stubs: Stubbers) -> None:
    stubs.s3.add_client_error("get_object", "NoSuchKey")

    assert await labels.read(clients.s3, "depot", "7") is None


async def test_all_pages_are_listed(clients: Clients, stubs: Stubbers) -> None:
    first = {"Bucket": "depot", "Prefix": "labels/"}
    stubs.s3.add_response(
        "list_objects_v2",
        {"Contents": [{"Key": "labels/7"}], "IsTruncated": True, "NextContinuationToken": "t1"},
        first,
    )
    stubs.s3.add_response(
        "list_objects_v2",
        {"Contents": [{"Key": "labels/8"}], "IsTruncated": False},
        {**first, "ContinuationToken": "t1"},
    )

    assert await labels.numbers(clients.s3, "depot") == ["7", "8"]

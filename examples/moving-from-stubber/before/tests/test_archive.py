"""Orders are archived once, and listed."""

from __future__ import annotations

from typing import TYPE_CHECKING

from orders import archive

if TYPE_CHECKING:
    from conftest import Stubbers
    from orders.clients import Clients


def test_the_archive_does_not_have_an_order(clients: Clients, stubs: Stubbers) -> None:
    stubs.s3.add_client_error("head_object", "NoSuchKey")

    assert not archive.contains(clients.s3, "archive", "A1")


def test_all_pages_are_listed(clients: Clients, stubs: Stubbers) -> None:
    first = {"Bucket": "archive", "Prefix": "orders/"}
    stubs.s3.add_response(
        "list_objects_v2",
        {"Contents": [{"Key": "orders/A1"}], "IsTruncated": True, "NextContinuationToken": "t1"},
        first,
    )
    stubs.s3.add_response(
        "list_objects_v2",
        {"Contents": [{"Key": "orders/A2"}], "IsTruncated": False},
        {**first, "ContinuationToken": "t1"},
    )

    assert archive.numbers(clients.s3, "archive") == ["A1", "A2"]

"""Orders are archived once, and listed."""

from __future__ import annotations

from typing import TYPE_CHECKING

from orders import archive

if TYPE_CHECKING:
    from botosmith_s3.fakes import FakeS3


def test_the_archive_does_not_have_an_order(fake_s3: FakeS3) -> None:
    fake_s3.head_object().raises("404")

    assert not archive.contains(fake_s3.client, "archive", "A1")


def test_all_pages_are_listed(fake_s3: FakeS3) -> None:
    fake_s3.list_objects_v2(Bucket="archive", Prefix="orders/").pages(
        [{"Contents": [{"Key": "orders/A1"}]}, {"Contents": [{"Key": "orders/A2"}]}]
    )

    assert archive.numbers(fake_s3.client, "archive") == ["A1", "A2"]

"""Labels in S3."""

from __future__ import annotations

from typing import TYPE_CHECKING

from parcels import labels

if TYPE_CHECKING:
    from botosmith_s3.fakes import FakeS3


async def test_a_label_is_read(fake_s3: FakeS3) -> None:
    fake_s3.get_object(Bucket="depot", Key="labels/7").returns(Body=b"No. 7")

    assert await labels.read(fake_s3.aio_client, "depot", "7") == b"No. 7"


async def test_there_is_no_label(fake_s3: FakeS3) -> None:
    fake_s3.get_object().raises("NoSuchKey")

    assert await labels.read(fake_s3.aio_client, "depot", "7") is None


async def test_all_pages_are_listed(fake_s3: FakeS3) -> None:
    fake_s3.list_objects_v2(Bucket="depot", Prefix="labels/").pages(
        [{"Contents": [{"Key": "labels/7"}]}, {"Contents": [{"Key": "labels/8"}]}]
    )

    assert await labels.numbers(fake_s3.aio_client, "depot") == ["7", "8"]

"""What boto3's transfers write into requests for their caller, found by running all of them."""

from __future__ import annotations

import importlib
import io
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from botosmith_runtime.fakes import ABSENT, ANY
from botosmith_runtime.transfers import ADDED

boto3: Any = importlib.import_module("boto3")  # which has no types
transfer: Any = importlib.import_module("boto3.s3.transfer")
MANY: Any = transfer.TransferConfig(
    multipart_threshold=5 * 2**20, multipart_chunksize=5 * 2**20, use_threads=False
)
ONE: Any = transfer.TransferConfig(use_threads=False)
LARGE = b"x" * (5 * 2**20 + 1)
WRITTEN = {"Bucket", "Key", "Body", "ChecksumCRC32", "CopySource"}
"""What the caller of a transfer says, in the words of operations."""

FOUND: Any = {"ContentLength": len(LARGE), "ETag": '"1"'}


@pytest.fixture
def s3(fakes: dict[str, Any]) -> Iterator[Any]:
    with fakes["s3"](allow_unused=True) as fake:
        yield fake


def ranged(request: Any) -> Any:
    first, last = request.get("Range", "bytes=0-").removeprefix("bytes=").split("-")
    end = int(last) + 1 if last else len(LARGE)
    content = LARGE[int(first) : end]
    where = f"bytes {first}-{int(first) + len(content) - 1}/{len(LARGE)}"
    return {**FOUND, "Body": content, "ContentLength": len(content), "ContentRange": where}


def copied(_: Any) -> Any:
    return {"CopyPartResult": {"ETag": '"1"'}}


def prepare(fake: Any) -> None:
    fake.put_object().returns(ETag='"1"')
    fake.create_multipart_upload().returns(UploadId="u")
    fake.upload_part().returns(ETag='"1"')
    fake.complete_multipart_upload().returns(ETag='"1"')
    fake.abort_multipart_upload().returns()
    fake.head_object().returns(**FOUND)
    fake.get_object().responds(ranged)
    fake.copy_object().returns()
    fake.upload_part_copy().responds(copied)
    for method in ("get_object_tagging", "list_object_annotations"):
        getattr(fake, method)().returns_sample()


SOURCE: Any = {"Bucket": "source", "Key": "key"}
TRANSFERS: dict[str, Callable[[Any, Any, str], Any]] = {
    "upload_file": lambda s3, config, path: s3.upload_file(path, "bucket", "key", Config=config),
    "upload_fileobj": lambda s3, config, _: s3.upload_fileobj(
        io.BytesIO(LARGE), "bucket", "key", Config=config
    ),
    "upload_fileobj with a checksum": lambda s3, config, _: s3.upload_fileobj(
        io.BytesIO(LARGE), "bucket", "key", Config=config, ExtraArgs={"ChecksumCRC32": "AAAAAA=="}
    ),
    "download_file": lambda s3, config, path: s3.download_file(
        "bucket", "key", path, Config=config
    ),
    "download_fileobj": lambda s3, config, _: s3.download_fileobj(
        "bucket", "key", io.BytesIO(), Config=config
    ),
    "copy": lambda s3, config, _: s3.copy(SOURCE, "bucket", "key", Config=config),
}


def test_the_list_is_what_transfers_add(s3: Any, tmp_path: Path) -> None:
    (tmp_path / "file").write_bytes(LARGE)
    prepare(s3)
    for run in TRANSFERS.values():
        for config in (ONE, MANY):
            run(s3.boto3_client, config, str(tmp_path / "file"))
    s3.upload_part(PartNumber=2).raises("AccessDenied")
    with pytest.raises(transfer.S3UploadFailedError):
        s3.boto3_client.upload_file(str(tmp_path / "file"), "bucket", "key", Config=MANY)
    found: dict[str, set[str]] = {}
    sent = {"ChecksumMode"}  # which botocore adds, and nobody passes
    for call in s3.calls:
        more = call.request.keys() - WRITTEN - sent
        found.setdefault(call.operation, set()).update(more)
    missing = {name: more - ADDED.get(name, frozenset[str]()) for name, more in found.items()}
    assert {name: more for name, more in missing.items() if more} == {}
    unused = {name: more - found.get(name, set[str]()) for name, more in ADDED.items()}
    assert {name: more for name, more in unused.items() if more} == {}


def test_strict_fakes_do_not_ask_for_it(fakes: dict[str, Any], tmp_path: Path) -> None:
    (tmp_path / "file").write_bytes(LARGE)
    path = str(tmp_path / "file")
    place: Any = {"Bucket": "bucket", "Key": "key"}
    with fakes["s3"](strict=True) as fake, fake.patch(boto3):
        put = fake.put_object(Body=LARGE, ACL="private", **place).returns()
        fake.create_multipart_upload(**place).returns(UploadId="u")
        parts = fake.upload_part(Body=ANY, **place)
        parts.returns(ETag='"1"').times(2)
        fake.complete_multipart_upload(**place).returns()
        fake.head_object(**place).returns(**FOUND)
        fake.get_object(ChecksumMode=ABSENT, Range=ABSENT, **place).responds(ranged).times(2)
        client = boto3.client("s3", region_name="us-east-1")
        client.upload_file(path, "bucket", "key", Config=ONE, ExtraArgs={"ACL": "private"})
        boto3.resource("s3").Bucket("bucket").upload_fileobj(io.BytesIO(LARGE), "key", Config=MANY)
        client.download_file("bucket", "key", path, Config=MANY)
        assert put.calls[0].keys() == {"Bucket", "Key", "Body", "ACL"}
        assert [call["PartNumber"] for call in parts.calls] == [1, 2]
        assert fake.calls[0].request["ChecksumAlgorithm"] == "CRC32"


def test_strict_fakes_ask_for_what_the_caller_wrote(fakes: dict[str, Any]) -> None:
    with fakes["s3"](strict=True) as fake:
        fake.put_object(Bucket="bucket", Key="key").returns()
        with pytest.raises(AssertionError, match="ChecksumAlgorithm  -"):
            fake.client.put_object(Bucket="bucket", Key="key", ChecksumAlgorithm="CRC32")
        with pytest.raises(AssertionError, match="Body "):
            fake.client.upload_fileobj(io.BytesIO(b"x"), "bucket", "key")
        fake.reset()

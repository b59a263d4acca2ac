"""Types for the methods that boto3 adds to clients of S3, since boto3 itself has no types."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Protocol, TypedDict

from botosmith_runtime.compat import NotRequired
from botosmith_runtime.service_facts import known
from botosmith_runtime.type_defs import Readable as Readable  # what packages import from here

FAKED = "_botosmith_engine"
"""The attribute of a fake's clients for the fake's engine."""


ADDED: Mapping[str, frozenset[str]] = {
    "AbortMultipartUpload": frozenset({"UploadId"}),
    "CompleteMultipartUpload": frozenset({"ChecksumType", "MultipartUpload", "UploadId"}),
    "CreateMultipartUpload": frozenset({"ChecksumAlgorithm", "ChecksumType", "Metadata"}),
    "GetObject": frozenset({"IfMatch", "Range"}),
    "PutObject": frozenset({"ChecksumAlgorithm"}),
    "UploadPart": frozenset({"ChecksumAlgorithm", "PartNumber", "UploadId"}),
    "UploadPartCopy": frozenset({"CopySourceIfMatch", "CopySourceRange", "PartNumber", "UploadId"}),
}
"""By operation, the parameters that S3's transfers (such as ``upload_file``) add to requests.

A test calls all of these methods and compares.
"""


class CopySource(TypedDict):
    """The S3 object that is copied."""

    Bucket: str
    Key: str
    VersionId: NotRequired[str]


class TransferConfig(Protocol):
    """A ``boto3.s3.transfer.TransferConfig``, which this library uses but never imports."""

    @property
    def multipart_threshold(self) -> Any: ...

    @property
    def use_threads(self) -> Any: ...


class Writable(Protocol):
    """What ``download_fileobj`` writes to: a file in binary mode."""

    def write(self, data: bytes, /) -> Any: ...


def is_missing(name: str, client: Any) -> bool:
    """Whether boto3 would have added this method, if it had made the client."""
    if client is None:
        return False
    added = known(client.meta.service_model.service_id).get("addedMethods", {})
    return name in added and added[name]["addedBy"] == "boto3"


def added(operation: str, caller: str, params: Mapping[str, Any]) -> frozenset[str]:
    """The parameters that S3's transfers added to a call; ``caller`` is the calling module's name.

    ``copy`` adds the ``Metadata`` of its source. It looks the same as the caller's own, so it
    counts as the caller's.
    """
    if caller.partition(".")[0] != "s3transfer":
        return frozenset()
    own = {"Metadata"} if params.get("Metadata") else set[str]()
    return ADDED.get(operation, frozenset[str]()) - own


def advice(client: Any) -> str:
    """How to get a client that has these methods."""
    if FAKED in vars(client):
        return "import boto3 before the fake opens"
    return "pass connect(session=boto3.Session())"

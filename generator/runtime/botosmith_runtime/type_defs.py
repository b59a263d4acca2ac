"""The types that every generated package shares, under the names that types-boto3 gives them."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import IO, Any, TypedDict, final

from botocore.response import StreamingBody

from botosmith_runtime.compat import NotRequired

__all__ = (
    "BlobTypeDef",
    "DocumentTypeDef",
    "EmptyResponseMetadataTypeDef",
    "PaginatorConfigTypeDef",
    "ResponseMetadataTypeDef",
    "TimestampTypeDef",
    "UnknownMemberTypeDef",
    "UnknownUnionMemberTypeDef",
    "WaiterConfigTypeDef",
)

TimestampTypeDef = datetime | str
"""A timestamp in a request: a ``datetime``, or a string that botocore parses, such as ISO 8601."""

BlobTypeDef = str | bytes | IO[Any] | StreamingBody
"""Bytes in a request; text is encoded as UTF-8, a file is read."""

DocumentTypeDef = Mapping[str, Any] | Sequence[Any] | str | int | float | bool | None
"""Any JSON value."""


class ResponseMetadataTypeDef(TypedDict):
    """The metadata that botocore adds to every response."""

    RequestId: str
    HTTPStatusCode: int
    HTTPHeaders: dict[str, str]
    RetryAttempts: int
    HostId: NotRequired[str]


class EmptyResponseMetadataTypeDef(TypedDict):
    """The response of an operation without output."""

    ResponseMetadata: ResponseMetadataTypeDef


class PaginatorConfigTypeDef(TypedDict):
    """The options of a paginator: items in total, items per page, and where to continue."""

    MaxItems: NotRequired[int]
    PageSize: NotRequired[int]
    StartingToken: NotRequired[str]


class WaiterConfigTypeDef(TypedDict):
    """The options of a waiter: seconds between two calls, and the maximum number of calls."""

    Delay: NotRequired[int]
    MaxAttempts: NotRequired[int]


class UnknownMemberTypeDef(TypedDict):
    """What botocore returns for a union member that is not in the model: only its name."""

    name: str


@final
class UnknownUnionMemberTypeDef(TypedDict):
    """The type of unknown members in packages of an older botosmith."""

    SDK_UNKNOWN_MEMBER: UnknownMemberTypeDef

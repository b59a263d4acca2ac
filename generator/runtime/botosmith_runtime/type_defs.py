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
"""A moment in a request: a ``datetime``, or text that botocore parses (ISO 8601, for instance)."""

BlobTypeDef = str | bytes | IO[Any] | StreamingBody
"""Bytes in a request; text is encoded as UTF-8, a file is read."""

DocumentTypeDef = Mapping[str, Any] | Sequence[Any] | str | int | float | bool | None
"""Anything that JSON can say."""


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
    """What botocore makes of a union's member that the model does not know: its name alone."""

    name: str


@final
class UnknownUnionMemberTypeDef(TypedDict):
    """A union in packages that botosmith made before its unions became one ``TypedDict``."""

    SDK_UNKNOWN_MEMBER: UnknownMemberTypeDef

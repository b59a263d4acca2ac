"""The types that every generated package shares, under the names that types-boto3 gives them."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from decimal import Decimal
from typing import Any, Protocol, TypedDict, final

from botosmith_runtime.compat import NotRequired

__all__ = (
    "BlobTypeDef",
    "CapitalMessageErrorResponseTypeDef",
    "ClientErrorDetailTypeDef",
    "DocumentTypeDef",
    "DoubleTypeDef",
    "EmptyResponseMetadataTypeDef",
    "ErrorResponseTypeDef",
    "MessageErrorResponseTypeDef",
    "PaginatorConfigTypeDef",
    "Readable",
    "ResponseMetadataTypeDef",
    "TimestampTypeDef",
    "UnknownMemberTypeDef",
    "UnknownUnionMemberTypeDef",
    "WaiterConfigTypeDef",
)


class Readable(Protocol):
    """What is read for bytes: a file in binary mode, or a response's body."""

    def read(self, size: int, /) -> bytes: ...


TimestampTypeDef = datetime | str | float | Decimal
"""A timestamp in a request: a ``datetime``, seconds since 1970, or text, such as ISO 8601."""

BlobTypeDef = str | bytes | bytearray | Readable
"""Bytes in a request; text is encoded as UTF-8, a file is read."""

DoubleTypeDef = float | Decimal
"""A number in a request; an ``int`` is one, too."""

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


class ClientErrorDetailTypeDef(TypedDict):
    """An error's code and text. Services that answer in XML may add more."""

    Code: str
    Message: str
    Type: NotRequired[str]


class ErrorResponseTypeDef(TypedDict):
    """``error.response``, as botocore parses it."""

    Error: ClientErrorDetailTypeDef
    ResponseMetadata: ResponseMetadataTypeDef


class MessageErrorResponseTypeDef(ErrorResponseTypeDef):
    """The response of an error whose only member is its text."""

    message: str


class CapitalMessageErrorResponseTypeDef(ErrorResponseTypeDef):
    """The same, where the model writes its name with a capital."""

    Message: str


class PaginatorConfigTypeDef(TypedDict):
    """The options of a paginator: items in total, items per page, and where to continue.

    None is as good as leaving an option out.
    """

    MaxItems: NotRequired[int | None]
    PageSize: NotRequired[int | None]
    StartingToken: NotRequired[str | None]


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

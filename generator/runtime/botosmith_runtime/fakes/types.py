"""The types that all generated fakes share."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypedDict, TypeVar, Union

from botocore import exceptions

from botosmith_runtime.compat import NotRequired, ReadOnly

ErrorT = TypeVar("ErrorT")

ErrorOrClass = Union[ErrorT, type[ErrorT]]  # noqa: UP007  # generated types are unions, too
"""An error, or its class."""

HTTPFailure = Union[  # noqa: UP007
    ErrorOrClass[exceptions.HTTPClientError],
    ErrorOrClass[exceptions.ConnectionError],
]
"""The errors that botocore itself raises when no response arrives: timeouts, lost connections."""


class EmptyAnswer(TypedDict):
    """The response of an operation whose output has no members."""

    ResponseMetadata: NotRequired[ReadOnly[Mapping[str, Any]]]

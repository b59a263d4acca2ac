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
"""What botocore raises itself where no answer comes: timeouts, lost connections."""


class EmptyAnswer(TypedDict):
    """The answer of an operation whose response has no members of its own."""

    ResponseMetadata: NotRequired[ReadOnly[Mapping[str, Any]]]

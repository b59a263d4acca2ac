"""The types that all generated fakes share."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypedDict

from botosmith_runtime.compat import NotRequired, ReadOnly


class EmptyAnswer(TypedDict):
    """The answer of an operation whose response has no members of its own."""

    ResponseMetadata: NotRequired[ReadOnly[Mapping[str, Any]]]

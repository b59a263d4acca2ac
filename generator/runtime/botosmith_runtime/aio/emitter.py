"""The events of the sessions that this library makes for asynchronous clients."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from botosmith_runtime.emitter import Trusting

if TYPE_CHECKING:
    AioHierarchicalEmitter: Any
else:
    from aiobotocore.hooks import AioHierarchicalEmitter


class AioEmitter(Trusting, AioHierarchicalEmitter):  # type: ignore[misc]  # it has no types
    """aiobotocore's emitter, without the inspection of botocore's handlers and ours."""

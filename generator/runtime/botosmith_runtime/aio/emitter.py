"""The events of the sessions that this library makes for asynchronous clients."""

from __future__ import annotations

import logging
from inspect import isawaitable
from typing import TYPE_CHECKING, Any

from botosmith_runtime.emitter import Trusting

if TYPE_CHECKING:

    class AioHierarchicalEmitter:
        """aiobotocore's emitter, with the attributes that are used here."""

        _lookup_cache: dict[str, Any]
        _handlers: Any

else:
    from aiobotocore.hooks import AioHierarchicalEmitter

_LOGGER = logging.getLogger("botocore.hooks")


class AioEmitter(Trusting, AioHierarchicalEmitter):
    """aiobotocore's emitter, without the inspection of botocore's handlers and ours.

    It calls handlers as aiobotocore does, in less time: nearly all of them return None, and need
    neither a coroutine around their result nor a line for a log that is off.
    """

    async def _emit(
        self, event_name: str, kwargs: dict[str, Any], stop_on_response: bool = False
    ) -> list[Any]:
        known: dict[str, Any] = self._lookup_cache
        handlers: Any = known.get(event_name)
        if handlers is None:
            handlers = known[event_name] = self._handlers.prefix_search(event_name)
        if not handlers:
            return []
        logs = _LOGGER.isEnabledFor(logging.DEBUG)
        kwargs["event_name"] = event_name
        responses: list[Any] = []
        for handler in handlers:
            if logs:
                _LOGGER.debug("Event %s: calling handler %s", event_name, handler)
            response: Any = handler(**kwargs)
            if response is not None and isawaitable(response):
                response = await response
            responses.append((handler, response))
            if stop_on_response and response is not None:
                break
        return responses

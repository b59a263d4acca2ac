"""The events of sessions that this library makes for itself.

botocore inspects the signature of each handler that is registered: 120 of its own for a session,
and more for a client. This takes a third of the time for a session, and its own handlers do not
need it.
"""

from __future__ import annotations

from typing import Any

from botocore.hooks import HierarchicalEmitter

_KNOWN = ("aiobotocore.", "botocore.", "botosmith_runtime.")


class Trusting(HierarchicalEmitter):
    """An emitter that does not inspect botocore's handlers and ours.

    If another version of botocore lacks the overridden method, it inspects each handler again.
    """

    def _verify_accept_kwargs(self, func: Any) -> None:
        if not str(getattr(func, "__module__", "")).startswith(_KNOWN):
            botocores: Any = super()
            botocores._verify_accept_kwargs(func)  # noqa: SLF001  # the overridden method


class Emitter(Trusting):
    """The emitter of synchronous sessions."""

"""The events of the sessions that this library makes for itself.

botocore looks at the signature of each handler that comes: 120 of its own for a session, and more
for a client. That is a third of what a session takes, and its own handlers need no such look.
"""

from __future__ import annotations

from typing import Any

from botocore.hooks import HierarchicalEmitter

_KNOWN = ("botocore.", "botosmith_runtime.")


class Emitter(HierarchicalEmitter):
    """botocore's emitter, which takes botocore's handlers and ours as they are.

    Without the method that it overrides, another botocore would look at each handler again.
    """

    def _verify_accept_kwargs(self, func: Any) -> None:
        if not str(getattr(func, "__module__", "")).startswith(_KNOWN):
            botocores: Any = super()
            botocores._verify_accept_kwargs(func)  # noqa: SLF001  # its own, overridden

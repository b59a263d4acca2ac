"""The table at the end of both modules."""

from __future__ import annotations

from collections.abc import Iterable

from botosmith import ir


def registry(pollers: Iterable[ir.Paginator | ir.Waiter]) -> str:
    """A dict display: the classes of paginators or waiters by the names that users pass."""
    lines = "".join(f'    "{poller.method}": {poller.class_name},\n' for poller in pollers)
    return f"{{\n{lines}}}" if lines else "{}"

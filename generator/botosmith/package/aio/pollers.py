"""Prints ``aio/paginator.py`` and ``aio/waiter.py``: the templates are the synchronous ones."""

from __future__ import annotations

from botosmith.package.aio.names import imports
from botosmith.package.pollers import paginator, waiter
from botosmith.package.python.files import Subject


def paginators(subject: Subject) -> str:
    """The text of ``aio/paginator.py``."""
    own = {"botosmith_runtime.aio.pollers": ["Pages", "Paginator"]}
    return paginator.printed(subject, imports(subject, own, here=".paginator"))


def waiters(subject: Subject) -> str:
    """The text of ``aio/waiter.py``."""
    own = {"botosmith_runtime.aio.pollers": ["Waiter"]}
    return waiter.printed(subject, imports(subject, own, here=".waiter"), awaited=True)

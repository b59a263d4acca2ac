"""Prints ``paginator.py``: the data and filters of its template."""

from __future__ import annotations

from botosmith.package.pollers.registry import registry
from botosmith.package.python import homes
from botosmith.package.python.files import Subject
from botosmith.package.python.templates import Templates

_HOMES: homes.Homes = {
    "botocore.paginate": ["PageIterator"],
    "botosmith_runtime.pollers": ["Paginator"],
}


def paginators(subject: Subject) -> str:
    """The text of ``paginator.py``."""
    found = subject.service.paginators
    return _TEMPLATES.module(
        "pollers/paginator.py",
        subject,
        homes.imports(subject, _HOMES, here=".paginator"),
        exported=["PAGINATORS", *(paginator.class_name for paginator in found)],
    )


_TEMPLATES = Templates({"registry": registry})

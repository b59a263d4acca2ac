"""Prints ``aio/client.py``, its stub, and ``aio/__init__.py``."""

from __future__ import annotations

from botosmith.package.aio.names import imports
from botosmith.package.client.client import printed
from botosmith.package.python import homes
from botosmith.package.python.files import Subject
from botosmith.package.python.stubs import condensed
from botosmith.package.python.templates import Templates

_HOMES: homes.Homes = {
    "botosmith_runtime.aio.client": ["AioClient"],
    "botosmith_runtime.aio.connecting": [
        *("AioSession", "Connecting"),
        *("AioConnectOptions", "AioEndpointOptions", "AioSignedEndpointOptions"),
    ],
    "botosmith_runtime.service": ["Service"],
    "botosmith_runtime.transfers": ["Readable"],
}


def client(subject: Subject) -> str:
    """The text of ``aio/client.py``."""
    return _client(subject, stub=False)


def stub(subject: Subject) -> str:
    """The text of ``aio/client.pyi``, as short as that of ``client.pyi``."""
    return condensed(_client(subject, stub=True))


def init(subject: Subject) -> str:
    """The text of ``aio/__init__.py``."""
    collected = imports(subject, {".client": ["register"]}, lazy=False)
    exported = [
        collected.load(name) for name in (subject.service.class_name, "connect", "register")
    ]
    return Templates({}).module("aio/__init__.py", subject, collected, exported=exported)


def _client(subject: Subject, *, stub: bool) -> str:
    found = imports(subject, _HOMES, here=".client", lazy=not stub)
    return printed(subject, "aio/client.py", found, stub=stub, awaited=True)

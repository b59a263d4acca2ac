"""Packages for one service, and the names in them that are its client."""

from __future__ import annotations

import re

_OWN = "botosmith_"
_PREFIXES = (_OWN, "mypy_boto3_", "types_boto3_")
_PACKAGE = rf"({'|'.join(_PREFIXES)})(?P<stem>[a-z0-9_]+)"
_MODULE = re.compile(rf"{_PACKAGE}(\.[\w.]+)?")
# The class, which is also used in annotations; in botosmith's packages also ``connect``.
_CLIENT = re.compile(rf"{_PACKAGE}(\.client)?\.(\w*Client|connect)")
_FAKE = re.compile(rf"{_OWN}(?P<stem>[a-z0-9_]+)\.fakes\.Fake\w+")
_RUNTIME = "botosmith_runtime"


def from_package(path: str) -> str:
    """A dotted name from botosmith's package on, which may stand among the modules of a program."""
    above, found, inner = path.partition(f".{_OWN}")
    return f"{_OWN}{inner}" if found else above


def service_of_module(name: str) -> str | None:
    """The service of a module's package."""
    return _service(_MODULE.fullmatch(from_package(name)))


def service_of_client(path: str) -> str | None:
    """The service of a client class or of ``connect``, by its dotted name."""
    return _service(_CLIENT.fullmatch(path))


def service_of_fake(path: str) -> str | None:
    """The service of a fake's class, by its dotted name."""
    return _service(_FAKE.fullmatch(path))


def service_of_own(module: str) -> str | None:
    """The service of which a module has botosmith's client."""
    top, _, inner = from_package(module).partition(".")
    if top.startswith(_OWN) and top != _RUNTIME and inner in ("", "client"):
        return service_of_module(top)
    return None


def _service(found: re.Match[str] | None) -> str | None:
    return found["stem"].replace("_", "-") if found else None

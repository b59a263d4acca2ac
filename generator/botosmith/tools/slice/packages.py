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


def service_of_module(name: str) -> str | None:
    """The service of a module's package; None for other modules."""
    return _service(_MODULE.fullmatch(name))


def service_of_client(path: str) -> str | None:
    """The service of a client class or of ``connect``, by its dotted name."""
    return _service(_CLIENT.fullmatch(path))


def service_of_fake(path: str) -> str | None:
    """The service of a fake's class, by its dotted name."""
    return _service(_FAKE.fullmatch(path))


def service_of_own(module: str) -> str | None:
    """The service of a module with botosmith's client."""
    top, _, inner = module.partition(".")
    if top.startswith(_OWN) and top != _RUNTIME and inner in ("", "client"):
        return service_of_module(top)
    return None


def _service(found: re.Match[str] | None) -> str | None:
    return found["stem"].replace("_", "-") if found else None

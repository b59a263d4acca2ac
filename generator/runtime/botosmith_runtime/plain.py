"""What ``plugin`` adds to plain clients: botocore makes a class of each, with this as a base."""

from __future__ import annotations

import os
from collections.abc import Mapping
from typing import Any

from botocore.client import BaseClient

from botosmith_runtime import checks
from botosmith_runtime.guard import session_of
from botosmith_runtime.installed import installed
from botosmith_runtime.modes import Ignore

MODES = "_botosmith_modes"
"""The attribute of plain clients that holds the modes which ``plugin`` was given."""


class CheckedClient(BaseClient):
    """Checks what it sends and receives, if a package of its service and version is installed."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        model = self.meta.service_model
        for package in installed().packages:
            if package.service == model.service_name and model.api_version in package.api_versions:
                given = getattr(self, MODES)
                otherwise = configured_modes(session_of(self, kwargs.get("loader")))
                modes: Any = [b if a is None else a for a, b in zip(given, otherwise, strict=True)]
                checks.install(self, package.module, *modes)


def configured_modes(session: Any) -> list[Any]:
    """The modes and the ignored rules of ``BOTOSMITH_REQUEST_CHECKS`` and the like.

    Where a variable is not set, those of the profile; None where neither says anything.
    """
    profile: Mapping[str, Any] = session.get_scoped_config()
    request, response, ignore = (
        os.environ.get(f"BOTOSMITH_{name.upper()}_CHECKS")
        or profile.get(f"botosmith_{name}_checks")
        for name in ("request", "response", "ignore")
    )
    return [request, response, _ignore(ignore) if ignore else None]


def _ignore(text: str) -> Ignore:
    """What ``ReceiveMessage.AttributeNames=enum,pattern PutRecords=*`` says."""
    pairs = [pair.partition("=") for pair in text.split()]
    return {place: rules.split(",") if equals else ["*"] for place, equals, rules in pairs}

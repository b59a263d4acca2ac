"""What ``plugin`` adds to plain clients: botocore makes a class of each, with these as bases."""

from __future__ import annotations

import json
import os
from pathlib import Path
from typing import Any

from botocore.client import BaseClient
from botocore.exceptions import NoAuthTokenError

from botosmith_runtime import checks
from botosmith_runtime.installed import Package, installed


class PlainClient(BaseClient):
    """Sends no token to a service outside AWS but the one that is meant for it.

    Where ``AWS_BEARER_TOKEN_<SERVICE>`` is not set, botocore would take a single sign-on token of
    AWS's.
    """

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        model = self.meta.service_model
        for package in installed().packages:
            if package.service == model.service_name and model.api_version in package.api_versions:
                self._join(package)

    def _join(self, package: Package) -> None:
        model = self.meta.service_model
        variable = "AWS_BEARER_TOKEN_" + model.signing_name.replace("-", "_").upper()
        if variable not in os.environ and _is_outside_aws(package, model.api_version):
            self.meta.events.register("before-sign", _refuse_tokens)


class CheckedClient(PlainClient):
    """Checks what it sends and receives, too."""

    def _join(self, package: Package) -> None:
        super()._join(package)
        checks.install(self, package.module)


def _is_outside_aws(package: Package, api_version: str) -> bool:
    """Whether ``botosmith-1.json`` says that the service has bearer tokens of its own."""
    extras = Path(package.models, package.service, api_version, "botosmith-1.json")
    if not extras.is_file():
        return False
    return "bearer" in json.loads(extras.read_text(encoding="utf-8")).get("authentication", {})


def _refuse_tokens(signature_version: Any, **_: Any) -> None:
    if signature_version == "bearer":
        raise NoAuthTokenError

"""What ``plugin`` adds to plain clients: botocore makes a class of each, with this as a base."""

from __future__ import annotations

from typing import Any

from botocore.client import BaseClient

from botosmith_runtime import checks
from botosmith_runtime.installed import installed


class CheckedClient(BaseClient):
    """Checks what it sends and receives, if a package of its service and version is installed."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        model = self.meta.service_model
        for package in installed().packages:
            if package.service == model.service_name and model.api_version in package.api_versions:
                checks.install(self, package.module)

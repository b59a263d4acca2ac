"""Where a client's endpoint comes from, and whether it was given for its service.

botocore reads ``AWS_ENDPOINT_URL`` and ``endpoint_url`` of the profile for all services at once.
They mostly name an emulator of AWS, which is no place for the token of a service outside AWS.
"""

from __future__ import annotations

import os
from collections.abc import Mapping
from functools import cache
from typing import Any
from urllib.parse import urlsplit

from botocore.exceptions import ProfileNotFound


class ConfiguredEndpoints:
    """The endpoints that environment and profile give: for one service, and for all of them.

    Those for all are by the name of the setting.
    """

    def __init__(self, for_service: frozenset[str], for_all: Mapping[str, str]) -> None:
        self.for_service = for_service
        self.for_all = for_all

    def is_for_service(self, url: str) -> bool:
        """Whether a setting gives this URL for the service."""
        return _normal(url) in self.for_service

    def shared_by_all(self, url: str) -> str:
        """The setting that gives this URL for all services; empty if there is none."""
        same = (name for name, other in self.for_all.items() if other == _normal(url))
        return next(same, "")


def endpoint_variable(service: str) -> str:
    """The environment variable that gives an endpoint for one service."""
    return "AWS_ENDPOINT_URL_" + service.replace("-", "_").upper()


def configured_endpoints(service: str, session: Any = None) -> ConfiguredEndpoints:
    """What botocore may find for a service of one of its sessions.

    Without a session these are the settings of all profiles: which one a client was made with, it
    does not say.
    """
    if session is None:
        from botocore.session import Session

        session = Session()
        profiles: Any = {**session.full_config.get("profiles", {})}
    else:
        try:
            profiles = {"": session.get_scoped_config()}
        except ProfileNotFound:
            profiles = {}
        if session.get_config_variable("ignore_configured_endpoint_urls"):
            return ConfiguredEndpoints(frozenset(), {})
    sections: Any = session.full_config.get("services", {})
    for_service: list[str | None] = [os.environ.get(endpoint_variable(service))]
    for_all = [("AWS_ENDPOINT_URL", os.environ.get("AWS_ENDPOINT_URL"))]
    for profile in profiles.values():
        section: Any = sections.get(profile.get("services"), {})
        own: Any = section.get(service.replace("-", "_"))
        # Text where the section does not say of what.
        for_service.append(None if own is None or isinstance(own, str) else own.get("endpoint_url"))
        for_all.append(("endpoint_url of the profile", profile.get("endpoint_url")))
    return ConfiguredEndpoints(
        frozenset(_normal(url) for url in for_service if url),
        {name: _normal(url) for name, url in for_all if url},
    )


def is_of_aws(host: str) -> bool:
    """Whether a host lies in a domain of AWS's, such as ``amazonaws.com``."""
    return f".{host}".endswith(_aws_domains())


def _normal(url: str) -> str:
    parts = urlsplit(url.strip())
    return f"{parts.scheme.lower()}://{parts.netloc.lower()}{parts.path.rstrip('/')}?{parts.query}"


@cache
def _aws_domains() -> tuple[str, ...]:
    """What the hosts of each partition of AWS's end with."""
    from botocore.loaders import create_loader

    document: Any = create_loader().load_data("partitions")
    outputs = [partition["outputs"] for partition in document["partitions"]]
    keys = ("dnsSuffix", "dualStackDnsSuffix")
    return tuple(sorted({f".{output[key]}" for output in outputs for key in keys}))

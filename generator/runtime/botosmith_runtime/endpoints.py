"""Where a client's endpoint comes from, and whether it was set for its service.

botocore uses ``AWS_ENDPOINT_URL`` and the profile's ``endpoint_url`` for all services. They usually
name an emulator of AWS, which must not get the token of a service outside AWS.
"""

from __future__ import annotations

import os
from collections.abc import Mapping
from functools import cache
from typing import Any
from urllib.parse import urlsplit

from botocore.exceptions import ProfileNotFound


class ConfiguredEndpoints:
    """The endpoints in the environment and the profile: for one service, and for all services.

    ``for_all`` has the name of each setting as its key.
    """

    def __init__(self, for_service: frozenset[str], for_all: Mapping[str, str]) -> None:
        self.for_service = for_service
        self.for_all = for_all

    def is_for_service(self, url: str) -> bool:
        """Whether a setting sets this URL for the service."""
        return _normal(url) in self.for_service

    def shared_by_all(self, url: str) -> str:
        """The setting that sets this URL for all services; empty if there is none."""
        same = (name for name, other in self.for_all.items() if other == _normal(url))
        return next(same, "")


def endpoint_variable(service: str) -> str:
    """The environment variable for the endpoint of one service."""
    return "AWS_ENDPOINT_URL_" + service.replace("-", "_").upper()


def configured_endpoints(service: str, session: Any = None) -> ConfiguredEndpoints:
    """The endpoint settings that botocore may use for a service and a session.

    Without a session, the settings of all profiles: a client does not tell its profile.
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
        # It is a string if the section has a plain value for the service.
        for_service.append(None if own is None or isinstance(own, str) else own.get("endpoint_url"))
        for_all.append(("endpoint_url of the profile", profile.get("endpoint_url")))
    return ConfiguredEndpoints(
        frozenset(_normal(url) for url in for_service if url),
        {name: _normal(url) for name, url in for_all if url},
    )


def is_of_aws(host: str) -> bool:
    """Whether a host is in a domain of AWS, such as ``amazonaws.com``."""
    return f".{host}".endswith(_aws_domains())


def _normal(url: str) -> str:
    parts = urlsplit(url.strip())
    return f"{parts.scheme.lower()}://{parts.netloc.lower()}{parts.path.rstrip('/')}?{parts.query}"


@cache
def _aws_domains() -> tuple[str, ...]:
    """The domains of all AWS partitions, with a leading dot."""
    from botocore.loaders import create_loader

    document: Any = create_loader().load_data("partitions")
    outputs = [partition["outputs"] for partition in document["partitions"]]
    keys = ("dnsSuffix", "dualStackDnsSuffix")
    return tuple(sorted({f".{output[key]}" for output in outputs for key in keys}))

"""Where a client's endpoint comes from, and whether it was given for its service.

botocore reads ``AWS_ENDPOINT_URL`` and ``endpoint_url`` of the profile for all services at once.
They mostly name an emulator of AWS, which is no place for the token of a service outside AWS.
"""

from __future__ import annotations

import os
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any
from urllib.parse import urlsplit

from botocore.exceptions import ProfileNotFound


@dataclass(frozen=True)
class ConfiguredEndpoints:
    """The endpoints that environment and profile give, by the setting that gives them."""

    service: str
    for_service: Mapping[str, str]
    for_all: Mapping[str, str]

    @property
    def variable(self) -> str:
        """The environment variable that gives an endpoint for this service alone."""
        return _variable(self.service)

    def shared_by_all(self, url: str) -> str:
        """The setting that gives a URL for all services and none for this one; else empty."""
        if any(_same(url, own) for own in self.for_service.values()):
            return ""
        return next((name for name, other in self.for_all.items() if _same(url, other)), "")


def configured_endpoints(service: str, session: Any) -> ConfiguredEndpoints:
    """What botocore would find for a service of a session, by the names of the settings.

    ``session`` is botocore's.
    """
    try:
        profile: Any = session.get_scoped_config()
    except ProfileNotFound:  # of the environment; the client was made with another
        profile = {}
    sections: Any = session.full_config.get("services", {})
    section: Any = sections.get(profile.get("services"), {}).get(service.replace("-", "_"))
    for_service = {
        _variable(service): os.environ.get(_variable(service)),
        "the services section of the profile": section and section.get("endpoint_url"),
    }
    for_all = {
        "AWS_ENDPOINT_URL": os.environ.get("AWS_ENDPOINT_URL"),
        "endpoint_url of the profile": profile.get("endpoint_url"),
    }
    return ConfiguredEndpoints(service, _given(for_service), _given(for_all))


def is_default_host(host: str, endpoint_prefix: str) -> bool:
    """Whether a host is the one that botocore makes of the model's prefix, under AWS's domains."""
    return host.startswith((f"{endpoint_prefix}.", f"{endpoint_prefix}-fips.")) and host.endswith(
        _aws_domains()
    )


def _variable(service: str) -> str:
    return "AWS_ENDPOINT_URL_" + service.replace("-", "_").upper()


def _given(settings: Mapping[str, Any]) -> dict[str, str]:
    return {name: url for name, url in settings.items() if isinstance(url, str) and url}


def _same(one: str, other: str) -> bool:
    return _normal(one) == _normal(other)


def _normal(url: str) -> tuple[str, ...]:
    parts = urlsplit(url)
    return parts.scheme.lower(), parts.netloc.lower(), parts.path.rstrip("/"), parts.query


@cache
def _aws_domains() -> tuple[str, ...]:
    """``.amazonaws.com`` and the like: what the hosts of each partition of AWS's end with."""
    from botocore.loaders import create_loader

    document: Any = create_loader().load_data("partitions")
    outputs = [partition["outputs"] for partition in document["partitions"]]
    keys = ("dnsSuffix", "dualStackDnsSuffix")
    return tuple(sorted({f".{output[key]}" for output in outputs for key in keys}))

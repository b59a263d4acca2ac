"""Environment variables with which a program finds a server, and nothing else."""

from __future__ import annotations

import os
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

from botosmith_runtime.credentials import token_variable

REGION = "us-east-1"
KEYS = {"AWS_ACCESS_KEY_ID": "AKIAFAKEFAKEFAKEFAKE", "AWS_SECRET_ACCESS_KEY": "fake"}
"""Credentials that open nothing."""

_OF_THE_USER = (
    "AWS_CONTAINER_CREDENTIALS_FULL_URI",
    "AWS_CONTAINER_CREDENTIALS_RELATIVE_URI",
    "AWS_DEFAULT_PROFILE",
    "AWS_IGNORE_CONFIGURED_ENDPOINT_URLS",
    "AWS_PROFILE",
    "AWS_ROLE_ARN",
    "AWS_SESSION_TOKEN",
    "AWS_USE_DUALSTACK_ENDPOINT",
    "AWS_USE_FIPS_ENDPOINT",
    "AWS_WEB_IDENTITY_TOKEN_FILE",
)
_PROXIES = ("http_proxy", "https_proxy", "all_proxy")


def endpoint_variable(service_id: Any) -> str:
    """The variable of AWS's SDKs for the endpoint of a service, by botocore's ``ServiceId``."""
    name: str = service_id.hyphenize()
    return f"AWS_ENDPOINT_URL_{name.replace('-', '_').upper()}"


def variables(
    models: Iterable[Any], url: str, authority: Path | None, *, outside: Iterable[str] = ()
) -> dict[str, str]:
    """The variables for the services of these ``ServiceModel``.

    ``outside`` names services outside AWS, which take a bearer token.
    """
    found = {endpoint_variable(model.service_id): url for model in models}
    found |= {token_variable(name): "fake" for name in outside}
    found |= KEYS
    found |= {"AWS_REGION": REGION, "AWS_DEFAULT_REGION": REGION}
    found["AWS_EC2_METADATA_DISABLED"] = "true"
    if authority is not None:
        found |= {"AWS_CA_BUNDLE": str(authority), "NODE_EXTRA_CA_CERTS": str(authority)}
    return found


def environment(own: Mapping[str, str], *, block_others: bool) -> dict[str, str]:
    """This process's environment with a server's variables, and without the user's credentials.

    With ``block_others``, all other hosts are behind a proxy that does not exist.
    """
    kept = {name: value for name, value in os.environ.items() if name not in _OF_THE_USER}
    files = {"AWS_CONFIG_FILE": os.devnull, "AWS_SHARED_CREDENTIALS_FILE": os.devnull}
    found = {**kept, **files, **own}
    if block_others:
        for name in _PROXIES:
            found[name] = found[name.upper()] = "http://127.0.0.1:9"  # the port discard
        found["no_proxy"] = found["NO_PROXY"] = "127.0.0.1,localhost,.localhost,::1"
    return found

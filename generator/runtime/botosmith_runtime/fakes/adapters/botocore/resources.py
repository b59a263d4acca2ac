"""boto3's resources on top of a fake's client."""

from __future__ import annotations

from collections.abc import Callable
from copy import copy
from functools import cache
from importlib import import_module
from typing import Any

from botosmith_runtime.fakes.adapters.botocore import sessions


def resource(service: str, client: Callable[[Any, dict[str, Any]], Any]) -> Any:
    """boto3's resource of a service. Raises ImportError without boto3.

    ``client`` gets a botocore session and the arguments of ``create_client``. It returns a client
    for this resource alone, since some resources change what their client does.
    """
    inner, shared = _sessions()

    def made(service_name: str, **asked: Any) -> Any:
        return client(inner, {"service_name": service_name, **asked})

    session = copy(shared)
    session.client = made
    return session.resource(service)


@cache
def _sessions() -> tuple[Any, Any]:
    """A session of botocore that reads no file, and boto3's around it.

    All fakes share them: to make a client with a new session takes a hundred times as long.
    """
    try:
        boto3: Any = import_module("boto3")
    except ImportError as error:
        raise ImportError("fake.resource is boto3's own resource: pip install boto3") from error
    inner = sessions.own_session()
    return inner, boto3.Session(botocore_session=inner)

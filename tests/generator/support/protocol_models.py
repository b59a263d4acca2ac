"""botocore's models, and requests that its real clients send."""

from __future__ import annotations

from functools import cache
from typing import Any

import botocore.session
from botocore.awsrequest import AWSResponse
from botocore.loaders import Loader
from botocore.model import ServiceModel
from botosmith_runtime.protocols import Request


@cache
def model(service: str) -> Any:
    """A service's model; tests share it."""
    loader = Loader(
        include_default_search_paths=False, extra_search_paths=[Loader.BUILTIN_DATA_PATH]
    )
    return ServiceModel(loader.load_service_model(service, "service-2"), service)


def client(service: str, **options: Any) -> Any:
    """A real client, whose requests go nowhere."""
    session: Any = botocore.session.Session()
    return session.create_client(
        service,
        region_name="us-east-1",
        aws_access_key_id="AKIDEXAMPLE",
        aws_secret_access_key="secret",
        **options,
    )


def sent(client: Any, method: str, **params: Any) -> Request:
    """The request that a client sends in a call, to the last byte."""
    requests: list[Request] = []

    def take(request: Any, **_: Any) -> AWSResponse:
        requests.append(as_request(request))
        made: Any = AWSResponse
        response: AWSResponse = made(request.url, 200, {}, _Nothing())
        return response

    client.meta.events.register_first("before-send", take)
    try:
        getattr(client, method)(**params)
    except Exception:  # an empty answer is not what all parsers take
        if not requests:
            raise
    finally:
        client.meta.events.unregister("before-send", take)
    return requests[0]


def as_request(prepared: Any) -> Request:
    """What botocore's HTTP session is given, as a server gets it."""
    scheme, _, rest = prepared.url.partition("://")
    host, slash, path = rest.partition("/")
    body = prepared.body
    if hasattr(body, "read"):
        body = body.read()
    headers = [("Host", host)]
    for name, value in prepared.headers.items():
        headers.append((name, value.decode() if isinstance(value, bytes) else str(value)))
    content = body.encode() if isinstance(body, str) else bytes(body or b"")
    assert scheme in ("http", "https")
    return Request(
        method=prepared.method, path=slash + path or "/", headers=tuple(headers), body=content
    )


class _Nothing:
    def stream(self, *_: Any, **__: Any) -> Any:
        yield b""

    def read(self, *_: Any) -> bytes:
        return b""

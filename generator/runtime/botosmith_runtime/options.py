"""The options of ``connect``, as types. Only type checkers read this module."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Protocol, TypedDict

if TYPE_CHECKING:
    from botocore.config import Config
    from botocore.session import Session

    from botosmith_runtime.ignored import Ignore
    from botosmith_runtime.modes import RequestModes, ResponseModes


class Boto3Session(Protocol):
    """A ``boto3.Session``, which this library uses but never imports."""

    @property
    def events(self) -> Any: ...

    def client(self, service_name: Any, /) -> Any: ...


class SharedOptions(TypedDict, total=False):
    """The options of ``connect`` for every service, synchronous or not."""

    verify: bool | str | None
    config: Config | None
    request_checks: RequestModes | None
    response_checks: ResponseModes | None
    ignore_checks: Ignore | None


class CommonOptions(SharedOptions, total=False):
    """The same, with a session to use."""

    session: Session | Boto3Session | None


class EndpointKeys(TypedDict, total=False):
    """What a service without public hosts needs more."""

    endpoint_url: str | None


class SignedEndpointKeys(EndpointKeys, total=False):
    """The same, where requests are signed with AWS credentials."""

    aws_access_key_id: str | None
    aws_secret_access_key: str | None
    aws_session_token: str | None


class ConnectKeys(SignedEndpointKeys, total=False):
    """What all other services take more."""

    region_name: str | None
    api_version: str | None
    use_ssl: bool | None
    aws_account_id: str | None


class EndpointOptions(CommonOptions, EndpointKeys, total=False):
    """The options of ``connect`` for a service without public hosts."""


class SignedEndpointOptions(CommonOptions, SignedEndpointKeys, total=False):
    """The same, where requests are signed with AWS credentials."""


class ConnectOptions(CommonOptions, ConnectKeys, total=False):
    """The options of ``connect``: those of ``boto3.Session().client``, and a session to use."""

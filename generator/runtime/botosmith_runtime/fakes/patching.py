"""Code under test that makes its own client gets the fake's (botocore#1799)."""

from __future__ import annotations

from threading import Lock
from types import ModuleType
from typing import TYPE_CHECKING, Any

from botocore.client import BaseClient
from botocore.exceptions import BotoCoreError
from botocore.session import Session

from botosmith_runtime.client import Client
from botosmith_runtime.fakes.stages import OwnSession
from botosmith_runtime.service import Service

if TYPE_CHECKING:
    from types import TracebackType

    from typing_extensions import Self

    from botosmith_runtime.fakes.clients import Clients

_LOCK = Lock()
_patches: list[Patch] = []
_create_client: Any = Session.create_client
_connect: Any = Service.connect


class Patch:
    """A patch in force, until ``undo`` or the end of a ``with``."""

    def __init__(self, name: str, clients: Clients, target: Any) -> None:
        self.name = name
        self.clients = clients
        self.session: Any = None
        self._replaced: list[tuple[Any, str, Any]] = []
        if isinstance(target, ModuleType):
            self._replace_clients(target)
        elif target is not None:
            self.session = getattr(target, "_session", target)
            if not isinstance(self.session, Session):
                raise TypeError(f"patch() takes a module or a session, got {target!r}")
        with _LOCK:
            _patches.append(self)
            # boto3's sessions, its resources and `connect` all come by here.
            Session.create_client = _create_fake_client  # type: ignore[method-assign]
            Service.connect = _connect_fake_client  # type: ignore[method-assign]

    def undo(self) -> None:
        """End the patch; ending it twice is fine."""
        with _LOCK:
            if self in _patches:
                _patches.remove(self)
            if not _patches:
                Session.create_client = _create_client  # type: ignore[method-assign]
                Service.connect = _connect  # type: ignore[method-assign]
        while self._replaced:
            module, name, value = self._replaced.pop()
            setattr(module, name, value)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        exception_type: type[BaseException] | None,
        exception: BaseException | None,
        traceback: TracebackType | None,
    ) -> None:
        self.undo()

    def _replace_clients(self, module: ModuleType) -> None:
        for name, value in list(vars(module).items()):
            if isinstance(value, BaseClient) and _service_of(value) == self.name:
                pair = self.clients.pair(value.meta.region_name)
                self._replaced.append((module, name, value))
                setattr(module, name, pair.typed if isinstance(value, Client) else pair.plain)


def _service_of(client: BaseClient) -> str:
    name: str = client.meta.service_model.service_name
    return name


def _fake_client(service: str, session: Any, region: str | None) -> Any:
    """The client of the patch that was made last, among those for this service and session."""
    if isinstance(session, OwnSession):  # another fake's, which is about to open
        return None
    for patch in reversed(_patches):
        if patch.name == service and (patch.session is None or patch.session is session):
            return patch.clients.pair(region or _region_of(session)).plain
    return None


def _region_of(session: Any) -> str | None:
    try:
        region: str | None = (session or Session()).get_config_variable("region")
    except BotoCoreError:  # a profile that is missing
        return None
    return region


def _create_fake_client(
    self: Any, service_name: str, region_name: str | None = None, *args: Any, **kwargs: Any
) -> Any:
    fake = _fake_client(service_name, self, region_name)
    return fake or _create_client(self, service_name, region_name, *args, **kwargs)


def _connect_fake_client(self: Any, options: Any, **more: Any) -> Any:
    session = options.get("session")
    session = getattr(session, "_session", session)
    fake = _fake_client(self.name, session, options.get("region_name"))
    return fake or _connect(self, options, **more)

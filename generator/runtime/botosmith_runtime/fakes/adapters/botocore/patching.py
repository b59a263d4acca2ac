"""Code under test that makes its own client gets the fake's (botocore#1799)."""

from __future__ import annotations

from dataclasses import dataclass
from threading import Lock
from types import ModuleType
from typing import TYPE_CHECKING, Any

from botocore.client import BaseClient
from botocore.exceptions import BotoCoreError
from botocore.session import Session
from botocore.utils import SERVICE_NAME_ALIASES

from botosmith_runtime.client import Client
from botosmith_runtime.fakes.adapters.botocore.stages import OwnSession
from botosmith_runtime.service import Service

if TYPE_CHECKING:
    from types import TracebackType

    from typing_extensions import Self

    from botosmith_runtime.fakes.adapters.botocore.clients import Clients

_LOCK = Lock()
_patches: list[Patch] = []


class _Before:
    """What was there when the first of the patches in force was made: perhaps another's mock."""

    create_client: Any
    connect: Any


class Patch:
    """A patch in force, until ``undo`` or the end of a ``with``."""

    def __init__(self, name: str, clients: Clients, target: Any) -> None:
        self.name = name
        self.clients = clients
        self.session: Any = None
        self._replaced: dict[tuple[ModuleType, str], _Replaced] = {}
        if isinstance(target, ModuleType):
            self._replace_clients(target)
        elif target is not None:
            self.session = getattr(target, "_session", target)
            if not isinstance(self.session, Session):
                raise TypeError(f"patch() takes a module or a session, got {target!r}")
        with _LOCK:
            if not _patches:
                _Before.create_client, _Before.connect = Session.create_client, Service.connect
            _patches.append(self)
            # boto3's sessions, its resources and `connect` all come by here.
            Session.create_client = _create_fake_client  # type: ignore[method-assign]
            Service.connect = _connect_fake_client  # type: ignore[method-assign]

    def undo(self) -> None:
        """End the patch; ending it twice is fine."""
        with _LOCK:
            if self not in _patches:
                return
            _patches.remove(self)
            if not _patches:
                Session.create_client = _Before.create_client  # type: ignore[method-assign]
                Service.connect = _Before.connect  # type: ignore[method-assign]
            for (module, name), replaced in self._replaced.items():
                self._put_back(module, name, replaced)

    def _put_back(self, module: ModuleType, name: str, replaced: _Replaced) -> None:
        """The module's own client; where a later patch stands on this one, that has it to do."""
        if vars(module).get(name) is replaced.by:
            setattr(module, name, replaced.value)
        for other in _patches:
            theirs = other._replaced.get((module, name))  # noqa: SLF001  # of this class
            if theirs is not None and theirs.value is replaced.by:
                theirs.value = replaced.value

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
                by = pair.typed if isinstance(value, Client) else pair.plain
                self._replaced[module, name] = _Replaced(value, by)
                setattr(module, name, by)


@dataclass(slots=True)
class _Replaced:
    """A client that a module held, and the fake's in its place."""

    value: Any
    by: Any


def _service_of(client: BaseClient) -> str:
    name: str = client.meta.service_model.service_name
    return name


def _fake_client(service: str, session: Any, region: str | None, config: Any) -> Any:
    """The client of the patch that was made last, among those for this service and session."""
    service = SERVICE_NAME_ALIASES.get(service, service)
    region = region or getattr(config, "region_name", None)
    if isinstance(session, OwnSession):  # another fake's, which is about to open
        return None
    for patch in reversed([*_patches]):  # others may end meanwhile
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
    fake = _fake_client(service_name, self, region_name, kwargs.get("config"))
    return fake or _Before.create_client(self, service_name, region_name, *args, **kwargs)


def _connect_fake_client(self: Any, options: Any, **more: Any) -> Any:
    session = options.get("session")
    session = getattr(session, "_session", session)
    fake = _fake_client(self.name, session, options.get("region_name"), options.get("config"))
    return fake or _Before.connect(self, options, **more)

"""Gives the fake's clients to code under test that makes its own (botocore#1799)."""

from __future__ import annotations

import sys
from dataclasses import dataclass
from inspect import iscoroutinefunction
from threading import Lock
from types import ModuleType
from typing import TYPE_CHECKING, Any, Protocol
from urllib.parse import urlsplit
from weakref import WeakSet

from botocore.client import BaseClient
from botocore.session import Session
from botocore.utils import SERVICE_NAME_ALIASES

from botosmith_runtime.fakes.adapters.botocore import network, sessions
from botosmith_runtime.remaking import remember
from botosmith_runtime.service import Service

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from types import TracebackType

    from typing_extensions import Self

    from botosmith_runtime.fakes.adapters.botocore.clients import Clients

_LOCK = Lock()
_patches: list[Patch] = []
_ARGUMENTS = (
    *("service_name", "region_name", "api_version", "use_ssl", "verify", "endpoint_url"),
    *("aws_access_key_id", "aws_secret_access_key", "aws_session_token", "config"),
    "aws_account_id",
)
"""The parameters of botocore's ``create_client``, in their order."""


class _Before:
    """The methods before the first active patch: botocore's, or another library's mocks."""

    create_client: Any
    connect: Any
    get_scoped_config: Any
    full_config: Any
    get_credentials: Any


class Library(Protocol):
    """Another library whose sessions make clients that a fake can answer."""

    def put_in(self) -> None:
        """Replace its methods, for the first of the active patches."""
        ...

    def take_out(self) -> None:
        """Restore its methods, after the last of the active patches."""
        ...


LIBRARIES: list[Library] = []
"""The other libraries that the program uses."""

_put: list[Library] = []
_AWAITING = "aiobotocore.session"
"""The module whose import means that a program has asynchronous clients."""


class Patch:
    """An active patch, until ``undo`` or the end of a ``with``."""

    def __init__(
        self,
        names: frozenset[str],
        clients: Clients,
        target: Any,
        *,
        block_others: bool,
        asynchronous: Callable[[], Clients],
    ) -> None:
        """``names`` are the service's names; for a slice, also that of the original service.

        ``asynchronous`` returns the fake's clients for code that awaits.
        """
        self.names = names
        self.clients = clients
        self.asynchronous = asynchronous
        self.session: Any = None
        self.blocks_others = block_others
        self._replaced: dict[tuple[ModuleType, str], _Replaced] = {}
        if isinstance(target, ModuleType):
            self._replace_clients(target)
        elif target is not None:
            self.session = getattr(target, "_session", target)
            if not isinstance(self.session, Session):
                raise TypeError(
                    f"patch() takes a module or a session, got {target!r}: write fake.patch(boto3)"
                )
        self._imported = _AWAITING in sys.modules
        with _LOCK:
            if not _patches:
                _put_in()
            for library in LIBRARIES:
                if library not in _put:
                    library.put_in()
                    _put.append(library)
            _patches.append(self)

    def undo(self) -> None:
        """End the patch. It may be ended twice."""
        with _LOCK:
            if self not in _patches:
                return
            _patches.remove(self)
            if not _patches:
                _take_out()
            for (module, name), replaced in self._replaced.items():
                self._put_back(module, name, replaced)

    def is_for(self, session: Any) -> bool:
        """Whether the patch applies to clients of this session; None stands for a new session."""
        return self.session is None or self.session is session

    def refuse(self, service: str, url: str) -> None:
        """Raise UnexpectedCallError for a request that must not be sent."""
        target = urlsplit(url)
        where = f"{target.scheme}://{target.netloc.rpartition('@')[2]}"
        if service in self.names and self.session is None:
            self.clients.refuse(
                f"a real client of {service} would have sent a request to {where}: it was made "
                "before fake.patch(), or by other means than a session; give the module that holds "
                "it to fake.patch(module), or make it under the patch"
            )
        if self.blocks_others:
            whose = f"a client of {service}" if service else "botocore"
            self.clients.refuse(
                f"{whose} would have sent a request to {where}, which "
                "fake.patch(block_others=True) forbids; this service needs a fake, too"
            )

    def refuse_late(self, session: Any) -> None:
        """Refuse a session of aiobotocore, if that was imported after the patch."""
        if self.is_for(session) and not self._imported:
            self.clients.refuse(
                "aiobotocore was imported after fake.patch(), which does not reach its sessions: "
                "import it before"
            )

    def _clients_like(self, client: BaseClient) -> Clients:
        """The fake's clients of the same kind: those that are awaited, or the others."""
        awaited = iscoroutinefunction(getattr(type(client), "close", None))
        return self.asynchronous() if awaited else self.clients

    def _put_back(self, module: ModuleType, name: str, replaced: _Replaced) -> None:
        """Restore the module's own client; if a later patch replaced ours, it will restore it."""
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
        made: dict[int, Any] = {}  # a client with two names stays one
        for name, value in list(vars(module).items()):
            if isinstance(value, BaseClient) and _service_of(value) in self.names:
                by = made.get(id(value)) or self._clients_like(value).instead_of(value)
                made[id(value)] = by
                self._replaced[module, name] = _Replaced(value, by)
                setattr(module, name, by)


@dataclass(slots=True)
class _Replaced:
    """A module's client, and the fake's client that replaces it."""

    value: Any
    by: Any


def _service_of(client: BaseClient) -> str:
    name: str = client.meta.service_model.service_name
    return name


def patch_for(service: Any, session: Any) -> Patch | None:
    """The newest patch for this service and session; None if there is none."""
    service = SERVICE_NAME_ALIASES.get(service, service)
    if isinstance(session, sessions.ReadsNothing):  # a fake makes its own client with it
        return None
    for patch in reversed([*_patches]):  # a copy: other threads may end patches now
        if service in patch.names and patch.is_for(session):
            return patch
    return None


def _put_in() -> None:
    session: Any = Session
    _Before.create_client, _Before.connect = session.create_client, Service.connect
    _Before.get_scoped_config = session.get_scoped_config
    _Before.full_config = session.full_config
    _Before.get_credentials = session.get_credentials
    # boto3's sessions, its resources and `connect` all call these methods.
    session.create_client = _create_client
    session.get_scoped_config = _get_scoped_config
    session.full_config = property(_full_config)
    session.get_credentials = _get_credentials
    Service.connect = _connect  # type: ignore[method-assign]
    network.guard(refuse)


def _take_out() -> None:
    session: Any = Session
    session.create_client = _Before.create_client
    session.get_scoped_config = _Before.get_scoped_config
    session.full_config = _Before.full_config
    session.get_credentials = _Before.get_credentials
    Service.connect = _Before.connect  # type: ignore[method-assign]
    network.unguard()
    while _put:
        _put.pop().take_out()
    _reading.clear()


def refuse(service: str, url: str) -> None:
    """Raise UnexpectedCallError for a request that an active patch does not let out."""
    for patch in reversed([*_patches]):
        patch.refuse(service, url)


def _create_client(self: Any, *args: Any, **kwargs: Any) -> Any:
    asked = asked_with(args, kwargs)
    patch = patch_for(asked.get("service_name"), self)
    if patch is not None and len(args) <= len(_ARGUMENTS):
        return patch.clients.asked_for(self, asked)
    let_read(self)
    return _Before.create_client(self, *args, **kwargs)


def _connect(self: Any, options: Any, **more: Any) -> Any:
    session = options.get("session")
    patch = patch_for(self.name, getattr(session, "_session", session))
    if patch is None:
        return _Before.connect(self, options, **more)
    given = {**options, "session": session or sessions.shared_session()}
    if self.bearer and not patch.clients.has_token(more):
        more["token"] = "fake"
    client = _Before.connect(self, given, **more)
    remember(client, options, more)
    return client


def asked_with(args: tuple[Any, ...], kwargs: Mapping[str, Any]) -> dict[str, Any]:
    """The arguments of ``create_client`` by name."""
    return {**dict(zip(_ARGUMENTS, args, strict=False)), **kwargs}


_reading: WeakSet[Any] = WeakSet()
"""The sessions that have made a real client during the active patches."""


def let_read(session: Any) -> None:
    """Let a session read the real configuration, since it makes a real client."""
    if not any(patch.blocks_others for patch in [*_patches]):
        _reading.add(session)  # perhaps it reads only later


def reads(session: Any) -> bool:
    """Whether a session may read configuration files and look for credentials."""
    if isinstance(session, sessions.ReadsNothing) or session in _reading:
        return True
    return not any(patch.blocks_others or patch.is_for(session) for patch in [*_patches])


def _get_scoped_config(self: Any) -> Any:
    if not _put and any(one.__module__ == _AWAITING for one in type(self).__mro__):
        for patch in reversed([*_patches]):
            patch.refuse_late(self)
    return _Before.get_scoped_config(self) if reads(self) else {}


def _full_config(self: Any) -> Any:
    return _Before.full_config.__get__(self) if reads(self) else {"profiles": {}}


def _get_credentials(self: Any) -> Any:
    return _Before.get_credentials(self) if reads(self) else sessions.credentials_of(self)

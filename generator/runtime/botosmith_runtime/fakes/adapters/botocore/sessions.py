"""The sessions that make the clients of fakes: they read no file and look for no credentials.

``own_session`` makes ``fake.client``; it also ignores the environment. ``stand_in`` replaces the
caller's session under ``fake.patch``: it uses that session's settings and environment variables.
"""

from __future__ import annotations

import copy
import os
from collections.abc import Iterable, Mapping
from pathlib import Path
from threading import RLock
from typing import Any, NamedTuple

import botocore
from botocore import credentials, tokens
from botocore.configprovider import (
    BOTOCORE_DEFAUT_SESSION_VARIABLES,
    SmartDefaultsConfigStoreFactory,
)
from botocore.session import Session

from botosmith_runtime.emitter import Emitter
from botosmith_runtime.fakes.adapters.botocore.internals import inside
from botosmith_runtime.loader import PartialLoader

REGION = "us-east-1"
"""The default region of a fake's clients."""

KEYS = {"aws_access_key_id": "AKIDFAKE", "aws_secret_access_key": "a secret of no one's"}
"""The default credentials of a fake's clients."""

PLAIN_CREDENTIALS = credentials.Credentials
"""The class of fixed credentials, which are never refreshed."""

_smart_defaults: Any = SmartDefaultsConfigStoreFactory  # missing in the type stubs
_LOCK = RLock()
_INTERNAL = ("endpoint_resolver", "exceptions_factory", "default_config_resolver")


_create: Any = Session.create_client  # as it is before any patch


class ReadsNothing(Session):
    """A session for the clients of fakes, which ``fake.patch`` does not affect."""

    def get_scoped_config(self) -> Any:
        """No profile, since no file is read."""
        return {}

    @property
    def full_config(self) -> Any:
        """No profiles, since no file is read."""
        return {"profiles": {}}


class OwnSession(ReadsNothing):
    """The session of synchronous clients."""

    def create_client(self, *args: Any, **kwargs: Any) -> Any:
        """A client from botocore's own method, even if a patch has replaced it."""
        return _create(self, *args, **kwargs)


class Kind(NamedTuple):
    """The classes that sessions of synchronous, or of asynchronous, clients use."""

    session: type[ReadsNothing]
    emitter: Any
    credentials: Any
    smart_defaults: Any
    nowhere: Any


def own_session(kind: Kind | None = None) -> Any:
    """A session without configuration, environment and credentials."""
    kind = kind or SYNCHRONOUS
    session: Any = kind.session(session_vars=_VARIABLES, event_hooks=kind.emitter())
    _without_lookups(session, {})
    return session


def stand_in(caller: Any, models: str, kind: Kind | None = None) -> Any:
    """A session with the caller's settings, which also finds the services in ``models``."""
    kind = kind or SYNCHRONOUS
    events: Any = caller.get_component("event_emitter")
    session: Any = kind.session(
        event_hooks=copy.copy(inside(events)["_emitter"]),  # no public API returns its handlers
        include_builtin_handlers=False,
    )
    for name in ("user_agent_name", "user_agent_version", "user_agent_extra", "_client_config"):
        setattr(session, name, getattr(caller, name))
    for name, value in caller.instance_variables().items():
        session.set_config_variable(name, value)
    _without_lookups(session, os.environ)
    inside(session)["_credentials"] = credentials_of(caller, kind)
    warm = _warm(models, caller.get_component("data_loader").search_paths)
    session.register_component("data_loader", warm.get_component("data_loader"))
    internal, warmed = (inside(one)["_internal_components"] for one in (session, warm))
    for name in _INTERNAL:
        internal.register_component(name, warmed.get_component(name))
    resolver = warmed.get_component("default_config_resolver")
    defaults = kind.smart_defaults(resolver, kind.nowhere())
    internal.register_component("smart_defaults_factory", defaults)
    return session


def region_of(session: Any) -> str | None:
    """The region that is set in a session, or in the environment."""
    region: str | None = session.instance_variables().get("region")
    return region or os.environ.get("AWS_DEFAULT_REGION")


def credentials_of(session: Any, kind: Kind | None = None) -> Any:
    """A session's explicit credentials, or those of the environment, or else the fake's.

    Credentials that refresh themselves may use the network, and are ignored.
    """
    made: Any = (kind or SYNCHRONOUS).credentials
    given: Any = inside(session)["_credentials"]  # get_credentials would search for credentials
    if type(given) is made and given.method in ("explicit", "env"):
        return given
    if "profile" not in session.instance_variables():  # as botocore does
        found: Any = credentials.EnvProvider().load()
        if found is not None:
            keys = found.access_key, found.secret_key, found.token, found.method
            return made(*keys, account_id=found.account_id)
    return fake_credentials(kind)


def fake_credentials(kind: Kind | None = None) -> Any:
    """Credentials that no service accepts."""
    return (kind or SYNCHRONOUS).credentials(*KEYS.values())


def environment() -> tuple[tuple[str, str], ...]:
    """The environment variables that a client can depend on."""
    return tuple([pair for pair in os.environ.items() if pair[0].startswith(("AWS_", "BOTO"))])


class _Shared:
    """The session for ``connect`` calls without one, and the settings it was made with."""

    session: Any = None
    key: Any = None


def shared_session() -> Any:
    """The cached session for ``connect``, which would otherwise make a new one at each call."""
    initializers: Any = getattr(botocore, "_INITIALIZERS", ())
    key = os.environ.get("AWS_DATA_PATH"), *initializers
    with _LOCK:
        if _Shared.session is None or _Shared.key != key:
            _Shared.session, _Shared.key = Session(event_hooks=Emitter()), key
        return _Shared.session


_WARM: dict[tuple[str, ...], Any] = {}


def _warm(models: str, search_paths: Iterable[str]) -> Any:
    """A cached session that reads models from these directories and keeps them in memory."""
    paths = tuple(dict.fromkeys((models, *search_paths)))
    with _LOCK:
        if paths not in _WARM:
            session = own_session()
            session.register_component("data_loader", PartialLoader((models,), paths))
            _WARM[paths] = session
        return _WARM[paths]


def _without_lookups(session: Any, variables: Mapping[str, str]) -> None:
    session.register_component("credential_provider", credentials.CredentialResolver([]))
    session.register_component("token_provider", _Tokens(session, variables))
    internal = inside(session)["_internal_components"]
    internal.register_component("monitor", None)  # it would open a socket


class _Tokens:
    """Provides bearer tokens: a service's from the environment, or else a fake one."""

    def __init__(self, session: Any, variables: Mapping[str, str]) -> None:
        provider: Any = tokens
        self._of_environment = provider.ScopedEnvTokenProvider(session, variables)

    def load_token(self, **about: Any) -> Any:
        if about:
            return self._of_environment.load_token(**about)
        return tokens.FrozenAuthToken("fake")


class _Nowhere:
    """Replaces the lookup of the machine's region, which would use the network."""

    def provide(self) -> None:
        """No region."""


SYNCHRONOUS = Kind(OwnSession, Emitter, PLAIN_CREDENTIALS, _smart_defaults, _Nowhere)

_NOWHERE = str(Path(os.devnull))
_VARIABLES: dict[str, Any] = {
    name: (None, None, default, conversion)
    for name, (_, _, default, conversion) in BOTOCORE_DEFAUT_SESSION_VARIABLES.items()
} | {
    "config_file": (None, None, _NOWHERE, None),
    "credentials_file": (None, None, _NOWHERE, None),
    "ignore_configured_endpoint_urls": (None, None, True, None),
    "region": (None, None, REGION, None),
}

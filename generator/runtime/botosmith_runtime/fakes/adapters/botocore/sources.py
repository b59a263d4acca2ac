"""The clients that code under test makes under ``fake.patch``.

A ``Source`` has a client that a session made from certain arguments; each call with the same
arguments returns a copy of it. Region, endpoint, credentials, configuration and the session's event
handlers are the caller's, as for a real client.
"""

from __future__ import annotations

from collections.abc import Mapping
from types import SimpleNamespace
from typing import TYPE_CHECKING, Any, NamedTuple

from botosmith_runtime import checks, watching
from botosmith_runtime.fakes.adapters.botocore import sessions
from botosmith_runtime.fakes.adapters.botocore.copies import Copier
from botosmith_runtime.fakes.adapters.botocore.internals import inside
from botosmith_runtime.fakes.adapters.botocore.shells import shell_class
from botosmith_runtime.fakes.adapters.botocore.stubbing import RuleStubber

if TYPE_CHECKING:
    from botosmith_runtime.client import Client

_KEPT = "_botosmith_sources"


class Source:
    """A client that is copied for each call with the same arguments."""

    def __init__(self, plain: Any, package: str, *, validates: bool) -> None:
        """``package`` has the checks; ``validates`` is that of ``checks.install``."""
        self._plain = plain
        RuleStubber(plain).activate()
        checks.install(plain, package, validates=validates)
        self._copier = Copier(plain, shell_class(plain))

    def copy(self) -> Any:
        """A new client for the caller."""
        return self._copier.copy()


class _Kept(NamedTuple):
    """A session's sources, which are valid as long as its ``handlers`` are the same."""

    handlers: Any
    sources: dict[str, tuple[Source, Any]]


def source(
    client_class: type[Client[Any]], caller: Any, asked: Mapping[str, Any], models: str
) -> Source:
    """The source for a session and the arguments of ``create_client``.

    Raises what botocore raises for invalid arguments.
    """
    emitter = inside(inside(caller.get_component("event_emitter"))["_emitter"])
    handlers = emitter["_lookup_cache"]  # botocore replaces it when a handler changes
    kept: _Kept | None = inside(caller).get(_KEPT)
    if kept is None or kept.handlers is not handlers:
        kept = inside(caller)[_KEPT] = _Kept(handlers, {})
    key = _key(client_class, caller, asked)
    found = kept.sources.get(key)
    if found is None:
        # Keep the arguments: the key may contain an object's address, which must not be reused.
        found = kept.sources[key] = _made(client_class, caller, asked, models), asked
    return found[0]


def _made(
    client_class: type[Client[Any]], caller: Any, asked: Mapping[str, Any], models: str
) -> Source:
    session = sessions.stand_in(caller, models)
    watching.watch(session)
    config = asked.get("config")
    changed = checks.without_validation(config)
    validates = checks.is_without_validation(session, config, changed)
    plain = session.create_client(**{**asked, "config": changed})
    described: str = inside(plain)["_user_agent_creator"].to_string()
    # botocore spends a third of a stubbed call on the User-Agent header.
    inside(plain)["_user_agent_creator"] = SimpleNamespace(to_string=lambda: described)
    return Source(plain, client_class.service.package, validates=validates)


def _key(client_class: type[Client[Any]], caller: Any, asked: Mapping[str, Any]) -> str:
    """All settings that a client depends on, as text."""
    given = {**asked, "config": _options(asked.get("config"))}
    default = _options(caller.get_default_client_config())
    own: Any = sessions.credentials_of(caller)
    keys = own.access_key, own.secret_key, own.token
    agent = caller.user_agent_name, caller.user_agent_version, caller.user_agent_extra
    paths = caller.get_component("data_loader").search_paths
    variables = caller.instance_variables()
    said = client_class, given, default, variables, keys, agent, paths, sessions.environment()
    return repr(said)


def _options(config: Any) -> Any:
    """The options that the caller set in a configuration."""
    return None if config is None else inside(config)["_user_provided_options"]

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

    def __init__(
        self, plain: Any, package: str, copier: type[Copier], shell: type[Any], *, validates: bool
    ) -> None:
        """``package`` has the checks; ``validates`` is that of ``checks.install``.

        ``shell`` is the class of the copies.
        """
        checks.install(plain, package, validates=validates)
        described: str = inside(plain)["_user_agent_creator"].to_string()
        # botocore spends a third of a stubbed call on the User-Agent header.
        inside(plain)["_user_agent_creator"] = SimpleNamespace(to_string=lambda: described)
        self._copier = copier(plain, shell)

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
    key = key_of(client_class, caller, asked, sessions.credentials_of(caller))
    found = kept(caller, key)
    if found is None:
        found = _made(client_class, caller, asked, models)
        keep(caller, key, asked, found)
    return found


def kept(caller: Any, key: str) -> Source | None:
    """The source that a session keeps for this key, as long as its handlers are the same."""
    known: _Kept | None = inside(caller).get(_KEPT)
    if known is None or known.handlers is not _handlers(caller):
        return None
    found = known.sources.get(key)
    return None if found is None else found[0]


def keep(caller: Any, key: str, asked: Any, source: Source) -> None:
    """Keep a source in a session.

    The arguments are kept, too: the key may contain an object's address, which must not be reused.
    """
    known: _Kept | None = inside(caller).get(_KEPT)
    if known is None or known.handlers is not _handlers(caller):
        known = inside(caller)[_KEPT] = _Kept(_handlers(caller), {})
    known.sources[key] = source, asked


def _handlers(caller: Any) -> Any:
    """An object that botocore replaces when a handler of a session changes."""
    return inside(inside(caller.get_component("event_emitter"))["_emitter"])["_lookup_cache"]


def _made(
    client_class: type[Client[Any]], caller: Any, asked: Mapping[str, Any], models: str
) -> Source:
    session = sessions.stand_in(caller, models)
    arguments, validates = arguments_for(session, asked)
    plain = session.create_client(**arguments)
    RuleStubber(plain).activate()
    package = client_class.service.package
    return Source(plain, package, Copier, shell_class(plain), validates=validates)


def arguments_for(session: Any, asked: Mapping[str, Any]) -> tuple[dict[str, Any], bool]:
    """The arguments for a client that botosmith checks, and whether it then validates."""
    watching.watch(session)
    config = asked.get("config")
    changed = checks.without_validation(config)
    validates = checks.is_without_validation(session, config, changed)
    return {**asked, "config": changed}, validates


def key_of(client_class: type[Client[Any]], caller: Any, asked: Mapping[str, Any], own: Any) -> str:
    """All settings that a client depends on, as text; ``own`` are its credentials."""
    given = {**asked, "config": _options(asked.get("config"))}
    default = _options(caller.get_default_client_config())
    keys = own.access_key, own.secret_key, own.token
    agent = caller.user_agent_name, caller.user_agent_version, caller.user_agent_extra
    paths = caller.get_component("data_loader").search_paths
    variables = caller.instance_variables()
    said = client_class, given, default, variables, keys, agent, paths, sessions.environment()
    return repr(said)


def _options(config: Any) -> Any:
    """The options that the caller set in a configuration."""
    return None if config is None else inside(config)["_user_provided_options"]

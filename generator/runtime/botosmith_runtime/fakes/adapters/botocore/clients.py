"""The clients of a fake: its own, and those for code under test that makes its own clients.

Making a botocore client takes a thousand times as long as opening a fake, so the expensive parts
are pooled (``stages``, ``sources``). The client itself is a cheap object that belongs to one fake.
So code that keeps a client, or its paginator, waiter or resource, never gets to another fake.
"""

from __future__ import annotations

import os
from collections.abc import Mapping
from copy import copy
from typing import TYPE_CHECKING, Any, NamedTuple
from weakref import WeakSet

from botocore.hooks import HierarchicalEmitter

from botosmith_runtime.checks import CHECKER, install
from botosmith_runtime.credentials import token_variable
from botosmith_runtime.endpoints import endpoint_variable
from botosmith_runtime.fakes.adapters.botocore import sessions
from botosmith_runtime.fakes.adapters.botocore.copies import Copier
from botosmith_runtime.fakes.adapters.botocore.internals import inside
from botosmith_runtime.fakes.adapters.botocore.shells import shell_class
from botosmith_runtime.fakes.adapters.botocore.sources import source
from botosmith_runtime.fakes.adapters.botocore.stubbing import RuleStubber
from botosmith_runtime.fakes.engine.values import type_of
from botosmith_runtime.fakes.failures import UnexpectedCallError
from botosmith_runtime.modes import with_others
from botosmith_runtime.remaking import MADE, checks_given
from botosmith_runtime.transfers import FAKED

if TYPE_CHECKING:
    from botosmith_runtime.fakes.adapters.botocore.stages import Stage
    from botosmith_runtime.fakes.engine.engine import Engine
    from botosmith_runtime.modes import RequestMode


class Pair(NamedTuple):
    """A plain client and the typed one around it."""

    plain: Any
    typed: Any


class Ended(HierarchicalEmitter):
    """The events of a client whose fake is closed: handlers may register, but none is called."""

    def __init__(self, engine: Engine) -> None:
        super().__init__()
        self._engine = engine

    def emit(self, event_name: str, **kwargs: Any) -> list[Any]:
        """Refuse to presign a URL: the handlers that complete it are not called."""
        if event_name.startswith("provide-client-params"):
            self._engine.check_open(kwargs["model"].name)
        return []

    def emit_until_response(self, event_name: str, **kwargs: Any) -> tuple[None, None]:
        """Refuse to continue a call that another thread had started before."""
        if event_name.startswith("before-call"):
            self._engine.check_open(kwargs["model"].name)
        return None, None


class Clients:
    """All clients of one fake."""

    _kind = sessions.SYNCHRONOUS
    _ended: Any = Ended

    def __init__(self, engine: Engine, stage: Stage, endpoint_url: str | None) -> None:
        """``stage`` is for ``fake.client``; ``endpoint_url`` is for services outside AWS."""
        self._engine = engine
        self._stage = stage
        self._endpoint_url = endpoint_url
        self._pair: Pair | None = None
        self.own_was_used = False  # whether anything asked for ``fake.client``
        self._handed_out: WeakSet[Any] | None = None

    @property
    def service(self) -> Any:
        """The ``Service`` object of the generated package."""
        return self._stage.client_class.service

    def pair(self) -> Pair:
        """``fake.client`` and the plain client inside it; FakeClosedError after closing."""
        pair = self._pair
        return self._made() if pair is None else pair

    def asked_for(self, session: Any, asked: Mapping[str, Any]) -> Any:
        """A plain client, as the caller's session would make it with these arguments.

        The fake's region, endpoint or credentials are used if neither the arguments nor the session
        nor the environment set them.
        """
        caller = sessions.shared_session() if session is None else session
        given = self.given(caller, asked)
        made = source(self._stage.client_class, caller, given, str(self.service.models))
        return self._taken(made.copy())

    def given(self, caller: Any, asked: Mapping[str, Any]) -> dict[str, Any]:
        """The arguments of ``create_client``, with the fake's region and endpoint if needed."""
        self._engine.check_open()
        given = {name: value for name, value in asked.items() if value is not None}
        config = given.get("config") or caller.get_default_client_config()
        region = given.get("region_name") or getattr(config, "region_name", None)
        if region is None and sessions.region_of(caller) is None:
            given["region_name"] = self.region
        if self._endpoint_url is not None and not self._endpoint_is_set():
            given.setdefault("endpoint_url", self._endpoint_url)
        return given

    def of_resource(self, session: Any, asked: Mapping[str, Any], config: Any) -> Any:
        """A plain client for a resource of this fake; ``config`` is the fake's own, or None."""
        merged = asked["config"] if config is None else config.merge(asked["config"])
        return self.asked_for(session, {**asked, "region_name": self.region, "config": merged})

    def instead_of(self, client: Any) -> Any:
        """The replacement for a client in a module: a copy with the same handlers and checks."""
        self._engine.check_open()
        plain = inside(client).get("_client", client)
        own = self._copied(plain)
        signer = inside(inside(own)["_request_signer"])
        if type(signer["_credentials"]) is not self._kind.credentials:
            signer["_credentials"] = sessions.fake_credentials(self._kind)
        taken = self._taken(own, *checks_given(plain))
        return type_of(client)(taken) if "_client" in inside(client) else taken

    def _copied(self, plain: Any) -> Any:
        """A copy of a client that the fake answers."""
        own = Copier(plain, shell_class(plain)).copy()
        RuleStubber(own).activate()
        return own

    def has_token(self, given: Mapping[str, Any]) -> bool:
        """Whether ``connect`` gets a bearer token from its arguments or the environment."""
        variable = token_variable(self.service.name)
        return any(value is not None for value in given.values()) or variable in os.environ

    def refuse(self, message: str) -> None:
        """Raise UnexpectedCallError; keep its message in case the code under test catches it."""
        with self._engine.lock:
            self._engine.refused(message)
        raise UnexpectedCallError(message)

    def close(self) -> Stage:
        """Detach all clients from the stage, and return it for other fakes. Hold the lock."""
        if self._pair is not None:
            self._end(self._pair.plain)
        for plain in [*(self._handed_out or ())]:
            self._end(plain)
        self._pair = self._handed_out = None
        return self._stage

    def _end(self, plain: Any) -> None:
        plain.meta.events = self._ended(self._engine)
        # Check modes that are set on this client from now on must not affect another fake.
        plain.__dict__.pop(CHECKER, None)

    def _made(self) -> Pair:
        with self._engine.lock:
            self._engine.check_open()
            if self._pair is None:  # no other thread was faster
                stage = self._stage
                plain: Any = object.__new__(stage.shell_class)
                attributes: dict[str, Any] = plain.__dict__
                attributes.update(stage.plain.__dict__)
                attributes.update({"meta": copy(stage.plain.meta), FAKED: self._engine})
                requests = self._request_checks()
                answers = self._engine.answer_checks  # the client accepts what rules may answer
                typed = stage.client_class(plain, request_checks=requests, response_checks=answers)
                attributes[CHECKER].takes_newer_unions = True
                self._pair = Pair(plain, typed)
                self.own_was_used = True
            return self._pair

    def _taken(
        self, plain: Any, request: Any = None, response: Any = None, ignore: Any = None
    ) -> Any:
        """Make a client one of this fake's; a check mode of None is the fake's own mode."""
        plain.__dict__[FAKED] = self._engine
        plain.__dict__.pop(MADE, None)
        requests = with_others(request, self._request_checks())
        answers = with_others(response, self._engine.answer_checks)
        checker = install(plain, self.service.package, requests, answers, ignore)
        checker.takes_newer_unions = True
        with self._engine.lock:
            self._engine.check_open()
            if self._handed_out is None:
                self._handed_out = WeakSet()
            self._handed_out.add(plain)
        return plain

    def _request_checks(self) -> RequestMode:
        """``strict`` if answers are; else ``certain``, so that received values can be sent back."""
        return "strict" if self._engine.answer_checks == "strict" else "certain"

    @property
    def region(self) -> str:
        """The region of the fake's own client."""
        region: str = self._stage.plain.meta.region_name
        return region

    def _endpoint_is_set(self) -> bool:
        names = endpoint_variable(self.service.name), "AWS_ENDPOINT_URL"
        return any(os.environ.get(name) for name in names)

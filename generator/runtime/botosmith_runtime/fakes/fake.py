"""The base class of every generated fake."""

from __future__ import annotations

import sys
from contextlib import suppress
from importlib import import_module
from inspect import Signature, signature
from typing import TYPE_CHECKING, Any, ClassVar, Generic, Literal, TypeVar, cast, get_args

from botosmith_runtime.absent_methods import origin_of
from botosmith_runtime.client import Client
from botosmith_runtime.fakes.adapters.botocore import clock, resources, sessions, stages
from botosmith_runtime.fakes.adapters.botocore.clients import Clients
from botosmith_runtime.fakes.adapters.botocore.patching import Patch
from botosmith_runtime.fakes.engine.engine import Call, Engine
from botosmith_runtime.fakes.engine.operations import AnswerMode
from botosmith_runtime.fakes.failures import (
    UnexpectedCallError,
    UnusedRuleError,
    where_written,
)
from botosmith_runtime.fakes.keywords import keywords_alone
from botosmith_runtime.fakes.stores import Store
from botosmith_runtime.fakes_of_test import OF_TEST
from botosmith_runtime.wording import did_you_mean, nearest

if TYPE_CHECKING:
    from types import ModuleType, TracebackType

    from botocore.config import Config
    from typing_extensions import Self

    from botosmith_runtime.fakes.adapters.aio.clients import AioClients
    from botosmith_runtime.fakes.serving import Server

_ANSWER_MODES: tuple[str, ...] = get_args(AnswerMode)
Transport = Literal["stub", "wire"]
"""How answers get to the client: as they are written, or as bytes that botocore parses."""

_TRANSPORTS: tuple[str, ...] = get_args(Transport)
ClientT = TypeVar("ClientT", bound=Client[Any])


class Fake(Generic[ClientT]):
    """A service in memory: the test writes its answers, which are validated against the model.

    Each operation has a method that makes a rule: ``fake.get_status(JobId="J1").returns(...)``.
    The client answers by the rules. It needs no credentials and never uses the network.

    A fake is open when it is made. ``close`` or the end of a ``with`` closes it. Closing fails if a
    rule that is not ``optional`` was never used, or if the code under test caught the error of a
    call that no rule answered. If the ``with`` ends with another exception, closing does not fail.

    Parameters:
        strict: check as botocore's Stubber does. Answers are used in the order in which they are
            written, over all rules, and each answers one call unless ``times`` sets another number.
            A call must have exactly the parameters of its rule; idempotency tokens that botocore
            adds do not count. A rule with ``strict=False`` only compares the members that it names.
            Defaults (``optional``) are not part of the order and may answer any number of calls.
        auto: answer a call that no rule answers with a sample response, instead of failing.
        seed: the seed of these samples.
        allow_unused: accept unused rules. With ``strict`` the order still applies: no answer may be
            skipped, but the calls may end before the answers do.
        answer_checks: how far answers must obey the model: in everything (``strict``), in what
            typed code relies on (``structural``), or not at all (``off``), to reproduce what a
            service really returns. The client's ``response_checks`` have the same mode; with
            ``structural`` it gives a ``ShapeWarning`` for the rest. Its ``request_checks`` are
            ``strict`` if ``answer_checks`` is, else ``certain``, so that a value from a response
            can be sent back.
        region_name: the client's region; by default that of ``config``, or else us-east-1.
        config: the client's configuration, such as ``Config(retries={"mode": "standard"})``. Such a
            client is not cached. To make it takes a hundred times as long as a test with a cached
            one.
        transport: how answers get to the client. ``stub`` passes them on as they are written.
            ``wire`` writes them as bytes in the service's protocol, and botocore's own parser reads
            these. So the code under test sees what parsing does to dates, empty lists and union
            members that no model has. It takes longer.
        keep_calls: how many of the last calls ``fake.calls`` and ``rule.calls`` keep; by default
            all. ``call_count`` counts all of them.
    """

    client_class: ClassVar[type[Client[Any]]]
    endpoint_url: ClassVar[str | None] = None

    if not TYPE_CHECKING:  # type checkers know what __init__ takes

        def __new__(cls, **options: Any) -> Self:
            """Raise TypeError for an unknown option, with the nearest known one."""
            known = tuple(_OPTIONS)
            for name in options.keys() - _OPTIONS.keys():
                meant = did_you_mean(nearest(name, known))
                raise TypeError(f"{cls.__name__} takes {', '.join(known)}; not {name}{meant}")
            return super().__new__(cls)

    def __init__(
        self,
        *,
        strict: bool = False,
        auto: bool = False,
        seed: int = 0,
        allow_unused: bool = False,
        answer_checks: AnswerMode = "strict",
        region_name: str | None = None,
        config: Config | None = None,
        transport: Transport = "stub",
        keep_calls: int | None = None,
    ) -> None:
        if strict and auto:
            raise ValueError("auto=True answers the calls that strict=True refuses: choose one")
        if answer_checks not in _ANSWER_MODES:
            known = ", ".join(_ANSWER_MODES)
            raise ValueError(f"answer_checks={answer_checks!r}: expected one of {known}")
        if transport not in _TRANSPORTS:
            known = ", ".join(_TRANSPORTS)
            raise ValueError(f"transport={transport!r}: expected one of {known}")
        if keep_calls is not None and (type(keep_calls) is not int or keep_calls < 0):
            raise ValueError(f"keep_calls={keep_calls!r}: expected a number of calls, or None")
        self.allow_unused = allow_unused
        self._config = config
        self._patches: list[Patch] = []
        self._made_resource: Any = None
        self._is_served = False
        clock.start()
        try:
            given: Any = region_name or getattr(config, "region_name", None)
            region = given or sessions.REGION
            stage = stages.borrow(self.client_class, self.endpoint_url, config, region)
        except BaseException:
            clock.stop()
            raise
        self.engine = Engine(
            type(self).__name__,
            stage.service,
            strict=strict,
            answer_checks=answer_checks,
            auto=auto,
            seed=seed,
            keep_calls=keep_calls,
        )
        self.engine.transport = transport
        self._clients = Clients(self.engine, stage, self.endpoint_url)
        self._awaited: AioClients | None = None
        if OF_TEST.fakes is not None:
            OF_TEST.fakes.append(self)

    @property
    def client(self) -> ClientT:
        """The typed client; ``answer_checks`` of ``Fake`` says how it checks."""
        return cast("ClientT", self._clients.pair().typed)

    if not TYPE_CHECKING:  # the generated fakes have its type

        @property
        def aio_client(self) -> Any:
            """The typed client for code that awaits; it shares rules and calls with ``client``.

            It needs the extra ``aio``, and can be used in any event loop, with and without ``async
            with``. An answer is used up when a call reaches the fake: a call that is cancelled
            later has used it up. Raises ImportError without a supported aiobotocore.
            """
            return self._asynchronous().pair().typed

    def _asynchronous(self) -> AioClients:
        """The clients for code that awaits, which are made when they are first needed."""
        with self.engine.lock:
            if self._awaited is None:
                self.engine.check_open()
                from botosmith_runtime.fakes.adapters.aio.clients import AioClients
                from botosmith_runtime.fakes.adapters.aio.stages import AioStage

                sync = self.client_class
                module = import_module(f"{sync.service.package}.aio.client")
                client_class = getattr(module, sync.__name__)
                region = self._clients.region
                url = self.endpoint_url
                stage = stages.borrow(client_class, url, self._config, region, AioStage)
                self._awaited = AioClients(self.engine, stage, url)
            return self._awaited

    @property
    def boto3_client(self) -> Any:
        """The plain client inside ``client``: boto3's if the program has imported boto3."""
        return self._clients.pair().plain

    @property
    def calls(self) -> tuple[Call, ...]:
        """Every call, in order, whether a rule answered it or ``auto`` did; see ``keep_calls``."""
        with self.engine.lock:
            return tuple(self.engine.calls)

    @property
    def call_count(self) -> int:
        """How many calls were answered, by rules or by ``auto``."""
        return self.engine.call_count

    @property
    def elapsed(self) -> float:
        """The simulated time in seconds: delays of rules, and pauses of retries and waiters."""
        return self.engine.elapsed

    @property
    def closed(self) -> bool:
        """Whether the fake was closed."""
        return bool(self.engine.closed)

    def patch(self, target: ModuleType | Any = None, *, block_others: bool = False) -> Patch:
        """Give this fake's clients to code that makes its own, until closed or in a ``with``.

        Each call of ``boto3.client``, ``boto3.resource`` or the package's ``connect`` returns
        another client, as it does without the fake. So does ``create_client`` of sessions of
        aiobotocore, if it was imported before. Arguments, the session's settings and
        environment variables set its region, endpoint, credentials, configuration and checks. No
        configuration file or credentials file is read. If nothing sets a region or credentials, the
        fake's are used. The fake of a slice also answers for the service that it was cut from.

        Without a target, or with a module as the target, every session is patched. Clients of the
        service that are attributes of the module are replaced; any other client that was made
        before raises UnexpectedCallError instead of using the network. With a session as the
        target, only that session is patched. With ``block_others``, no botocore client of any
        service reaches the network.

        Raises TypeError for another target, and FakeClosedError once the fake is closed.
        """
        self.engine.check_open()
        service = self.client_class.service
        origin = origin_of(service.models, service.name, service.api_version)
        names = frozenset(filter(None, (service.name, origin)))
        if "aiobotocore.session" in sys.modules:
            with suppress(ImportError):  # an unsupported version: its clients are not replaced
                import_module("botosmith_runtime.fakes.adapters.aio.patching")
        patch = Patch(
            names,
            self._clients,
            target,
            block_others=block_others,
            asynchronous=self._asynchronous,
        )
        self._patches.append(patch)
        return patch

    def _resource(self) -> Any:
        """boto3's resource with a client of this fake, the same one each time."""
        self.engine.check_open()
        if self._made_resource is None:
            self._made_resource = resources.resource(
                self.client_class.service.name,
                lambda session, asked: self._clients.of_resource(session, asked, self._config),
            )
        return self._made_resource

    def serve(
        self,
        *,
        port: int = 0,
        host: str = "127.0.0.1",
        https: bool = False,
        max_body: int | None = None,
    ) -> Server[Self]:
        """Serve this fake by HTTP, for code in any language, until the ``with`` ends.

        ``with FakeS3().serve() as server: ...`` gives ``server.url``, ``server.env()`` and
        ``server.fake``, which the end of the ``with`` closes. ``serve`` of ``botosmith_runtime``'s
        fakes has more about the parameters; it serves several fakes at one address.
        """
        from botosmith_runtime.fakes.serving import Server

        self._is_served = True
        return Server(self, port=port, host=host, https=https, max_body=max_body)

    def store(self, *key: str) -> Store:
        """A store of items, by this key: ``fake.store("Bucket", "Key")``; see ``Store``."""
        self.engine.check_open()
        return Store(*key)

    def reset(self) -> None:
        """Forget all rules and calls."""
        self.engine.reset()

    def assert_used(self) -> None:
        """Fail now if a rule is unused, or if the error of a call that no rule answered was caught.

        Raises UnusedRuleError or UnexpectedCallError.
        """
        __tracebackhide__ = True
        with self.engine.lock:
            if self.engine.unexpected:
                swallowed = "\n".join(self.engine.unexpected)
                raise UnexpectedCallError(f"the code under test caught this error:\n{swallowed}")
            complaints = [rule.complaint() for rule in self.engine.rules]
        unused = [complaint for complaint in complaints if complaint is not None]
        if unused and not self.allow_unused:
            lines = [f"{type(self).__name__} has unused rules:", *(f"  {one}" for one in unused)]
            raise UnusedRuleError("\n".join([*lines, self._advice()]))

    def _advice(self) -> str:
        """What to do about unused rules."""
        unreached = self.why_unreached()
        return f"  ({unreached or 'a rule that the test need not use: .optional()'})"

    def why_unreached(self) -> str:
        """What to do if a fake with rules got no call and no client of it is in use; else empty."""
        if self.engine.call_count or self._patches or not self.engine.rules:
            return ""
        if self._awaited is not None and self._awaited.own_was_used:
            return (
                "the fake got no call: await the calls of fake.aio_client, since a call that is "
                "not awaited is not made"
            )
        if self._clients.own_was_used:
            return ""
        if self._is_served:
            return "the server got no call: run the program with env=server.env()"
        return (
            "the fake got no call: pass fake.client to the code under test, or call "
            "fake.patch(boto3), so that boto3.client() returns the fake's clients"
        )

    def close(self, *, verify: bool = True, where: str = "") -> None:
        """Close the fake. With ``verify``, fail as ``assert_used`` does. It may be closed twice.

        ``where`` is the place that later FakeClosedErrors name; by default it is the caller's line.
        """
        where = where or f"at {where_written()}"
        with self.engine.lock:
            if self.engine.closed:
                return
            self.engine.closed = where
            borrowed = [self._clients.close()]
            if self._awaited is not None:
                borrowed.append(self._awaited.close())
        for patch in self._patches:
            patch.undo()
        clock.stop()
        for stage in borrowed:
            stages.give_back(stage, self._config)
        if verify:
            self.assert_used()

    def __enter__(self) -> Self:
        self.engine.check_open()
        return self

    def __exit__(
        self,
        exception_type: type[BaseException] | None,
        exception: BaseException | None,
        traceback: TracebackType | None,
    ) -> None:
        self.close(verify=exception_type is None)

    if not TYPE_CHECKING:  # a type checker should flag a name that the model does not have

        def __init_subclass__(cls, **more: Any) -> None:
            """Give the methods of operations a helpful error for a positional dict."""
            super().__init_subclass__(**more)
            keywords_alone(cls, [name for name in vars(cls) if not name.startswith("_")])

        def __getattr__(self, name: str) -> Any:
            """Say why there is no method for an operation."""
            message = f"{type(self).__name__!r} object has no attribute {name!r}"
            if "engine" in vars(self) and (why := self.engine.why_absent(name)):
                message += f": {why}"
            else:
                public = tuple(one for one in dir(type(self)) if not one.startswith("_"))
                message += did_you_mean(nearest(name, public, cutoff=0.85))
            raise AttributeError(message, name=name, obj=self)


_made: Any = Fake
_OPTIONS = {**signature(_made.__init__).parameters}
del _OPTIONS["self"]
_made.__signature__ = Signature([*_OPTIONS.values()])  # inspect would show that of __new__

"""The base class of every generated fake."""

from __future__ import annotations

from inspect import Signature, signature
from typing import TYPE_CHECKING, Any, ClassVar, Generic, Literal, TypeVar, cast, get_args

from botosmith_runtime.absent_methods import origin_of
from botosmith_runtime.client import Client
from botosmith_runtime.fakes.adapters.botocore import clock, sessions, stages
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
from botosmith_runtime.wording import did_you_mean, nearest

if TYPE_CHECKING:
    from types import ModuleType, TracebackType

    from botocore.config import Config
    from typing_extensions import Self

_ANSWER_MODES: tuple[str, ...] = get_args(AnswerMode)
Transport = Literal["stub", "wire"]
"""How answers get to the client: as they are written, or as bytes that botocore parses."""

_TRANSPORTS: tuple[str, ...] = get_args(Transport)
ClientT = TypeVar("ClientT", bound=Client[Any])


class Fake(Generic[ClientT]):
    """A service in memory, whose answers are written in the test and checked against the model.

    Each operation has a method that makes a rule: ``fake.get_status(JobId="J1").returns(...)``.
    The client answers by the rules; it needs no credentials and never reaches for the network.

    Open from the start, it is closed by ``close``, or at the end of a ``with``. Closing fails if a
    rule that is not ``optional`` was never used, or a call that no rule answered was swallowed by
    the code under test; where another exception is on its way through the ``with``, it keeps quiet.

    Parameters:
        strict: check as botocore's Stubber does. Answers are given in the order in which they are
            written, over all rules, each to one call unless ``times`` says otherwise, and a call
            has no parameters but its rule's, idempotency tokens that botocore fills in aside. A
            rule may say ``strict=False``: it asks for the members that it names. Defaults
            (``optional``) stand outside the order and may answer any number of calls.
        auto: answer calls that no rule answers with a sample of the response, instead of failing.
        seed: of these samples.
        allow_unused: do not mind unused rules. With ``strict`` the order holds all the same: no
            answer may be passed over, but the calls may end before the answers do.
        answer_checks: how much of the model answers have to obey: all of it (``strict``), what code
            that trusts the types relies upon (``structural``), or nothing (``off``), for what a
            service really answers. The client's ``response_checks`` are the same: where they are
            ``structural``, it gives a ``ShapeWarning`` for the rest. Its ``request_checks`` are
            ``strict``, else ``certain``: what a service answers can be sent back to it.
        region_name: of the client; else that of ``config``, else us-east-1.
        config: of the client, such as ``Config(retries={"mode": "standard"})``. Such a client is
            not cached, which takes a hundred times as long as a whole test on a cached one.
        transport: how answers get to the client. ``stub`` hands them on as they are written.
            ``wire`` writes them as bytes in the service's protocol, and botocore's own parser reads
            these, so that the code under test sees what parsing does: to dates, to empty lists, to
            members of unions that no model has. It takes longer.
        keep_calls: how many calls ``calls``, and that of each rule, keep: the last ones. Without
            it, all of them. ``call_count`` goes on counting.
    """

    client_class: ClassVar[type[Client[Any]]]
    endpoint_url: ClassVar[str | None] = None

    if not TYPE_CHECKING:  # type checkers know what __init__ takes

        def __new__(cls, **options: Any) -> Self:
            """Refuse an option that there is not, and say which one may be meant."""
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

    @property
    def client(self) -> ClientT:
        """The typed client: requests are checked strictly, responses as ``answer_checks`` says."""
        return cast("ClientT", self._clients.pair().typed)

    @property
    def boto3_client(self) -> Any:
        """The plain client behind ``client``: boto3's if the program has imported boto3."""
        return self._clients.pair().plain

    @property
    def calls(self) -> tuple[Call, ...]:
        """Every call that was answered, by rules or by ``auto``, in order; see ``keep_calls``."""
        with self.engine.lock:
            return tuple(self.engine.calls)

    @property
    def call_count(self) -> int:
        """How many calls were answered."""
        return self.engine.call_count

    @property
    def elapsed(self) -> float:
        """The seconds that calls, retries and waiters would have taken."""
        return self.engine.elapsed

    @property
    def closed(self) -> bool:
        """Whether the fake was closed."""
        return bool(self.engine.closed)

    def patch(self, target: ModuleType | Any = None, *, block_others: bool = False) -> Patch:
        """Let code that makes its own client get one of this fake's, until closed or in a ``with``.

        Each call of ``boto3.client``, ``boto3.resource`` or the package's ``connect`` gives another
        client, as it does without the fake: arguments, the session's settings, and environment
        variables count for region, endpoint, credentials, configuration and checks. No file of
        configuration or credentials is read. Where nothing names a region or credentials, the
        fake's are used. The fake of a slice answers for the service that it was cut from, too.

        Without a target, or with a module for one, this is so for every session; clients of the
        service that the module holds already are replaced, and any other that was made before
        raises UnexpectedCallError, rather than reach the network. With a session, it alone is
        patched. With ``block_others`` no client of botocore's reaches the network, of any service.
        """
        self.engine.check_open()
        service = self.client_class.service
        origin = origin_of(service.models, service.name, service.api_version)
        names = frozenset(filter(None, (service.name, origin)))
        patch = Patch(names, self._clients, target, block_others=block_others)
        self._patches.append(patch)
        return patch

    def store(self, *key: str) -> Store:
        """A store for rules that remember: ``fake.store("Bucket", "Key")``; see ``Store``."""
        self.engine.check_open()
        return Store(*key)

    def reset(self) -> None:
        """Forget all rules and calls."""
        self.engine.reset()

    def assert_used(self) -> None:
        """Fail now if a rule was never used, or a call that no rule answers was swallowed.

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
            listed = "\n".join(f"  {complaint}" for complaint in unused)
            name = type(self).__name__
            raise UnusedRuleError(f"{name} has rules that were not used as they say:\n{listed}")

    def close(self, *, verify: bool = True, where: str = "") -> None:
        """Close the fake; ``verify`` as ``assert_used`` does. Closing twice is fine.

        ``where`` is for messages about its use after that; by default it is the caller's line.
        """
        where = where or f"at {where_written()}"
        with self.engine.lock:
            if self.engine.closed:
                return
            self.engine.closed = where
            stage = self._clients.close()
        for patch in self._patches:
            patch.undo()
        clock.stop()
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
            """Let the methods of operations say what is wrong with a dict for a condition."""
            super().__init_subclass__(**more)
            keywords_alone(cls, [name for name in vars(cls) if not name.startswith("_")])

        def __getattr__(self, name: str) -> Any:
            """Say why there is no method for an operation."""
            message = f"{type(self).__name__!r} object has no attribute {name!r}"
            if "engine" in vars(self) and (why := self.engine.why_absent(name)):
                message += f": {why}"
            raise AttributeError(message, name=name, obj=self)


_made: Any = Fake
_OPTIONS = {**signature(_made.__init__).parameters}
del _OPTIONS["self"]
_made.__signature__ = Signature([*_OPTIONS.values()])  # __new__ has none to show

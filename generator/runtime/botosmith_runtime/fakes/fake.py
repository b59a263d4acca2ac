"""The base class of every generated fake."""

from __future__ import annotations

from inspect import Signature, signature
from typing import TYPE_CHECKING, Any, ClassVar, Generic, TypeVar, cast, get_args

from botosmith_runtime.client import Client
from botosmith_runtime.fakes.adapters.botocore import clock, stages
from botosmith_runtime.fakes.adapters.botocore.clients import Clients
from botosmith_runtime.fakes.adapters.botocore.patching import Patch
from botosmith_runtime.fakes.engine.engine import Call, Engine
from botosmith_runtime.fakes.engine.operations import AnswerMode
from botosmith_runtime.fakes.failures import (
    UnexpectedCallError,
    UnusedRuleError,
    where_written,
)
from botosmith_runtime.wording import did_you_mean, nearest

if TYPE_CHECKING:
    from types import ModuleType, TracebackType

    from botocore.config import Config
    from typing_extensions import Self

_ANSWER_MODES: tuple[str, ...] = get_args(AnswerMode)
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

        def __getattr__(self, name: str) -> Any:
            """Say of an operation that a slice does not have how to add it."""
            message = f"{type(self).__name__!r} object has no attribute {name!r}"
            client_class = getattr(type(self), "client_class", None)
            if client_class is not None:
                message += client_class.service.missing(name)
            raise AttributeError(message, name=name, obj=self)

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
    ) -> None:
        if strict and auto:
            raise ValueError("auto=True answers the calls that strict=True refuses: choose one")
        if answer_checks not in _ANSWER_MODES:
            known = ", ".join(_ANSWER_MODES)
            raise ValueError(f"answer_checks={answer_checks!r}: expected one of {known}")
        self.allow_unused = allow_unused
        self._config = config
        self._patches: list[Patch] = []
        clock.start()
        try:
            given: Any = region_name or getattr(config, "region_name", None)
            stage = self._borrow(given or stages.REGION)
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
        )
        self._clients = Clients(self.engine, stage, self._borrow)

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
        """Every call that was answered, by rules or by ``auto``, in order."""
        with self.engine.lock:
            return tuple(self.engine.calls)

    @property
    def call_count(self) -> int:
        """How many calls were answered."""
        return len(self.engine.calls)

    @property
    def elapsed(self) -> float:
        """The seconds that calls, retries and waiters would have taken."""
        return self.engine.elapsed

    @property
    def closed(self) -> bool:
        """Whether the fake was closed."""
        return bool(self.engine.closed)

    def patch(self, target: ModuleType | Any = None) -> Patch:
        """Let code that makes its own client get this fake's, until closed; usable in a ``with``.

        Each client is in the region that it is asked for, or that its session has; where neither
        says, in that of ``fake.client``. Nothing else that it is asked for with counts.

        Without a target, or with a module for one, every session gives this fake's client for the
        service, through ``boto3.client``, ``boto3.resource`` or the package's ``connect``; clients
        of the service that the module holds already are replaced, too. With a session, it alone.
        """
        self.engine.check_open()
        patch = Patch(self.client_class.service.name, self._clients, target)
        self._patches.append(patch)
        return patch

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
                raise UnexpectedCallError(f"the code under test swallowed this:\n{swallowed}")
            complaints = [rule.complaint() for rule in self.engine.rules]
        unused = [complaint for complaint in complaints if complaint is not None]
        if unused and not self.allow_unused:
            listed = "\n".join(f"  {complaint}" for complaint in unused)
            raise UnusedRuleError(f"{type(self).__name__} was not used as its rules say:\n{listed}")

    def close(self, *, verify: bool = True, where: str = "") -> None:
        """Close the fake; ``verify`` as ``assert_used`` does. Closing twice is fine.

        ``where`` is for messages about its use after that; by default it is the caller's line.
        """
        where = where or f"at {where_written()}"
        with self.engine.lock:
            if self.engine.closed:
                return
            self.engine.closed = where
            borrowed = self._clients.close()
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

    def _borrow(self, region: str) -> stages.Stage:
        return stages.borrow(self.client_class, self.endpoint_url, self._config, region)


_made: Any = Fake
_OPTIONS = {**signature(_made.__init__).parameters}
del _OPTIONS["self"]
_made.__signature__ = Signature([*_OPTIONS.values()])  # __new__ has none to show

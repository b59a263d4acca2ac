"""The base class of every generated fake."""

from __future__ import annotations

import itertools
import threading
import time
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, ClassVar, Generic, TypeVar

from botosmith_runtime.client import Client
from botosmith_runtime.fakes import sampling, stages
from botosmith_runtime.fakes.answers import Answer, success
from botosmith_runtime.fakes.calls import Call, start_clock, stop_clock
from botosmith_runtime.fakes.failures import (
    AmbiguousRulesError,
    FakeClosedError,
    FakeError,
    UnexpectedCallError,
    UnusedRuleError,
)
from botosmith_runtime.fakes.matching import shown
from botosmith_runtime.fakes.patching import Patch
from botosmith_runtime.fakes.values import recorded
from botosmith_runtime.fakes.wire import Fault, Taken

if TYPE_CHECKING:
    from types import ModuleType, TracebackType

    from botocore.config import Config
    from typing_extensions import Self

    from botosmith_runtime.fakes.operations import Operation
    from botosmith_runtime.fakes.rules import Rule

ClientT = TypeVar("ClientT", bound=Client[Any])


class Fake(Generic[ClientT]):
    """A service in memory, whose answers are written in the test and checked against the model.

    Each operation has a method that makes a rule: ``fake.get_status(JobId="J1").returns(...)``.
    The client answers by the rules; it needs no credentials and never reaches for the network.

    Open from the start, it is closed by ``close``, or at the end of a ``with``. Closing fails if a
    rule was never used, or a call that no rule answered was swallowed by the code under test;
    where another exception is on its way through the ``with``, it keeps quiet.

    Parameters:
        auto: answer calls that no rule answers with a sample of the response, instead of failing.
        seed: of these samples.
        allow_unused: do not mind unused rules.
        config: of the client, such as ``Config(retries={"mode": "standard"})``. Such a client is
            made anew, which takes a hundred times as long as a whole test on a cached one.
    """

    client_class: ClassVar[type[Client[Any]]]
    endpoint_url: ClassVar[str | None] = None

    def __init__(
        self,
        *,
        auto: bool = False,
        seed: int = 0,
        allow_unused: bool = False,
        config: Config | None = None,
    ) -> None:
        self.allow_unused = allow_unused
        self.lock = threading.RLock()
        self._auto = auto
        self._seed = seed
        self._config = config
        self._rules: list[Rule[Any]] = []
        self._by_operation: dict[str, tuple[Rule[Any], ...]] = {}
        self._calls: list[Call] = []
        self._unexpected: list[str] = []
        self._elapsed = 0.0
        self._numbers = itertools.count(1)
        self._patches: list[Patch] = []
        self._closed = False
        self._stage = stages.borrow(self.client_class, self.endpoint_url, config)
        self._stage.stubber.fake = self
        start_clock()

    @property
    def client(self) -> ClientT:
        """The typed client, on which both checks are strict."""
        client: Any = self._open_stage().client
        return client

    @property
    def boto3_client(self) -> Any:
        """The plain client behind ``client``: boto3's if the program has imported boto3."""
        return self._open_stage().plain

    @property
    def calls(self) -> tuple[Call, ...]:
        """Every call that was answered, by rules or by ``auto``, in order."""
        with self.lock:
            return tuple(self._calls)

    @property
    def call_count(self) -> int:
        """How many calls were answered."""
        return len(self._calls)

    @property
    def elapsed(self) -> float:
        """The seconds that calls, retries and waiters would have taken."""
        return self._elapsed

    def patch(self, target: ModuleType | Any = None) -> Patch:
        """Let code that makes its own client get this fake's, until closed; usable in a ``with``.

        Without a target, or with a module for one, every session gives this fake's client for the
        service, through ``boto3.client``, ``boto3.resource`` or the package's ``connect``; clients
        of the service that the module holds already are replaced, too. With a session, it alone.
        """
        patch = Patch(self._open_stage(), target)
        self._patches.append(patch)
        return patch

    def reset(self) -> None:
        """Forget all rules and calls."""
        with self.lock:
            self._rules.clear()
            self._by_operation.clear()
            self._calls.clear()
            self._unexpected.clear()
            self._elapsed = 0.0

    def verify(self) -> None:
        """Fail now if a rule was never used, or a call that no rule answers was swallowed.

        Raises UnusedRuleError or UnexpectedCallError.
        """
        with self.lock:
            if self._unexpected:
                swallowed = "\n".join(self._unexpected)
                raise UnexpectedCallError(f"the code under test swallowed this:\n{swallowed}")
            complaints = [rule.complaint() for rule in self._rules]
        unused = [complaint for complaint in complaints if complaint is not None]
        if unused and not self.allow_unused:
            listed = "\n".join(f"  {complaint}" for complaint in unused)
            raise UnusedRuleError(f"{type(self).__name__} was not used as its rules say:\n{listed}")

    def close(self, *, verify: bool = True) -> None:
        """Close the fake; ``verify`` as the method of that name does. Closing twice is fine."""
        if self._closed:
            return
        self._closed = True
        for patch in self._patches:
            patch.undo()
        stop_clock()
        stages.give_back(self._stage, self._config)
        if verify:
            self.verify()

    def __enter__(self) -> Self:
        self._open_stage()
        return self

    def __exit__(
        self,
        exception_type: type[BaseException] | None,
        exception: BaseException | None,
        traceback: TracebackType | None,
    ) -> None:
        self.close(verify=exception_type is None)

    # What rules and the stubber call.

    def operation(self, name: str) -> Operation:
        """What is known of an operation."""
        return self._open_stage().operation(name)

    def paginator(self, operation: Operation) -> Mapping[str, Any]:
        """The model's description of an operation's paginator."""
        description: Mapping[str, Any] = self._stage.paginators()[operation.name]
        return description

    def sample(self, operation: Operation, seed: int) -> dict[str, Any]:
        """A valid response of an operation."""
        return sampling.response(operation, self.client_class.service.package, seed)

    def remember(self, rule: Rule[Any]) -> None:
        """Take a rule, which has no answer yet."""
        with self.lock:
            self._rules.append(rule)

    def publish(self, rule: Rule[Any]) -> None:
        """Let a rule count, which gets its first answer; with the lock held."""
        self._open_stage()
        others = self._by_operation.get(rule.operation, ())
        for other in others:
            if other.is_like(rule) and other.next_step() is not None:
                self._rules.remove(rule)
                raise AmbiguousRulesError(
                    f"{rule.explain()}: matches the same calls as {other.explain()}; "
                    "let one rule have both answers: .returns(...).returns(...)"
                )
        self._by_operation[rule.operation] = (*others, rule)

    def take(self, model: Any, request: dict[str, Any], *, again: bool = False) -> Taken | Fault:
        """What a call is answered, or what befalls it; ``again`` for a call's next attempt."""
        rules = self._by_operation.get(model.name, ())
        matching = [rule for rule in rules if rule.accepts(request)]
        copy = {} if again else recorded(request)
        rule: Rule[Any] | None = None
        with self.lock:
            found = [(rule, step) for rule in matching if (step := rule.next_step()) is not None]
            if found:
                rule, step = found[0] if len(found) == 1 else self._best(found, request)
                step.used += 1
                if not again:
                    rule.record(copy)
            elif not self._auto:
                self._refuse(model.name, request, rules)
            if not again:
                self._calls.append(Call(model.name, copy))
            request_id = f"00000000-0000-4000-8000-{next(self._numbers):012x}"
        if rule is None:
            return self._automatic(model.name, request_id)
        if not again:
            rule.wait()
        if isinstance(step.what, Answer):
            return step.what.give(request, request_id)
        return step.what

    def wait(self, seconds: float, real: bool = False) -> None:
        """Let time pass, in ``elapsed`` alone unless it is to be real."""
        with self.lock:
            self._elapsed += seconds
        if real:
            time.sleep(seconds)

    def _open_stage(self) -> stages.Stage:
        if self._closed:
            raise FakeClosedError(f"this {type(self).__name__} is closed")
        return self._stage

    def _automatic(self, name: str, request_id: str) -> Taken:
        operation = self._stage.operation(name)
        return success(operation, operation.checked(self.sample(operation, self._seed)), request_id)

    def _best(self, found: list[Any], request: dict[str, Any]) -> Any:
        found = sorted(found, key=lambda pair: pair[0].rank)
        if found[-1][0].rank == found[-2][0].rank:
            raise self._noted(
                AmbiguousRulesError(
                    f"two rules match {_called(found[-1][0].method, request)} equally well; "
                    "add a member to one of them:\n"
                    f"  {found[-2][0].explain()}\n  {found[-1][0].explain()}"
                )
            )
        return found[-1]

    def _refuse(self, name: str, request: dict[str, Any], rules: tuple[Rule[Any], ...]) -> None:
        operation = self._stage.operation(name)
        lines = [f"{_called(operation.method, request)} was not expected"]
        compared = sorted((*rule.compared(request), rule.explain(), rule) for rule in rules)
        if not compared:
            lines[0] += f": there is no rule for {operation.method}"
            others = sorted({rule.operation for rule in self._rules})
            lines += [f"  (there are some for {', '.join(others)})"] if others else []
        else:
            differing, table, closest, _ = compared[0]
            if differing:
                lines.append(f"the closest rule is {closest}")
                lines += table
            else:
                lines.append(f"{closest}, would match, but has no answer left")
        raise self._noted(UnexpectedCallError("\n".join(lines)))

    def _noted(self, error: FakeError) -> FakeError:
        self._unexpected.append(str(error))
        return error


def _called(method: str, request: Mapping[str, Any]) -> str:
    return f"{method}({', '.join(f'{name}={shown(value)}' for name, value in request.items())})"

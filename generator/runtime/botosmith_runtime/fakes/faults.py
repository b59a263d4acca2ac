"""What a rule does besides answering: delays, and failures of the connection or the service."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from botosmith_runtime.fakes.engine.answered_errors import throttled
from botosmith_runtime.fakes.engine.answers import Chance, Delivery, NoConnection
from botosmith_runtime.fakes.engine.matching import shown
from botosmith_runtime.fakes.engine.values import type_of
from botosmith_runtime.fakes.failures import RuleError

if TYPE_CHECKING:
    from typing_extensions import Self

    from botosmith_runtime.fakes.engine.answers import AnswerSource, Fault
    from botosmith_runtime.fakes.engine.engine import Engine
    from botosmith_runtime.fakes.engine.operations import FakedOperation
    from botosmith_runtime.fakes.engine.rules import RuleState


class Explained:
    """A block whose RuleErrors get the rule's name.

    It is a class because ``contextmanager`` takes three times as long.
    """

    __slots__ = ("_error_of",)

    def __init__(self, error_of: Callable[[str], RuleError]) -> None:
        self._error_of = error_of

    def __enter__(self) -> None:
        """Begin."""

    def __exit__(self, kind: object, error: BaseException | None, traceback: object) -> None:
        if isinstance(error, RuleError):
            raise self._error_of(str(error)) from None


class Faults:
    """The methods of rules for delays and failures."""

    _engine: Engine
    _operation: FakedOperation
    _state: RuleState

    if TYPE_CHECKING:

        def _add(self, what: AnswerSource | Fault, limit: int | None) -> Self: ...
        def _error(self, message: str) -> RuleError: ...
        def _explained(self) -> Explained: ...

    def delays(self, seconds: float, *, real: bool = False) -> Self:
        """Add this many seconds to ``fake.elapsed`` for each call; sleep only if ``real``."""
        self._state.delay = (seconds, real)
        self._engine.may_block |= real
        return self

    def fails_by_chance(
        self,
        chance: float,
        *,
        seed: int = 0,
        code: str = "ServiceUnavailable",
        http_status: int = 503,
    ) -> Self:
        """Fail some attempts: each with the probability ``chance``, between 0 and 1.

        The error is one that botocore retries. An attempt that fails uses up no answer. The same
        ``seed`` makes the same attempts fail, if these come in the same order.
        """
        if type_of(chance) not in (int, float) or not 0 <= chance <= 1:
            raise self._error(f"chance={shown(chance)}: expected a number from 0 to 1")
        if type_of(seed) is not int:
            raise self._error(f"seed={shown(seed)}: expected a whole number")
        with self._explained():
            if self._operation.code_in == "status":
                code = str(http_status)
            fault = throttled(self._operation, code, http_status, "says the fake, by chance")
        self._state.chance = Chance(chance, seed, fault)
        return self

    def cuts_off(self, *, after: int) -> Self:
        """Let a server close the connection after this many bytes of the last answer's body.

        The headers promise the whole body. Only ``serve`` can do this: for a fake's own client, a
        call that gets such an answer raises UnexpectedCallError.
        """
        if type_of(after) is not int or after < 0:
            raise self._error(f"after={shown(after)}: expected a number of bytes")
        return self._deliver("cuts_off", Delivery(cut_after=after))

    def drips(self, *, bytes_per_second: float) -> Self:
        """Let a server send the body of the last answer slowly; only ``serve`` can do this."""
        if type_of(bytes_per_second) not in (int, float) or bytes_per_second <= 0:
            wrong = f"bytes_per_second={shown(bytes_per_second)}"
            raise self._error(f"{wrong}: expected a number greater than 0")
        return self._deliver("drips", Delivery(bytes_per_second=float(bytes_per_second)))

    def _deliver(self, method: str, delivery: Delivery) -> Self:
        if not self._state.steps:
            raise self._error(f"{method}() must follow an answer")
        with self._engine.lock:
            self._state.steps.deliver_last(delivery)
        return self

    def fails_connection(self, *, times: int | None = None) -> Self:
        """Fail attempts with a connection error, which botocore retries.

        ``times`` is the number of attempts; without it, all further attempts fail.
        """
        return self._add(NoConnection(), times)

    def throttles(
        self,
        code: str | None = None,
        *,
        times: int | None = None,
        http_status: int | None = None,
        message: str = "Rate exceeded",
    ) -> Self:
        """Fail attempts with a throttling error, which botocore retries.

        The error may be any that botocore retries; ``raises`` gives the one that is left after
        retries. ``throttles("InternalServiceException", times=1, http_status=500).returns(...)``
        fails once with status 500, then succeeds. ``times`` is the number of attempts; without it,
        all further attempts fail. The default code is ``ThrottlingException``. The default status
        is the one that AWS uses for the code, or 400.
        """
        with self._explained():
            if code is not None and type_of(code) is not str:
                written = f"throttles({shown(code)}): the first argument is an error's code"
                meant = f"; write throttles(times={code})" if type_of(code) is int else ""
                raise RuleError(written + meant)
            refused = throttled(self._operation, code, http_status, message)
        return self._add(refused, times)

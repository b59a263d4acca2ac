"""The clients that a fake hands out: shells of its own around machinery that later fakes use, too.

Making a botocore client takes a thousand times as long as opening a fake, so what is expensive in
one is pooled (stages.py). A shell costs next to nothing, and knows its fake: code that keeps one,
or a paginator, a waiter or a resource of it, never meets another fake.
"""

from __future__ import annotations

from collections.abc import Callable
from copy import copy
from typing import TYPE_CHECKING, Any, NamedTuple

from botocore.hooks import HierarchicalEmitter

from botosmith_runtime.checks import CHECKER
from botosmith_runtime.transfers import FAKED

if TYPE_CHECKING:
    from botosmith_runtime.fakes.adapters.botocore.stages import Stage
    from botosmith_runtime.fakes.engine.engine import Engine
    from botosmith_runtime.modes import RequestMode


class Pair(NamedTuple):
    """A plain client and the typed one around it."""

    plain: Any
    typed: Any


def hand_out(stage: Stage, engine: Engine) -> Pair:
    """Clients of a fake's own on a stage that it has borrowed."""
    plain: Any = object.__new__(stage.shell_class)
    attributes: dict[str, Any] = plain.__dict__
    attributes.update(stage.plain.__dict__)
    attributes.update({"meta": copy(stage.plain.meta), FAKED: engine})
    answers = engine.answer_checks  # what rules may answer, the client takes
    # A test's requests obey the model, unless its answers do not: what came can be sent back.
    requests: RequestMode = "strict" if answers == "strict" else "certain"
    typed = stage.client_class(plain, request_checks=requests, response_checks=answers)
    return Pair(plain, typed)


def take_back(pair: Pair, engine: Engine) -> None:
    """Detach all clients that were handed out; their fake is closed."""
    pair.plain.meta.events = _Ended(engine)
    attributes: dict[str, Any] = pair.plain.__dict__
    attributes.pop(CHECKER, None)  # modes that are set from now on concern no other fake


class _Ended(HierarchicalEmitter):
    """The events of a client whose fake is closed: handlers come and go, but none is called."""

    def __init__(self, engine: Engine) -> None:
        super().__init__()
        self._engine = engine

    def emit(self, event_name: str, **kwargs: Any) -> list[Any]:
        """Refuse to presign a URL, which would lack what handlers do."""
        if event_name.startswith("provide-client-params"):
            self._engine.check_open(kwargs["model"].name)
        return []

    def emit_until_response(self, event_name: str, **kwargs: Any) -> tuple[None, None]:
        """Refuse to go on with a call that was under way in another thread."""
        if event_name.startswith("before-call"):
            self._engine.check_open(kwargs["model"].name)
        return None, None


class Clients:
    """All clients of one fake, by region."""

    def __init__(self, engine: Engine, stage: Stage, borrow: Callable[[str], Stage]) -> None:
        """``stage`` is where ``fake.client`` plays; ``borrow`` gets one for another region."""
        self._engine = engine
        self._borrow = borrow
        self._stages: dict[str | None, Stage] = {None: stage}
        self._pairs: dict[str | None, Pair] = {}

    def pair(self, region: str | None = None) -> Pair:
        """The clients for a region, the same ones each time; FakeClosedError after closing."""
        pair = self._pairs.get(region)
        return self._made(region) if pair is None else pair

    def close(self) -> list[Stage]:
        """Take all clients back; the stages are for other fakes to use. With the lock held."""
        for pair in {id(pair): pair for pair in self._pairs.values()}.values():
            take_back(pair, self._engine)
        self._pairs.clear()
        return [*self._stages.values()]

    def _made(self, region: str | None) -> Pair:
        with self._engine.lock:
            self._engine.check_open()
            if region in self._pairs:  # another thread was faster
                return self._pairs[region]
            if region is not None and self._stages[None].is_for(region):
                pair = self.pair()
            else:
                pair = hand_out(self._stage(region), self._engine)
            self._pairs[region] = pair
            return pair

    def _stage(self, region: str | None) -> Stage:
        if region is not None:
            self._stages[region] = self._borrow(region)
        return self._stages[region]

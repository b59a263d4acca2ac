"""Valid example values for any shape of a service, seeded.

For docs, for fakes and for tests: a request as a user would pass it, a response as botocore's
parser would give it, every constraint of the model's honoured. ``full`` values hold every member,
others the required ones only. The same seed gives the same value, whatever was asked for before
and under any hash seed.

A full value spells a structure out where it meets it first, and again as long as the value stays
small; inside itself a structure shows its required members. So recursion ends, and the services
whose structures nest a thousand ways still have requests that a person can read. A value that
comes to a limit of ``limits`` holds what it must from there on, by the shortest way.
"""

from __future__ import annotations

from random import Random
from typing import Any

from botosmith import ir
from botosmith.samples.draft import Draft, Shared
from botosmith.samples.problems import NoSample

__all__ = ["NoSample", "Sampler"]


class Sampler:
    """Samples of one service. ``unsampled`` says of shapes that have no valid value why not."""

    def __init__(self, service: ir.Service, seed: int = 0) -> None:
        self.shared = Shared(service)
        self.shapes = self.shared.shapes
        self.unsampled = self.shared.unsampled
        self._operations = {operation.name: operation for operation in service.operations}
        self._seed = seed

    def request(self, operation: str, *, full: bool = True) -> dict[str, Any]:
        """Parameters of an operation; raises NoSample where the model allows none at all."""
        shape = self._operations[operation].input
        parameters: dict[str, Any] = self.value(shape, "input", full=full) if shape else {}
        return parameters

    def response(self, operation: str, *, full: bool = True) -> dict[str, Any]:
        """A response of an operation, without ``ResponseMetadata``; may raise NoSample."""
        facts = self._operations[operation]
        if not facts.output:
            return {}
        status = facts.success_status
        response: dict[str, Any] = self.value(facts.output, "output", full=full, status=status)
        return response

    def value(self, name: str, direction: ir.Direction, *, full: bool, status: int = 200) -> Any:
        """A value of any shape, as the whole of a request or response, say; may raise NoSample."""
        random = Random(f"{self._seed} {name} {direction} {full}")
        draft = self._draft(random, direction, status)
        try:
            return draft.value(self.shapes[name], full=full)
        except NoSample as problem:
            draft.note(problem)
            raise
        finally:
            self.shared.spent += draft.size

    def _draft(self, random: Random, direction: ir.Direction, status: int) -> Draft:
        return Draft(self.shared, random, direction, status)

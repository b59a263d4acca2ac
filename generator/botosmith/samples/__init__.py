"""Valid example values for any shape of a service, seeded.

They are for docs, fakes and tests: a request is as a user would pass it, a response as botocore's
parser would return it, and both obey every constraint of the model. ``full`` values contain every
member, others only the required ones. The same seed gives the same value, in any order of calls and
under any hash seed.

A full value contains all members of a structure the first time, and again as long as the value is
small. A structure inside itself has only its required members, so that recursion ends. Services
with very many nested structures still have requests that a person can read. After a value has
reached a limit of ``limits``, only required members are added, in the shortest way.
"""

from __future__ import annotations

from random import Random
from typing import Any

from botosmith import ir
from botosmith.samples.draft import Draft, Shared
from botosmith.samples.problems import NoSample

__all__ = ["NoSample", "Sampler"]


class Sampler:
    """Samples of one service. ``unsampled`` has the reason for each shape without valid value."""

    def __init__(self, service: ir.Service, seed: int = 0) -> None:
        self.shared = Shared(service)
        self.shapes = self.shared.shapes
        self.unsampled = self.shared.unsampled
        self._operations = {operation.name: operation for operation in service.operations}
        self._seed = seed

    def request(self, operation: str, *, full: bool = True) -> dict[str, Any]:
        """Parameters of an operation; raises NoSample if the model allows none at all."""
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
        """A value of any shape, such as a whole request or response; may raise NoSample."""
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

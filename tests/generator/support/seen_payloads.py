"""What services were seen to send, to take and to refuse, beside what their models say of it.

Each line of ``tests/data/seen.jsonl`` is a value that a service sent or took, though its model does
not allow it; each line of ``refused.jsonl`` one that a service refused, in the words of moto, whose
authors tried it. A line says where the value stands, as ``Volumes[].Tags."a key"``: ``[]`` is the
first item of a list. Everything around it is a sample.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path
from typing import Any, Literal

from botosmith import ir
from botosmith.build.service import build
from botosmith.models.cut import sidecars
from botosmith.models.cut.reach import reached_shapes
from botosmith.models.extras import EXTRAS
from botosmith.models.load import SERVICE_MODEL, Library
from botosmith.package.payloads import PayloadChecker
from botosmith.samples import Sampler
from botosmith_runtime.violations import Violation

ABSENT = "(absent)"
DATA = Path(__file__).parents[2] / "data"
_STEP = re.compile(r'\[]|"[^"]*"|[^.\["]+')
_DIRECTIONS: dict[str, ir.Direction] = {"request": "input", "response": "output"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Seen:
    """A value that a service sent, took or refused; ``ABSENT`` where a required member was missing.

    ``rule`` is the one that a check names. For a value that a service sent, the
    violation is in the tier "likely", which is silent by default.
    """

    service: str
    operation: str
    side: Literal["request", "response"]
    at: str
    value: Any
    source: str
    rule: str = ""

    @property
    def steps(self) -> list[str]:
        return [step.strip('"') for step in _STEP.findall(self.at)]


def seen(file: str) -> dict[str, list[Seen]]:
    """What stands in a file, by service."""
    found: dict[str, list[Seen]] = {}
    for line in (DATA / file).read_text(encoding="utf-8").splitlines():
        one = Seen(**json.loads(line))
        found.setdefault(one.service, []).append(one)
    return found


class SeenService:
    """The checks of a service, of some of its operations."""

    def __init__(self, name: str, operations: set[str]) -> None:
        built = build(_cut(name, operations))
        self._operations = {one.name: one for one in built.operations}
        self._sampler = Sampler(built)
        self._checker = PayloadChecker(built, plain_bytes=True)

    def violations(self, one: Seen) -> list[Violation]:
        """What the checks find in a payload with this value in its place."""
        operation = self._operations[one.operation]
        put = self._with_value(one, operation.input if one.side == "request" else operation.output)
        found = self._checker.violations(operation, one.side, put)
        assert found is not None
        return found

    def _with_value(self, one: Seen, root: str) -> Any:
        direction = _DIRECTIONS[one.side]

        @cache
        def sample(shape: str) -> Callable[[], Any]:
            return lambda: self._sampler.value(shape, direction, full=False)

        def put(payload: Any, name: str, steps: list[str]) -> Any:
            if not steps:
                return one.value
            step, *rest = steps
            shape = self._sampler.shapes[name]
            if step == "[]":
                items = payload or [sample(shape.element)()]
                return [put(items[0], shape.element, rest), *items[1:]]
            if shape.kind == "map":
                return {**payload, step: put(sample(shape.element)(), shape.element, rest)}
            member = next(one for one in shape.members if one.name == step)
            others = {} if shape.one_of else {k: v for k, v in payload.items() if k != step}
            if not rest and one.value == ABSENT:
                return others
            inner = payload[step] if step in payload else sample(member.shape)()
            return {**others, step: put(inner, member.shape, rest)}

        return put(sample(root)(), root, one.steps)


def _cut(name: str, operations: set[str]) -> Any:
    """The model without what these operations do not reach: some have a thousand shapes."""
    model = Library().load(name)
    service = model.document(SERVICE_MODEL)
    shapes = reached_shapes(service, operations)
    parts = {"operations": operations, "shapes": shapes}
    kept = {part: {one: service[part][one] for one in sorted(parts[part])} for part in parts}
    extras = sidecars.extras(model.document(EXTRAS), service, operations, shapes)
    return replace(model, documents={SERVICE_MODEL: {**service, **kept}, EXTRAS: extras})

"""What is said of a JSON text by ``botosmith check``, and by the docs site's checker in Node."""

from __future__ import annotations

import base64
import json
import shutil
import subprocess
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from random import Random
from typing import Any

import pytest
from botosmith import ir
from botosmith.build.service import build
from botosmith.models.documents import is_list, is_object
from botosmith.models.load import Library
from botosmith.package.payloads import PayloadChecker, Side, parse
from botosmith.problems import BotosmithError
from botosmith.samples import NoSample, Sampler
from botosmith.site.assets.scripts import scripts
from botosmith.site.checker.rules import PayloadRules
from mutants import Mutant, Mutator

Verdict = list[list[str]] | str
"""Path, rule and message of each violation; or in words why the text cannot be checked."""

_HARNESS = Path(__file__).with_suffix(".js")


@dataclass(frozen=True, slots=True)
class Case:
    """A JSON text that is taken for one side of an operation."""

    operation: ir.Operation
    side: Side
    text: str


def node_verdicts(
    rules: Iterable[str], cases: Iterable[tuple[str, str, str]], directory: Path
) -> list[Verdict]:
    """What the site's script says in Node, given scripts of rules, of (operation, side, text).

    Skips the test where Node is not installed.
    """
    program = shutil.which("node")
    if program is None:
        pytest.skip("node is not installed")
    script = directory / "payloads.js"
    script.write_text(scripts()["payloads.js"], encoding="utf-8")
    lines = [json.dumps({"rules": text}) for text in rules]
    lines += [
        json.dumps(dict(zip(("operation", "side", "text"), one, strict=True))) for one in cases
    ]
    ended = subprocess.run(
        [program, str(_HARNESS), str(script)],
        input="\n".join(lines),
        capture_output=True,
        check=True,
        encoding="utf-8",
    )
    return [json.loads(line) for line in ended.stdout.split("\n") if line]


class Judged:
    """A service whose payloads are checked in two languages."""

    def __init__(self, service: str | ir.Service, models: tuple[Path, ...] = ()) -> None:
        if isinstance(service, str):
            service = build(Library(models).load(service))
        self.ir: ir.Service = service
        self.operations = {operation.name: operation for operation in self.ir.operations}
        self._checker = PayloadChecker(self.ir)
        self._sampler = Sampler(self.ir)

    def python(self, case: Case) -> Verdict:
        """The verdict of ``botosmith check``."""
        operation, side = case.operation, case.side
        try:
            found = self._checker.violations(operation, side, parse(case.text))
        except BotosmithError as problem:
            return str(problem)
        if found is None:
            service = self.ir.name
            return f"{operation.name} of {service} has no {side} to check: its model is empty"
        return [[one.path, one.rule, str(one)] for one in found]

    def node(self, cases: Iterable[Case], directory: Path) -> list[Verdict]:
        """The verdicts of the scripts that the site ships."""
        rules = PayloadRules(self.ir)
        asked = [(f"{self.ir.name}.{one.operation.name}", one.side, one.text) for one in cases]
        return node_verdicts([rules.text(one) for one in self.ir.operations], asked, directory)

    def disagreements(
        self, cases: list[Case], directory: Path
    ) -> list[tuple[Case, Verdict, Verdict]]:
        """Where the two differ, in paths, rules, messages or their order."""
        theirs = self.node(cases, directory)
        ours = [self.python(case) for case in cases]
        assert len(ours) == len(theirs)
        return [
            (case, one, other)
            for case, one, other in zip(cases, ours, theirs, strict=True)
            if one != other
        ]

    def sampled(self, mutants: int, seed: int = 0) -> Iterator[tuple[Case, Mutant | None]]:
        """Samples of all operations, and mutants of each with what is wrong with them.

        A payload that JSON cannot say is left out.
        """
        for operation, side, shape, direction in self._sides():
            for full in (True, False):
                try:
                    value = getattr(self._sampler, side)(operation.name, full=full)
                except NoSample:
                    continue
                random = Random(f"{seed} {self.ir.name} {operation.name} {side} {full}")
                mutator = Mutator(self._sampler, direction)
                yield from _cases(operation, side, [(value, None)])
                changed = mutator.mutants(shape, value, random, mutants)
                yield from _cases(operation, side, [(one.payload, one) for one in changed])

    def odd(self, count: int, seed: int = 0) -> Iterator[Case]:
        """Samples with anything at all in some place."""
        for operation, side, shape, direction in self._sides():
            try:
                value = getattr(self._sampler, side)(operation.name)
            except NoSample:
                continue
            random = Random(f"{seed} {self.ir.name} {operation.name} {side}")
            odd = Mutator(self._sampler, direction).odd_payloads(shape, value, random, count)
            for case, _ in _cases(operation, side, [(one, None) for _, one in odd]):
                yield case

    def _sides(self) -> Iterator[tuple[ir.Operation, Side, str, ir.Direction]]:
        for operation in self.ir.operations:
            if operation.input:
                yield operation, "request", operation.input, "input"
            if operation.output:
                yield operation, "response", operation.output, "output"


class _NotJsonError(Exception):
    """A value that JSON cannot say."""


def _cases(
    operation: ir.Operation, side: Side, payloads: Iterable[tuple[Any, Mutant | None]]
) -> Iterator[tuple[Case, Mutant | None]]:
    for payload, mutant in payloads:
        try:
            text = json.dumps(as_json(payload))
        except _NotJsonError:
            continue
        yield Case(operation, side, text), mutant


def as_json(value: Any) -> Any:
    """A payload as JSON carries it: bytes in Base64, moments in ISO 8601."""
    if is_object(value):
        keys: list[object] = list(value)
        if not all(isinstance(key, str) for key in keys):
            raise _NotJsonError
        return {key: as_json(item) for key, item in value.items()}
    if is_list(value):
        return [as_json(item) for item in value]
    if isinstance(value, bytes | bytearray):
        return base64.b64encode(value).decode()
    if isinstance(value, datetime):
        return value.isoformat()
    if value is None or isinstance(value, str | int | float):
        return value
    if hasattr(value, "read"):
        return base64.b64encode(value.read()).decode()
    raise _NotJsonError

"""Examples of the AWS CLI through the generated checks, and what these find."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from typing import Any, Literal

from botosmith import ir
from botosmith.build.service import build
from botosmith.models.load import Library
from botosmith.package.payloads import PayloadChecker
from botosmith_runtime.violations import Violation, without_indices
from conformance import cli_examples, cli_outputs
from conformance.aws_cli import AwsCli, Request

Side = Literal["request", "response"]
_LIBRARY = Library()
_AVAILABLE = {*_LIBRARY.all_services()}
_LONGEST = 60


@dataclass(frozen=True, slots=True, order=True)
class Place:
    """What breaks which rule: a member of an operation's request or response, without indices."""

    folder: str
    side: Side
    service: str
    operation: str
    path: str
    rule: str

    def __str__(self) -> str:
        where = f"{self.service} {self.operation} {self.side}: {self.path}: {self.rule}"
        return f"{self.folder}: {where}"


@dataclass(slots=True)
class Found:
    """What the checks found in the examples of some folders.

    ``alarms`` are the violations that raise or warn by default, each with the first example that
    has it and the value there. ``silent`` counts the others, which are only kept, by folder and
    rule. ``counts`` says how many examples there are, by what became of them; ``operations`` has
    those of which an output was checked.
    """

    alarms: dict[Place, tuple[str, str]] = field(default_factory=dict[Place, tuple[str, str]])
    silent: dict[str, Counter[str]] = field(default_factory=dict[str, Counter[str]])
    counts: Counter[str] = field(default_factory=Counter[str])
    operations: set[tuple[str, str]] = field(default_factory=set[tuple[str, str]])

    def add(self, other: Found) -> None:
        """Take what another folder's examples gave."""
        self.alarms.update(other.alarms)
        self.silent.update(other.silent)
        self.counts.update(other.counts)
        self.operations |= other.operations


def examine(cli: AwsCli, folder: str) -> Found:
    """Check every command and every output of a folder of examples."""
    return _Folder(folder).examine(cli)


class _Folder:
    def __init__(self, name: str) -> None:
        self._name = name
        self._found = Found()
        self._kept: set[Place] = set()
        self._services: dict[str, _Service] = {}

    def examine(self, cli: AwsCli) -> Found:
        examples = cli_examples.read(cli.examples, self._name)
        meant = {output.command for output in examples.outputs}
        requests, operations = cli.requests(examples.commands, meant)
        for request in requests:
            self._count("commands", self._request(request))
        for output in examples.outputs:
            self._count("outputs", self._output(output, operations.get(output.command)))
        if self._kept:
            self._found.silent[self._name] = Counter(
                f"{place.side} {place.rule}" for place in self._kept
            )
        return self._found

    def _count(self, what: str, became: str) -> None:
        self._found.counts[what] += 1
        self._found.counts[f"{what}: {became}"] += 1

    def _request(self, request: Request) -> str:
        if "Unable to load paramfile" in request.problem:
            return "reads a file that is not shown"
        if request.problem:
            known = ("the CLI's own", "no words")
            return request.problem if request.problem in known else "refused by the CLI"
        return self._check(
            "request", request.service, request.operation, request.name, request.parameters
        )

    def _output(self, output: cli_examples.Output, meant: list[str] | None) -> str:
        if meant is None:
            return "of no operation"
        if output.chosen:
            return "chosen or formatted"
        how, value = cli_outputs.read(output.text)
        if value is None:
            return {"part": "a part", "text": "not to be read"}[how]
        service, operation = meant
        became = self._check("response", service, operation, output.name, value)
        if became != "checked":
            return became
        self._found.operations.add((service, operation))
        return f"checked, {how}"

    def _check(self, side: Side, service: str, operation: str, example: str, value: Any) -> str:
        if service not in _AVAILABLE:
            return "of no service that is installed"
        if service not in self._services:
            self._services[service] = _Service(service)
        violations = self._services[service].violations(side, operation, value)
        if violations is None:
            return "of no operation that has this side"
        for violation in violations:
            place = Place(
                self._name, side, service, operation,
                without_indices(violation.path), violation.rule,
            )  # fmt: skip
            if side == "request" or violation.tier == "certain":
                came = violation.message.partition(f"expected {violation.expected}, got ")[2]
                self._found.alarms.setdefault(place, (example, came[:_LONGEST]))
            else:
                self._kept.add(place)
        return "checked"


class _Service:
    """The checks of one service, built when its first example comes."""

    def __init__(self, name: str) -> None:
        built = build(_LIBRARY.load(name))
        self._operations = {operation.name: operation for operation in built.operations}
        self._checker = PayloadChecker(built, plain_bytes=True)

    def violations(self, side: Side, name: str, value: Any) -> list[Violation] | None:
        operation: ir.Operation | None = self._operations.get(name)
        return self._checker.violations(operation, side, value) if operation else None

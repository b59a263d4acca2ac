"""The generated checks: no false alarm, no mutant missed, nothing more lenient than botocore.

For a full and a minimal sample of every request and response: the checks find nothing wrong,
botocore's validation takes it (Stubber asks the same of responses) and botocore serialises it.
Whatever single thing is then changed for the worse is found, in its place and by its rule; and
whatever botocore's validation refuses, the checks refuse. One thing botocore refuses that is right:
None in a sparse list or map, which Smithy's trait is for.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from random import Random
from typing import Any

from botosmith import ir
from botosmith.samples import NoSample
from conformance.checked_service import CheckedService, Payload, Side
from conformance.outcome import Log
from mutants import Mutator

MUTANTS = 10
_DIRECTIONS: dict[Side, ir.Direction] = {"request": "input", "response": "output"}


def examine(service: CheckedService, log: Log, mutants: int = MUTANTS) -> None:
    """Report where the checks of a service are wrong, or its samples."""
    for operation in service.ir.operations:
        with log.subject(operation.name):
            for payload in payloads(service, operation, log):
                for message in complaints(payload, log, mutants):
                    log.say(operation.name, f"{payload.name}: {message}")
    for name, message in wrong_texts(service):
        log.say(name, message)
    for shape, reason in sorted(service.sampler.unsampled.items()):
        log.say(shape, f"no sample: {reason}")
    with log.stage("examples"):
        for name, message in broken_examples(service, log):
            log.say(name, message)


def payloads(service: CheckedService, operation: ir.Operation, log: Log) -> Iterator[Payload]:
    """A full and a minimal sample of an operation's request and response, if they have shapes."""
    for side, direction in _DIRECTIONS.items():
        shape = operation.input if side == "request" else operation.output
        for full in (True, False) if shape else ():
            try:
                value = getattr(service.sampler, side)(operation.name, full=full)
            except NoSample:
                continue  # `unsampled` tells
            log.count(f"{side}s")
            mutator = Mutator(service.sampler, direction)
            name = f"{'full' if full else 'minimal'} {side}"
            random = Random(f"0 {service.ir.name}.{operation.name} {name}")
            yield Payload(service, operation, side, shape, name, value, mutator, random)


def complaints(payload: Payload, log: Log, mutants: int) -> Iterator[str]:
    """What is wrong with the checks of one payload."""
    yield from payload.false_alarms()
    for problem in payload.missed_mutants(mutants):
        log.count("mutants")
        if problem:
            yield problem
    yield from payload.lenience(mutants)


def wrong_texts(service: CheckedService) -> Iterator[tuple[str, str]]:
    """String shapes whose sample is not one; what no operation reaches is looked at, too."""
    for shape in service.ir.shapes:
        if shape.kind != "string" or shape.name in service.sampler.unsampled:
            continue
        try:
            text: str = service.sampler.value(shape.name, "input", full=True)
        except NoSample:
            continue  # `unsampled` tells
        too_long = shape.maximum is not None and len(text) > shape.maximum
        pattern = (not shape.enum and shape.regex and shape.regex.source) or "(?s:.*)"
        if (
            len(text) < (shape.minimum or 0)
            or too_long
            or (shape.enum and text not in shape.enum)
            or not re.compile(pattern, re.ASCII).fullmatch(text)
        ):
            yield shape.name, f"{text!r} is a sample of it, and is none"


def broken_examples(service: CheckedService, log: Log) -> Iterator[tuple[str, str]]:
    """What the checks find in the examples that AWS gives."""
    operations = {operation.name: operation for operation in service.ir.operations}
    for name, examples in service.examples.items():
        operation = operations[name]
        for example in examples:
            request = example.get("input") if operation.input else None
            response = example.get("output") if operation.output else None
            sides: dict[Side, Any] = {"request": request, "response": response}
            for side, payload in sides.items():
                for one in service.check(operation, side)(payload) if payload is not None else ():
                    yield name, f"{example['id']}: {side}: {one.path}: {one.rule}"
            log.count("examples")

"""The generated checks and AWS's own models: no false alarm, no mutant missed.

For a full and a minimal sample of every request and response: the checks find nothing wrong,
botocore's validation takes it (Stubber asks the same of responses) and botocore serialises it.
Whatever single thing is then changed for the worse is found, in its place and by its rule; and
whatever botocore's validation refuses, the checks refuse. One thing botocore refuses that is right:
None in a sparse list or map, which Smithy's trait is for.

A cross-section of services is part of every run; ``python -m pytest -m aws`` takes all of them.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from aws_services import ALL, CROSS_SECTION
from checked_service import CheckedService, Side

ROOT = Path(__file__).parents[2]
OWN = ["glue-migration", "importexport", "personium-cell"]
ODD_ONES = ["apprunner", "connectcases", "fsx"]  # unsatisfiable, sparse, hard to sample
MUTANTS = 5  # of each sample

UNSAMPLED: dict[str, set[str]] = {
    "apprunner": {"ServiceId"},  # 32 characters, of a pattern that takes 36
    "connect": {"Password"},  # a slash before the start
    "dataexchange": {"AwsAccountId"},  # a slash before the start
    "ec2": {"PlacementGroupArn"},  # a start in the middle
    "osis": {"AwsAccountId"},  # 12 characters, of a pattern that takes 13: a backslash escaped
    "qbusiness": {"MessageBody"},  # an end before the end
}
"""The shapes that no text satisfies."""

# Of dateutil's, which botocore reads timestamps with: an example is from the zone PDT.
TIME_ZONES = "ignore:tzname PDT identified"

Example = tuple[str, str, str, str, str]
"""Operation, the example's id, request or response, path, rule."""


def known_examples() -> dict[str, set[Example]]:
    """The examples that really break their shapes, by service; the file has the reasons."""
    file = ROOT / "tests" / "data" / "broken_examples.json"
    found: dict[str, set[Example]] = {}
    for one in json.loads(file.read_text(encoding="utf-8")):
        example = one["operation"], one["example"], one["side"], one["path"], one["rule"]
        found.setdefault(one["service"], set()).add(example)
    return found


KNOWN_EXAMPLES = known_examples()


def test_the_lists_name_services() -> None:
    assert {*ODD_ONES, *UNSAMPLED, *KNOWN_EXAMPLES} <= {*ALL}


@pytest.mark.parametrize("service", OWN)
def test_own_service(service: str) -> None:
    checked = CheckedService(service, (ROOT / "models",))
    assert list(disagreements(checked, mutants=200)) == []


@pytest.mark.filterwarnings(TIME_ZONES)
@pytest.mark.parametrize("service", CROSS_SECTION + ODD_ONES)
def test_service(service: str) -> None:
    assert list(disagreements(CheckedService(service))) == []


@pytest.mark.aws
@pytest.mark.filterwarnings(TIME_ZONES)
@pytest.mark.parametrize("service", ALL)
def test_every_service(service: str) -> None:
    assert list(disagreements(CheckedService(service))) == []


def disagreements(service: CheckedService, *, mutants: int = MUTANTS) -> Iterator[str]:
    """Where the checks of a service are wrong, or its samples."""
    for payload in service.payloads():
        yield from payload.false_alarms()
        yield from payload.missed_mutants(mutants)
        yield from payload.lenience(mutants)
    yield from wrong_texts(service)
    if service.sampler.unsampled.keys() != UNSAMPLED.get(service.name, set()):
        yield f"{service.name}: no samples of {service.sampler.unsampled}"
    for example in {*broken_examples(service)} ^ KNOWN_EXAMPLES.get(service.name, set()):
        yield f"{service.name}: either found and not listed, or listed and not found: {example}"


def wrong_texts(service: CheckedService) -> Iterator[str]:
    """String shapes whose sample is not one; what no operation reaches is looked at, too."""
    for shape in service.ir.shapes:
        if shape.kind != "string" or shape.name in service.sampler.unsampled:
            continue
        text: str = service.sampler.value(shape.name, "input", full=True)
        too_long = shape.maximum is not None and len(text) > shape.maximum
        pattern = (not shape.enum and shape.regex and shape.regex.source) or "(?s:.*)"
        if (
            len(text) < (shape.minimum or 0)
            or too_long
            or (shape.enum and text not in shape.enum)
            or not re.compile(pattern, re.ASCII).fullmatch(text)
        ):
            yield f"{service.ir.name}: {text!r} is no {shape.name}"


def broken_examples(service: CheckedService) -> Iterator[Example]:
    """What the checks find in the examples of AWS."""
    operations = {operation.name: operation for operation in service.ir.operations}
    for name, examples in service.examples.items():
        operation = operations[name]
        for example in examples:
            request = example.get("input") if operation.input else None
            response = example.get("output") if operation.output else None
            payloads: dict[Side, Any] = {"request": request, "response": response}
            for side, payload in payloads.items():
                for one in service.check(operation, side)(payload) if payload is not None else ():
                    yield name, example["id"], side, one.path, one.rule

"""The samples that the docs show if a model has no examples: valid, and botocore sends them.

Three services are part of every run; ``-m aws`` takes all of them, and also the operations that
have examples, whose samples no page shows.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from aws_services import ALL
from botosmith.build.service import build
from botosmith.models.load import Library
from botosmith.package.payloads import PayloadChecker, Side
from botosmith.samples import NoSample
from botosmith.site.examples.examples import Examples

MODELS = (Path(__file__).parents[2] / "models",)
IMPOSSIBLE = {
    # A text of 32 characters whose pattern asks for 36.
    "apprunner": {"ServiceId"},
}


def faults(service: str) -> Iterator[str]:
    """The samples that break their own shape, or that botocore does not send."""
    model = Library(MODELS).load(service)
    built = build(model)
    examples = Examples(built, model)
    checker = PayloadChecker(built, plain_bytes=True)
    impossible = IMPOSSIBLE.get(service, set[str]())
    sides: tuple[Side, ...] = ("request", "response")
    for operation in built.operations:
        for side in sides:
            make = examples.sampler.request if side == "request" else examples.sampler.response
            try:
                value = make(operation.name)
            except NoSample as why:
                if str(why).partition(" ")[0] not in impossible:
                    yield f"{operation.name}: {side}: {why}"
                continue
            for violation in checker.violations(operation, side, value) or ():
                yield f"{operation.name}: {side}: {violation}"
            if side == "request":
                yield from examples.sent(operation, value)[1]


@pytest.mark.parametrize("service", ["personium-cell", "glue", "timestream-query"])
def test_some_services(service: str) -> None:
    assert list(faults(service)) == []


@pytest.mark.aws
@pytest.mark.parametrize("service", ALL)
def test_every_service(service: str) -> None:
    assert list(faults(service)) == []

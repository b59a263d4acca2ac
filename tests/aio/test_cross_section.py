"""The cross-section of AWS's services, awaited: every operation, error, paginator and waiter.

The stages are those of the conformance run. What they find and count is what they find and count
with the synchronous client.
"""

from __future__ import annotations

import asyncio
import warnings
from pathlib import Path

import pytest
from awaited import Awaited
from aws_services import CROSS_SECTION, few_or_all
from botosmith.build.service import build
from botosmith.models.load import Library
from botosmith.output.write import write
from botosmith.package.render import render
from conformance import calls, pages, waiters
from conformance.outcome import Log, Outcome
from imported_package import imported

MODELS = Path(__file__).parents[2] / "models"
OWN = ["glue-migration", "importexport", "personium-cell"]


def outcome_of(service: str, called: calls.Called) -> Outcome:
    outcome = Outcome(service)
    log = Log(outcome)
    for stage in (calls, pages, waiters):
        with log.stage(stage.__name__):
            stage.examine(called, log)
    assert not log.broken, outcome.findings
    return outcome


@pytest.mark.parametrize("service", [*few_or_all(CROSS_SECTION), *OWN])
def test_service(service: str, tmp_path: Path) -> None:
    own = (MODELS,) if service in OWN else ()
    built = build(Library(own).load(service))
    write(render(built), tmp_path)
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        warnings.filterwarnings("ignore", "tzname PDT identified")
        with imported(tmp_path, built.package), asyncio.Runner() as runner:
            with calls.opened(built) as called:
                expected = outcome_of(service, called)
            with calls.opened(built) as called:
                called.client = Awaited(called.fake.aio_client, runner)
                found = outcome_of(service, called)
    assert found.findings == expected.findings
    assert found.counts == expected.counts
    assert found.counts["operations"] == len(built.operations)

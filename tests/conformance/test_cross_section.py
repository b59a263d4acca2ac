"""Services of AWS through every stage: the cross-section, the odd ones, and this project's own.

`tox -e aws` takes all of them; see ``run.py``.
"""

from __future__ import annotations

from pathlib import Path

import pytest
from aws_services import ALL, CROSS_SECTION, few_or_all
from botosmith.models import limits
from botosmith.models.load import Library
from botosmith.patterns import limits as pattern_limits
from conformance import census, known, partial_patterns
from conformance.examine import examine

MODELS = Path(__file__).parents[2] / "models"
OWN = ["glue-migration", "importexport", "personium-cell"]
# Unsatisfiable, errors whose code or text breaks their shapes, sparse, hard to sample.
ODD_ONES = ["apprunner", "chime-sdk-media-pipelines", "cloudhsm", "connectcases", "fsx"]
EXCEPTIONS = known.read()


def test_the_lists_name_services() -> None:
    counted = census.read().operations
    assert {*CROSS_SECTION, *ODD_ONES, *counted} <= {*ALL}
    assert {entry.service for entry in EXCEPTIONS} <= counted.keys()


def test_the_limits_allow_for_larger_models_than_the_largest() -> None:
    for name, most in census.read().largest.items():
        limit = vars(limits)[name] if name in vars(limits) else vars(pattern_limits)[name]
        assert all(count * 5 // 4 <= limit for count in most.values()), name


@pytest.mark.parametrize("service", ["connect", "kinesis", "resiliencehub", "sqs"])
def test_the_page_of_patterns(service: str) -> None:
    expected = [*partial_patterns.rows(Library().load(service))]
    assert [row for row in partial_patterns.written() if f"| {service} |" in row] == expected


@pytest.mark.parametrize("service", [*few_or_all(CROSS_SECTION), *ODD_ONES])
def test_service(service: str) -> None:
    outcome = examine(service, mutants=5)
    found = known.sort_out([outcome], EXCEPTIONS)
    assert (found.unlisted, found.stale) == ([], [])
    assert outcome.complete
    assert outcome.operations == census.read().operations[service]


@pytest.mark.parametrize("service", OWN)
def test_own_service(service: str) -> None:
    outcome = examine(service, (MODELS,), mutants=200)
    assert outcome.findings == []
    assert outcome.complete

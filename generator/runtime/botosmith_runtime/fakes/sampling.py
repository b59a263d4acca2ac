"""Valid responses, made when the package was generated, and mixed by a seed."""

from __future__ import annotations

import json
from collections.abc import Mapping
from functools import cache
from importlib.resources import files
from random import Random
from typing import TYPE_CHECKING, Any

from botosmith_runtime.fakes.failures import RuleError
from botosmith_runtime.fakes.pages import last_page

if TYPE_CHECKING:
    from botosmith_runtime.fakes.operations import Operation


def response(operation: Operation, package: str, seed: int) -> dict[str, Any]:
    """A response of an operation: all its members for seed 0, others for others."""
    samples = _samples(package)["responses"].get(operation.name)
    if samples is None:
        raise RuleError(f"the model allows no valid response of {operation.name}")
    if seed == 0 or not samples:
        return dict(samples[0]) if samples else {}
    random = Random(seed)
    whole = random.choice(samples)
    mixed = {name: value for sample in samples for name, value in sample.items()}
    for name in list(mixed):
        holders = [sample for sample in samples if name in sample]
        if len(holders) < len(samples) and random.random() < 0.5:
            del mixed[name]
        else:
            mixed[name] = random.choice(holders)[name]
    # Members of different samples may exclude each other.
    return mixed if operation.allows(mixed) else dict(whole)


def ended(
    operation: Operation,
    paginator: Mapping[str, Any],
    sample: Mapping[str, Any],
    overrides: Mapping[str, Any],
) -> dict[str, Any]:
    """A checked response from a sample and what a test gives: the last page, unless that says so.

    A sample's token would lead back to the same sample, which botocore's paginators refuse.
    """
    if paginator:
        try:
            return operation.checked({**last_page(paginator, sample, overrides), **overrides})
        except RuleError:  # a token that the model requires, or the test's own members are wrong
            pass
    return operation.checked({**sample, **overrides})


@cache
def _samples(package: str) -> Any:
    return json.loads(files(package).joinpath("samples.json").read_bytes())

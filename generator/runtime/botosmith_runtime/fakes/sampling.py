"""Valid responses, made when the package was generated, and mixed by a seed."""

from __future__ import annotations

import json
from functools import cache
from importlib.resources import files
from random import Random
from typing import TYPE_CHECKING, Any

from botosmith_runtime.fakes.failures import RuleError

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
    try:
        operation.checked(mixed)
    except RuleError:  # members of different samples that exclude each other
        return dict(whole)
    return mixed


@cache
def _samples(package: str) -> Any:
    return json.loads(files(package).joinpath("samples.json").read_bytes())

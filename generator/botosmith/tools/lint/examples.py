"""Checks examples with the checks that are generated for their shapes."""

from __future__ import annotations

import warnings
from collections.abc import Mapping
from typing import Any

from botosmith.build.service import build
from botosmith.models.cut import sidecars
from botosmith.models.cut.reach import reached_shapes
from botosmith.models.extras import EXTRAS
from botosmith.models.load import SERVICE_MODEL, Model
from botosmith.package.payloads import PayloadChecker, Side
from botosmith.tools.lint.rules import Findings

_SIDES: tuple[tuple[Side, str], ...] = (("request", "input"), ("response", "output"))


def findings(model: Model) -> Findings:
    """Requests and responses of examples that are not valid."""
    by_operation = model.document("examples-1").get("examples", {})
    if not any(by_operation.values()):
        return
    service = build(_only_examples(model, set(by_operation)))
    checker = PayloadChecker(service, plain_bytes=True)
    operations = {operation.name: operation for operation in service.operations}
    for name, examples in by_operation.items():
        for index, example in enumerate(examples):
            for side, part in _SIDES:
                # An empty request may be left out, and any response, to be short.
                if part not in example and side == "response":
                    continue
                with warnings.catch_warnings(action="ignore"):  # from dateutil, about time zones
                    found = checker.violations(operations[name], side, example.get(part, {}))
                for violation in found or ():
                    where = f"examples.{name}.{index}.{part}"
                    yield "example-breaks-shape", where, str(violation)


def _only_examples(model: Model, operations: set[str]) -> Model:
    """The part of the model that has examples: the rest need not be built."""
    service: Mapping[str, Any] = model.document(SERVICE_MODEL)
    shapes = reached_shapes(service, operations)
    cut = {
        **service,
        "operations": {n: one for n, one in service["operations"].items() if n in operations},
        "shapes": {n: one for n, one in service["shapes"].items() if n in shapes},
    }
    kept = sidecars.extras(model.document(EXTRAS), service, operations, shapes)
    documents: dict[str, Any] = {SERVICE_MODEL: cut, **({EXTRAS: kept} if kept else {})}
    return Model(
        service=model.service,
        api_version=model.api_version,
        directory=model.directory,
        documents=documents,
        files={},
    )

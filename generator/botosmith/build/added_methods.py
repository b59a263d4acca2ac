"""Methods that botocore, boto3 and others add to clients: ``addedMethods`` -> the IR.

These libraries find a service by its serviceId, so that a slice with the same serviceId has the
methods, too. A slice without an operation that a method calls does not get the method.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from botocore.model import ServiceModel
from botosmith_runtime.service_facts import all_known, known

from botosmith import ir, names


def added_methods(model: ServiceModel, facts: Mapping[str, Any]) -> tuple[ir.AddedMethod, ...]:
    """The methods of a service's clients that are not operations, from its facts."""
    operations = {*model.operation_names}
    own = {names.method_name(operation) for operation in operations}
    return tuple(
        method(name, row)
        for name, row in facts.get("addedMethods", {}).items()
        if operations.issuperset(row.get("operations", ())) and name not in own
    )


def called_operations() -> dict[tuple[str, str], frozenset[str]]:
    """The operations that each known added method calls, or may call, by service and method.

    A service has its name in botocore's events; for these, it is also the name of the model.
    """
    return {
        (service, name): frozenset((*row.get("operations", ()), *row.get("also", ())))
        for service, facts in all_known()
        for name, row in facts.get("addedMethods", {}).items()
    }


def parameters_of(service: str, method: str) -> dict[str, bool]:
    """The parameters of an added method, in order, and whether each is required."""
    row = known(service)["addedMethods"][method]
    return {one["name"]: "default" not in one for one in row["parameters"]}


def method(name: str, row: Mapping[str, Any]) -> ir.AddedMethod:
    """One added method, from its fact."""
    return ir.AddedMethod(
        name=name,
        added_by=row["addedBy"],
        documentation=row["documentation"],
        parameters=tuple(_parameter(parameter) for parameter in row["parameters"]),
        type=row["type"],
        result=row.get("result", ""),
        raises=tuple(row.get("raises", {}).items()),
    )


def _parameter(row: Mapping[str, str]) -> ir.AddedParameter:
    return ir.AddedParameter(
        name=row["name"],
        annotation=row["type"],
        default=row.get("default", ""),
        documentation=row["documentation"],
    )

"""Methods that botocore, boto3 and others put into clients: ``addedMethods`` -> the IR.

They find a service by its serviceId: a slice that keeps it has the methods, too. One that lacks an
operation which a method calls is better off without it.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from botocore.model import ServiceModel
from botosmith_runtime.service_facts import all_known, known

from botosmith import ir, names


def added_methods(model: ServiceModel, facts: Mapping[str, Any]) -> tuple[ir.AddedMethod, ...]:
    """The methods of a service's clients that come with no operation, by its facts."""
    operations = {*model.operation_names}
    own = {names.method_name(operation) for operation in operations}
    return tuple(
        _method(name, row)
        for name, row in facts.get("addedMethods", {}).items()
        if operations.issuperset(row.get("operations", ())) and name not in own
    )


def called_operations() -> dict[tuple[str, str], frozenset[str]]:
    """What each of the methods that botosmith knows calls, or may call, by service and method.

    A service is named as in botocore's events, which for these is the name of its model, too.
    """
    return {
        (service, name): frozenset((*row.get("operations", ()), *row.get("also", ())))
        for service, facts in all_known()
        for name, row in facts.get("addedMethods", {}).items()
    }


def parameters_of(service: str, method: str) -> dict[str, bool]:
    """The parameters of one of these methods, in order, and whether each is required."""
    row = known(service)["addedMethods"][method]
    return {one["name"]: "default" not in one for one in row["parameters"]}


def _method(name: str, row: Mapping[str, Any]) -> ir.AddedMethod:
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

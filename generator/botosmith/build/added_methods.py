"""Methods that botocore and boto3 put into a service's clients: ``added_methods.json`` -> the IR.

They find a service by its name in events: a slice that keeps that name has the methods, too. One
that lacks an operation which a method calls is better off without it.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from botocore.model import ServiceModel

from botosmith import ir, names
from botosmith.build.botocore_tables import rows_by_service


def added_methods(model: ServiceModel) -> tuple[ir.AddedMethod, ...]:
    """The methods of a service's clients that come with no operation, by name."""
    operations = {*model.operation_names}
    own = {names.method_name(operation) for operation in operations}
    return tuple(
        _method(row)
        for row in _rows().get(model.service_id.hyphenize(), ())
        if operations.issuperset(row.get("operations", ())) and row["method"] not in own
    )


def called_operations() -> dict[tuple[str, str], frozenset[str]]:
    """What each of these methods calls, or may call, by service and method."""
    return {
        (service, row["method"]): frozenset((*row.get("operations", ()), *row.get("also", ())))
        for service, rows in _rows().items()
        for row in rows
    }


def parameters_of(service: str, method: str) -> dict[str, bool]:
    """The parameters of one of these methods, in order, and whether each is required."""
    (row,) = (row for row in _rows()[service] if row["method"] == method)
    return {one["name"]: "default" not in one for one in row["parameters"]}


def _rows() -> Mapping[str, list[dict[str, Any]]]:
    return rows_by_service("added_methods.json")


def _method(row: Mapping[str, Any]) -> ir.AddedMethod:
    return ir.AddedMethod(
        name=row["method"],
        added_by=row["added-by"],
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

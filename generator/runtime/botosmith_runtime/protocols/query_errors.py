"""The extra fields in errors of services that used the query protocol before."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from botosmith_runtime.service_facts import built_in


def query_error(service: Any, error: str, status: int) -> dict[str, str]:
    """The extra fields of an error of a service that used the query protocol before.

    ``error`` is the error's name in the model, or its code. Such a service (SQS, CloudWatch) sends
    a header from which botocore reads ``Code`` (the old code), ``QueryErrorCode`` (the model's
    name) and ``Type`` (``Sender`` or ``Receiver``). For other services the dict is empty.
    """
    if "awsQueryCompatible" not in service.metadata:
        return {}
    shape = named_error(service, error)
    receiver = status >= 500 or (shape is not None and shape.metadata.get("fault", False))
    code, name = error, error
    if shape is not None:
        code, name = shape.error_code, shape.name
    code = _codes(service).get(name, code)
    return {"Code": code, "QueryErrorCode": name, "Type": "Receiver" if receiver else "Sender"}


def query_headers(service: Any, error: str, status: int) -> dict[str, str]:
    """The header with these fields, if the service has them."""
    told = query_error(service, error, status)
    return {"x-amzn-query-error": f"{told['Code']};{told['Type']}"} if told else {}


def named_error(service: Any, error: str) -> Any:
    """The shape of a service's error, by its name, its code, or its old code; or None."""
    names = {shape.name: shape for shape in service.error_shapes}
    shape = names.get(error) or service.shape_for_error_code(error)
    if shape is None and "awsQueryCompatible" in service.metadata:
        codes = _codes(service)
        shape = next((names.get(name) for name, code in codes.items() if code == error), None)
    return shape


def _codes(service: Any) -> Mapping[str, str]:
    """The old codes by the names of errors, if the model does not have them."""
    facts = built_in(service.service_id, "queryErrorCodes")
    codes: Mapping[str, str] = facts["codes"] if facts else {}
    return codes

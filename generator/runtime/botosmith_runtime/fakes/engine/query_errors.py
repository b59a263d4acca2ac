"""The extra fields in errors of services that used the query protocol before."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from botosmith_runtime.service_facts import built_in


def query_error(model: Any, error: str, status: int) -> dict[str, str]:
    """The extra fields of an error of a service that used the query protocol before.

    ``error`` is the error's name in the model, or its code. Such a service (SQS, CloudWatch) sends
    a header from which botocore reads ``Code`` (the old code), ``QueryErrorCode`` (the model's
    name) and ``Type`` (``Sender`` or ``Receiver``). For other services the dict is empty.
    """
    service = model.service_model
    if "awsQueryCompatible" not in service.metadata:
        return {}
    codes: Mapping[str, str] = {}
    if facts := built_in(service.service_id, "queryErrorCodes"):
        codes = facts["codes"]
    names = {shape.name: shape for shape in service.error_shapes}
    shape = names.get(error) or service.shape_for_error_code(error)
    if shape is None:
        shape = next((names.get(name) for name, code in codes.items() if code == error), None)
    receiver = status >= 500 or (shape is not None and shape.metadata.get("fault", False))
    code, name = error, error
    if shape is not None:
        code, name = shape.error_code, shape.name
    code = codes.get(name, code)
    return {"Code": code, "QueryErrorCode": name, "Type": "Receiver" if receiver else "Sender"}

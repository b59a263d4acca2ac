"""What errors have beside their text where the service once spoke the query protocol."""

from __future__ import annotations

from typing import Any

_SQS_CODES = {
    "QueueDoesNotExist": "AWS.SimpleQueueService.NonExistentQueue",
    "QueueNameExists": "QueueAlreadyExists",
} | {
    name: f"AWS.SimpleQueueService.{name}"
    for name in (
        "BatchEntryIdsNotDistinct",
        "BatchRequestTooLong",
        "EmptyBatchRequest",
        "InvalidBatchEntryId",
        "MessageNotInflight",
        "PurgeQueueInProgress",
        "QueueDeletedRecently",
        "TooManyEntriesInBatchRequest",
        "UnsupportedOperation",
    )
}
"""What SQS's model said while it was one of the query protocol; its header still says so."""

_SQS_NAMES = {code: name for name, code in _SQS_CODES.items()}


def query_error(model: Any, error: str, status: int) -> dict[str, str]:
    """What an error has beside its text where the service once spoke the query protocol.

    ``error`` is its name in the model, or its code. Such a service (SQS, CloudWatch) sends a header
    of which botocore makes ``Code`` (the error's of old), ``QueryErrorCode`` (the model's name) and
    ``Type`` (whose fault it is). Other services have nothing of the kind.
    """
    service = model.service_model
    if "awsQueryCompatible" not in service.metadata:
        return {}
    is_sqs = service.service_name == "sqs"
    names = {shape.name: shape for shape in service.error_shapes}
    shape = names.get(error) or service.shape_for_error_code(error)
    if shape is None and is_sqs:
        shape = names.get(_SQS_NAMES.get(error, ""))
    receiver = status >= 500 or (shape is not None and shape.metadata.get("fault", False))
    code, name = error, error
    if shape is not None:
        code, name = shape.error_code, shape.name
    if is_sqs:
        code = _SQS_CODES.get(name, code)
    return {"Code": code, "QueryErrorCode": name, "Type": "Receiver" if receiver else "Sender"}

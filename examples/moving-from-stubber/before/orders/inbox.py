"""The queue of new orders, in SQS."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from types_boto3_sqs import SQSClient
    from types_boto3_sqs.type_defs import MessageTypeDef


class Order(NamedTuple):
    """An order, and the receipt that deletes its message."""

    number: str
    customer: str
    total: int  # cents
    receipt: str


def receive(sqs: SQSClient, queue_url: str) -> list[Order]:
    """Receive up to ten orders."""
    received = sqs.receive_message(QueueUrl=queue_url, MaxNumberOfMessages=10)
    return [_parse(message) for message in received.get("Messages", [])]


def delete(sqs: SQSClient, queue_url: str, order: Order) -> None:
    """Delete the message of an order."""
    sqs.delete_message(QueueUrl=queue_url, ReceiptHandle=order.receipt)


def _parse(message: MessageTypeDef) -> Order:
    body = json.loads(message.get("Body", "{}"))
    receipt = message.get("ReceiptHandle", "")
    return Order(body["number"], body["customer"], body["total"], receipt)

"""Parcels that have arrived, as messages of a queue."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from types_aiobotocore_sqs import SQSClient
    from types_aiobotocore_sqs.type_defs import MessageTypeDef


class Parcel(NamedTuple):
    """A parcel, and the receipt that ends its message."""

    number: str
    receipt: str


async def receive(sqs: SQSClient, queue: str) -> list[Parcel]:
    """The next parcels, ten at most."""
    response = await sqs.receive_message(QueueUrl=queue, MaxNumberOfMessages=10)
    return [_parcel(message) for message in response.get("Messages", [])]


async def done(sqs: SQSClient, queue: str, parcel: Parcel) -> None:
    """Delete the message of a parcel."""
    await sqs.delete_message(QueueUrl=queue, ReceiptHandle=parcel.receipt)


def _parcel(message: MessageTypeDef) -> Parcel:
    return Parcel(message.get("Body", ""), message.get("ReceiptHandle", ""))

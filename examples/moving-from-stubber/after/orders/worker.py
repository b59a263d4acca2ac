"""What the worker does, again and again."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from orders import archive, inbox, ledger

if TYPE_CHECKING:
    from orders.clients import Clients


class Places(NamedTuple):
    """Where the worker reads and writes."""

    queue_url: str
    table: str
    bucket: str


def work(clients: Clients, places: Places) -> int:
    """Book and archive the orders that wait; return how many were new."""
    booked = 0
    for order in inbox.receive(clients.sqs, places.queue_url):
        booked += ledger.book(clients.dynamodb, places.table, order)
        archive.store(clients.s3, places.bucket, order)
        inbox.delete(clients.sqs, places.queue_url, order)
    return booked

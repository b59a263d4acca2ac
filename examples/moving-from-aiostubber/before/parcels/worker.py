"""The work: a label for each parcel."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING

from parcels import inbox, labels

if TYPE_CHECKING:
    from parcels.clients import Clients


async def work(clients: Clients, queue: str, bucket: str) -> int:
    """Label the next parcels, all at once; returns how many there were."""
    parcels = await inbox.receive(clients.sqs, queue)

    async def label(parcel: inbox.Parcel) -> None:
        text = f"No. {parcel.number}".encode()
        await labels.keep(clients.s3, bucket, parcel.number, text)
        await inbox.done(clients.sqs, queue, parcel)

    async with asyncio.TaskGroup() as group:
        for parcel in parcels:
            group.create_task(label(parcel))
    return len(parcels)

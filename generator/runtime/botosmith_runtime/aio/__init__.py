"""asyncio: what the ``aio`` modules of generated packages import. It needs aiobotocore.

``client``      the base class of clients whose calls are awaited
``connecting``  ``connect``: a client for an ``async with`` block
``pollers``     paginators and waiters
``emitter``     the events of sessions
``types``       streams in responses

aiobotocore replaces private methods of botocore, so that each of its versions has to be tried. The
versions that work are ``SUPPORTED``; the extra ``aio`` of each package requires one of these.
Importing this module raises ImportError if aiobotocore is missing or has another version.
"""

from __future__ import annotations

from botosmith_runtime.aio.supported import SUPPORTED, check_supported

__all__ = ["SUPPORTED"]

check_supported()

"""``aio/``: the client, paginators and waiters for code that awaits.

Requests, responses, literals and errors are those of the synchronous package, except that streams
in responses are read asynchronously.
"""

from botosmith.package.aio.client import client, init, stub
from botosmith.package.aio.pollers import paginators, waiters
from botosmith.package.aio.types import literals, type_defs
from botosmith.package.python.files import File

FILES = (
    File("{package}/aio/__init__.py", init),
    File("{package}/aio/client.py", client),
    File("{package}/aio/client.pyi", stub),
    File("{package}/aio/literals.py", literals),
    File("{package}/aio/paginator.py", paginators),
    File("{package}/aio/type_defs.py", type_defs),
    File("{package}/aio/waiter.py", waiters),
)

"""Copies of a client of aiobotocore: each has its own events, signer and checks."""

from __future__ import annotations

import copy
from collections.abc import Iterator
from typing import Any

from aiobotocore.retries import adaptive, standard

from botosmith_runtime.aio.emitter import AioEmitter
from botosmith_runtime.fakes.adapters.aio.calling import simulate, simulating_rates
from botosmith_runtime.fakes.adapters.botocore.copies import Copier, owners
from botosmith_runtime.fakes.adapters.botocore.internals import inside


class AioCopier(Copier):
    """Makes copies of one client, which is not changed."""

    emitter: Any = AioEmitter
    standard: Any = standard
    adaptive: Any = adaptive

    def _made_retries(self) -> dict[Any, Any]:
        with simulating_rates():
            found = super()._made_retries()
        simulate(self._client, [handler.__self__ for handler in found.values()])
        return found


def handlers_of(client: Any) -> Iterator[Any]:
    """The objects whose methods are handlers of a client."""
    emitter = inside(inside(client.meta.events)["_emitter"])  # no public API returns its handlers
    return owners(inside(copy.copy(emitter["_handlers"]))["_root"])

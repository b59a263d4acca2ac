"""Fakes for clients of aiobotocore: ``fake.aio_client``, and its sessions under ``fake.patch``.

``calling``    the calls in progress, by task, and their simulated time
``responses``  answers and faults in the form that aiobotocore expects, with streams to await
``stubbing``   calls the engine, and awaits its answer
``shells``     the classes of clients whose calls a fake answers
``sessions``   the sessions that make clients without reading files
``stages``     clients that are made once and pooled
``clients``    the clients that a fake returns
``patching``   gives the fake's clients to code that makes its own

It has the parts of the adapter for botocore, and changes those where aiobotocore awaits.
"""

from __future__ import annotations

from botosmith_runtime.aio import SUPPORTED as SUPPORTED  # raises for an unsupported version

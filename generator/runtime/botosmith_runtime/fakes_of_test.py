"""The fakes that a test makes itself, for the pytest plugin, which closes those left open.

This imports nothing: the plugin must not import botocore before a test uses a fake.
"""

from __future__ import annotations

from threading import local
from typing import Any


class _Thread(local):
    fakes: list[Any] | None = None


OF_TEST = _Thread()
"""``fakes`` is the list for the test that runs in this thread; None outside tests, and while a
fixture is set up, since a fixture closes its own fakes."""

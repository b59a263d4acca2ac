"""What all tests share: property tests that do not depend on how busy the machine is, and a guard.

The guard fails each test under whose patched sessions a socket is opened, a name is resolved, or a
file of credentials is read.
"""

from collections.abc import Iterator

import patched_guard
import pytest
from hypothesis import HealthCheck, settings

settings.register_profile(
    "any machine", deadline=None, suppress_health_check=[HealthCheck.too_slow]
)
settings.load_profile("any machine")
patched_guard.install()


@pytest.fixture(autouse=True)
def nothing_leaves_patched_sessions() -> Iterator[None]:
    patched_guard.taken()
    yield
    assert patched_guard.taken() == []

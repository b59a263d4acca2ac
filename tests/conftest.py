"""What all tests share: property tests that do not depend on how busy the machine is, and a guard.

Tests that are marked ``complete`` run where BOTOSMITH_TESTS_COMPLETE is set, as in CI.

The guard fails each test under whose patched sessions a socket is opened, a name is resolved, or a
file of credentials is read.
"""

import os
from collections.abc import Iterator

import patched_guard
import pytest
import trustme
from hypothesis import HealthCheck, settings

settings.register_profile(
    "any machine", deadline=None, suppress_health_check=[HealthCheck.too_slow]
)
settings.load_profile("any machine")
patched_guard.install()


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Leave the ``complete`` tests out of a run that does not ask for them."""
    if os.environ.get("BOTOSMITH_TESTS_COMPLETE"):
        return
    left_out = [item for item in items if item.get_closest_marker("complete")]
    if left_out:
        config.hook.pytest_deselected(items=left_out)
        items[:] = [item for item in items if not item.get_closest_marker("complete")]


@pytest.fixture(autouse=True)
def nothing_leaves_patched_sessions() -> Iterator[None]:
    patched_guard.taken()
    yield
    assert patched_guard.taken() == []


@pytest.fixture(scope="session")
def authority() -> trustme.CA:
    return trustme.CA()


@pytest.fixture(scope="session")
def authority_file(authority: trustme.CA, tmp_path_factory: pytest.TempPathFactory) -> str:
    path = tmp_path_factory.mktemp("authority") / "ca.pem"
    authority.cert_pem.write_to_path(str(path))
    return str(path)

"""The pytest plugin: a fixture for the fake of every generated package that is installed.

``fake_importexport`` gives a ``FakeImportExport``. A test that leaves rules unused fails, unless it
fails for another reason; ``@pytest.mark.botosmith`` changes that and more, for one test::

    @pytest.mark.botosmith(allow_unused=True, auto=True, seed=3)

Packages announce their fakes by entry points of the group ``botosmith.fakes``. Nothing of theirs,
and nothing of botocore, is imported before a test asks for a fixture.
"""

from __future__ import annotations

from collections.abc import Callable, Generator
from importlib.metadata import EntryPoint, entry_points
from typing import Any

import pytest

_MARKER = "botosmith"
_FAKES = pytest.StashKey[list[Any]]()


def pytest_configure(config: pytest.Config) -> None:
    """Make the marker known."""
    config.addinivalue_line(
        "markers",
        f"{_MARKER}(auto=False, seed=0, allow_unused=False, config=None): "
        "options of this test's fakes of services",
    )


@pytest.hookimpl(wrapper=True)
def pytest_runtest_call(item: pytest.Item) -> Generator[None, Any, Any]:
    """Fail a test that passed, but not as its rules say."""
    result = yield  # what the test itself raises goes on from here
    for fake in item.stash.setdefault(_FAKES, []):
        if not fake.closed:
            fake.assert_used()
    return result


def _fixture(entry_point: EntryPoint) -> Callable[..., Any]:
    @pytest.fixture(name=entry_point.name)
    def fake(request: pytest.FixtureRequest) -> Generator[Any]:
        marker = request.node.get_closest_marker(_MARKER)
        opened = entry_point.load()(**(marker.kwargs if marker else {}))
        request.node.stash.setdefault(_FAKES, []).append(opened)
        yield opened
        opened.close(verify=False, where=f"at the end of {request.node.nodeid}")

    fake.__doc__ = f"{entry_point.value.partition(':')[2]}, open for one test."
    return fake


for _entry_point in entry_points(group="botosmith.fakes"):
    globals()[_entry_point.name] = _fixture(_entry_point)

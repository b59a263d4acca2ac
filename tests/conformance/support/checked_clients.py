"""A plugin of pytest's, for the tests of others: their clients check what they send and receive.

    BOTOSMITH_SUITE='{"way": "wrapping", "site": "...", "report": "out.json"}' \\
        pytest -p checked_clients

``site`` is a directory of generated packages; without one, or in the way ``plain``, clients stay as
they are. The report has the services that clients were made of, each test's outcome with the end of
what it said, and how often checks warned of what. It needs nothing of this repository but the
runtime, since the tests of others want an environment of their own.
"""

from __future__ import annotations

import importlib
import json
import os
import sys
from collections import Counter
from collections.abc import Generator
from contextlib import contextmanager
from contextvars import ContextVar
from inspect import signature
from pathlib import Path
from typing import Any

import botocore.session
import pytest

_SUITE: dict[str, str] = json.loads(os.environ["BOTOSMITH_SUITE"])
_LONGEST = 300  # characters of what a test said
_CREATE: Any = botocore.session.Session.create_client
_PARAMETERS = signature(_CREATE)

_services: set[str] = set()
_outcomes: dict[str, list[str]] = {}
_warned: Counter[str] = Counter()
_inside = ContextVar("inside", default=False)


def pytest_configure(config: Any) -> None:  # noqa: ARG001 (pytest's signature)
    """Change how clients are made before a test does so."""
    if _SUITE.get("site"):
        sys.path.insert(0, _SUITE["site"])
    if _SUITE["way"] == "plugin":
        from botosmith_runtime import plugin

        plugin.enable(checks=True)
    session: Any = botocore.session.Session
    session.create_client = _create_client


def _create_client(self: Any, *args: Any, **kwargs: Any) -> Any:
    """What ``Session.create_client`` does for tests."""
    given = dict(_PARAMETERS.bind(self, *args, **kwargs).arguments)
    service = given["service_name"]
    _services.add(service)
    package = None if _inside.get() else _package(service)
    if package is None:
        return _CREATE(self, *args, **kwargs)
    with _making():
        if _SUITE["way"] == "wrapping":
            return _typed(package)(_CREATE(self, *args, **kwargs))
        options = {name: one for name, one in given.items() if name not in ("self", "service_name")}
        return package.connect(session=self, **options)


def _package(service: str) -> Any:
    if _SUITE["way"] not in ("connect", "wrapping"):
        return None
    name = f"botosmith_{service.replace('-', '_')}"
    return importlib.import_module(name) if Path(_SUITE["site"], name).is_dir() else None


def _typed(package: Any) -> Any:
    names = [name for name in package.client.__all__ if name.endswith("Client")]
    (name,) = (name for name in names if not name.endswith("Boto3Client"))
    return getattr(package.client, name)


@contextmanager
def _making() -> Generator[None]:
    """Clients that ``connect`` asks botocore for are botocore's."""
    token = _inside.set(True)
    try:
        yield
    finally:
        _inside.reset(token)


def pytest_runtest_logreport(report: Any) -> None:
    """Keep what became of a test: a failure of any phase outweighs the others."""
    before = _outcomes.get(report.nodeid)
    if before is None or report.failed or before[0] == "passed":
        said = getattr(getattr(report.longrepr, "reprcrash", None), "message", None)
        text = str(said or report.longrepr or "")
        _outcomes[report.nodeid] = [report.outcome, text[:_LONGEST]]


def pytest_warning_recorded(warning_message: Any) -> None:
    """Count what checks warned of."""
    if type(warning_message.message).__name__ == "ShapeWarning":
        _warned[str(warning_message.message)] += 1


@pytest.hookimpl(trylast=True)
def pytest_sessionfinish() -> None:
    """Write the report."""
    found = {"services": sorted(_services), "outcomes": _outcomes, "warned": _warned}
    Path(_SUITE["report"]).write_text(json.dumps(found), encoding="utf-8")

"""The pytest plugin: a fixture for the fake of every generated package that is installed.

The fixture ``fake_importexport`` is a ``FakeImportExport``. A test fails if it leaves rules unused,
unless it already fails for another reason. ``@pytest.mark.botosmith`` sets options of the fakes,
for a test, a class or, as ``pytestmark``, a module. The marker closest to the test wins::

    @pytest.mark.botosmith(allow_unused=True, auto=True, seed=3)

It takes the options of the fake: ``strict``, ``answer_checks``, ``region_name`` and so on.

The fixture ``serve_importexport`` serves the same fake by HTTP, for programs in any language. It
needs the extra ``server`` of botosmith-runtime.

Packages announce their fakes by entry points of the group ``botosmith.fakes``. Neither a package
nor botocore is imported before a test uses a fixture.
"""

from __future__ import annotations

from collections.abc import Callable, Generator, Iterable
from importlib.metadata import EntryPoint, entry_points
from inspect import signature
from types import TracebackType
from typing import Any

import pytest

from botosmith_runtime.fakes_of_test import OF_TEST
from botosmith_runtime.installed import is_ours

_MARKER = "botosmith"
_GROUP = "botosmith.fakes"
_BETWEEN = frozenset({"_pytest", "boto3", "botocore", "contextlib", "pluggy", "s3transfer"})
_FAKES_MODULES = "botosmith_runtime.fakes"
_FAKES = pytest.StashKey[list[Any]]()


def pytest_configure(config: pytest.Config) -> None:
    """Register the marker."""
    config.addinivalue_line(
        "markers",
        f"{_MARKER}(strict=False, auto=False, seed=0, allow_unused=False, answer_checks='strict', "
        "region_name=None, config=None, keep_calls=None): options of this test's fakes of services",
    )


@pytest.hookimpl(wrapper=True)
def pytest_runtest_call(item: pytest.Item) -> Generator[None, Any, Any]:
    """Fail a test that passed but left rules unused; close the fakes that it made and left open.

    Such a fake, ``fake = FakeS3()`` without ``with``, would otherwise check nothing at the end, and
    its patches would still be active in the next test.
    """
    __tracebackhide__ = True
    made: list[Any] = []
    OF_TEST.fakes = made
    passed = False
    try:
        result = yield  # the test's own exception is raised from here
        for fake in item.stash.setdefault(_FAKES, []):
            if not fake.closed:
                fake.assert_used()
        passed = True
    finally:
        OF_TEST.fakes = None
        left_open = [fake for fake in made if not fake.closed]
        for fake in left_open:
            fake.close(verify=False, where=f"at the end of {item.nodeid}")
        for fake in left_open if passed else ():
            fake.assert_used()
    return result


@pytest.hookimpl(wrapper=True)
def pytest_fixture_setup() -> Generator[None, Any, Any]:
    """Leave the fakes of a fixture to the fixture, even if a test requests it late."""
    made, OF_TEST.fakes = OF_TEST.fakes, None
    try:
        return (yield)
    finally:
        OF_TEST.fakes = made


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(
    item: pytest.Item, call: pytest.CallInfo[Any]
) -> Generator[None, Any, Any]:
    """Show an error of a fake at the line of the call, not deep inside botocore.

    Inside botocore, pytest would also show the values that were passed, including secrets. An error
    about unused rules has no such line; its message names the lines of the rules.
    """
    if call.excinfo is None or item.config.getoption("fulltrace"):
        return (yield)
    has_line = _cut_all(call.excinfo.value)
    report = yield
    nothing: list[Any] = []
    for fake in item.stash.get(_FAKES, nothing) if call.when == "call" else nothing:
        if why := fake.why_unreached() or _why_not_awaited(call.excinfo.value):
            report.sections.append((type(fake).__name__, why))
    traceback = getattr(report.longrepr, "reprtraceback", None)
    if not has_line and traceback is not None:
        traceback.extraline = None  # pytest's note that all traceback entries are hidden
    return report


def _why_not_awaited(error: BaseException) -> str:
    """What to do if the code under test awaits the response of a synchronous client."""
    # "object dict can't be used in 'await' expression"; since Python 3.14 in other words
    if isinstance(error, TypeError) and "dict" in str(error) and "await" in str(error):
        return (
            "fake.client is synchronous: its calls are not awaited; give code that awaits "
            "fake.aio_client"
        )
    return ""


def _cut_all(error: BaseException) -> bool:
    """Cut the tracebacks of an error and of its causes, if fakes are in them.

    Returns False if nothing is left of the error's own traceback.
    """
    has_line = True
    seen: set[int] = set()
    cause: BaseException | None = error
    while cause is not None and id(cause) not in seen:
        seen.add(id(cause))
        if _is_of_fake(cause) and not _cut(cause.__traceback__) and cause is error:
            has_line = False
        cause = cause.__cause__ or cause.__context__
    return has_line


def _is_of_fake(error: BaseException) -> bool:
    """Whether an error was raised in a fake, or passed through a fake's client."""
    traceback = error.__traceback__
    while traceback is not None:
        if traceback.tb_frame.f_globals.get("__name__", "").startswith(_FAKES_MODULES):
            return True
        traceback = traceback.tb_next
    return False


def _cut(traceback: TracebackType | None) -> bool:
    """End a traceback after the last frame of the test or the code under test, if it has one.

    ``__tracebackhide__`` would hide our frames, but not those of botocore or contextlib.
    """
    last = None
    while traceback is not None:
        module = traceback.tb_frame.f_globals.get("__name__", "")
        if not (is_ours(module) or module.partition(".")[0] in _BETWEEN):
            last = traceback
        traceback = traceback.tb_next
    if last is not None:
        last.tb_next = None
    return last is not None


def fixture(name: str, fake: str) -> Callable[..., Any]:
    """A fixture for a package that is not installed, such as one in your source tree.

    ``fake`` is the fake's module and class. In ``conftest.py``::

        fake_sqs = fixture("fake_sqs", "shop.aws.botosmith_sqs.fakes:FakeSQS")
    """
    return _fixture(EntryPoint(name, fake, _GROUP))


def server_fixture(name: str, fake: str) -> Callable[..., Any]:
    """A fixture that serves the fake of another fixture, by the names of both.

    For a fake of ``fixture``, in ``conftest.py``: ``server_fixture("serve_sqs", "fake_sqs")``.
    """

    def serve(request: pytest.FixtureRequest) -> Generator[Any]:
        server = request.getfixturevalue(fake).serve()
        yield server
        server.stop()  # the fake's own fixture closes it

    serve.__doc__ = f"A server of {fake}, open for one test."
    return pytest.fixture(name=name)(serve)


def _fixture(entry_point: EntryPoint) -> Callable[..., Any]:
    def fake(request: pytest.FixtureRequest) -> Generator[Any]:
        fake_class = entry_point.load()
        opened = fake_class(**_options(request.node, fake_class))
        request.node.stash.setdefault(_FAKES, []).append(opened)
        yield opened
        opened.close(verify=False, where=f"at the end of {request.node.nodeid}")

    # Before the function becomes a fixture: pytest shows its docstring.
    fake.__doc__ = f"{entry_point.value.partition(':')[2]}, open for one test."
    return pytest.fixture(name=entry_point.name)(fake)


def _options(item: pytest.Item, fake_class: type[Any]) -> dict[str, Any]:
    """The options in the markers of a test; the test fails if an option is unknown."""
    options: dict[str, Any] = {}
    for marker in reversed([*item.iter_markers(_MARKER)]):  # the closest one last
        if marker.args:
            pytest.fail(f"@pytest.mark.{_MARKER} takes keywords, got {marker.args}", pytrace=False)
        options |= marker.kwargs
    if options:
        _check_known(options, tuple(signature(fake_class).parameters))
    return options


def _check_known(options: Iterable[str], known: tuple[str, ...]) -> None:
    from botosmith_runtime.wording import did_you_mean, nearest

    for name in options:
        if name not in known:
            listed = f"@pytest.mark.{_MARKER} takes {', '.join(known)}; not {name}"
            pytest.fail(f"{listed}{did_you_mean(nearest(name, known))}", pytrace=False)


for _entry_point in entry_points(group=_GROUP):
    globals()[_entry_point.name] = _fixture(_entry_point)
    _server = f"serve_{_entry_point.name.removeprefix('fake_')}"
    globals()[_server] = server_fixture(_server, _entry_point.name)

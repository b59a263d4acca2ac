"""The pytest plugin, in runs of its own."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest
from announced import announce

ROOT = Path(__file__).parents[2]
DISTRIBUTIONS = ["generator/runtime", "out/importexport", "out/personium-cell"]
PLUGIN_TESTS = """
import sys
import pytest
LOADED = "botocore" in sys.modules

def test_passes(fake_importexport, fake_personium_cell):
    assert not LOADED
    fake_importexport.get_status(JobId="J1").returns(ProgressCode="Started")
    assert fake_importexport.client.get_status(JobId="J1")["ProgressCode"] == "Started"
    fake_personium_cell.get_cell_import_status().returns(status="ready")
    fake_personium_cell.client.get_cell_import_status(CellName="c")

def test_unused(fake_importexport):
    fake_importexport.get_status(JobId="J1").returns()

def test_fails_for_its_own_reason(fake_importexport):
    fake_importexport.get_status(JobId="J1").returns()
    assert 1 == 2, "its own reason"

@pytest.mark.botosmith(allow_unused=True, auto=True)
def test_marked(fake_importexport):
    fake_importexport.get_status(JobId="J1").returns()
    assert fake_importexport.client.list_jobs()["Jobs"]

@pytest.mark.botosmith(strict=True, answer_checks="off", region_name="us-east-1")
class TestMarked:
    def test_by_its_class(self, fake_importexport):
        fake_importexport.get_status(JobId="J1").returns(JobType="Move")
        fake_importexport.client.get_status(JobId="J1")
        with pytest.raises(AssertionError, match="has no answer left"):
            fake_importexport.client.get_status(JobId="J1")
        fake_importexport.reset()

    @pytest.mark.botosmith(strict=False)
    def test_and_itself(self, fake_importexport):
        fake_importexport.get_status().returns(JobType="Move")
        fake_importexport.client.get_status(JobId="J1")
        fake_importexport.client.get_status(JobId="J1")

def test_skipped(fake_importexport):
    fake_importexport.get_status(JobId="J1").returns()
    pytest.skip()

def test_closed_by_the_test(fake_importexport):
    with pytest.raises(AssertionError), fake_importexport as fake:
        fake.get_status(JobId="J1").returns()
        fake.close()

def test_keeps_a_client(fake_importexport):
    sys.kept = fake_importexport.client

def test_uses_it():
    with pytest.raises(AssertionError, match="was closed at the end of test_it.py::test_keeps_a"):
        sys.kept.list_jobs()
"""


@pytest.fixture
def installed(tmp_path: Path) -> Path:
    """Without a conftest, and without installing: what is installed is metadata, which this is."""
    return announce(tmp_path, (ROOT / distribution for distribution in DISTRIBUTIONS))


def run(directory: Path, tests: str, *options: str) -> str:
    (directory / "test_it.py").write_text(tests)
    search = [directory, *(ROOT / distribution for distribution in DISTRIBUTIONS)]
    ran = subprocess.run(
        [sys.executable, "-m", "pytest", "-q", "-p", "no:cacheprovider", "test_it.py",
         "-W", "error", "--strict-markers", *options],
        cwd=directory, env={**os.environ, "PYTHONPATH": os.pathsep.join(map(str, search))},
        capture_output=True, text=True, check=False,
    )  # fmt: skip
    return ran.stdout + ran.stderr


def test_the_plugin_is_found_by_entry_point(installed: Path) -> None:
    shown = run(installed, PLUGIN_TESTS, "-rfE")
    assert "2 failed, 7 passed, 1 skipped" in shown
    assert "get_status(JobId='J1'), written at" in shown
    assert shown.count("never used") == 1
    assert "AssertionError: its own reason" in shown


FAILING_TESTS = """
from botosmith_importexport.fakes import FakeImportExport

def poll(client):
    return client.get_status(JobId="J1")

def test_unexpected(fake_importexport):
    poll(fake_importexport.client)

def test_ambiguous(fake_importexport):
    fake_importexport.get_status(JobId="J1").returns()
    fake_importexport.get_status(APIVersion="1").returns()
    fake_importexport.boto3_client.get_status(JobId="J1", APIVersion="1")

def test_wrong_rule(fake_importexport):
    fake_importexport.get_status(Job="J1")

def test_wrong_answer(fake_importexport):
    fake_importexport.get_status().returns(State="Started")

def test_unused(fake_importexport):
    fake_importexport.get_status().returns()

def test_unused_at_the_end():
    with FakeImportExport() as fake:
        fake.get_status().returns()

def test_responder(fake_importexport):
    fake_importexport.get_status().responds(lambda request: request["Job"])
    poll(fake_importexport.client)
"""

SHOWN: dict[str, tuple[str, str]] = {
    "test_unexpected": ('return client.get_status(JobId="J1")', "UnexpectedCallError: get_status("),
    "test_ambiguous": ("boto3_client.get_status(Jo", "AmbiguousRulesError: two rules match"),
    "test_wrong_rule": ('fake_importexport.get_status(Job="J1")', "RuleError: get_status(Job="),
    "test_wrong_answer": ('.returns(State="Started")', "RuleError: get_status(), written"),
    "test_unused": ("", "UnusedRuleError: FakeImportExport has unused rules"),
    "test_unused_at_the_end": ("with FakeImportExport()", "UnusedRuleError: FakeImportExport has"),
    "test_responder": ('return client.get_status(JobId="J1")', "ResponderError: the responder of"),
}


def test_failures_show_the_tests_own_lines(installed: Path) -> None:
    """And nothing of botocore's or ours, unless it is asked for."""
    shown = run(installed, FAILING_TESTS)
    reports = dict(zip(SHOWN, shown.split("\n____")[1:], strict=True))
    for name, (line, message) in SHOWN.items():
        report = reports[name].partition("==== short test summary")[0]
        failing = [text.strip(" >") for text in report.splitlines() if text.startswith(">")]
        assert bool(line) == bool(failing), report
        assert not line or line in failing[-1], report
        assert message in report
        assert "traceback entries are hidden" not in report
        places = re.findall(r"^\S+\.py:\d+: .*", report, re.MULTILINE)
        assert bool(places) == bool(line), report
        assert all(place.startswith("test_it.py:") for place in places), report
        assert len(report.splitlines()) < 40, report
    assert "botocore/client.py" in run(installed, FAILING_TESTS, "--full-trace")


LEFT_OPEN_TESTS = """
import botocore.session
import pytest
from botosmith_importexport import connect
from botosmith_importexport.fakes import FakeImportExport

@pytest.fixture(scope="module")
def shared():
    with FakeImportExport(allow_unused=True) as fake:
        fake.get_status().returns(ProgressCode="Shared")
        yield fake

def test_uses_its_rules():
    fake = FakeImportExport()
    fake.patch()
    fake.get_status().returns()
    connect().get_status(JobId="J1")

def test_leaves_a_rule_unused(request):
    request.getfixturevalue("shared")
    FakeImportExport().get_status().returns()

def test_fails_for_its_own_reason():
    FakeImportExport().get_status().returns()
    assert 1 == 2, "its own reason"

def test_forgets_the_patch(fake_importexport):
    fake_importexport.get_status().returns()
    raise ConnectionError("no credentials")

def test_later(shared):
    assert botocore.session.Session.create_client.__module__ == "botocore.session"
    assert shared.client.get_status(JobId="J1")["ProgressCode"] == "Shared"
"""


def test_fakes_that_a_test_leaves_open_are_closed(installed: Path) -> None:
    """Those of fixtures are not, even if the test requests them late."""
    shown = run(installed, LEFT_OPEN_TESTS)
    assert "3 failed, 2 passed" in shown, shown
    assert "--- FakeImportExport ---" in shown
    assert "UnusedRuleError: FakeImportExport has unused rules" in shown
    assert "(the fake got no call: pass fake.client to the code under test" in shown
    assert "AssertionError: its own reason" in shown


WRONG_MARKERS = """
import pytest

@pytest.mark.botosmith(allow_unusd=True)
def test_misspelt(fake_importexport):
    pass

@pytest.mark.botosmith(True)
def test_positional(fake_importexport):
    pass
"""


def test_markers_that_mean_nothing(installed: Path) -> None:
    shown = run(installed, WRONG_MARKERS, "-rE")
    assert "2 errors" in shown
    assert re.search(
        r"^@pytest.mark.botosmith takes strict, auto, seed, allow_unused, answer_checks, "
        r"region_name, config, transport, keep_calls; not allow_unusd; "
        r"did you mean allow_unused\?$",
        shown,
        re.MULTILINE,
    )
    assert "@pytest.mark.botosmith takes keywords, got (True,)" in shown
    assert "Traceback" not in shown


def test_fixtures_are_described(installed: Path) -> None:
    shown = run(installed, "", "--fixtures")
    assert "FakeImportExport, open for one test." in shown
    assert "FakePersoniumCell, open for one test." in shown

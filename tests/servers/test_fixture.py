"""The fixture ``serve_importexport`` of the pytest plugin, in a run of its own."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

ENTRY_POINTS = """
[pytest11]
botosmith = botosmith_runtime.pytest_plugin
[botosmith.fakes]
fake_importexport = botosmith_importexport.fakes:FakeImportExport
"""
TESTS = """
import sys
from urllib.error import HTTPError
from urllib.request import Request, urlopen
import pytest
from botosmith_runtime.pytest_plugin import server_fixture
LOADED = "botocore" in sys.modules

serve_again = server_fixture("serve_again", "fake_importexport")

def call(server, job):
    form = "Action=GetStatus&Version=2010-06-01" + (f"&JobId={job}" if job else "")
    return urlopen(Request(server.url, form.encode())).read()

def test_passes(serve_importexport, fake_importexport):
    assert not LOADED
    assert serve_importexport.fake is fake_importexport
    fake_importexport.get_status(JobId="J1").returns(ProgressCode="Started")
    assert b"<ProgressCode>Started<" in call(serve_importexport, "J1")

def test_of_its_own(serve_again):
    serve_again.fake.get_status(JobId="J1").returns(ProgressCode="Started")
    assert b"<ProgressCode>Started<" in call(serve_again, "J1")

def test_unused(serve_importexport):
    serve_importexport.fake.get_status(JobId="J1").returns()

def test_unmatched(serve_importexport):
    with pytest.raises(HTTPError):
        call(serve_importexport, "J9")

def test_breaks_its_shape(serve_importexport):
    serve_importexport.fake.get_status().optional().returns()
    with pytest.raises(HTTPError):
        call(serve_importexport, "")

@pytest.mark.botosmith(auto=True)
def test_sampled(serve_importexport):
    assert b"<ProgressCode>" in call(serve_importexport, "J9")

def test_fails_for_its_own_reason(serve_importexport):
    serve_importexport.fake.get_status(JobId="J1").returns()
    assert 1 == 2, "its own reason"
"""


def test_the_fixture(tmp_path: Path) -> None:
    info = tmp_path / "botosmith_importexport-0.1.0.dist-info"
    info.mkdir()
    metadata = "Metadata-Version: 2.1\nName: botosmith-importexport\nVersion: 0.1.0\n"
    (info / "METADATA").write_text(metadata, encoding="utf-8")
    (info / "entry_points.txt").write_text(ENTRY_POINTS, encoding="utf-8")
    (tmp_path / "test_it.py").write_text(TESTS, encoding="utf-8")
    search = os.pathsep.join([str(tmp_path), *filter(None, sys.path)])
    command = [sys.executable, "-m", "pytest", "-q", "-p", "no:cacheprovider", "test_it.py"]
    done = subprocess.run(
        [*command, "-W", "error", "--strict-markers", "-rfE"],
        cwd=tmp_path,
        env={**os.environ, "PYTHONPATH": search},
        capture_output=True,
        text=True,
        check=False,
    )
    shown = done.stdout + done.stderr
    assert "4 failed, 3 passed" in shown, shown
    assert "never used" in shown
    assert "was not expected: there is no rule for get_status" in shown
    assert "JobId: required: expected" in shown
    assert "AssertionError: its own reason" in shown

"""A package that stands in a program's source tree, under a name of the program's."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parents[2]
CONFTEST = """
from botosmith_runtime.pytest_plugin import fixture

fake_importexport = fixture(
    "fake_importexport", "shop.aws.botosmith_importexport.fakes:FakeImportExport"
)
"""
TEST = """
import sys

import pytest
from shop.aws.botosmith_importexport import connect
from shop.aws.botosmith_importexport.errors import InvalidJobIdException
from shop.aws.botosmith_importexport.strategies import get_status_request


@pytest.mark.botosmith(auto=True)
def test_it_is_whole(fake_importexport):
    fake_importexport.get_status(JobId="J2").raises("InvalidJobIdException", message="none")
    client = fake_importexport.client
    assert [*client.iter_list_jobs()]
    with pytest.raises(InvalidJobIdException):
        client.get_status(JobId="J2")
    assert client.get_waiter("job_completed")
    assert connect(aws_access_key_id="a", aws_secret_access_key="b").get_paginator("list_jobs")
    assert "Payloads" in repr(get_status_request())
    assert "botosmith_importexport" not in sys.modules


def test_a_fault_is_shown_at_this_line(fake_importexport):
    fake_importexport.get_status(JobID="J1")
"""


def test_it_works_as_if_installed(tmp_path: Path) -> None:
    package = tmp_path / "shop" / "aws" / "botosmith_importexport"
    shutil.copytree(ROOT / "out" / "importexport" / "botosmith_importexport", package)
    (tmp_path / "conftest.py").write_text(CONFTEST)
    (tmp_path / "test_shop.py").write_text(TEST)
    path = f"{ROOT / 'generator' / 'runtime'}{os.pathsep}{tmp_path}"
    ran = subprocess.run(
        [sys.executable, "-m", "pytest", "-q", "-p", "botosmith_runtime.pytest_plugin"],
        cwd=tmp_path,
        env={**os.environ, "PYTHONPATH": path, "PYTEST_DISABLE_PLUGIN_AUTOLOAD": "1"},
        capture_output=True,
        text=True,
        check=False,
    )
    assert "1 failed, 1 passed" in ran.stdout, ran.stdout + ran.stderr
    assert "test_shop.py:24: RuleError" in ran.stdout

"""Fakes around code that makes its own clients, existing Stubber code, the pytest plugin."""

from __future__ import annotations

import importlib
import os
import subprocess
import sys
import threading
import types
import unittest
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from botocore import stub
from botocore.session import Session
from botosmith_importexport import ImportExportClient, connect
from botosmith_importexport.fakes import FakeImportExport
from botosmith_personium_cell import connect as connect_cell
from botosmith_personium_cell.fakes import FakePersoniumCell

boto3: Any = importlib.import_module("boto3")  # which has no types
ROOT = Path(__file__).parents[2]


@pytest.fixture
def fake() -> Iterator[Any]:
    with FakeImportExport() as fake:
        yield fake


WAYS: dict[str, Callable[[], Any]] = {
    "boto3.client": lambda: boto3.client("importexport"),
    "boto3.Session": lambda: boto3.Session(region_name="eu-west-1").client("importexport"),
    "botocore": lambda: Session().create_client("importexport"),
    "connect": connect,
    "connect with a session": lambda: connect(session=boto3.Session()),
}


@pytest.mark.parametrize("way", WAYS)
def test_clients_made_inside_functions(fake: Any, way: str) -> None:
    """botocore#1799, boto3#2123."""

    def code_under_test() -> str:
        client = WAYS[way]()
        progress: str = client.get_status(JobId="J1")["ProgressCode"]
        return progress

    fake.get_status(JobId="J1").returns(ProgressCode="Started")
    with fake.patch(boto3):
        assert code_under_test() == "Started"
        assert boto3.client("sts", region_name="eu-west-1").meta.service_model.service_name == "sts"
    fake.patch()
    assert code_under_test() == "Started"
    ours = fake.boto3_client
    fake.close()
    made: Any = Session().create_client("importexport", region_name="us-east-1")
    assert made is not ours


def test_one_session(fake: Any) -> None:
    patched, other = boto3.Session(region_name="us-east-1"), boto3.Session(region_name="us-east-1")
    with fake.patch(patched):
        assert patched.client("importexport") is fake.boto3_client
        assert other.client("importexport") is not fake.boto3_client
    with pytest.raises(TypeError, match="a module or a session"):
        fake.patch("boto3")


def test_clients_that_a_module_holds(fake: Any) -> None:
    module: Any = types.ModuleType("app")
    module.plain = before = boto3.client("importexport", region_name="us-east-1")
    module.typed = ImportExportClient(before)
    module.sts = boto3.client("sts", region_name="us-east-1")
    with fake.patch(module):
        assert (module.plain, module.typed) == (fake.boto3_client, fake.client)
        assert module.sts.meta.service_model.service_name == "sts"
    assert module.plain is before


def test_patches_of_two_services_end_in_any_order() -> None:
    first, second = FakeImportExport(), FakePersoniumCell()
    first.patch()
    second.patch()
    first.close()
    second.get_cell_import_status().returns(status="ready")
    cell = connect_cell(endpoint_url="https://unit.example/", token="t")
    assert cell.get_cell_import_status(CellName="c")["status"] == "ready"
    second.close()
    assert Session.create_client.__module__ == "botocore.session"


def test_no_configuration_and_no_credentials(monkeypatch: pytest.MonkeyPatch) -> None:
    """botocore#2275: whatever the environment says, nothing of it is looked at."""
    monkeypatch.setenv("AWS_PROFILE", "missing")
    monkeypatch.setenv("AWS_CONFIG_FILE", "/dev/null/config")
    monkeypatch.setenv("AWS_ENDPOINT_URL", "http://localhost:1")
    monkeypatch.setenv("AWS_RETRY_MODE", "nonsense")
    monkeypatch.setenv("AWS_MAX_ATTEMPTS", "nonsense")
    from botocore.config import Config

    with FakeImportExport(config=Config(connect_timeout=1)) as fake:
        fake.get_status().fails_connection(times=1).returns(ProgressCode="Started")
        assert fake.client.get_status(JobId="J1").get("ProgressCode") == "Started"
        url = fake.client.generate_presigned_url("get_status", {"JobId": "J1"})  # botocore#1666
        assert "importexport.amazonaws.com" in url
        assert fake.call_count == 1


def test_stubbers_work_on_fakes_and_beside_them(fake: Any) -> None:
    fake.get_status().returns(ProgressCode="the fake's")
    for client in (fake.client, fake.boto3_client):
        with stub.Stubber(client) as stubber:
            stubber.add_response("get_status", {"ProgressCode": "the stub's"}, {"JobId": stub.ANY})
            stubber.add_client_error("get_status", "InvalidJobIdException")
            assert client.get_status(JobId="J1")["ProgressCode"] == "the stub's"
            with pytest.raises(fake.client.exceptions.InvalidJobIdException):
                client.get_status(JobId="J1")
            stubber.assert_no_pending_responses()
        assert client.get_status(JobId="J1")["ProgressCode"] == "the fake's"


def test_nested_fakes_are_apart() -> None:
    outer: Any = FakeImportExport()
    inner: Any = FakeImportExport()
    with outer, inner:
        outer.get_status().returns(ProgressCode="outer")

        def ask_outer(request: dict[str, str]) -> dict[str, str]:
            return {"ProgressCode": outer.client.get_status(**request)["ProgressCode"]}

        inner.get_status().responds(ask_outer)
        assert inner.client.get_status(JobId="J1").get("ProgressCode") == "outer"
        assert (outer.call_count, inner.call_count) == (1, 1)


def test_fakes_in_threads() -> None:
    wrong: list[BaseException] = []

    def work(number: int) -> None:
        try:
            for turn in range(20):
                with FakeImportExport() as fake:
                    rule = fake.get_status().returns(LogKey=f"{number}")
                    if turn == 10:
                        rule.throttles(times=1).returns(LogKey=f"{number}")
                        fake.client.get_status(JobId="J")
                    assert fake.client.get_status(JobId="J").get("LogKey") == f"{number}"
                    assert fake.call_count == 1 + (turn == 10)
        except BaseException as error:
            wrong.append(error)

    threads = [threading.Thread(target=work, args=(number,)) for number in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert wrong == []


class TestUnittest(unittest.TestCase):
    def setUp(self) -> None:
        self.fake = FakeImportExport()
        self.addCleanup(self.fake.close)

    def test_poll(self) -> None:
        self.fake.get_status(JobId="J1").returns(ProgressCode="Started")
        assert self.fake.client.get_status(JobId="J1").get("ProgressCode") == "Started"


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


def test_the_plugin_is_found_by_entry_point(tmp_path: Path) -> None:
    """Without a conftest, and without installing: what is installed is metadata, which this is."""
    distributions = ["generator/runtime", "out/importexport", "out/personium-cell"]
    for distribution in distributions:
        entry_points = _entry_points(ROOT / distribution / "pyproject.toml")
        info = tmp_path / f"{distribution.replace('/', '_')}-0.1.0.dist-info"
        info.mkdir()
        name = distribution.replace("/", "-")
        (info / "METADATA").write_text(f"Metadata-Version: 2.1\nName: {name}\nVersion: 0.1.0\n")
        (info / "entry_points.txt").write_text(entry_points)
    (tmp_path / "test_it.py").write_text(PLUGIN_TESTS)
    search = [tmp_path, *(ROOT / distribution for distribution in distributions)]
    ran = subprocess.run(
        [sys.executable, "-m", "pytest", "-q", "-rfE", "-p", "no:cacheprovider", "test_it.py",
         "-W", "error", "--strict-markers"],
        cwd=tmp_path, env={**os.environ, "PYTHONPATH": os.pathsep.join(map(str, search))},
        capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert "2 failed, 5 passed, 1 skipped" in ran.stdout, ran.stdout + ran.stderr
    assert "get_status(JobId='J1'), written at" in ran.stdout
    assert ran.stdout.count("never used") == 2  # in the traceback and in the summary
    assert "AssertionError: its own reason" in ran.stdout


def _entry_points(pyproject: Path) -> str:
    """The entry points of a project, as its wheel has them (tomllib came with Python 3.11)."""
    lines: list[str] = []
    inside = False
    for line in pyproject.read_text(encoding="utf-8").splitlines():
        if line.startswith("["):
            inside = line.startswith("[project.entry-points.")
            if inside:
                lines.append("[" + line.removeprefix("[project.entry-points.").strip('"[]') + "]")
        elif inside and " = " in line:
            lines.append(line.replace('"', ""))
    return "\n".join(lines) + "\n"

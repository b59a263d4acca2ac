"""Fakes around code that makes its own clients, and existing Stubber code."""

from __future__ import annotations

import importlib
import threading
import types
import unittest
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from botocore import stub
from botocore.config import Config
from botocore.session import Session
from botosmith_glue_migration import connect as connect_glue
from botosmith_glue_migration.fakes import FakeGlueMigration
from botosmith_importexport import ImportExportClient, connect
from botosmith_importexport.fakes import FakeImportExport
from botosmith_personium_cell import connect as connect_cell
from botosmith_personium_cell.fakes import FakePersoniumCell
from botosmith_runtime.fakes import FakeClosedError
from botosmith_runtime.fakes.adapters.botocore import stages
from botosmith_runtime.transfers import FAKED

boto3: Any = importlib.import_module("boto3")  # which has no types


def answers(fake: Any, client: Any) -> bool:
    """Whether a client's calls are answered by this fake."""
    attributes: dict[str, Any] = getattr(client, "_client", client).__dict__
    return attributes.get(FAKED) is fake.engine


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
        assert answers(fake, patched.client("importexport"))
        assert not answers(fake, other.client("importexport"))
    with pytest.raises(TypeError, match="a module or a session"):
        fake.patch("boto3")


def test_clients_that_a_module_holds(fake: Any) -> None:
    module: Any = types.ModuleType("app")
    module.again = module.plain = before = boto3.client("importexport", region_name="us-east-1")
    module.typed = ImportExportClient(before)
    module.sts = boto3.client("sts", region_name="us-east-1")
    with fake.patch(module):
        assert answers(fake, module.plain)
        assert answers(fake, module.typed)
        assert type(module.typed) is ImportExportClient
        assert module.again is module.plain
        assert module.sts.meta.service_model.service_name == "sts"
    assert module.plain is before


GLUE: dict[str, Callable[[], Any]] = {
    "eu-west-1": lambda: boto3.client("glue-migration", region_name="eu-west-1"),
    "eu-west-2": lambda: boto3.Session(region_name="eu-west-2").client("glue-migration"),
    "eu-west-3": lambda: Session().create_client("glue-migration", "eu-west-3"),
    "eu-north-1": lambda: connect_glue(region_name="eu-north-1"),
    "cn-north-1": lambda: connect_glue(session=boto3.Session(region_name="cn-north-1")),
    "us-east-1": lambda: boto3.client("glue-migration"),
}


@pytest.mark.parametrize("region", GLUE)
def test_clients_are_in_the_region_that_they_are_asked_for(region: str) -> None:
    fake: Any = FakeGlueMigration()
    with fake, fake.patch():
        fake.get_catalog_import_status().returns()
        client = GLUE[region]()
        client.get_catalog_import_status()
        real = Session().create_client("sts", region_name=region)
        assert client.meta.region_name == region
        assert client.meta.partition == real.meta.partition
        assert client.meta.endpoint_url.startswith(f"https://glue.{region}.amazonaws.com")
        assert f"%2F{region}%2Fglue" in client.generate_presigned_url("get_catalog_import_status")
        assert fake.call_count == 1
        module: Any = types.ModuleType("app")
        module.client = client
        with fake.patch(module):
            assert module.client.meta.region_name == region
        assert fake.client.meta.region_name == "us-east-1"
    with pytest.raises(FakeClosedError):
        client.get_catalog_import_status()
    with FakeGlueMigration() as following:
        assert following.client.meta.region_name == "us-east-1"


def test_the_region_of_a_configuration() -> None:
    config = Config(region_name="eu-west-1")
    with FakeGlueMigration() as glue:
        glue.patch(boto3)
        assert boto3.client("glue-migration", config=config).meta.region_name == "eu-west-1"
        assert connect_glue(config=config).meta.region_name == "eu-west-1"


def test_the_region_of_the_environment(monkeypatch: pytest.MonkeyPatch) -> None:
    with FakeGlueMigration() as fake, fake.patch():
        monkeypatch.setenv("AWS_DEFAULT_REGION", "eu-west-1")
        assert boto3.Session().client("glue-migration").meta.region_name == "eu-west-1"
        assert connect_glue().meta.region_name == "eu-west-1"
        monkeypatch.delenv("AWS_DEFAULT_REGION")
        monkeypatch.setenv("AWS_PROFILE", "missing")
        assert connect_glue().meta.region_name == "us-east-1"
    with FakePersoniumCell() as cell, cell.patch():
        made: Any = Session().create_client("personium-cell", "eu-west-1")
        assert answers(cell, made)


def test_a_fake_opened_under_the_patch_of_another() -> None:
    stages.POOL.clear()
    with FakeImportExport() as outer, outer.patch(), FakeImportExport() as inner:
        inner.get_status().returns(ProgressCode="inner")
        assert inner.client.get_status(JobId="J1").get("ProgressCode") == "inner"
        assert outer.call_count == 0


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


def test_patches_of_one_module_end_in_any_order() -> None:
    module: Any = types.ModuleType("app")
    module.client = before = boto3.client("importexport", region_name="us-east-1")
    first, second = FakeImportExport(), FakeImportExport()
    first.patch(module)
    second.patch(module)
    first.close()
    assert answers(second, module.client)
    second.close()
    assert module.client is before


def test_a_mock_that_was_there_before_the_patch_is_there_after_it(
    fake: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    def mocked(*_: Any, **__: Any) -> str:
        return "mocked"

    monkeypatch.setattr(Session, "create_client", mocked)
    with fake.patch(boto3):
        assert answers(fake, boto3.client("importexport", region_name="us-east-1"))
        assert boto3.client("sts", region_name="us-east-1") == "mocked"
    assert boto3.client("importexport", region_name="us-east-1") == "mocked"


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

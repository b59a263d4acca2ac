"""What a patch keeps from the network and from files, and what it honours without them."""

from __future__ import annotations

import copy
import importlib
import socket
import types
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import patched_guard
import pytest
from botocore.config import Config
from botocore.session import Session
from botosmith_glue_migration import connect
from botosmith_glue_migration.fakes import FakeGlueMigration
from botosmith_importexport.fakes import FakeImportExport
from botosmith_personium_cell import connect as connect_cell
from botosmith_personium_cell.fakes import FakePersoniumCell
from botosmith_runtime.fakes import FakeClosedError, UnexpectedCallError
from botosmith_runtime.violations import RequestShapeError, ShapeWarning

boto3: Any = importlib.import_module("boto3")  # which has no types
KEYS: Any = {"aws_access_key_id": "AKIDMINE", "aws_secret_access_key": "s"}
GLUE: Any = {"region_name": "eu-west-1", **KEYS}
CONFIGURED = """
[default]
region = ap-south-1
aws_access_key_id = AKIDFILE
aws_secret_access_key = file
endpoint_url = https://file.example
[profile other]
region = ap-south-1
"""


@pytest.fixture
def fake() -> Iterator[Any]:
    with FakeGlueMigration() as fake:
        fake.get_catalog_import_status().returns(ImportStatus={"ImportCompleted": True}).optional()
        yield fake


@pytest.fixture
def files(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("config", "credentials"):
        (tmp_path / name).write_text(CONFIGURED)
    monkeypatch.setattr(boto3, "DEFAULT_SESSION", None)


def test_the_fake_of_a_slice_answers_for_the_whole_service(fake: Any) -> None:
    with fake.patch(boto3):
        client = boto3.client("glue", **GLUE)
        assert client.get_catalog_import_status()["ImportStatus"] == {"ImportCompleted": True}
        assert client.meta.service_model.service_name == "glue"
        refusals: list[tuple[type[Exception], Callable[[], Any]]] = [
            (UnexpectedCallError, lambda: client.get_tables(DatabaseName="d")),
            (AttributeError, lambda: fake.client.get_tables(DatabaseName="d")),
            (AttributeError, lambda: fake.get_tables(DatabaseName="d")),
        ]
        for error, call in refusals:
            with pytest.raises(
                error, match=r"GetTables is not in glue-migration, .* slice of glue"
            ):
                call()
        with pytest.raises(RequestShapeError):
            client.get_catalog_import_status(Catalog="c")
    with pytest.raises(UnexpectedCallError, match=r"caught this error(.|\n)*GetTables is not in"):
        fake.assert_used()
    fake.engine.unexpected.clear()
    with pytest.raises(AttributeError, match=r"'get_nothing'$"):
        fake.get_nothing()


@pytest.mark.parametrize("service", ["glue", "glue-migration"])
def test_clients_from_before_a_patch_cannot_reach_the_network(fake: Any, service: str) -> None:
    session = boto3.Session()
    fake.client_class.service.register(session)
    before = session.client(service, **GLUE)
    other = boto3.client("sts", **GLUE)
    with fake.patch(boto3), pytest.raises(UnexpectedCallError, match=r"made before fake\.patch"):
        before.get_catalog_import_status()
    fake.engine.unexpected.clear()
    with fake.patch(block_others=True):
        with pytest.raises(
            UnexpectedCallError, match=r"client of sts would have sent .*https://sts"
        ):
            other.get_caller_identity()
        made = boto3.Session().client("sts", region_name="eu-west-1")
        with pytest.raises(UnexpectedCallError, match=r"block_others=True\) forbids"):
            made.get_caller_identity()
    with pytest.raises(UnexpectedCallError, match="caught this error"):
        fake.assert_used()
    fake.engine.unexpected.clear()


def test_what_answers_before_the_network_goes_on_to_do_so(fake: Any) -> None:
    answer = types.SimpleNamespace(status_code=200, headers={}, content=b"{}")
    sts = boto3.client("sts", **GLUE)

    def respond(**_: Any) -> Any:
        return answer, {"Account": "1"}

    sts.meta.events.register("before-call", respond)
    with fake.patch(block_others=True):
        assert sts.get_caller_identity()["Account"] == "1"


@pytest.mark.usefixtures("files")
def test_files_of_configuration_are_not_read(fake: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    with fake.patch():
        sessions = [boto3.Session(), boto3.Session(profile_name="missing"), boto3]
        for session in sessions:
            client = session.client("glue-migration")
            assert client.meta.region_name == "us-east-1"
            assert "glue.us-east-1.amazonaws" in client.meta.endpoint_url
            assert "AKIDFAKE" in client.generate_presigned_url("get_catalog_import_status")
        assert boto3.Session().get_credentials().access_key == "AKIDFAKE"
        assert boto3.Session().available_profiles == []
        monkeypatch.setenv("AWS_DEFAULT_REGION", "eu-west-2")
        auto: Any = {"defaults_mode": "auto"}  # which would ask the machine for its region
        for variable in ("AWS_ENDPOINT_URL_GLUE", "AWS_ENDPOINT_URL_GLUE_MIGRATION"):
            monkeypatch.setenv(variable, "https://glue.example")
        monkeypatch.setenv("AWS_CSM_ENABLED", "true")  # it would open a socket
        for name in ("glue", "glue-migration"):
            client = boto3.client(name, config=Config(**auto))
            assert client.meta.endpoint_url == "https://glue.example"
            assert client.meta.region_name == "eu-west-2"
    assert boto3.Session().get_credentials().access_key == "AKIDFILE"


@pytest.mark.usefixtures("files")
def test_real_clients_beside_a_fake_have_their_configuration(fake: Any) -> None:
    with fake.patch():
        session = boto3.Session()
        assert session.client("sts").meta.region_name == "ap-south-1"
        patched_guard.taken()  # it was read for this client, as it should be
        assert session.client("glue-migration").meta.region_name == "us-east-1"


def test_the_guard_of_these_tests_sees_what_it_has_to(fake: Any, tmp_path: Path) -> None:
    (tmp_path / "credentials").write_text("")
    with fake.patch():
        socket.socket().close()
        (tmp_path / "credentials").read_text()
    assert [one.partition("(")[0] for one in patched_guard.taken()] == ["socket.__new__", "open"]


def test_check_modes_of_the_caller(fake: Any) -> None:
    with fake.patch():
        with pytest.raises(RequestShapeError):
            connect(**GLUE).get_catalog_import_status(CatalogId="\n")
        with pytest.warns(ShapeWarning, match="CatalogId: pattern"):
            connect(request_checks="warn", **GLUE).get_catalog_import_status(CatalogId="\n")
        ignored = connect(ignore_checks={"GetCatalogImportStatus.CatalogId": "pattern"}, **GLUE)
        ignored.get_catalog_import_status(CatalogId="\n")
        with pytest.raises(RequestShapeError):
            connect(**GLUE).get_catalog_import_status(CatalogId="\n")
        module: Any = types.ModuleType("app")
        module.client = ignored
        with fake.patch(module):
            module.client.get_catalog_import_status(CatalogId="\n")


def test_clients_that_a_module_holds_keep_handlers_and_configuration(fake: Any) -> None:
    module: Any = types.ModuleType("app")
    config = Config(retries={"mode": "standard", "total_max_attempts": 2})
    module.client = boto3.client("glue", config=config, endpoint_url="https://g.example", **GLUE)
    heard: list[str] = []

    def hear(**_: Any) -> None:
        heard.append("one")

    module.client.meta.events.register("before-parameter-build", hear)
    with fake.patch(module):
        fake.get_catalog_import_status(CatalogId="1").throttles()
        with pytest.raises(Exception, match="reached max retries: 1"):
            module.client.get_catalog_import_status(CatalogId="1")
        assert "AKIDMINE" in module.client.generate_presigned_url("get_catalog_import_status")
        assert module.client.meta.endpoint_url == "https://g.example"
    assert heard == ["one", "one"]


def test_each_client_has_its_own_quota_of_retries(fake: Any) -> None:
    config = Config(retries={"mode": "standard", "total_max_attempts": 3})
    fake.get_catalog_import_status(CatalogId="1").throttles()
    with fake.patch():
        tired, fresh = (boto3.client("glue", config=config, **GLUE) for _ in range(2))
        attempts: list[list[int]] = [[], []]
        for client, tried, calls in ((tired, attempts[0], 60), (fresh, attempts[1], 1)):
            for _ in range(calls):
                with pytest.raises(client.exceptions.ClientError) as caught:
                    client.get_catalog_import_status(CatalogId="1")
                tried.append(caught.value.response["ResponseMetadata"]["RetryAttempts"])
    assert (attempts[0][0], attempts[0][-1], attempts[1]) == (2, 0, [2])


def test_handlers_with_a_name_can_be_removed(fake: Any) -> None:
    fake.get_catalog_import_status(CatalogId="1").throttles()
    with fake.patch():
        client = boto3.client("glue", **GLUE)
        client.meta.events.unregister("needs-retry.glue", unique_id="retry-config-glue")
        with pytest.raises(client.exceptions.ClientError) as caught:
            client.get_catalog_import_status(CatalogId="1")
        assert caught.value.response["ResponseMetadata"]["RetryAttempts"] == 0
        events = copy.copy(client.meta.events)
        assert events.emit("getattr.glue.nothing", client=client) == []


def test_services_outside_aws() -> None:
    with FakePersoniumCell() as fake, fake.patch():
        fake.get_cell_import_status().returns(status="ready")
        without = connect_cell()
        assert without.get_cell_import_status(CellName="c")["status"] == "ready"
        given = connect_cell(endpoint_url="https://unit.example/", token="t")
        assert given.meta.endpoint_url == "https://unit.example/"
        fake.get_cell_import_status(CellName="d").fails_connection(times=1).returns(status="ready")
        assert given.get_cell_import_status(CellName="d")["status"] == "ready"


def test_all_clients_end_with_their_fake() -> None:
    with FakeImportExport() as fake, fake.patch():
        fake.list_jobs().returns().optional()
        clients = [boto3.client("importexport", region_name="us-east-1") for _ in range(2)]
        clients[0].list_jobs()
    for client in clients:
        with pytest.raises(FakeClosedError, match="ListJobs was called, but this FakeImportExport"):
            client.list_jobs()
        with pytest.raises(FakeClosedError):
            client.generate_presigned_url("list_jobs")


def test_a_session_of_botocore_s_own() -> None:
    session: Any = Session()
    session.set_credentials("AKIDSESSION", "s")
    session.set_config_variable("region", "eu-west-3")
    with FakeGlueMigration() as fake, fake.patch(session):
        client = session.create_client("glue")
        assert client.meta.region_name == "eu-west-3"
        assert "AKIDSESSION" in client.generate_presigned_url("get_catalog_import_status")
        assert boto3.Session(**GLUE).client("glue").meta.endpoint_url.endswith("amazonaws.com")

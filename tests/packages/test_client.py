"""The wrapper offers what a botocore client does, and code that takes a client takes it."""

# pyright: reportTypedDictNotRequiredAccess=false
# (the test says what the service answered)

import copy
import inspect
from collections.abc import Callable
from contextlib import closing
from types import SimpleNamespace
from typing import Any

import botosmith_glue_migration
import botosmith_importexport
import pytest
from botocore.client import BaseClient
from botocore.config import Config
from botocore.errorfactory import BaseClientExceptions
from botocore.exceptions import ClientError, ParamValidationError
from botocore.stub import Stubber
from botosmith_importexport import ImportExportClient
from botosmith_importexport.errors import InvalidJobIdException
from botosmith_personium_cell.errors import ServiceMaintenanceException
from personium_unit import PersoniumUnit, error
from wire import KEYS, Wire, botocore_session, shared_session

JOB = "<GetStatusResponse><GetStatusResult><JobId>J1</JobId></GetStatusResult></GetStatusResponse>"


@pytest.fixture
def client() -> ImportExportClient:
    return botosmith_importexport.connect(region_name="us-east-1", session=shared_session(), **KEYS)


def test_it_is_a_botocore_client(client: ImportExportClient) -> None:
    plain = botocore_session().create_client("importexport", "us-east-1", **KEYS)
    assert isinstance(client, BaseClient)
    public = {name for name in dir(plain) if not name.startswith("_")}
    for name in public:
        offered, original = getattr(client, name), getattr(plain, name)
        assert callable(offered) == callable(original), name
    assert client.meta.service_model.service_name == "importexport"
    assert client.meta.endpoint_url == plain.meta.endpoint_url
    assert client.meta.method_to_api_mapping["get_status"] == "GetStatus"
    for name in ("generate_presigned_url", "get_paginator", "get_waiter", "can_paginate", "close"):
        ours, botocores = (inspect.signature(getattr(one, name)) for one in (client, plain))
        assert list(ours.parameters) == list(botocores.parameters), name


def test_code_of_others_that_calls_by_operation_name(client: ImportExportClient) -> None:
    """Instrumentation wraps ``BaseClient._make_api_call``, which the wrapper has too."""
    wire = Wire(client, (200, JOB))
    untyped: Any = client
    assert untyped._make_api_call("GetStatus", {"JobId": "J1"})["JobId"] == "J1"
    assert len(wire.sent) == 1
    with closing(client) as closed:
        assert closed is client


def test_unknown_names(client: ImportExportClient) -> None:
    untyped: Any = client
    with pytest.raises(AttributeError) as caught:
        untyped.get_statuses()
    assert str(caught.value) == "'ImportExportClient' object has no attribute 'get_statuses'"
    assert (caught.value.name, caught.value.obj) == ("get_statuses", client)
    assert not hasattr(client, "__enter__")
    with pytest.raises(AttributeError, match=r"no attribute 'upload_file'$"):  # which S3 may have
        untyped.upload_file()
    with pytest.raises(TypeError):
        untyped.get_status("J1")


def test_methods_that_others_add(client: ImportExportClient) -> None:
    """Through botocore's own event, and whatever is set on the wrapped client."""
    untyped: Any = client

    def add(**_: Any) -> str:
        return "added"

    untyped.meta.events.register("getattr.importexport.extra", add)
    assert untyped.extra == "added"


@pytest.mark.parametrize("wrap", [False, True])
def test_stubber_takes_it(client: ImportExportClient, wrap: bool) -> None:
    typed = ImportExportClient(client) if wrap else client
    with Stubber(typed) as stubber:
        stubber.add_response("get_status", {"JobId": "J1"}, {"JobId": "J1"})
        stubber.add_response("list_jobs", {"Jobs": [{"JobId": "J1"}], "IsTruncated": True})
        stubber.add_response("list_jobs", {"Jobs": [{"JobId": "J2"}]}, {"Marker": "J1"})
        stubber.add_client_error("get_status", "InvalidJobIdException", "no", 400)
        assert typed.get_status(JobId="J1")["JobId"] == "J1"
        assert [job["JobId"] for job in typed.iter_list_jobs()] == ["J1", "J2"]
        with pytest.raises(InvalidJobIdException) as caught:
            typed.get_status(JobId="J2")
        assert (caught.value.message, caught.value.http_status) == ("no", 400)
        stubber.assert_no_pending_responses()


def test_handlers_of_the_user_still_run(client: ImportExportClient) -> None:
    wire = Wire(client, (200, JOB))
    seen: list[str] = []

    def handler(event_name: str, **_: Any) -> None:
        seen.append(event_name.partition(".")[0])

    for event in ("provide-client-params", "before-call", "request-created", "after-call"):
        client.meta.events.register(f"{event}.importexport.GetStatus", handler)

    def other_job(params: dict[str, Any], **_: Any) -> None:
        params["JobId"] = "J9"

    client.meta.events.register("before-parameter-build.importexport", other_job)
    client.get_status(JobId="J1")
    assert seen == ["provide-client-params", "before-call", "request-created", "after-call"]
    assert b"JobId=J9" in wire.sent[0].body


@pytest.mark.parametrize("mode", ["legacy", "standard", "adaptive"])
def test_retries_run(
    mode: Any,
    unit: PersoniumUnit,
    connect_cell: Callable[..., Any],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """Every attempt carries the same header lines and its own authentication."""
    waits: list[float] = []
    monkeypatch.setattr("botocore.endpoint.time", SimpleNamespace(sleep=waits.append))
    config = Config(retries={"total_max_attempts": 3, "mode": mode})
    client = connect_cell(token=unit.token, config=config)
    unit.scripted += [error("PR503-SV-0004"), error("PR503-SV-0004")]
    overrides = ["A:1", "B:2"]
    response = client.get_cell_import_status(CellName="cell1", Override=overrides)
    assert response["ResponseMetadata"]["RetryAttempts"] == len(waits) == 2
    assert [received.lines("X-Override") for received in unit.received] == [overrides] * 3
    assert all(one.lines("Authorization") == [f"Bearer {unit.token}"] for one in unit.received)
    unit.scripted += [error("PR503-SV-0004")] * 3
    with pytest.raises(ServiceMaintenanceException, match="reached max retries: 2"):
        client.get_cell_import_status(CellName="cell1")
    assert len(unit.received) == 6


def test_copies(client: ImportExportClient) -> None:
    """A copy wraps the same client; test_client_copies.py has other kinds."""
    copied = copy.copy(client)
    wire = Wire(client, (200, JOB))
    assert copied.get_status(JobId="J1")["JobId"] == "J1"
    assert len(wire.sent) == 1


def test_parameters_are_not_changed(client: ImportExportClient) -> None:
    Wire(client, (200, JOB))
    untyped: Any = client
    params: Any = {"JobId": "J1"}
    client.get_status(**params)
    assert params == {"JobId": "J1"}
    with pytest.raises(ParamValidationError):
        untyped.get_status()


def test_what_adopting_a_client_relies_on() -> None:
    """botocore keeps a client's error classes in ``_exceptions``, made when they are first needed.

    There is no public way to put others there. Should this fail, look in ``botocore.client`` for
    where ``BaseClient._make_api_call`` finds the class of an error, and fix ``Service.adopt``.
    """
    plain = botocore_session().create_client("importexport", "us-east-1", **KEYS)
    assert "_exceptions" in vars(plain), "BaseClient no longer keeps its errors in _exceptions"
    assert vars(plain)["_exceptions"] is None
    made = plain.exceptions
    assert isinstance(made, BaseClientExceptions)
    assert vars(plain)["_exceptions"] is made

    class Mine(ClientError):
        pass

    vars(plain)["_exceptions"] = BaseClientExceptions({"Unheard": Mine})
    Wire(plain, (400, "<a><Error><Code>Unheard</Code></Error></a>"))
    with pytest.raises(Mine):
        plain.get_status(JobId="J1")


def test_an_adopted_client_shares_nothing_with_others_of_its_session() -> None:
    """botocore caches error classes by session; adopting one client leaves the others alone."""
    session = botocore_session()
    plain = session.create_client("importexport", "us-east-1", **KEYS)
    wrapped = ImportExportClient(session.create_client("importexport", "us-east-1", **KEYS))
    assert wrapped.exceptions.InvalidJobIdException is InvalidJobIdException
    assert plain.exceptions.InvalidJobIdException is not InvalidJobIdException
    Wire(plain, (400, "<a><Error><Code>InvalidJobIdException</Code></Error></a>"))
    with pytest.raises(plain.exceptions.InvalidJobIdException) as caught:
        plain.get_status(JobId="J1")
    assert not isinstance(caught.value, InvalidJobIdException)


@pytest.mark.parametrize(("wrapped", "shown"), [(None, "None"), ("importexport", "a str")])
def test_what_is_no_client_is_not_wrapped(wrapped: Any, shown: str) -> None:
    with pytest.raises(TypeError, match=rf"^ImportExportClient wraps .*, got {shown}$"):
        ImportExportClient(wrapped)


def test_options_of_connect_reach_botocore() -> None:
    config = Config(connect_timeout=1.5, user_agent_extra="extra/1", retries={"mode": "standard"})
    client = botosmith_glue_migration.connect(
        region_name="us-east-1",
        endpoint_url="https://vpce.example/",
        use_ssl=True,
        verify=False,
        api_version=None,
        config=config,
        aws_account_id="123456789012",
        **KEYS,
    )
    wire = Wire(client, (200, "{}"))
    client.get_catalog_import_status()
    assert wire.sent[0].url == "https://vpce.example/"
    assert "extra/1" in wire.sent[0].headers["User-Agent"]
    effective: Any = client.meta.config
    assert effective.connect_timeout == 1.5

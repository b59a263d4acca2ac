"""boto3, and clients of generated packages: over TLS with a bearer token or a cookie, too."""

from __future__ import annotations

import ssl
import sys
from pathlib import Path
from typing import Any

import boto3
import pytest
from botocore.config import Config
from botocore.exceptions import ClientError
from botosmith_importexport.fakes import FakeImportExport
from botosmith_personium_cell import connect
from botosmith_personium_cell.fakes import FakePersoniumCell
from botosmith_runtime.fakes import FakeClosedError, Server, UnexpectedCallError, serve
from generated_fakes import GeneratedFakes

UNCHECKED = Config(parameter_validation=False, retries={"total_max_attempts": 1})


def client(server: Server[Any], service: str, **options: Any) -> Any:
    session = boto3.Session("AKIAFAKE", "fake", region_name="us-east-1")
    return session.client(service, endpoint_url=server.url, **options)


def error_of(caught: pytest.ExceptionInfo[ClientError]) -> Any:
    return caught.value.response


def test_rules_answer_over_http() -> None:
    with FakeImportExport().serve() as server:
        rule = server.fake.get_status(JobId="J1").returns(ProgressCode="Started")
        server.fake.get_status(JobId="J2").raises("InvalidJobIdException", message="no such job")
        caller = client(server, "importexport")
        assert caller.get_status(JobId="J1")["ProgressCode"] == "Started"
        with pytest.raises(caller.exceptions.InvalidJobIdException, match="no such job"):
            caller.get_status(JobId="J2")
        assert rule.calls == ({"JobId": "J1"},)
    with pytest.raises(FakeClosedError, match=r"was closed at .*test_python_clients.py:\d+"):
        server.fake.serve()


def test_a_request_that_breaks_its_shape() -> None:
    server = FakeImportExport().serve()
    server.fake.create_job().optional().returns(JobId="J1")
    with pytest.raises(ClientError) as caught:
        client(server, "importexport", config=UNCHECKED).create_job(
            JobType="Move", Manifest="m", ValidateOnly=False
        )
    error = error_of(caught)["Error"]
    assert error["Code"] == "ValidationError"
    assert "JobType: enum: expected one of" in error["Message"]
    with pytest.raises(UnexpectedCallError, match=r"(?s)CreateJob.*JobType: enum: expected one of"):
        server.close()


def test_a_call_that_no_rule_matches() -> None:
    server = FakeImportExport().serve()
    server.fake.get_status(JobId="J1").optional().returns(ProgressCode="Started")
    with pytest.raises(ClientError, match=r"JobId +'J1' +!= +'J9'") as caught:
        client(server, "importexport").get_status(JobId="J9")
    assert error_of(caught)["Error"]["Code"] == "UnexpectedCallError"
    with pytest.raises(UnexpectedCallError, match=r"JobId +'J1' +!= +'J9'"):
        server.close()


def test_a_failing_test_fails_for_its_own_reason() -> None:
    fake = FakeImportExport()
    fake.get_status().returns()
    with pytest.raises(ZeroDivisionError), fake.serve():
        raise ZeroDivisionError


def test_unused_rules_fail() -> None:
    fake = FakeImportExport()
    fake.get_status(JobId="J1").returns()
    with pytest.raises(AssertionError, match=r"never used(.|\n)*env=server.env\(\)"), fake.serve():
        pass


def test_services_side_by_side(fakes: GeneratedFakes) -> None:
    """One address for three services, a second one for another fake of the same service."""
    sqs, first, second = fakes["sqs"](), FakeImportExport(), FakeImportExport()
    sqs.list_queues().returns(QueueUrls=["https://q"])
    first.get_status().returns(ProgressCode="first")
    second.get_status().returns(ProgressCode="second")
    with pytest.raises(ValueError, match="two fakes of importexport"):
        serve(first, second)
    with serve(sqs, first) as one, second.serve() as other:
        assert client(one, "sqs").list_queues()["QueueUrls"] == ["https://q"]
        codes = [
            client(s, "importexport").get_status(JobId="J")["ProgressCode"] for s in (one, other)
        ]
    assert codes == ["first", "second"]


def test_responders_may_call_the_server() -> None:
    """They run outside of the event loop."""
    with FakeImportExport().serve() as server:
        caller = client(server, "importexport")
        server.fake.get_status(JobId="J1").returns(ProgressCode="inner")
        server.fake.get_status(JobId="J2").responds(
            lambda _: {"ProgressCode": caller.get_status(JobId="J1")["ProgressCode"]}
        )
        assert caller.get_status(JobId="J2")["ProgressCode"] == "inner"


def test_a_responder_that_raises() -> None:
    server = FakeImportExport().serve()
    server.fake.get_status().responds(lambda _: 1 / 0)  # type: ignore[return-value,arg-type]
    with pytest.raises(ClientError, match="ZeroDivisionError") as caught:
        client(server, "importexport").get_status(JobId="J1")
    assert error_of(caught)["ResponseMetadata"]["HTTPStatusCode"] == 400
    with pytest.raises(AssertionError, match="ZeroDivisionError"):
        server.close()


@pytest.mark.parametrize("secret", ["token", "cookie"])
def test_personium_over_tls(secret: str) -> None:
    with FakePersoniumCell().serve(https=True) as server:
        server.fake.get_cell_import_status(CellName="cell1").returns(status="ready")
        ca = str(server.ca_file)
        given: Any = {"token": "t"} if secret == "token" else {"cookie": "c", "cookie_peer": "p"}
        cell = connect(endpoint_url=server.url, verify=ca, **given)
        assert cell.get_cell_import_status(CellName="cell1")["status"] == "ready"
        (call,) = server.fake.calls
        peer = call.request.get("CookiePeer")
    assert peer == ("p" if secret == "cookie" else None)
    assert not Path(ca).exists()


def test_errors_of_personium() -> None:
    """Their messages are objects, in OData's form."""
    server = FakePersoniumCell().serve(https=True)
    server.fake.get_cell_import_status(CellName="gone").raises(
        "CellNotFoundException", message="no such cell"
    )
    cell = connect(endpoint_url=server.url, verify=str(server.ca_file), token="t")
    with pytest.raises(cell.exceptions.CellNotFoundException, match="no such cell"):
        cell.get_cell_import_status(CellName="gone")
    with pytest.raises(ClientError, match=r"CellName +'gone' +!= +'other'"):
        cell.get_cell_import_status(CellName="other")
    server.close(verify=False)


def test_the_environment(monkeypatch: pytest.MonkeyPatch, fakes: GeneratedFakes) -> None:
    monkeypatch.setenv("AWS_PROFILE", "mine")
    monkeypatch.setenv("AWS_SESSION_TOKEN", "mine")
    monkeypatch.setenv("OTHER", "kept")
    with serve(fakes["logs"](), FakePersoniumCell(), https=True) as server:
        env = server.env()
        assert env["AWS_ENDPOINT_URL_CLOUDWATCH_LOGS"] == server.url
        assert env["AWS_ENDPOINT_URL_PERSONIUM_CELL"] == server.url
        assert env["AWS_BEARER_TOKEN_PERSONIUM_CELL"]
        assert env["AWS_CA_BUNDLE"] == env["NODE_EXTRA_CA_CERTS"] == str(server.ca_file)
        assert env["OTHER"] == "kept"
        assert not {"AWS_PROFILE", "AWS_SESSION_TOKEN", "http_proxy"} & env.keys()
        ssl.create_default_context(cafile=env["AWS_CA_BUNDLE"])
        assert server.env(block_others=True)["https_proxy"].endswith(":9")


def test_a_port_in_use() -> None:
    with FakeImportExport().serve() as server:
        with pytest.raises(OSError, match=f"port {server.port} of 127.0.0.1 is in use: choose"):
            FakeImportExport().serve(port=server.port)
        with pytest.raises(OSError, match="expected a number from 0 to 65535"):
            FakeImportExport().serve(port=100_000)


def test_without_the_extra(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in [one for one in sys.modules if one.partition(".")[0] in ("h2", "httptools")]:
        monkeypatch.setitem(sys.modules, name, None)
    for name in [one for one in sys.modules if one.endswith((".http1", ".http2", ".listening"))]:
        monkeypatch.delitem(sys.modules, name)
    with pytest.raises(ImportError, match=r"pip install 'botosmith-runtime\[server\]'"):
        FakeImportExport().serve()


def test_a_store(fakes: GeneratedFakes) -> None:
    """Objects that one client puts are there for another; boto3 adds checksums."""
    with fakes["s3"]().serve() as server:
        objects = server.fake.store("Bucket", "Key")
        objects.puts(server.fake.put_object(), ignores=["ChecksumAlgorithm", "ChecksumCRC32"])
        objects.gets(server.fake.get_object(), missing="NoSuchKey", ignores=["ChecksumMode"])
        objects.lists(server.fake.list_objects_v2(), "Contents", ignores=["EncodingType"])
        caller = client(server, "s3")
        caller.put_object(Bucket="b", Key="k", Body=b"content")
        assert client(server, "s3").get_object(Bucket="b", Key="k")["Body"].read() == b"content"
        assert [one["Key"] for one in caller.list_objects_v2(Bucket="b")["Contents"]] == ["k"]
        with pytest.raises(caller.exceptions.NoSuchKey):
            caller.get_object(Bucket="b", Key="other")

"""What rules do to a connection: resets, silence, bodies cut off or sent slowly, and chance."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import boto3
import pytest
from botocore.config import Config
from botocore.exceptions import (
    BotoCoreError,
    ClientError,
    ConnectionClosedError,
    EndpointConnectionError,
    IncompleteReadError,
    ReadTimeoutError,
    ResponseStreamingError,
)
from botosmith_importexport.fakes import FakeImportExport
from botosmith_runtime.fakes import RuleError, Server, UnexpectedCallError
from generated_fakes import GeneratedFakes
from two import answers

ONCE = Config(retries={"total_max_attempts": 1})
CONTENT = bytes(range(256)) * 40


def client(server: Server[Any], service: str, config: Config = ONCE) -> Any:
    session = boto3.Session("AKIAFAKE", "fake", region_name="us-east-1")
    return session.client(service, endpoint_url=server.url, config=config)


@pytest.fixture
def server() -> Iterator[Server[FakeImportExport]]:
    with FakeImportExport().serve() as server:
        yield server


@pytest.fixture
def files(fakes: GeneratedFakes) -> Iterator[Server[Any]]:
    with fakes["s3"]().serve() as server:
        yield server


def body_of(caller: Any) -> bytes:
    body: bytes = caller.get_object(Bucket="b", Key="k")["Body"].read()
    return body


def test_a_connection_is_reset_and_a_client_retries(server: Server[FakeImportExport]) -> None:
    server.fake.get_status().fails_connection(times=2).returns(ProgressCode="Started")
    with pytest.raises((ConnectionClosedError, EndpointConnectionError)):
        client(server, "importexport").get_status(JobId="J1")
    retrying = client(server, "importexport", Config(retries={"total_max_attempts": 2}))
    assert retrying.get_status(JobId="J1")["ProgressCode"] == "Started"


def test_no_answer(server: Server[FakeImportExport]) -> None:
    server.fake.get_status().raises(ReadTimeoutError)
    impatient = client(server, "importexport", ONCE.merge(Config(read_timeout=0.2)))
    with pytest.raises(ReadTimeoutError):
        impatient.get_status(JobId="J1")


def test_throttling(server: Server[FakeImportExport]) -> None:
    server.fake.get_status().throttles(times=1).returns(ProgressCode="Started")
    caller = client(server, "importexport")
    assert [outcome(caller) for _ in range(2)] == [("ThrottlingException", 400), ("Started", 200)]


def test_a_body_is_cut_off(files: Server[Any]) -> None:
    rule = files.fake.get_object().returns(Body=CONTENT).times(1).cuts_off(after=100)
    rule.returns(Body=CONTENT)
    with pytest.raises((IncompleteReadError, ResponseStreamingError)):
        body_of(client(files, "s3"))
    assert body_of(client(files, "s3")) == CONTENT


def test_a_body_that_its_length_does_not_fit(files: Server[Any]) -> None:
    files.fake.get_object().returns(Body=CONTENT, ContentLength=len(CONTENT) + 1)
    with pytest.raises((IncompleteReadError, ResponseStreamingError)):
        body_of(client(files, "s3"))


def test_a_body_is_sent_slowly(files: Server[Any]) -> None:
    files.fake.get_object().returns(Body=CONTENT).drips(bytes_per_second=200_000)
    assert body_of(client(files, "s3")) == CONTENT


def test_one_stream_of_several_is_cut_off(files: Server[Any]) -> None:
    """The other streams of the connection go on."""
    large = CONTENT * 100  # more than the client's window
    files.fake.get_object(Key="k").returns(Body=CONTENT).cuts_off(after=100)
    files.fake.get_object(Key="slow").returns(Body=b"slow").drips(bytes_per_second=100)
    files.fake.get_object(Key="large").returns(Body=large)
    paths = ["/b/k", "/b/slow", "/b/large"]
    cut, *others = answers(files.port, paths, [(":authority", "localhost")])
    assert cut == ("reset", CONTENT[:100])
    assert others == [(200, b"slow"), (200, large)]


def test_chance(server: Server[FakeImportExport]) -> None:
    """The same calls fail with the same seed, and use up no answer."""
    rule = server.fake.get_status().fails_by_chance(0.5, seed=3)
    for number in range(20):
        rule.returns(ProgressCode=str(number))
    caller = client(server, "importexport")
    found = [outcome(caller) for _ in range(40)]
    again = FakeImportExport()
    other = again.get_status().fails_by_chance(0.5, seed=3)
    for number in range(20):
        other.returns(ProgressCode=str(number))
    with again.serve() as second:
        caller = client(second, "importexport")
        assert [outcome(caller) for _ in found] == found
    assert found.count(("ServiceUnavailable", 503)) > 5
    codes = [code for code, status in found if status == 200]
    assert codes[:10] == [str(number) for number in range(10)]


def outcome(caller: Any) -> tuple[str, int]:
    try:
        answer = caller.get_status(JobId="J1")
    except ClientError as error:
        answer = error.response
    code = answer["Error"]["Code"] if "Error" in answer else answer["ProgressCode"]
    return code, answer["ResponseMetadata"]["HTTPStatusCode"]


def test_chance_without_a_server() -> None:
    with FakeImportExport() as fake:
        fake.get_status().fails_by_chance(0.5, seed=3).returns(ProgressCode="Started")
        codes = {fake.client.get_status(JobId="J1").get("ProgressCode") for _ in range(20)}
    assert codes == {"Started"}  # botocore retries what failed


def test_only_a_server_cuts_off() -> None:
    fake = FakeImportExport()
    fake.get_status().returns().cuts_off(after=3)
    with pytest.raises(UnexpectedCallError, match=r"as only a server can: use fake.serve\(\)"):
        fake.client.get_status(JobId="J1")
    fake.close(verify=False)


@pytest.mark.parametrize(
    ("write", "message"),
    [
        (lambda rule: rule.fails_by_chance(2), "expected a number from 0 to 1"),
        (lambda rule: rule.fails_by_chance(0.5, seed="x"), "expected a whole number"),
        (lambda rule: rule.cuts_off(after=1), r"cuts_off\(\) must follow an answer"),
        (lambda rule: rule.returns().cuts_off(after=-1), "expected a number of bytes"),
        (lambda rule: rule.returns().drips(bytes_per_second=0), "a number greater than 0"),
    ],
)
def test_wrong_faults(write: Any, message: str) -> None:
    fake = FakeImportExport(allow_unused=True)
    with pytest.raises(RuleError, match=message):
        write(fake.get_status())


def test_a_responder_that_gives_no_answer(server: Server[FakeImportExport]) -> None:
    server.fake.get_status().responds(lambda _: EndpointConnectionError(endpoint_url="x"))
    with pytest.raises(BotoCoreError):
        client(server, "importexport").get_status(JobId="J1")
    assert [call.operation for call in server.fake.calls] == ["GetStatus"]

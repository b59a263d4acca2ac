"""Errors that answer HEAD requests, which have no body, beside what botocore makes of real ones."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

import botocore.session
import pytest
from botocore.config import Config
from botocore.exceptions import ClientError, WaiterError
from botosmith_runtime.fakes import ResponderError, RuleError, error

OBJECT = {"Bucket": "bucket", "Key": "404"}


class Handler(BaseHTTPRequestHandler):
    """Answers ``/mybucket/404`` with that status, and ``/404.Code`` with a header's code."""

    def do_HEAD(self) -> None:
        status, _, code = self.path.rpartition("/")[2].removeprefix("b-").partition(".")
        # botocore asks again for a bucket's region where an object's answer was 400.
        self.send_response(int(status) if status.isdigit() else 403)
        if code:
            self.send_header("x-amzn-errortype", f"{code}:http://internal.amazon.com/")
        self.send_header("content-length", "0")
        self.end_headers()

    def log_message(self, format: str, *args: Any) -> None:  # noqa: A002  # the base's name
        """Keep quiet."""


@pytest.fixture(scope="module")
def real() -> Iterator[Callable[[str], Any]]:
    """Plain clients of a server on loopback, which try once."""
    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    thread = threading.Thread(target=server.serve_forever, args=(0.01,))
    thread.start()
    session: Any = botocore.session.Session()
    session.set_credentials("AKIDFAKE", "no secret")

    def client(service: str) -> Any:
        return session.create_client(
            service,
            region_name="us-east-1",
            endpoint_url=f"http://127.0.0.1:{server.server_port}",
            config=Config(retries={"total_max_attempts": 1}, s3={"addressing_style": "path"}),
        )

    yield client
    server.shutdown()
    thread.join()
    server.server_close()


@pytest.fixture
def s3(fakes: dict[str, Any]) -> Iterator[Any]:
    with fakes["s3"](config=Config(retries={"mode": "standard"})) as fake:
        yield fake
        fake.reset()


def caught(call: Callable[..., Any], **request: Any) -> ClientError:
    with pytest.raises(ClientError) as found:
        call(**request)
    return found.value


@pytest.mark.parametrize("code", ["304", "400", "403", "404", "405", "412", "416", "500", "503"])
def test_statuses_are_the_codes(s3: Any, real: Callable[[str], Any], code: str) -> None:
    client = real("s3")
    for method, request in (
        ("head_object", {"Bucket": "bucket", "Key": code}),
        ("head_bucket", {"Bucket": f"b-{code}"}),
    ):
        expected: Any = caught(getattr(client, method), **request)
        getattr(s3, method)().raises(code)
        answered: Any = caught(getattr(s3.client, method), **request)
        assert type(expected) is type(answered) is ClientError
        assert answered.response["Error"] == expected.response["Error"]
        assert answered.response["ResponseMetadata"]["HTTPStatusCode"] == int(code)
        # What was caught of a service is what a fake answers again.
        getattr(s3, method)(Bucket="again").raises(expected)
        again: Any = caught(getattr(s3.client, method), **{**request, "Bucket": "again"})
        assert again.response["Error"] == expected.response["Error"]


def test_a_redirect_is_an_answer_too(s3: Any) -> None:
    s3.head_bucket().raises("301")
    answered: Any = caught(s3.client.head_bucket, Bucket="bucket")
    assert answered.response["Error"]["Code"] == "301"
    assert answered.response["Error"]["Message"] == "Moved Permanently"


@pytest.mark.parametrize("code", ["ContainerNotFoundException", "ObjectNotFoundException"])
def test_a_header_has_the_code_alone(
    fakes: dict[str, Any], real: Callable[[str], Any], code: str
) -> None:
    plain = real("mediastore-data")
    expected: Any = caught(plain.describe_object, Path=f"404.{code}")
    assert isinstance(expected, getattr(plain.exceptions, code))
    with fakes["mediastore-data"]() as fake:
        rule = fake.describe_object().raises(code)
        with pytest.raises(getattr(fake.client.exceptions, code)) as found:
            fake.client.describe_object(Path="a")
        answered: Any = found.value
        assert answered.message == ""
        for response in (answered.response, expected.response):
            assert response.pop("ResponseMetadata")["HTTPStatusCode"] == 404
        assert answered.response == expected.response
        rule.throttles()  # whose text is lost on the way, too
        refused: Any = caught(fake.client.describe_object, Path="a")
        assert refused.response["Error"] == {"Code": "ThrottlingException", "Message": ""}
        with pytest.raises(RuleError, match="has no body: no message arrives"):
            fake.describe_object(Path="b").raises(code, message="gone")
        with pytest.raises(RuleError, match="no Message arrives"):
            fake.describe_object(Path="b").raises(code, Message="gone")


def test_what_does_not_arrive_is_refused(s3: Any) -> None:
    no_such_key = s3.client.exceptions.NoSuchKey
    reason = "HeadObject is a HEAD request, and its response has no body: no NoSuchKey arrives"
    for given in ("NoSuchKey", no_such_key, error(no_such_key, "gone")):
        with pytest.raises(RuleError, match=reason) as refused:
            s3.head_object().raises(given)
        assert 'write raises("404")' in str(refused.value)
    for name, status in (("AccessDenied", 403), ("SlowDown", 503), ("Whatever", 404)):
        with pytest.raises(RuleError, match=rf'no {name} arrives.*write raises\("{status}"\)'):
            s3.head_object().raises(name)
    with pytest.raises(RuleError, match=r'no message arrives.*whose text is "Not Found"'):
        s3.head_object().raises("404", message="gone")
    with pytest.raises(RuleError, match="no http_status arrives"):
        s3.head_object().raises("404", http_status=410)
    with pytest.raises(RuleError, match=r"no SlowDown arrives.*write throttles\(http_status=503\)"):
        s3.head_object().throttles("SlowDown")
    s3.head_object().raises("NoSuchKey", unmodelled=True)  # still possible
    insisted: Any = caught(s3.client.head_object, **OBJECT)
    assert insisted.response["Error"]["Code"] == "NoSuchKey"


def test_responders_give_no_such_error_either(s3: Any) -> None:
    def respond(_: object) -> Any:
        return error(s3.client.exceptions.NoSuchKey)

    s3.head_object().responds(respond)
    with pytest.raises(ResponderError, match=r'no NoSuchKey arrives.*write error\("404"\)'):
        s3.client.head_object(**OBJECT)
    s3.get_object().responds(respond)
    with pytest.raises(s3.client.exceptions.NoSuchKey):
        s3.client.get_object(**OBJECT)


def test_responders_say_by_the_key_what_exists(s3: Any) -> None:
    def respond(request: Any) -> Any:
        if request["Key"] in ("404", "403"):
            return error(request["Key"])
        return error("NoSuchKey") if request["Key"] == "key" else {"ContentLength": 1}

    s3.head_object().responds(respond)
    assert s3.client.head_object(Bucket="bucket", Key="there")["ContentLength"] == 1
    for key, text in (("404", "Not Found"), ("403", "Forbidden")):
        answered: Any = caught(s3.client.head_object, Bucket="bucket", Key=key)
        assert answered.response["Error"] == {"Code": key, "Message": text}
        assert answered.response["ResponseMetadata"]["HTTPStatusCode"] == int(key)
    with pytest.raises(ResponderError, match=r"no NoSuchKey arrives"):
        s3.client.head_object(Bucket="bucket", Key="key")


def test_refused_attempts_are_retried_by_their_status(s3: Any) -> None:
    rule = s3.head_object().throttles(times=2).returns(ContentLength=3)
    answer = s3.client.head_object(**OBJECT)
    assert (answer["ContentLength"], answer["ResponseMetadata"]["RetryAttempts"]) == (3, 2)
    rule.throttles(http_status=404)  # whatever it means, it is no status to try again after
    answered: Any = caught(s3.client.head_object, **OBJECT)
    assert answered.response["Error"]["Code"] == "404"
    assert answered.response["ResponseMetadata"]["RetryAttempts"] == 0
    rule.throttles()
    answered = caught(s3.client.head_object, **OBJECT)
    assert answered.response["Error"] == {"Code": "503", "Message": "Service Unavailable"}
    assert answered.response["ResponseMetadata"]["RetryAttempts"] == 2


def test_waiters_go_by_the_status(s3: Any) -> None:
    rule = s3.head_object().raises("404").raises("404").returns()
    s3.client.get_waiter("object_exists").wait(**OBJECT)
    assert rule.call_count == 3
    rule.raises("403")
    with pytest.raises(WaiterError, match="Forbidden"):
        s3.client.get_waiter("object_exists").wait(**OBJECT)

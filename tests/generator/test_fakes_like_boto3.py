"""What clients under ``fake.patch`` do, beside what boto3's own do: one table, run for both."""

from __future__ import annotations

import copy
import importlib
import os
import pickle
import re
import threading
import warnings
from collections.abc import Callable, Generator
from contextlib import ExitStack, contextmanager
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest
from botocore import UNSIGNED
from botocore.config import Config
from botocore.exceptions import ClientError
from botocore.session import Session
from botocore.stub import Stubber

boto3: Any = importlib.import_module("boto3")  # which has no types

KEYS: Any = {"aws_access_key_id": "AKIDMINE", "aws_secret_access_key": "secret"}
MADE: Any = {"region_name": "eu-west-1", **KEYS}
OBJECT: Any = {"Bucket": "bucket", "Key": "key"}


class Real:
    """boto3's own clients, whose calls a Stubber answers."""

    @contextmanager
    def answer(self, client: Any, method: str, response: Any) -> Generator[None]:
        with Stubber(client) as stubber:
            stubber.add_response(method, response)
            yield

    @contextmanager
    def fail(self, client: Any, method: str, code: str) -> Generator[None]:
        with Stubber(client) as stubber:
            stubber.add_client_error(method, code, http_status_code=404)
            yield


class Faked:
    """Clients under the patches of fakes."""

    def __init__(self, fakes: dict[str, Any]) -> None:
        self._fakes = fakes

    @contextmanager
    def answer(self, client: Any, method: str, response: Any) -> Generator[None]:
        fake = self._fakes[client.meta.service_model.service_name]
        getattr(fake, method)().returns(**response)
        yield
        fake.reset()

    @contextmanager
    def fail(self, client: Any, method: str, code: str) -> Generator[None]:
        fake = self._fakes[client.meta.service_model.service_name]
        getattr(fake, method)().raises(code)
        yield
        fake.reset()


def raised(call: Callable[[], Any]) -> Any:
    try:
        call()
    except Exception as error:
        return type(error).__name__, re.sub(r" at 0x\w+", "", str(error))
    return None


def presigned(client: Any) -> Any:
    text: str = client.generate_presigned_url("get_object", OBJECT)
    url = urlsplit(text)
    query: dict[str, list[str]] = parse_qs(url.query)
    varying = ("X-Amz-Date", "X-Amz-Signature", "Signature", "Expires", "X-Amz-Credential")
    shown = {name: value for name, value in query.items() if name not in varying}
    credential = query.get("X-Amz-Credential", [""])[0].split("/")
    return url.scheme, url.netloc, url.path, shown, [credential[0], *credential[2:]]


def about(client: Any) -> Any:
    meta = client.meta
    return meta.region_name, meta.endpoint_url, meta.partition, meta.config.retries, meta.config.s3


def hears(heard: list[str], what: str) -> Callable[..., None]:
    """A handler that leaves a word."""

    def handler(**_: Any) -> None:
        heard.append(what)

    return handler


def own_objects(_: Any) -> Any:
    one, other = boto3.client("s3", **MADE), boto3.client("s3", **MADE)
    events = one.meta.events is not other.meta.events
    return one is not other, events, one.meta.config is not None, type(one).__name__


def own_events(mode: Any) -> Any:
    one, other = boto3.client("s3", **MADE), boto3.client("s3", **MADE)
    heard: list[str] = []
    one.meta.events.register("provide-client-params.s3.HeadObject", hears(heard, "one"))
    for client in (one, other, one):
        with mode.answer(client, "head_object", {"ContentLength": 1}):
            client.head_object(**OBJECT)
    return heard


def handlers_of_a_session(mode: Any) -> Any:
    session = boto3.Session(**MADE)
    heard: list[str] = []
    before = session.client("s3")
    session.events.register("before-parameter-build.s3", hears(heard, "session"))
    for client in (before, session.client("s3"), session.client("s3")):
        with mode.answer(client, "head_object", {}):
            client.head_object(**OBJECT)
    return heard


def handlers_that_go(mode: Any) -> Any:
    client = boto3.client("s3", **MADE)
    heard: list[str] = []
    event = "provide-client-params.s3.HeadObject"
    client.meta.events.register_first(event, hears(heard, "one"), unique_id="one")
    client.meta.events.register_first(event, hears(heard, "again"), unique_id="one")
    for _ in range(2):
        with mode.answer(client, "head_object", {}):
            client.head_object(**OBJECT)
        client.meta.events.unregister(event, unique_id="one")
    return heard


def handlers_that_change_parameters(_: Any) -> Any:
    client = boto3.client("s3", **MADE)

    def rename(params: Any, **_: Any) -> None:
        params["Key"] = "other"

    client.meta.events.register("provide-client-params.s3.GetObject", rename)
    return presigned(client)


def regions_and_endpoints(_: Any) -> Any:
    return [
        about(boto3.client("s3", region_name="cn-north-1", **KEYS)),
        about(boto3.client("sqs", endpoint_url="http://localhost:9324", **MADE)),
        about(boto3.client("sqs", use_ssl=False, **MADE)),
        about(boto3.client("s3", "eu-north-1", config=Config(region_name="eu-west-3"), **KEYS)),
        about(boto3.client("s3", config=Config(region_name="eu-west-3"), **KEYS)),
    ]


def configurations(_: Any) -> Any:
    given: list[Any] = [
        {"s3": {"addressing_style": "path"}},
        {"s3": {"addressing_style": "virtual"}, "signature_version": "s3v4"},
        {"signature_version": "s3v4"},
        {"signature_version": "s3"},
        {"signature_version": UNSIGNED},
        {"use_dualstack_endpoint": True, "signature_version": "s3v4"},
        {"retries": {"mode": "adaptive", "max_attempts": 7}},
        {"retries": {"mode": "legacy", "total_max_attempts": 2}},
        {"defaults_mode": "standard"},
        {"defaults_mode": "auto"},
    ]
    clients = [boto3.client("s3", config=Config(**one), **MADE) for one in given]
    return [(presigned(client), about(client)) for client in clients]


def user_agents(_: Any) -> Any:
    given: Any = {"user_agent_extra": "mine/1", "user_agent_appid": "app"}
    config = Config(**given)
    return boto3.client("s3", config=config, **MADE).meta.config.user_agent_extra


def default_configurations(_: Any) -> Any:
    session: Any = Session()
    session.set_default_client_config(Config(s3={"addressing_style": "path"}, read_timeout=3))
    client = boto3.Session(botocore_session=session, **MADE).client(
        "s3", config=Config(read_timeout=5)
    )
    return presigned(client), client.meta.config.read_timeout


def forms_for_posts(_: Any) -> Any:
    client = boto3.client("s3", aws_session_token="token", **MADE)
    post = client.generate_presigned_post("bucket", "key", Conditions=[["eq", "$acl", "private"]])
    fields = post["fields"]
    return post["url"], sorted(fields), fields["x-amz-security-token"], fields["key"]


def credentials(_: Any) -> Any:
    signed = Config(signature_version="s3v4")
    os.environ.update(AWS_ACCESS_KEY_ID="AKIDENV", AWS_SECRET_ACCESS_KEY="s", AWS_SESSION_TOKEN="t")
    session = boto3.Session("AKIDSESSION", "secret", region_name="eu-west-1")
    return [
        presigned(boto3.Session(region_name="eu-west-1").client("s3", config=signed)),
        presigned(session.client("s3", config=signed)),
        presigned(session.client("s3", config=signed, **KEYS)),
        session.get_credentials().access_key,
    ]


def environments(_: Any) -> Any:
    os.environ.update(
        AWS_DEFAULT_REGION="eu-central-1", AWS_ENDPOINT_URL_S3="https://objects.example",
        AWS_MAX_ATTEMPTS="9", AWS_RETRY_MODE="legacy", AWS_USE_DUALSTACK_ENDPOINT="false",
    )  # fmt: skip
    return about(boto3.Session(**KEYS).client("s3")), about(boto3.Session(**KEYS).client("sqs"))


def resources_beside_clients(mode: Any) -> Any:
    resource = boto3.resource("dynamodb", **MADE)
    client = boto3.client("dynamodb", **MADE)
    with mode.answer(client, "get_item", {"Item": {"price": {"N": "1.50"}}}):
        plain = client.get_item(TableName="t", Key={"id": {"S": "x"}})["Item"]
    refused = raised(lambda: client.get_item(TableName="t", Key={"id": "x"}))
    with mode.answer(resource.meta.client, "get_item", {"Item": {"price": {"N": "1.50"}}}):
        converted = resource.Table("t").get_item(Key={"id": "x"})["Item"]
    return plain, refused is not None, converted


def resources_apart(mode: Any) -> Any:
    one, other = boto3.resource("s3", **MADE), boto3.resource("s3", **MADE)
    heard: list[str] = []
    event = "provide-client-params.s3.HeadObject"
    one.meta.client.meta.events.register(event, hears(heard, "one"))
    for resource in (one, other):
        with mode.answer(resource.meta.client, "head_object", {"ContentLength": 7}):
            heard.append(str(resource.Object("bucket", "key").content_length))
    return one.meta.client is not other.meta.client, heard


def pickling(_: Any) -> Any:
    return raised(lambda: pickle.dumps(boto3.client("s3", **MADE)))


def deep_copies(_: Any) -> Any:
    return raised(lambda: copy.deepcopy(boto3.client("s3", **MADE))) is not None


def threads(_: Any) -> Any:
    session = boto3.Session(**MADE)
    lock = threading.Lock()
    found: list[Any] = []

    def work() -> None:
        with lock:  # boto3's sessions are not for several threads at once
            client = session.client("s3")
        found.append((id(client), presigned(client), client.can_paginate("list_objects_v2")))

    running = [threading.Thread(target=work) for _ in range(8)]
    for thread in running:
        thread.start()
    for thread in running:
        thread.join()
    return len(found), found[0][1:], all(one[1:] == found[0][1:] for one in found)


def forks(mode: Any) -> Any:
    client = boto3.client("s3", **MADE)
    reader, writer = os.pipe()
    with mode.answer(client, "head_object", {"ContentLength": 5}), warnings.catch_warnings():
        warnings.simplefilter("ignore")  # about threads, of which this test has none
        child = os.fork()
        if not child:
            size = client.head_object(**OBJECT)["ContentLength"]
            made = boto3.client("s3", **MADE).meta.region_name
            os.write(writer, f"{size} {made}".encode())
            os._exit(0)
    os.waitpid(child, 0)
    return os.read(reader, 100)


def errors(mode: Any) -> Any:
    client = boto3.client("s3", **MADE)
    with mode.fail(client, "get_object", "NoSuchKey"), pytest.raises(ClientError) as caught:
        client.get_object(**OBJECT)
    expected = client.exceptions.NoSuchKey
    return isinstance(caught.value, expected), type(caught.value) is expected, expected.__module__


def missing_names(_: Any) -> Any:
    client = boto3.client("s3", **MADE)
    return [
        raised(lambda: client.nothing()),
        raised(lambda: client.get_paginator("get_object")),
        raised(lambda: client.get_waiter("nothing")),
        raised(lambda: client.exceptions.Nothing),
        sorted(client.waiter_names),
    ]


def wrong_arguments(_: Any) -> Any:
    return [
        raised(lambda: boto3.client("s3", colour="red", **MADE)),
        raised(lambda: boto3.client("s3", aws_access_key_id="AKIDMINE")),
        raised(lambda: boto3.client("s3", "not a region", **KEYS)),
        raised(lambda: boto3.client("s3", api_version="1999-01-01", **MADE)),
        raised(lambda: Session().create_client("s3", "eu-west-1", None, True, None, "nonsense")),
    ]


def events_of_a_closed_client(mode: Any) -> Any:
    client = boto3.client("s3", **MADE)
    client.close()
    with mode.answer(client, "head_object", {"ContentLength": 3}):
        return client.head_object(**OBJECT)["ContentLength"]


def methods_that_boto3_adds(_: Any) -> Any:
    plain: Any = Session()
    made = plain.create_client("s3", **MADE)
    names = "upload_file", "download_fileobj", "generate_presigned_post"
    return [[hasattr(one, name) for name in names] for one in (made, boto3.client("s3", **MADE))]


BEHAVIOURS: list[Callable[[Any], Any]] = [
    *(own_objects, own_events, handlers_of_a_session, handlers_that_go),
    *(handlers_that_change_parameters, regions_and_endpoints, configurations, user_agents),
    *(default_configurations, forms_for_posts, credentials, environments),
    *(resources_beside_clients, resources_apart, pickling, deep_copies, threads, forks, errors),
    *(missing_names, wrong_arguments, events_of_a_closed_client, methods_that_boto3_adds),
]


@pytest.fixture(autouse=True)
def environment(monkeypatch: pytest.MonkeyPatch, tmp_path: Any) -> None:
    for name in [*os.environ]:
        if name.startswith("AWS_"):
            monkeypatch.delenv(name)
    monkeypatch.setattr(os, "environ", {**os.environ})
    os.environ["AWS_CONFIG_FILE"] = os.environ["AWS_SHARED_CREDENTIALS_FILE"] = str(tmp_path / "no")
    os.environ["AWS_EC2_METADATA_DISABLED"] = "true"
    monkeypatch.setattr(boto3, "DEFAULT_SESSION", None)


@pytest.mark.parametrize("behaviour", BEHAVIOURS, ids=lambda one: one.__name__)
def test_clients_do_what_boto3_s_do(fakes: dict[str, Any], behaviour: Callable[[Any], Any]) -> None:
    variables = {**os.environ}
    real = behaviour(Real())
    os.environ.clear()
    os.environ.update(variables)
    boto3.DEFAULT_SESSION = None
    with ExitStack() as stack:
        opened = {name: stack.enter_context(fakes[name]()) for name in ("s3", "dynamodb", "sqs")}
        for fake in opened.values():
            stack.enter_context(fake.patch(boto3))
        faked = behaviour(Faked(opened))
    assert faked == real

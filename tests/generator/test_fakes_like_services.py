"""What fakes answer, beside what botocore makes of a real service's bytes."""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import datetime, timedelta, timezone
from typing import Any

import botocore.session
import jmespath
import pytest
from botocore.exceptions import ClientError
from botocore.parsers import create_parser
from botosmith_runtime.fakes import ABSENT, RuleError, error
from botosmith_runtime.fakes.engine.pages import last_page

NEW_YEAR = datetime(2020, 1, 1, tzinfo=timezone.utc)


@pytest.fixture
def s3(fakes: dict[str, Any]) -> Iterator[Any]:
    with fakes["s3"]() as fake:
        yield fake


PAGINATED: list[tuple[str, str, dict[str, str]]] = [
    ("s3", "list_objects_v2", {"Bucket": "b"}),
    ("s3", "list_objects", {"Bucket": "b"}),  # NextMarker || Contents[-1].Key
    ("dynamodb", "scan", {"TableName": "t"}),  # a token that is a map
    ("cloudfront", "list_distributions", {}),  # DistributionList.NextMarker
    ("kinesis", "describe_stream", {"StreamName": "s"}),  # ... .Shards[-1].ShardId
]


@pytest.mark.parametrize(("service", "method", "request_"), PAGINATED)
def test_samples_end_paginators(
    fakes: dict[str, Any], service: str, method: str, request_: dict[str, str]
) -> None:
    with fakes[service](auto=True) as fake:
        pages = fake.boto3_client.get_paginator(method).paginate(**request_)
        assert len([*pages]) == 1
        rule = getattr(fake, method)()
        for seed in range(3):
            rule.returns_sample(seed=seed)
            assert len([*pages]) == 1


def test_every_paginator_of_botocores_ends() -> None:
    """Each is given a page that says in every way that more follow."""
    loader: Any = botocore.session.get_session().get_component("data_loader")
    left: list[tuple[str, str]] = []
    for service in loader.list_available_services("paginators-1"):
        found: dict[str, Any] = loader.load_service_model(service, "paginators-1")["pagination"]
        for operation, paginator in found.items():
            token: Any = paginator["output_token"]
            tokens: list[str] = [token] if isinstance(token, str) else token
            more: str | None = paginator.get("more_results")
            page: dict[str, Any] = {}
            for expression in [*tokens, more] if more else tokens:
                for path in expression.split("||"):
                    place(page, path.strip())
            ended = last_page(paginator, page, {})
            expressions = [more] if more else tokens
            if any(jmespath.search(expression, ended) for expression in expressions):
                left.append((service, operation))
            assert any(jmespath.search(expression, page) for expression in expressions)
    assert left == []


def place(page: dict[str, Any], path: str) -> None:
    """Let a page have something at a path such as ``Description.Shards[-1].Id``."""
    name, _, rest = path.partition(".")
    inner: dict[str, Any] = {}
    if name.endswith("[-1]"):
        page[name.removesuffix("[-1]")] = [inner]
    elif rest:
        inner = page.setdefault(name, {})
    else:
        page[name] = "more"
    if rest:
        place(inner, rest)


def test_samples_go_on_where_a_test_says_so(s3: Any) -> None:
    s3.list_objects_v2(ContinuationToken=ABSENT).returns_sample(NextContinuationToken="2")
    s3.list_objects_v2(ContinuationToken="2").returns_sample()
    assert len([*s3.boto3_client.get_paginator("list_objects_v2").paginate(Bucket="b")]) == 2
    s3.list_objects(Marker=ABSENT).returns_sample(IsTruncated=True, NextMarker="2")
    s3.list_objects(Marker="2").returns_sample(Contents=[{"Key": "k"}])
    assert len([*s3.boto3_client.get_paginator("list_objects").paginate(Bucket="b")]) == 2


ERRORS = [
    (
        "sqs",
        "get_queue_url",
        {"QueueName": "q"},
        "QueueDoesNotExist",
        "AWS.SimpleQueueService.NonExistentQueue",
    ),
    ("sqs", "create_queue", {"QueueName": "q"}, "QueueNameExists", "QueueAlreadyExists"),
    ("sqs", "get_queue_url", {"QueueName": "q"}, "InvalidAddress", "InvalidAddress"),
    (
        "cloudwatch",
        "get_dashboard",
        {"DashboardName": "d"},
        "DashboardNotFoundError",
        "ResourceNotFound",
    ),
]


@pytest.mark.parametrize(("service", "method", "request_", "name", "code"), ERRORS)
def test_errors_of_services_that_spoke_query(
    fakes: dict[str, Any], service: str, method: str, request_: Any, name: str, code: str
) -> None:
    with fakes[service]() as fake:
        real = real_error(fake.boto3_client.meta.service_model, method, name, f"{code};Sender")
        call = getattr(fake.client, method)
        rule = getattr(fake, method)().raises(name, message="none")
        rule.throttles(times=1).raises(name, message="none")

        def respond(_: object) -> Any:
            return error(getattr(fake.client.exceptions, name), "none")

        if service == "sqs":  # two errors of CloudWatch's have the same code
            rule.responds(respond)
        for _ in range(3):
            with pytest.raises(ClientError) as caught:
                call(**request_)
            answered: Any = caught.value.response
            assert answered["Error"] == real["Error"]
            if service == "sqs":
                assert type(caught.value).__name__ == name


def real_error(service_model: Any, method: str, name: str, header: str) -> Any:
    """What botocore's JSON parser makes of an error response, as such services send it."""
    operation = service_model.operation_model(
        next(n for n in service_model.operation_names if n.lower() == method.replace("_", ""))
    )
    headers = {"x-amzn-query-error": header}
    body = json.dumps({"__type": f"com.amazonaws#{name}", "message": "none"}).encode()
    response: dict[str, Any] = {"status_code": 400, "headers": headers, "body": body, "context": {}}
    return create_parser("json").parse(response, operation.output_shape)


def test_unmodelled_errors_of_services_that_spoke_query(fakes: dict[str, Any]) -> None:
    with fakes["sqs"]() as fake:
        code = "AWS.SimpleQueueService.NonExistentQueue"
        rule = fake.receive_message().raises(code, unmodelled=True)
        rule.raises("InternalError", unmodelled=True, http_status=500)
        with pytest.raises(fake.client.exceptions.QueueDoesNotExist):
            fake.client.receive_message(QueueUrl="q")
        with pytest.raises(ClientError) as caught:
            fake.client.receive_message(QueueUrl="q")
        answered: Any = caught.value.response
        assert answered["Error"]["Type"] == "Receiver"


MOMENTS = [
    ("s3", "list_buckets", "Buckets", "CreationDate", b"2020-01-01T00:00:00Z"),
    ("dynamodb", "list_backups", "BackupSummaries", "BackupCreationDateTime", b"1577836800"),
]


@pytest.mark.parametrize(("service", "method", "items", "member", "sent"), MOMENTS)
@pytest.mark.parametrize(
    "given",
    [
        NEW_YEAR,
        datetime(2020, 1, 1),  # botocore sends such as UTC
        NEW_YEAR.astimezone(timezone(timedelta(hours=2))),
        "2020-01-01",
        "2020-01-01T02:00:00+02:00",
        "1577836800",
    ],
)
def test_moments_are_the_parsers(
    fakes: dict[str, Any],
    service: str,
    method: str,
    items: str,
    member: str,
    sent: bytes,
    given: Any,
) -> None:
    with fakes[service]() as fake:
        getattr(fake, method)().returns(**{items: [{member: given}]})
        moment = getattr(fake.client, method)()[items][0][member]
        if service == "s3":
            body = (
                b"<R><Buckets><Bucket><CreationDate>%b</CreationDate></Bucket></Buckets></R>" % sent
            )
        else:
            body = b'{"BackupSummaries": [{"BackupCreationDateTime": %b}]}' % sent
        model = fake.boto3_client.meta.service_model
        name = fake.boto3_client.meta.method_to_api_mapping[method]
        response: dict[str, Any] = {"status_code": 200, "headers": {}, "body": body, "context": {}}
        parser = create_parser(model.resolved_protocol)
        real = parser.parse(response, model.operation_model(name).output_shape)[items][0][member]
        assert (moment, moment.tzinfo) == (real, real.tzinfo) == (NEW_YEAR, moment.tzinfo)


@pytest.mark.parametrize("text", ["2020", "20200101", "nan", "1e9", " 2020", "-1"])
def test_numbers_are_no_moments(s3: Any, text: str) -> None:
    """They would be seconds since 1970."""
    with pytest.raises(RuleError, match=rf"Buckets\[0\].CreationDate: type: .*'{text} .a number"):
        s3.list_buckets().returns(Buckets=[{"CreationDate": text}])


def empty(_: object) -> dict[str, int]:
    """A response without a body."""
    return {"ContentLength": 0}


def test_bodies_that_are_left_out_are_empty(s3: Any) -> None:
    s3.get_object(Key="a").returns(ContentLength=0)
    s3.get_object(Key="b").responds(empty)
    s3.get_object(Key="c").throttles(times=1).returns()
    for key in "abc":
        body = s3.client.get_object(Bucket="b", Key=key)["Body"]
        assert (type(body).__name__, body.read()) == ("StreamingBody", b"")

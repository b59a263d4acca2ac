"""Answers as clients give them, whatever a service sends: odd numbers, newer unions, nothing."""

from __future__ import annotations

import math
from collections.abc import Callable
from typing import Any

import pytest
from botosmith_runtime.fakes import ABSENT, RuleError, UnexpectedCallError, UnusedRuleError

NAN, INFINITE = math.nan, math.inf


def same(one: Any, other: Any) -> bool:
    return bool(one == other or (one != one and other != other))


Number = tuple[str, str, dict[str, Any], Callable[[Any], Any], Callable[[Any], Any], bool]
NUMBERS: list[Number] = [
    (
        "machinelearning", "predict",
        {"MLModelId": "m", "Record": {}, "PredictEndpoint": "https://p.amazonaws.com"},
        lambda number: {"Prediction": {"predictedValue": number}},
        lambda response: response["Prediction"]["predictedValue"], True,
    ),
    (
        "personalize-runtime", "get_personalized_ranking",
        {"campaignArn": "arn:aws:personalize:r:1:campaign/c", "inputList": ["i"], "userId": "u"},
        lambda number: {"personalizedRanking": [{"itemId": "i", "score": number}]},
        lambda response: response["personalizedRanking"][0]["score"], False,
    ),
    (
        "ses", "get_send_quota", {},
        lambda number: {"Max24HourSend": number},
        lambda response: response["Max24HourSend"], False,
    ),
]  # fmt: skip


@pytest.mark.parametrize(
    ("service", "method", "request_", "answer", "read", "as_text"),
    NUMBERS,
    ids=[n[0] for n in NUMBERS],
)
@pytest.mark.parametrize(
    ("number", "text"), [(NAN, "NaN"), (INFINITE, "Infinity"), (-INFINITE, "-Infinity")]
)
def test_numbers_that_json_does_not_have(
    fakes: dict[str, Any], service: str, method: str, request_: Any, answer: Any, read: Any,
    as_text: bool, number: float, text: str,
) -> None:  # fmt: skip
    """botocore's parser of JSON leaves what services write in their place; the others read it."""
    with fakes[service]() as fake:
        rule = getattr(fake, method)().returns(**answer(number)).returns(**answer(text))
        rule.throttles(times=1).returns(**answer(number))
        for _ in range(3):
            given = read(getattr(fake.client, method)(**request_))
            assert same(given, text if as_text else number)
        with pytest.raises(RuleError, match="expected a number"):
            rule.returns(**answer("nan"))


NEWER: Any = {"newer": {"Seconds": 1}}
UNKNOWN: Any = {"SDK_UNKNOWN_MEMBER": {"name": "newer"}}


def test_unions_that_are_newer_than_the_model(fakes: dict[str, Any]) -> None:
    def request(fake: Any) -> Any:
        return fake.client.converse(modelId="m")["output"]

    for checks, given in (
        ("structural", NEWER),
        ("off", NEWER),
        ("strict", UNKNOWN),
        ("off", UNKNOWN),
    ):
        with fakes["bedrock-runtime"](answer_checks=checks) as fake:
            fake.converse().returns_sample(output=given)
            assert request(fake) == UNKNOWN
    with fakes["bedrock-runtime"]() as fake, pytest.raises(RuleError, match="newer: unknown"):
        fake.converse().returns_sample(output=NEWER)


def test_a_location_that_is_not_said(fakes: dict[str, Any]) -> None:
    with fakes["s3"]() as fake:
        fake.get_bucket_location().returns().returns(LocationConstraint="EU").throttles(
            times=1
        ).returns()
        given = [
            fake.client.get_bucket_location(Bucket="b")["LocationConstraint"] for _ in range(3)
        ]
        assert given == [None, "EU", None]


SOURCES: list[tuple[Any, Any, bool]] = [
    ({"Bucket": "b", "Key": "my key"}, "b/my key", True),
    ({"Bucket": "b", "Key": "my key"}, "b/my%20key", False),  # a key with a per cent sign in it
    ({"Bucket": "b", "Key": "k/l"}, "b/k/l", True),
    ({"Bucket": "b"}, "b/k?versionId=7", True),
    ({"Bucket": "b", "Key": "k", "VersionId": "7"}, "b/k?versionId=7", True),
    ({"Bucket": "b", "Key": "k", "VersionId": ABSENT}, "b/k?versionId=7", False),
    ({"Bucket": "b", "Key": str.isupper}, "b/K", True),
    ({"Bucket": "b", "Key": "other"}, "b/k", False),
    ("b/my key", {"Bucket": "b", "Key": "my key"}, True),
    ("b/my%20key", {"Bucket": "b", "Key": "my key"}, True),
    ("b/k?versionId=7", {"Bucket": "b", "Key": "k", "VersionId": "7"}, True),
    ("b/k", {"Bucket": "b", "Key": "k", "VersionId": "7"}, False),
    (
        {"Bucket": "arn:aws:s3:eu-west-1:123456789012:accesspoint/p", "Key": "k"},
        "arn:aws:s3:eu-west-1:123456789012:accesspoint/p/object/k", True,
    ),
]  # fmt: skip


@pytest.mark.parametrize(("asked", "passed", "fits"), SOURCES)
def test_sources_of_copies_as_text_and_as_dict(
    fakes: dict[str, Any], asked: Any, passed: Any, fits: bool
) -> None:
    with fakes["s3"]() as fake:
        rule = fake.copy_object(CopySource=asked).returns()
        fake.copy_object().returns().optional()
        fake.client.copy_object(Bucket="to", Key="to", CopySource=passed)
        assert rule.call_count == fits
        fake.allow_unused = True


def test_pages_that_are_written_as_answers(fakes: dict[str, Any]) -> None:
    first: Any = {"Contents": [{"Key": "1"}], "NextContinuationToken": "2", "IsTruncated": True}
    last: Any = {"Contents": [{"Key": "2"}]}
    with fakes["s3"]() as fake:
        fake.list_objects_v2().returns(Contents=[{"Key": "1"}]).returns(**last)
        assert len([*fake.client.iter_list_objects_v2(Bucket="b")]) == 1
        with pytest.raises(UnusedRuleError, match=r"pages of a paginator are one answer: \.pages"):
            fake.assert_used()
        fake.reset()
        fake.list_buckets().returns().returns_sample()
        fake.head_bucket().returns().returns()
        with pytest.raises(UnusedRuleError) as unused:
            fake.assert_used()
        assert ".pages" not in str(unused.value).partition("head_bucket")[2]
        fake.reset()
    with fakes["s3"](strict=True) as fake:
        fake.list_objects_v2(Bucket="b").returns(**first).returns(**last)
        pages = fake.client.get_paginator("list_objects_v2").paginate(Bucket="b")
        with pytest.raises(UnexpectedCallError, match=r"are one answer: \.pages"):
            list(pages)
        fake.reset()
        fake.list_objects_v2(Bucket="b", MaxKeys=1).returns(**first)
        with pytest.raises(UnexpectedCallError) as other:
            fake.client.list_objects_v2(Bucket="c")
        assert ".pages" not in str(other.value)
        fake.reset()

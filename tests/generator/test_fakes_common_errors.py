"""Errors that any operation of an AWS service may meet, beside what botocore makes of them."""

from __future__ import annotations

import importlib
from collections.abc import Mapping
from typing import Any, get_args

import pytest
from botocore.config import Config
from botocore.exceptions import ClientError
from botocore.retries.standard import ThrottledRetryableChecker, TransientRetryableChecker
from botosmith_runtime.error_codes import CommonError, common_errors, status_of
from botosmith_runtime.fakes import RuleError

CALLS: dict[str, tuple[str, dict[str, Any]]] = {
    "dynamodb": ("list_tables", {}),  # json
    "ec2": ("describe_regions", {}),
    "glacier": ("list_vaults", {"accountId": "-"}),  # rest-json
    "iam": ("get_user", {}),  # query
    "route53": ("list_hosted_zones", {}),  # rest-xml
    "s3": ("list_buckets", {}),
    "sqs": ("list_queues", {}),  # json, and query before
}


def table(fake: Any) -> Mapping[str, CommonError]:
    model: Any = fake.boto3_client.meta.service_model
    return {e.code: e for e in common_errors(model.service_id, model.resolved_protocol)}


def answered(call: Any, **request: Any) -> tuple[type[ClientError], dict[str, Any]]:
    with pytest.raises(ClientError) as caught:
        call(**request)
    response: Any = caught.value.response
    return type(caught.value), response


@pytest.mark.parametrize("service", CALLS)
def test_they_need_no_word_more(fakes: dict[str, Any], service: str) -> None:
    method, request = CALLS[service]
    with fakes[service]() as fake:
        types = importlib.import_module(f"botosmith_{service}.fake_types")
        common = table(fake)
        assert get_args(types.CommonErrorName) == tuple(sorted(common))
        rule, exceptions = getattr(fake, method)(), fake.client.exceptions
        for code, error in common.items():
            rule.raises(code, message="no")
            kind, response = answered(getattr(fake.client, method), **request)
            assert kind is exceptions.from_code(code)  # a class where the service models it
            told = response["Error"]
            assert (told.get("QueryErrorCode", told["Code"]), told["Message"]) == (code, "no")
            status = response["ResponseMetadata"]["HTTPStatusCode"]
            assert status == getattr(kind, "http_status", error.http_status)


@pytest.mark.parametrize("service", CALLS)
def test_they_are_retried_as_the_docs_say(fakes: dict[str, Any], service: str) -> None:
    method, request = CALLS[service]
    with fakes[service](config=Config(retries={"mode": "standard"})) as fake:
        rule = getattr(fake, method)()
        for code, error in table(fake).items():
            if error.http_status == 301:
                continue  # botocore would ask for the bucket's region, and there
            rule.throttles(code, times=1).returns_sample().times(1)
            if error.retried:
                answer = getattr(fake.client, method)(**request)
                assert answer["ResponseMetadata"]["RetryAttempts"] == 1, code
            else:
                _, response = answered(getattr(fake.client, method), **request)
                assert response["ResponseMetadata"]["RetryAttempts"] == 0, code
                assert response["ResponseMetadata"]["HTTPStatusCode"] == error.http_status
                getattr(fake.client, method)(**request)


def test_what_throttles_in_botocores_tables_is_known_as_retried() -> None:
    throttled: Any = ThrottledRetryableChecker()
    transient: Any = TransientRetryableChecker()
    codes = {*throttled._throttled_error_codes, *transient._transient_error_codes}
    for service_id, protocol in (("S3", "rest-xml"), ("SQS", "json"), ("EC2", "ec2"), ("", "json")):
        for error in common_errors(service_id, protocol):
            by_status = error.http_status in transient._transient_status_codes
            assert error.retried == (by_status or error.code in codes), error


def test_fields_are_those_of_the_service(fakes: dict[str, Any]) -> None:
    """DynamoDB models ThrottlingException, which ``list_tables`` does not declare."""
    with fakes["dynamodb"]() as fake:
        reasons = [{"reason": "AccountLimitExceeded", "resource": "table/t"}]
        fake.list_tables().raises("ThrottlingException", throttlingReasons=reasons)
        with pytest.raises(fake.client.exceptions.ThrottlingException) as caught:
            fake.client.list_tables()
        assert caught.value.throttlingReasons == reasons
        with pytest.raises(RuleError, match="fields of ThrottlingException are wrong"):
            fake.list_tables(Limit=1).raises("ThrottlingException", throttlingReasons="x")
        with pytest.raises(
            RuleError, match="ListTables does not declare the error AccessDenied, only"
        ):
            fake.list_tables(Limit=1).raises("AccessDenied")


def test_statuses_are_codes_of_three_digits() -> None:
    codes = ("404", "599", "300", "200", "600", "40", "0404", "4.4", "\N{SUPERSCRIPT FOUR}04", "")
    assert [code for code in codes if status_of(code)] == ["404", "599", "300"]

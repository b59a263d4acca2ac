"""Rules among many: those that ask for texts are found by them, whatever form the texts have."""

from __future__ import annotations

import io
from typing import Any

import pytest
from botosmith_runtime.fakes import AmbiguousRulesError


def test_rules_for_many_names(fakes: dict[str, Any]) -> None:
    with fakes["s3"]() as fake:
        rules = [
            fake.get_object(Key=f"k{number}", Bucket="b").returns(Body=f"{number}")
            for number in range(100)
        ]
        named = fake.get_object(Key="k7").returns(Body=b"of another bucket")
        for number in (99, 7, 0):
            body = fake.client.get_object(Bucket="b", Key=f"k{number}")["Body"].read()
            assert body == f"{number}".encode()
        other = fake.client.get_object(Bucket="c", Key="k7")["Body"].read()
        assert other == b"of another bucket"
        with pytest.raises(AmbiguousRulesError, match="matches the same calls"):
            fake.get_object(Bucket="b", Key="k3").returns()
        assert [rule.call_count for rule in (rules[7], rules[8], named)] == [1, 0, 1]
        fake.reset()


@pytest.mark.parametrize("body", ["text", b"text", bytearray(b"text"), io.BytesIO(b"text")])
def test_texts_that_are_no_str(fakes: dict[str, Any], body: object) -> None:
    with fakes["s3"]() as fake:
        fake.put_object(Bucket="b", Body="text").returns(ETag="one")
        fake.put_object(Bucket="b", Body="other").returns(ETag="other").optional()
        assert fake.client.put_object(Bucket="b", Key="k", Body=body)["ETag"] == "one"


def test_texts_that_handlers_write_anew(fakes: dict[str, Any]) -> None:
    """A rule may ask for what was passed, or for what is sent."""

    def rename(params: dict[str, Any], **_: Any) -> None:
        params["Key"] = "sent"

    with fakes["s3"]() as fake:
        fake.boto3_client.meta.events.register("before-parameter-build.s3.GetObject", rename)
        fake.get_object(Bucket="b", Key="other").returns(ETag="other").optional()
        for key in ("passed", "sent"):
            fake.get_object(Bucket="b", Key=key).returns(ETag=key).times(1)
            assert fake.client.get_object(Bucket="b", Key="passed")["ETag"] == key

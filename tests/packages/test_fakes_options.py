"""What a fake can be told as a whole: its region, and how much answers have to obey the model."""

from __future__ import annotations

import importlib
import inspect
import warnings
from typing import Any

import pytest
from botocore.awsrequest import AWSResponse
from botocore.config import Config
from botosmith_glue_migration.fakes import FakeGlueMigration
from botosmith_importexport.fakes import FakeImportExport
from botosmith_runtime.fakes import ResponderError, RuleError
from botosmith_runtime.violations import ResponseShapeError, ShapeWarning

boto3: Any = importlib.import_module("boto3")  # which has no types
SERVICE = "glue-migration"
NEWER: Any = {"JobType": "Move"}  # as a service has it that is newer than its model
BROKEN: Any = {"ErrorCount": "three"}


@pytest.mark.parametrize(
    ("options", "region"),
    [
        ({}, "us-east-1"),
        ({"region_name": "eu-central-1"}, "eu-central-1"),
        ({"config": Config(region_name="eu-west-1")}, "eu-west-1"),
        (
            {"config": Config(region_name="eu-west-1"), "region_name": "eu-central-1"},
            "eu-central-1",
        ),
    ],
)
def test_region(options: Any, region: str) -> None:
    for _ in range(2):  # the second one is from the pool
        with FakeGlueMigration(**options) as fake, fake.patch(boto3):
            assert fake.client.meta.region_name == region
            assert region in fake.client.meta.endpoint_url
            assert boto3.client(SERVICE).meta.region_name == region
            other = boto3.client(SERVICE, region_name="ap-south-1")
            assert other.meta.region_name == "ap-south-1"
    with FakeGlueMigration() as another:
        assert another.client.meta.region_name == "us-east-1"


def test_answers_are_strict_and_say_how_they_need_not_be() -> None:
    with FakeImportExport() as fake:
        with pytest.raises(RuleError) as refused:
            fake.get_status().returns(**NEWER)
        assert str(refused.value).endswith(
            'JobType: enum: expected one of "Export", "Import", got \'Move\'\n'
            '  (if the service really answers like this, use answer_checks="structural" or "off")'
        )
        with pytest.raises(RuleError) as broken:
            fake.get_status().returns(**BROKEN)
        assert "answer_checks" not in str(broken.value)


def test_structural_answers() -> None:
    with FakeImportExport(answer_checks="structural") as fake:
        with pytest.raises(RuleError, match="ErrorCount: type"):
            fake.get_status().returns(**BROKEN)
        fake.get_status().returns(**NEWER).responds(lambda _: NEWER).responds(lambda _: BROKEN)
        for _ in range(2):
            with pytest.warns(ShapeWarning, match="JobType: enum"):
                assert fake.client.get_status(JobId="J1").get("JobType") == NEWER["JobType"]
        with pytest.raises(ResponderError, match="ErrorCount: type"):
            fake.client.get_status(JobId="J1")


def test_answers_that_nobody_checks() -> None:
    with FakeImportExport(answer_checks="off") as fake, warnings.catch_warnings():
        warnings.simplefilter("error")
        fake.get_status().returns(**NEWER, **BROKEN)
        assert fake.client.get_status(JobId="J1").get("ErrorCount") == BROKEN["ErrorCount"]
        assert fake.boto3_client.get_status(JobId="J1")["JobType"] == "Move"


def test_the_next_fake_is_strict_again() -> None:
    """Fakes use the same clients behind, one after the other."""
    with FakeImportExport(answer_checks="off") as lenient:
        before = lenient.boto3_client.meta.service_model
    with FakeImportExport() as fake:
        assert fake.boto3_client.meta.service_model is before
        # A stub of the user's own answers before the fake does.
        http: Any = AWSResponse

        def answer(**_: Any) -> Any:
            return http(None, 200, {}, None), {**NEWER}

        fake.client.meta.events.register("before-call.*.GetStatus", answer)
        with pytest.raises(ResponseShapeError, match="JobType: enum"):
            fake.client.get_status(JobId="J1")


def test_wrong_options() -> None:
    wrong: Any = "lenient"
    with pytest.raises(ValueError, match="'lenient': expected one of strict, structural, off"):
        FakeImportExport(answer_checks=wrong)


@pytest.mark.parametrize(
    ("name", "meant"), [("region", "; did you mean region_name?"), ("colour", "")]
)
def test_unknown_options(name: str, meant: str) -> None:
    takes = "strict, auto, seed, allow_unused, answer_checks, region_name, config, transport"
    takes += ", keep_calls"
    assert ", ".join(inspect.signature(FakeImportExport).parameters) == takes
    unknown: Any = {name: "eu-west-1"}
    with pytest.raises(TypeError) as refused:
        FakeImportExport(**unknown)
    assert str(refused.value) == f"FakeImportExport takes {takes}; not {name}{meant}"

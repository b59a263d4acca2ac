"""Fakes of packages that are made from botocore's own models, each when a test first asks."""

from __future__ import annotations

import importlib
import sys
from typing import TYPE_CHECKING, Any

from botosmith.output.write import write
from botosmith.tools.builds import package_files

if TYPE_CHECKING:
    import pytest

NAMES = {
    "autoscaling": "FakeAutoScaling",
    "bedrock-runtime": "FakeBedrockRuntime",
    "cloudformation": "FakeCloudFormation",
    "cloudfront": "FakeCloudFront",
    "cloudsearchdomain": "FakeCloudSearchDomain",
    "cloudwatch": "FakeCloudWatch",
    "codeguru-security": "FakeCodeGuruSecurity",
    "dynamodb": "FakeDynamoDB",
    "machinelearning": "FakeMachineLearning",
    "personalize-runtime": "FakePersonalizeRuntime",
    "secretsmanager": "FakeSecretsManager",
    "ses": "FakeSES",
    "ec2": "FakeEC2",
    "ecs": "FakeECS",
    "events": "FakeEventBridge",
    "glacier": "FakeGlacier",
    "greengrass": "FakeGreengrass",
    "iam": "FakeIAM",
    "kinesis": "FakeKinesis",
    "lambda": "FakeLambda",
    "logs": "FakeCloudWatchLogs",
    "mediastore-data": "FakeMediaStoreData",
    "neptune": "FakeNeptune",
    "rds": "FakeRDS",
    "route53": "FakeRoute53",
    "polly": "FakePolly",
    "s3": "FakeS3",
    "s3control": "FakeS3Control",
    "sqs": "FakeSQS",
    "ssm": "FakeSSM",
    "sts": "FakeSTS",
    "timestream-write": "FakeTimestreamWrite",
}


class GeneratedFakes(dict[str, Any]):
    """The classes, by service."""

    def __init__(self, factory: pytest.TempPathFactory, patch: pytest.MonkeyPatch) -> None:
        super().__init__()
        self._factory = factory
        self._patch = patch

    def __missing__(self, service: str) -> Any:
        directory = self._factory.mktemp(service)
        write(package_files(service, ()), directory)
        self._patch.setattr(sys, "path", [str(directory), *sys.path])
        module = importlib.import_module(f"botosmith_{service.replace('-', '_')}.fakes")
        self[service] = getattr(module, NAMES[service])
        return self[service]

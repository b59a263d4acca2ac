"""The services that tests of all of AWS look at."""

from __future__ import annotations

from botosmith.models.load import Library

# Every protocol, and every quirk of the models that naming and typing have to cope with.
CROSS_SECTION = [
    "apigatewayv2", "bedrock-agent-runtime", "bedrock-runtime", "chime", "cloudwatch",
    "codecatalyst", "dynamodb", "glue", "iam", "importexport", "iotsitewise", "iotwireless",
    "kinesis", "lambda", "lex-runtime", "lexv2-runtime", "logs", "mediaconvert", "polly", "pricing",
    "qbusiness", "rds", "route53", "s3", "s3control", "sqs", "sts", "wafv2",
]  # fmt: skip
ALL = Library().all_services()

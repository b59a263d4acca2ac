"""ARNs of every partition match the patterns that name some partitions alone."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

import botocore
import pytest
from botosmith.patterns import translate
from botosmith.patterns.implausible import as_meant
from botosmith.patterns.partitions import PARTITIONS

# All of them are for keys of KMS, among other things.
WIDENED = [
    r"arn:aws:kms:[a-z0-9-]+:\d{12}:key/.+",
    r"^arn:aws:kms:[a-z0-9-]*:\d{12}:key/.+$",
    r"arn\:aws\:kms\:[a-z0-9-]+\:\d{12}\:key\/.+",
    r"arn:(aws|aws-cn|aws-us-gov):kms:[a-z0-9-]+:\d{12}:key/.+",
    r"arn:aws(-cn|-us-gov)?:kms:.*:\d{12}:key/.+",
    r"arn:aws(|-cn|-iso|-us-gov):kms:.*:\d{12}:key/.+",
    r"arn:(?:aws|aws\-cn):kms:.*:\d{12}:key/.+",
    r"arn:(aws[a-z]*|aws-cn):kms:.*:\d{12}:key/.+",
    r"|[a-z]+|(arn:aws:kms:.*:\d{12}:)?key/.+",
    r"(arn:aws:sns:.*|arn:aws:kms:.*)",
    r"arn:aws[a-z-]*:kms:[a-z]{2}-[a-z]+-\d:\d{12}:key/.+",
    r"arn:aws:kms:[a-z]{2}(-gov)?-[a-z]+-\d:\d{12}:key/.+",
    r"arn:aws:(kms|sns):(\w{2}-\w{4,9}-\d)?:\d{12}:key/.+",
    r"(?!arn:aws:sns:)(?=[a-z])arn:aws:kms:.*",
]
UNCHANGED = [
    r"arn:aws[a-z-]*:kms:.*:\d{12}:key/.+",
    r"arn:[^:]+:kms:[a-z0-9-]+:\d{12}:key/.+",
    r"arn:.*",
    r"arn:aws-cn:kms:.*",
    r"arn:(aws|amazon:kms:.*)",
    r"(arn:aws|arn:aws-cn):kms:.*",
    r"(?!arn:aws:).*",
    r"(?<=arn:aws:kms:)x",
    r"[arn:aws:]+",
    r"(arn):aws:\1",
    r"learn:more:.*",
    r"arn:aws",
    r"arn:(aws:kms",
    r"arn:[:",
]


@pytest.mark.parametrize("pattern", WIDENED)
@pytest.mark.parametrize(("partition", "region"), PARTITIONS.items())
def test_one_partition_stands_for_all(pattern: str, partition: str, region: str) -> None:
    match = re.compile(translate(as_meant(pattern)), re.ASCII).fullmatch
    assert match(f"arn:{partition}:kms:{region}:{'1' * 12}:key/k")
    assert not match(f"arn:{partition}:rds:{region}:{'1' * 12}:key/k")
    assert not match(f"arn:amazon:kms:{region}:{'1' * 12}:key/k")


@pytest.mark.parametrize("pattern", UNCHANGED)
def test_other_patterns_stay_as_they_are(pattern: str) -> None:
    assert as_meant(pattern) == pattern


def test_what_matched_still_matches() -> None:
    for pattern, text in (
        ("arn:(aws|):s3:::.+", "arn::s3:::b"),
        (r"arn:aws:s3:(|\w{2}-\w+-\d|EU):.*", "arn:aws:s3:EU:x"),
    ):
        assert as_meant(pattern) != pattern
        assert re.fullmatch(translate(as_meant(pattern)), text)


def test_every_partition_of_botocore_is_known() -> None:
    text = (Path(botocore.__file__).parent / "data" / "partitions.json").read_text("utf-8")
    partitions: list[dict[str, Any]] = json.loads(text)["partitions"]
    expressions = {one["id"]: one["regionRegex"] for one in partitions}
    assert expressions.keys() == PARTITIONS.keys()
    for partition, region in PARTITIONS.items():
        assert re.fullmatch(expressions[partition], region)

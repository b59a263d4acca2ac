"""What clients take and give beside their models, as botocore's handlers have it.

Written independently, after its documentation: the ``handlers`` of service facts are held against
this.
"""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from typing import Any, Literal, Union, get_args, get_type_hints

_BUCKET_KEY = {"Bucket": str, "Key": str, "VersionId": str}
_FILLED_IN = {"Glacier": "accountId"}
_ARGUMENTS: Mapping[tuple[str, str], tuple[str, ...]] = {
    ("EC2", "Filter"): ("Filter", "Filters"),
    ("CloudSearch Domain", "return"): ("returnFields",),
    ("CloudWatch Logs", "from"): ("fromTime",),
}
# Where clients give a dict for text, and where they take bytes for it.
_GIVEN: Mapping[str, tuple[str, Any]] = {
    "IAM": (r".*\.((AssumeRole)?Policy)?Document(Template)?", dict[str, Any]),
    "CloudFormation": (r"GetTemplate\(\)\.TemplateBody", Union[dict[str, Any], str]),  # noqa: UP007
}
_BYTES = {
    "Auto Scaling": r"CreateLaunchConfiguration\(\)\.UserData",
    "EC2": r"RunInstances\(\)\.UserData",
    "S3": r"(?!GetObjectAttributes|ListParts).*\.(CopySource)?SSECustomerKey",
}


def is_filled_in(service_id: str, member: str) -> bool:
    """Whether botocore gives a required member a value of its own."""
    return _FILLED_IN.get(service_id) == member


def arguments(service_id: str, member: str) -> tuple[str, ...]:
    """What a member of a request is called by callers."""
    return _ARGUMENTS.get((service_id, member), (member,))


def always_given(service_id: str, where: str) -> set[str]:
    """The members of a response that a handler sets where the service leaves them out."""
    place = (service_id, where)
    return {"LocationConstraint"} if place == ("S3", "GetBucketLocation()") else set()


def expected(service_id: str, where: str, side: Literal["input", "output"], annotation: Any) -> Any:
    """The type of a member that clients convert; None for any other."""
    pattern, given = _GIVEN.get(service_id, ("(?!)", None))
    if side == "output" and re.fullmatch(pattern, where):
        return given
    if side == "output" and (service_id, where) == ("S3", "GetBucketLocation().LocationConstraint"):
        values = [one for one in get_args(annotation) if one is not type(None)]
        return Union[values[0], None]  # noqa: UP007
    if side == "input" and re.fullmatch(_BYTES.get(service_id, "(?!)"), where):
        return Union[str, bytes]  # noqa: UP007
    if service_id == "S3" and side == "input" and where.endswith("().CopySource"):
        text, fields = get_args(annotation)
        matches = text is str and get_type_hints(fields) == _BUCKET_KEY
        required = {"Bucket", "Key"}
        return annotation if matches and fields.__required_keys__ == required else str
    return None


def same(given: Any, answer: Any) -> bool:
    """Whether a client gives what was answered, in which documents may be texts."""
    return bool(given == answer) or _written(given) == _written(answer)


def _written(value: Any) -> Any:
    """A value whose documents are text, as the samples have them."""
    if issubclass(type(value), list):
        return [_written(item) for item in value]
    if issubclass(type(value), dict):
        members: dict[str, Any] = value
        if members.keys() & {"AWSTemplateFormatVersion", "Statement"}:
            return json.dumps(members)
        return {name: _written(item) for name, item in members.items()}
    return value

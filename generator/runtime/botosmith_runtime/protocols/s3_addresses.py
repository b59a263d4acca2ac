"""S3's hosts: a bucket or an access point before the service's own name."""

from __future__ import annotations

import re

_AWS = r"amazonaws\.com(?P<china>\.cn)?"
_POINT = r"(?P<name>[a-z0-9-]+)-(?P<account>[0-9]{12})"
_BUCKET = re.compile(rf"(?P<bucket>.+)\.s3(?:[.-][a-z0-9-]+)*\.{_AWS}")
_EXPRESS = re.compile(rf"(?P<bucket>.+--x-s3)\.s3express-[a-z0-9-]+(?:\.[a-z0-9-]+)+\.{_AWS}")
_LOCAL = re.compile(r"(?P<bucket>.+?)\.(?:s3(?:\.[a-z0-9-]+)?\.)?localhost(?:\.[a-z.]+)?")
_OWN = re.compile(r"s3(?:[.-][a-z0-9-]+)*")
_POINTS = (
    (re.compile(rf"{_POINT}\.s3-accesspoint(?:-fips)?(?:\.dualstack)?\.(?P<region>[^.]+)\.{_AWS}"),
     "arn:{partition}:s3:{region}:{account}:accesspoint/{name}"),
    (re.compile(rf"{_POINT}\.s3-object-lambda(?:-fips)?\.(?P<region>[^.]+)\.{_AWS}"),
     "arn:{partition}:s3-object-lambda:{region}:{account}:accesspoint/{name}"),
    (re.compile(rf"{_POINT}\.(?P<outpost>op-[^.]+)\.s3-outposts\.(?P<region>[^.]+)\.{_AWS}"),
     "arn:{partition}:s3-outposts:{region}:{account}:outpost/{outpost}/accesspoint/{name}"),
)  # fmt: skip


def bucket_in(host: str) -> str:
    """The bucket in a host, or the ARN of the access point; empty for the service's own host.

    On a local machine, buckets are the names below ``localhost`` and ``s3.localhost``.
    """
    for pattern, arn in _POINTS:
        if found := pattern.fullmatch(host):
            partition = "aws-cn" if found["china"] else "aws"
            return arn.format(partition=partition, **found.groupdict())
    found = _EXPRESS.fullmatch(host) or _BUCKET.fullmatch(host) or _LOCAL.fullmatch(host)
    bucket = found["bucket"] if found else ""
    return "" if _OWN.fullmatch(bucket) else bucket

"""Parameters that no sample has right, by service: botocore asks more of them than the model says.

None leaves a parameter out.
"""

from __future__ import annotations

from typing import Any

UNSIGNED_SERVICES = {"cloudfront-keyvaluestore"}
"""They take SigV4a alone, which botocore has from a library that is not here, awscrt."""

_STREAM = "arn:aws:kinesis:us-east-1:123456789012:stream/a-stream"
GIVEN: dict[str, dict[str, Any]] = {
    # Rules of endpoints take the ARN apart.
    "cloudfront-keyvaluestore": {
        "KvsARN": "arn:aws:cloudfront::123456789012:key-value-store/0b1f3c5e-7a92"
    },
    "kinesis": {
        "ConsumerARN": f"{_STREAM}/consumer/a-consumer:1",
        "ResourceARN": _STREAM,
        "StreamARN": _STREAM,
    },
    # A global endpoint takes SigV4a, which botocore has from a library that is not here.
    "events": {"EndpointId": None},
    "sesv2": {"EndpointId": None},
    # Of the algorithms of checksums botocore has this one without another library.
    "s3": {"ChecksumAlgorithm": "CRC32"},
}

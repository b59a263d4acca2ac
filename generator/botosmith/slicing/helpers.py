"""Methods of clients that are no operations, and the operations that they call."""

from __future__ import annotations

# botocore's own, for every client.
PASSIVE = frozenset(
    {"can_paginate", "close", "exceptions", "generate_presigned_url", "get_paginator"}
    | {"get_waiter", "meta", "waiter_names"}
)

# Those that botosmith's clients add.
OWN_PASSIVE = frozenset({"checks", "exceptions_class", "service", "shape_warnings"})

_MULTIPART = (
    "AbortMultipartUpload",
    "CompleteMultipartUpload",
    "CreateMultipartUpload",
)
_UPLOAD = frozenset({*_MULTIPART, "PutObject", "UploadPart"})
_DOWNLOAD = frozenset({"GetObject", "HeadObject"})
_COPY = frozenset({*_MULTIPART, "CopyObject", "GetObjectTagging", "HeadObject", "UploadPartCopy"})

# What boto3 and botocore add to S3's client calls these, through s3transfer.
HELPERS = {
    ("s3", "upload_file"): _UPLOAD,
    ("s3", "upload_fileobj"): _UPLOAD,
    ("s3", "download_file"): _DOWNLOAD,
    ("s3", "download_fileobj"): _DOWNLOAD,
    ("s3", "copy"): _COPY,
    ("s3", "generate_presigned_post"): frozenset({"PutObject"}),
}

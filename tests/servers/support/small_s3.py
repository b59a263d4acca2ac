"""Rules that make a fake of S3 remember objects, with what tools of S3 need: dates and tags."""

from __future__ import annotations

from datetime import datetime, timezone
from hashlib import md5
from typing import Any

from botosmith_runtime.fakes import error

NOW = datetime(2026, 1, 2, 3, 4, 5, tzinfo=timezone.utc)
BUCKET = "my-bucket"


def etag(content: bytes) -> str:
    return f'"{md5(content, usedforsecurity=False).hexdigest()}"'


class SmallS3:
    """The objects of one bucket by key, and the parts of uploads that are not complete."""

    def __init__(self, fake: Any, objects: dict[str, dict[str, Any]] | None = None) -> None:
        self.objects: dict[str, dict[str, Any]] = {} if objects is None else objects
        self._uploads: dict[str, dict[str, Any]] = {}
        fake.list_buckets().optional().returns(Buckets=[{"Name": BUCKET, "CreationDate": NOW}])
        fake.head_bucket().optional().returns()
        fake.create_bucket().optional().returns(Location=f"/{BUCKET}")
        fake.get_bucket_location().optional().returns()
        for name in (
            "put_object", "get_object", "head_object", "delete_object", "list_objects",
            "list_objects_v2", "copy_object", "create_multipart_upload", "upload_part",
            "complete_multipart_upload",
        ):  # fmt: skip
            getattr(fake, name)().optional().responds(getattr(self, name))

    def put_object(self, request: Any) -> Any:
        return {"ETag": self._keep(request, request.get("Body", b""))["ETag"]}

    def _keep(self, request: Any, content: bytes) -> dict[str, Any]:
        kept = self.objects[request["Key"]] = {
            "Body": bytes(content),
            "ETag": etag(content),
            "LastModified": NOW,
            "ContentType": request.get("ContentType", "binary/octet-stream"),
            "Metadata": request.get("Metadata", {}),
        }
        return kept

    def get_object(self, request: Any) -> Any:
        if request["Key"] not in self.objects:
            return error("NoSuchKey", "there is no such key")
        return self.objects[request["Key"]]

    def head_object(self, request: Any) -> Any:
        if request["Key"] not in self.objects:
            return error("404")
        kept = dict(self.objects[request["Key"]])
        size = len(kept.pop("Body"))
        return {**kept, "ContentLength": size}

    def delete_object(self, request: Any) -> Any:
        self.objects.pop(request["Key"], None)
        return {}

    def list_objects(self, request: Any) -> Any:
        prefix, delimiter = request.get("Prefix", ""), request.get("Delimiter", "")
        found: list[Any] = []
        folders: dict[str, None] = {}
        for key, kept in sorted(self.objects.items()):
            if key.startswith(prefix):
                rest = key[len(prefix) :]
                if delimiter and delimiter in rest:
                    folders[prefix + rest.partition(delimiter)[0] + delimiter] = None
                else:
                    size = len(kept["Body"])
                    found.append(
                        {"Key": key, "Size": size, "ETag": kept["ETag"], "LastModified": NOW}
                    )
        return {
            "Name": BUCKET,
            "Prefix": prefix,
            "IsTruncated": False,
            "Contents": found,
            "CommonPrefixes": [{"Prefix": one} for one in folders],
        }

    def list_objects_v2(self, request: Any) -> Any:
        listed = self.list_objects(request)
        return {**listed, "KeyCount": len(listed["Contents"])}

    def copy_object(self, request: Any) -> Any:
        key = request["CopySource"].lstrip("/").partition("/")[2]
        self.objects[request["Key"]] = self.objects[key]
        return {"CopyObjectResult": {"ETag": self.objects[key]["ETag"], "LastModified": NOW}}

    def create_multipart_upload(self, request: Any) -> Any:
        upload = f"upload-{len(self._uploads)}"
        self._uploads[upload] = {"request": request, "parts": {}}
        return {"Bucket": BUCKET, "Key": request["Key"], "UploadId": upload}

    def upload_part(self, request: Any) -> Any:
        parts = self._uploads[request["UploadId"]]["parts"]
        parts[request["PartNumber"]] = bytes(request["Body"])
        return {"ETag": etag(request["Body"])}

    def complete_multipart_upload(self, request: Any) -> Any:
        upload = self._uploads[request["UploadId"]]
        numbers = [one["PartNumber"] for one in request["MultipartUpload"]["Parts"]]
        content = b"".join(upload["parts"][number] for number in numbers)
        kept = self._keep(upload["request"], content)
        return {"Bucket": BUCKET, "Key": request["Key"], "ETag": kept["ETag"]}

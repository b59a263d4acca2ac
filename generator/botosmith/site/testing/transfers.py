"""The testing guide's section on S3: files that boto3 uploads and downloads, and its calls."""

from __future__ import annotations

from botosmith import names
from botosmith.site.context import Context
from botosmith.site.parts.code import python_pane
from botosmith.site.snippets import Pane

_SHOWN = frozenset({"download_fileobj", "upload_fileobj"})
_SMALL = """\
import io

import boto3
from {package}.fakes import {fake}

with {fake}() as fake, fake.patch(boto3):
    client = boto3.client("{service}")  # or {client}(...), which is typed

    put = fake.put_object(Bucket="photos", Key="cat.jpg").returns()
    client.upload_fileobj(io.BytesIO(b"a cat"), "photos", "cat.jpg")
    assert put.calls[0].get("Body") == b"a cat"

    fake.head_object().returns(ContentLength=5)
    fake.get_object(Key="cat.jpg").returns(Body=b"a cat", ContentLength=5)
    cat = io.BytesIO()
    client.download_fileobj("photos", "cat.jpg", cat)
    assert cat.getvalue() == b"a cat"
"""
_LARGE = """\
import io

import boto3
from {package}.fake_types import GetObjectAnswer
from {package}.fakes import {fake}
from {package}.type_defs import GetObjectRequestTypeDef

MB = 2**20
film = bytes(20 * MB)


def part(request: GetObjectRequestTypeDef) -> GetObjectAnswer:
    first, last = request.get("Range", "bytes=0-").removeprefix("bytes=").split("-")
    end = int(last) + 1 if last else len(film)
    content_range = f"bytes {{first}}-{{end - 1}}/{{len(film)}}"
    return {{"Body": film[int(first) : end], "ContentRange": content_range}}


with {fake}() as fake, fake.patch(boto3):
    client = boto3.client("{service}")

    fake.create_multipart_upload().returns(UploadId="upload-1")
    upload = fake.upload_part(UploadId="upload-1").returns(ETag='"part"')
    complete = fake.complete_multipart_upload(UploadId="upload-1").returns()
    client.upload_fileobj(io.BytesIO(film), "films", "cats.mp4")
    assert sorted(call["PartNumber"] for call in upload.calls) == [1, 2, 3]
    assert complete.call_count == 1

    fake.head_object().returns(ContentLength=len(film))
    fake.get_object(Key="cats.mp4").responds(part)
    copy = io.BytesIO()
    client.download_fileobj("films", "cats.mp4", copy)
    assert copy.getvalue() == film
"""


def small(context: Context) -> Pane | None:
    """The example of a file that is sent in one part."""
    return _pane(context, _SMALL)


def large(context: Context) -> Pane | None:
    """The example of a file that is sent in several parts."""
    return _pane(context, _LARGE)


def _pane(context: Context, script: str) -> Pane | None:
    service = context.service
    if not {method.name for method in service.added_methods} >= _SHOWN:
        return None
    text = script.format(
        package=service.package,
        fake=names.fake_class(service.class_name),
        client=service.class_name,
        service=service.name,
    )
    return python_pane(text.rstrip())

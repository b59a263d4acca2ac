"""Tools of S3: the AWS CLI with uploads in parts, rclone, s3cmd, and curl for forms and URLs."""

from __future__ import annotations

import json
import os
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import boto3
import pytest
from botocore.config import Config
from botosmith_runtime.fakes import Server
from generated_fakes import GeneratedFakes
from programs import needed, run
from small_s3 import BUCKET, SmallS3

LARGE = os.urandom(9_000_000)  # the AWS CLI sends more than 8 MB in parts


@pytest.fixture
def objects() -> dict[str, Any]:
    return {}


@pytest.fixture
def server(fakes: GeneratedFakes, objects: dict[str, Any]) -> Iterator[Server[Any]]:
    fake = fakes["s3"](keep_calls=50)
    SmallS3(fake, objects)
    with fake.serve() as server:
        yield server


def client(server: Server[Any], **options: Any) -> Any:
    session = boto3.Session("AKIAFAKE", "fake", region_name="us-east-1")
    return session.client("s3", endpoint_url=server.url, **options)


@pytest.mark.parametrize("version", [1, 2])
def test_aws_cli(server: Server[Any], objects: Any, tmp_path: Path, version: int) -> None:
    command = os.environ.get("BOTOSMITH_TEST_AWS", "") if version == 1 else "/usr/bin/aws"
    aws = needed(command or "aws of BOTOSMITH_TEST_AWS")
    (tmp_path / "large").write_bytes(LARGE)
    where = f"s3://{BUCKET}/folder/large"
    given = ("--endpoint-url", server.url)  # version 2 of Debian does not know the variable
    run(server, aws, *given, "s3", "cp", str(tmp_path / "large"), where)
    assert objects["folder/large"]["Body"] == LARGE
    assert {"UploadPart", "CompleteMultipartUpload"} <= {c.operation for c in server.fake.calls}
    run(server, aws, *given, "s3", "cp", where, str(tmp_path / "copy"))
    assert (tmp_path / "copy").read_bytes() == LARGE
    assert "9000000 large" in run(server, aws, *given, "s3", "ls", f"s3://{BUCKET}/folder/")
    run(server, aws, *given, "s3", "rm", where)
    assert objects == {}


def test_rclone(server: Server[Any], objects: Any, tmp_path: Path) -> None:
    rclone = needed("rclone")
    (tmp_path / "from").mkdir()
    (tmp_path / "from" / "a b.txt").write_text("hello", encoding="utf-8")
    remote = f":s3,provider=Other,env_auth=true,endpoint='{server.url}':{BUCKET}"
    run(server, rclone, "copy", str(tmp_path / "from"), f"{remote}/x")
    assert objects["x/a b.txt"]["Body"] == b"hello"
    listed = json.loads(run(server, rclone, "lsjson", f"{remote}/x"))
    assert [(one["Name"], one["Size"]) for one in listed] == [("a b.txt", 5)]
    run(server, rclone, "copy", f"{remote}/x", str(tmp_path / "to"))
    assert (tmp_path / "to" / "a b.txt").read_text(encoding="utf-8") == "hello"


def test_s3cmd(server: Server[Any], objects: Any, tmp_path: Path) -> None:
    s3cmd = needed("s3cmd")
    (tmp_path / "file").write_text("hello", encoding="utf-8")
    host = server.url.removeprefix("http://")
    (tmp_path / "config").write_text("[default]\n", encoding="utf-8")
    given = ("--config", str(tmp_path / "config"), "--no-ssl", "--host", host)
    given += ("--host-bucket", host, "--access_key", "AKIAFAKE", "--secret_key", "fake")
    proxied = {"http_proxy": "", "HTTP_PROXY": ""}  # it does not know no_proxy
    run(server, s3cmd, *given, "put", str(tmp_path / "file"), f"s3://{BUCKET}/f", **proxied)
    assert objects["f"]["Body"] == b"hello"
    assert f"s3://{BUCKET}/f" in run(server, s3cmd, *given, "ls", f"s3://{BUCKET}", **proxied)
    run(server, s3cmd, *given, "get", f"s3://{BUCKET}/f", str(tmp_path / "got"), **proxied)
    assert (tmp_path / "got").read_text(encoding="utf-8") == "hello"


def test_curl_posts_a_form(server: Server[Any], objects: Any, tmp_path: Path) -> None:
    curl = needed("curl")
    (tmp_path / "file").write_text("from a form", encoding="utf-8")
    for status in ("", "201"):
        fields = {"success_action_status": status} if status else {}
        conditions = [fields] if status else []
        post = client(server).generate_presigned_post(BUCKET, "up/${filename}", fields, conditions)
        given = [
            part for name, value in post["fields"].items() for part in ("-F", f"{name}={value}")
        ]
        shown = ("-sS", "-w", " %{http_code}")
        answer = run(server, curl, *shown, *given, "-F", f"file=@{tmp_path / 'file'}", post["url"])
        assert objects.pop("up/file")["Body"] == b"from a form"
        assert answer.endswith(status or "204")
        assert ("<Key>up/file</Key>" in answer) == bool(status)


@pytest.mark.parametrize("style", ["path", "virtual"])
def test_curl_gets_presigned_urls(server: Server[Any], objects: Any, style: str) -> None:
    curl = needed("curl")
    signing = client(server, config=Config(s3={"addressing_style": "path"}))
    at = {"Bucket": BUCKET, "Key": "a/b c"}
    url = signing.generate_presigned_url("put_object", at)
    run(server, curl, "-sSf", "-X", "PUT", "--data-binary", "0123456789", url)
    assert objects["a/b c"]["Body"] == b"0123456789"
    url = signing.generate_presigned_url("get_object", at)
    if style == "virtual":  # curl takes all names below localhost for this machine
        url = url.replace(f"127.0.0.1:{server.port}/{BUCKET}", f"{BUCKET}.localhost:{server.port}")
    assert run(server, curl, "-sSf", url) == "0123456789"
    assert run(server, curl, "-sSf", "-r", "2-4", url) == "234"
    head = run(server, curl, "-sSf", "-r", "-3", "-D", "-", url)
    assert "206 Partial Content" in head
    assert "content-range: bytes 7-9/10" in head.lower()
    assert "416" in run(
        server, curl, "-sS", "-r", "20-", "-o", "/dev/null", "-w", "%{http_code}", url
    )

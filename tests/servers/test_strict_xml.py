"""SDKs that read XML strictly: a wrong name or wrapper would be an empty list for them."""

from __future__ import annotations

import json
import os
from pathlib import Path
from typing import Any

import pytest
from botosmith_runtime.fakes import Server, serve
from generated_fakes import GeneratedFakes
from programs import HERE, absent, needed, run
from small_s3 import SmallS3

GO_MODULES = Path("/usr/share/gocode")  # Debian's golang-github-aws-aws-sdk-go-v2-dev
ARN = "arn:aws:iam::123456789012:user/me"


@pytest.fixture
def server(fakes: GeneratedFakes) -> Server[Any]:
    s3, sts = fakes["s3"](), fakes["sts"]()
    SmallS3(s3)
    identity = {"UserId": "AIDA", "Account": "123456789012", "Arn": ARN}
    sts.get_caller_identity().returns(**identity)
    return serve(s3, sts)


def test_the_sdk_for_ruby(server: Server[Any]) -> None:
    with server:
        found = json.loads(run(server, needed("ruby"), str(HERE / "strict.rb"), server.url))
    assert found == {
        "body": "hello",
        "by": "ruby",
        "missing": "NoSuchKey",
        "account": "123456789012",
        "keys": [["a/b c.txt", 5, 2026]],
    }


def test_the_sdk_for_go(server: Server[Any], tmp_path: Path) -> None:
    command = needed("go")
    if not (GO_MODULES / "src/github.com/aws/aws-sdk-go-v2").is_dir():
        absent("golang-github-aws-aws-sdk-go-v2-dev")
    cache = os.environ.get("GOCACHE", str(tmp_path))
    more = {"GO111MODULE": "off", "GOPATH": str(GO_MODULES), "GOCACHE": cache, "HOME": cache}
    more["GOFLAGS"] = "-p=1"
    with server:
        found = json.loads(run(server, command, "run", str(HERE / "strict.go"), server.url, **more))
    assert found == {
        "s3": ["hello", ["a/b c.txt 5 2026-01-02"], True],
        "sts": ["123456789012", ARN],
    }

"""Every way to reach a service that ``botosmith-1.json`` can state gives a client that works."""

from __future__ import annotations

import subprocess
import sys

import pytest
from project import Project
from tiny_model import Json

ENDPOINT: Json = {"required": True, "region": "local"}
BEARER: Json = {"bearer": {}}
COOKIE: Json = {"cookie": {"name": "c", "peerMember": "Id"}}
URL = 'endpoint_url="https://unit.example/"'


@pytest.mark.parametrize(
    ("extras", "arguments"),
    [
        ({}, 'region_name="us-east-1"'),
        ({"authentication": {"signatureVersion": "v2"}}, 'region_name="us-east-1"'),
        ({"endpoint": ENDPOINT}, URL),
        (
            {"endpoint": ENDPOINT},
            f'{URL}, aws_access_key_id="a", aws_secret_access_key="b"',
        ),
        ({"endpoint": ENDPOINT, "authentication": BEARER}, f'{URL}, token="t"'),
        ({"endpoint": ENDPOINT, "authentication": COOKIE}, f'{URL}, cookie="c"'),
        (
            {"endpoint": ENDPOINT, "authentication": {**BEARER, **COOKIE}},
            f'{URL}, cookie="c", cookie_peer="p"',
        ),
    ],
)
def test_a_client_is_made(project: Project, extras: Json, arguments: str) -> None:
    # A signature beside the authentication that is stated would be a finding of the linter's.
    stated = extras.get("authentication", {})
    scheme = "bearer" if "bearer" in stated else None if "cookie" in stated else "v4"
    metadata = {"metadata": {"signatureVersion": scheme}}
    project.add({"service-2": metadata, "botosmith-1": {"version": "1.0", **extras}})
    ended = project.run("build", "--no-site")
    assert (ended.status, ended.stderr) == (0, "")
    program = f"from botosmith_tiny import connect\nprint(connect({arguments}).meta.region_name)"
    package = project.out / "tiny"
    (package / "program.py").write_text(f"{program}\n", encoding="utf-8")
    ran = subprocess.run(
        [sys.executable, "program.py"], cwd=package, capture_output=True, text=True, check=False
    )
    assert ran.stderr == ""
    assert ran.stdout in ("us-east-1\n", "local\n")
    ruff = [sys.executable, "-m", "ruff", "check", "--isolated", "--select", "F", "."]
    checked = subprocess.run(ruff, cwd=package, capture_output=True, text=True, check=False)
    assert checked.returncode == 0, checked.stdout

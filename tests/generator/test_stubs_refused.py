"""``botosmith stubs`` where the builder of types-boto3 cannot run."""

from __future__ import annotations

import sys
from importlib.util import find_spec

import pytest
from project import Project


@pytest.mark.skipif(
    sys.version_info >= (3, 12) and find_spec("mypy_boto3_builder") is not None,
    reason="here it can",
)
def test_what_is_needed_is_told(project: Project) -> None:
    project.add()
    ended = project.run("stubs", "tiny", "--out", "stubs")
    version = f"{sys.version_info[0]}.{sys.version_info[1]}"
    old = (
        f"botosmith: stubs need Python 3.12 for mypy-boto3-builder, and this is Python {version}. "
        "Install botosmith[stubs] into an environment with a newer Python; the stubs "
        "themselves work with any\n"
    )
    missing = (
        "botosmith: stubs are made by mypy-boto3-builder, which is not installed: "
        "pip install 'botosmith[stubs]'\n"
    )
    assert ended.stderr == {True: old, False: missing}[version in ("3.10", "3.11")]
    assert ended.status == 2
    assert not (project.directory / "stubs").exists()

"""Packages of ``botosmith sync`` in the hands of uv, Poetry, pip and pre-commit, with PyPI.

Each way is on docs/sync.md. Tools that are missing skip their tests; with
BOTOSMITH_TESTS_COMPLETE set, as in CI, they fail instead.
"""

from __future__ import annotations

import os
import sys

import botocore
import pytest
from shop import PAGE, PROJECT, RUNTIME, Shop, tool

UV = 'botosmith-sqs-shop = { path = "out/sqs-shop", editable = true }\n'
WORKSPACE = """\
botosmith-sqs-shop = { workspace = true }

[tool.uv.workspace]
members = ["out/*-shop"]
"""
POETRY = f"""
[tool.poetry]
package-mode = false

[tool.poetry.dependencies]
botosmith-runtime = {{ path = "{RUNTIME}" }}
botosmith-sqs-shop = {{ path = "out/sqs-shop", develop = true }}

[[tool.poetry.source]]
name = "index"
url = "{os.environ.get("PIP_INDEX_URL", "https://pypi.org/simple/")}"
priority = "primary"
"""
HOOK = (
    PAGE.partition("```yaml\n")[2]
    .partition("```")[0]
    .replace("entry: botosmith", f"entry: {sys.executable} -m botosmith")
)


@pytest.mark.parametrize("sources", [UV, WORKSPACE], ids=["path", "workspace"])
def test_uv_sync_sees_each_rebuild(shop: Shop, sources: str) -> None:
    uv = tool("uv")
    shop.write(PROJECT + sources)
    shop.run(uv, "sync", "--python", sys.executable)
    assert not shop.has("purge_queue")
    shop.grow('purge_queue(QueueUrl="q")')
    shop.sync()
    assert shop.has("purge_queue")  # it is installed in place
    shop.run(uv, "sync")
    shown = shop.run(uv, "pip", "show", "--python", ".venv", "botosmith-sqs-shop")
    assert f"{botocore.__version__}.1" in shown


def test_uv_installs_and_upgrades_wheels_by_their_paths(shop: Shop) -> None:
    uv = tool("uv")
    shop.write(PROJECT)
    shop.run(uv, "venv", "--python", sys.executable, ".venv")
    for there in (False, True):
        wheels = sorted((shop.root / "out" / "wheels").glob("*.whl"))
        shop.run(uv, "pip", "install", "--python", ".venv", *wheels)
        assert shop.has("purge_queue") == there
        shop.grow('purge_queue(QueueUrl="q")')
        shop.sync()


def test_poetry_takes_path_dependencies(shop: Shop) -> None:
    poetry = tool("poetry")
    shop.write(PROJECT + POETRY)
    shop.run(poetry, "install", "--no-interaction")
    assert not shop.has("purge_queue")
    shop.grow('purge_queue(QueueUrl="q")')
    shop.sync()
    assert shop.has("purge_queue")
    shop.run(poetry, "update", "--no-interaction", "botosmith-sqs-shop")
    assert f"{botocore.__version__}.1" in shop.run(poetry, "show", "botosmith-sqs-shop")


def test_pip_installs_in_place_beside_the_runtimes_wheel(shop: Shop) -> None:
    shop.write(PROJECT)
    shop.run(sys.executable, "-m", "venv", ".venv")
    pip = shop.root / ".venv" / "bin" / "pip"
    shop.run(pip, "install", "--quiet", RUNTIME, "-e", "out/sqs-shop")
    assert not shop.has("purge_queue")
    shop.grow('purge_queue(QueueUrl="q")')
    shop.sync()
    assert shop.has("purge_queue")


def test_pre_commit_refuses_a_commit_that_lacks_a_sync(shop: Shop) -> None:
    pre_commit = tool("pre-commit")
    shop.write(PROJECT)
    (shop.root / ".pre-commit-config.yaml").write_text(HOOK, encoding="utf-8")
    shop.run("git", "init", "--quiet")
    shop.run("git", "add", "--all")
    assert ".botosmith_cache" not in shop.run("git", "ls-files")
    shop.run(pre_commit, "run", "--all-files")
    shop.grow('purge_queue(QueueUrl="q")')
    assert "1 operation more: PurgeQueue" in shop.run(pre_commit, "run", "--all-files", status=1)
    shop.sync()
    shop.run("git", "add", "--all")
    shop.run(pre_commit, "run", "--all-files")

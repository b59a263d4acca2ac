"""The snippets for CI on docs/sync.md: each of their commands, in a fresh clone and environment."""

from __future__ import annotations

import importlib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import botocore
import pytest
from guides import blocks, sections
from reader import Environment, Reader
from shop import PAGE, PROJECT, Shop

yaml: Any = importlib.import_module("yaml")  # which has no types
SECTION = sections(PAGE)["In CI"]
REQUIREMENTS = "requirements-dev.txt"


def commands(pipeline: dict[Any, Any]) -> Iterator[str]:
    """What the jobs of a pipeline run, of GitHub's kind and of GitLab's, in their order."""
    for job in pipeline.get("jobs", pipeline).values():
        yield from (step["run"] for step in job.get("steps", ()) if "run" in step)
        yield from job.get("script", ())


PIPELINES = {
    title: [*commands(yaml.safe_load(block.content))]
    for title, block in zip(
        ("pre-commit", "GitHub Actions", "GitLab CI"),
        (block for block in blocks(SECTION) if block.language == "yaml"),
        strict=True,
    )
    if title != "pre-commit"  # test_tools.py
}


@pytest.mark.parametrize("title", PIPELINES)
def test_a_pipeline_passes_until_a_sync_is_missing(
    title: str, shop: Shop, tmp_path_factory: pytest.TempPathFactory
) -> None:
    (requirements,) = (block.content for block in blocks(SECTION) if block.language == "text")
    shop.write(PROJECT)
    (shop.root / REQUIREMENTS).write_text(requirements, encoding="utf-8")
    (shop.root / ".gitignore").write_text("out/\n", encoding="utf-8")
    commit(shop)
    clone = tmp_path_factory.mktemp("clone")
    shop.run("git", "clone", "--quiet", ".", clone)
    reader = Reader(clone, Environment.create(tmp_path_factory.mktemp("environment")))

    *prepare, check = PIPELINES[title]
    for command in prepare:
        ran = reader.run(command)
        assert ran.returncode == 0, f"{command}\n{ran.stdout}{ran.stderr}"
    assert botocore.__version__ in reader.run("pip show botocore").stdout
    ran = reader.run(check)
    assert ran.returncode == 0, ran.stdout + ran.stderr
    shop.grow('purge_queue(QueueUrl="q")')
    commit(shop)
    assert reader.run("git pull --quiet").returncode == 0
    ran = reader.run(check)
    assert (ran.returncode, f"sqs-shop {botocore.__version__}.1" in ran.stdout) == (1, True), ran


def commit(shop: Shop) -> None:
    author = ("-c", "user.name=Ann", "-c", "user.email=ann@shop.example")
    if not Path(shop.root, ".git").exists():
        shop.run("git", "init", "--quiet")
    shop.run("git", "add", "--all")
    shop.run("git", *author, "commit", "--quiet", "--message", "Change the shop")

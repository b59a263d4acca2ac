"""The site in the eyes of others: axe-core in a real Chromium, and the Nu HTML checker."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

if TYPE_CHECKING:
    from playwright.sync_api import Browser

# One page of each kind, those with most in them.
KINDS = (
    "index.html",
    "importexport/index.html",
    "importexport/operations/get_status.html",
    "importexport/shapes/Job.html",
    "importexport/shapes/JobType.html",
    "importexport/errors/InvalidJobIdException.html",
    "importexport/paginators/list_jobs.html",
    "importexport/waiters/job_completed.html",
    "importexport/topics/following-jobs.html",
    "importexport/testing.html",
    "importexport/common-errors.html",
    "glue-migration/glossary.html",
    "changed/history.html",
    "changed/operations/get_status.html",
    "personium-cell/operations/get_cell_import_status.html",
    "dynamodb/operations/query.html",
    "lambda/index.html",
    "hostile/index.html",
)
LONG = "hostile/operations/hostile.html"
"""Each of its lines means no good, so that axe takes half a minute for it."""

RULES = ("wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice")


@pytest.mark.parametrize(
    "path",
    [*KINDS, pytest.param(LONG, marks=pytest.mark.complete)],
)
@pytest.mark.parametrize(("scheme", "width"), [("light", 1440), ("dark", 390)])
def test_axe(
    site: Path, browser: Browser, node_modules: Path, scheme: Any, width: int, path: str
) -> None:
    context = browser.new_context(
        viewport={"width": width, "height": 900},
        color_scheme=scheme,
        bypass_csp=True,  # axe-core comes as an inline script, which the pages do not allow
    )
    with context:
        page = context.new_page()
        page.goto(f"file://{site / path}")
        page.evaluate((node_modules / "axe-core/axe.min.js").read_text("utf-8"))
        found = page.evaluate(
            "rules => axe.run(document, {runOnly: {type: 'tag', values: rules}})", list(RULES)
        )
    assert [
        f"{violation['id']}: {node['html'][:200]}: {node['failureSummary']}"
        for violation in found["violations"]
        for node in violation["nodes"]
    ] == []


def test_nu_html_checker(site: Path, node_modules: Path) -> None:
    java = shutil.which("java")
    if java is None:
        pytest.skip("java is not installed")
    jar = node_modules / "vnu-jar/build/dist/vnu.jar"
    checked = subprocess.run(
        [java, "-Xss8m", "-jar", jar, "--skip-non-html", "--errors-only", "--format", "json", site],
        capture_output=True,
        text=True,
        check=False,
        env=os.environ | {"LC_ALL": "C.UTF-8"},
    )
    messages = json.loads(checked.stderr)["messages"]
    assert [(m["url"], m.get("lastLine"), m["message"]) for m in messages] == []

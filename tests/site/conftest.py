"""What the tests of the docs site share: a real Chromium."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import built_site
import pytest
from install_chromium import chromium

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Dialog, Page, Request


@pytest.fixture(scope="session")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The root of a site of our services, of some of AWS's, and of hostile models."""
    return built_site.build(tmp_path_factory.mktemp("site"))


@pytest.fixture(scope="session")
def node_modules() -> Path:
    """Where npm has put axe-core and the Nu HTML checker; tox says so."""
    named = os.environ.get("BOTOSMITH_TEST_NODE_MODULES", "")
    if not named or not Path(named, "axe-core").is_dir():
        pytest.skip("axe-core and vnu-jar are not installed: run tox -e site, which asks npm")
    return Path(named)


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """Chromium as the system has it; skips the test where it or Playwright is missing."""
    sync_api = pytest.importorskip("playwright.sync_api", reason="playwright is not installed")
    program = chromium()
    if program is None:
        if os.environ.get("BOTOSMITH_TESTS_COMPLETE"):  # as in CI
            pytest.fail("chromium is not installed, and the tests are to be complete")
        pytest.skip("chromium is not installed")
    with sync_api.sync_playwright() as playwright:
        # Inside a container there is no sandbox; all pages are our own.
        started = playwright.chromium.launch(executable_path=program, args=["--no-sandbox"])
        yield started
        started.close()


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    """A page that may ask for nothing but files, and whose scripts may not fail."""
    page = browser.new_page()
    wrong: list[str] = []

    def refuse_dialog(dialog: Dialog) -> None:
        wrong.append(f"a dialog: {dialog.message}")
        dialog.dismiss()

    def refuse_request(request: Request) -> None:
        if not request.url.startswith(("file:", "data:")):
            wrong.append(request.url)

    page.on("pageerror", lambda error: wrong.append(str(error)))
    page.on("dialog", refuse_dialog)
    page.on("request", refuse_request)
    yield page
    page.close()
    assert wrong == []

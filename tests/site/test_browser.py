"""The site in a real Chromium, from ``file://``: search, tabs, without JavaScript, hostile text."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

OPERATION = "importexport/operations/get_status.html"


def test_search_with_the_keyboard(site: Path, page: Page) -> None:
    page.goto(f"file://{site / OPERATION}")
    page.keyboard.press("/")
    page.keyboard.type("artifact url")
    page.locator("[role=option]").first.wait_for()
    assert "Artifact" in page.locator("[role=option][aria-selected=true]").inner_text()
    page.keyboard.press("ArrowDown")
    page.keyboard.press("ArrowUp")
    with page.expect_navigation():
        page.keyboard.press("Enter")
    assert page.url.endswith("importexport/shapes/Artifact.html#member.URL")


@pytest.mark.parametrize(
    ("words", "page_name"),
    [
        ("get_status", "operations/get_status.html"),
        ("GetStatus", "operations/get_status.html"),
        ("invalidjobid", "errors/InvalidJobIdException.html"),
        ("TrackingNumber", "operations/get_status.html#response.TrackingNumber"),
    ],
)
def test_search_finds(site: Path, page: Page, words: str, page_name: str) -> None:
    page.goto(f"file://{site / 'importexport/index.html'}")
    page.get_by_role("combobox").fill(words)
    first = page.locator("[role=option]").first
    first.wait_for()
    assert first.get_attribute("href") == page_name


def test_search_of_all_services(site: Path, page: Page) -> None:
    page.goto(f"file://{site / 'index.html'}")
    page.get_by_role("combobox").fill("get_cell_import")
    first = page.locator("[role=option]").first
    first.wait_for()
    with page.expect_navigation():
        first.click()
    assert page.url.endswith("personium-cell/operations/get_cell_import_status.html")
    page.get_by_role("combobox").fill("no such thing")
    page.get_by_text("Nothing found for “no such thing”").wait_for()


def test_tabs(site: Path, page: Page) -> None:
    page.goto(f"file://{site / OPERATION}")
    tabs = page.get_by_role("tablist").first
    assert page.locator(".pane:visible").count() == page.locator(".panes:visible").count()
    tabs.get_by_role("tab", name="Typed client").focus()
    page.keyboard.press("ArrowRight")
    chosen = tabs.get_by_role("tab", selected=True)
    assert chosen.inner_text() == "boto3"
    assert "boto3.client(" in page.locator(".pane:visible").first.inner_text()
    page.goto(f"file://{site / 'importexport/operations/list_jobs.html'}")
    assert page.get_by_role("tab", selected=True).first.inner_text() == "boto3"


def test_all_operations_beside_the_page(site: Path, page: Page) -> None:
    page.goto(f"file://{site / 's3/operations/get_object.html'}")
    page.locator(".sidebar .operations li").nth(100).wait_for(state="attached")
    assert page.locator(".sidebar .operations li").count() == len(
        list((site / "s3/operations").glob("*.html"))
    )
    assert page.locator(".sidebar [aria-current]").inner_text() == "get_object"


def test_complete_without_javascript(site: Path, browser: Browser) -> None:
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(f"file://{site / OPERATION}")
    panes = page.locator(".pane")
    assert panes.count() >= 9
    assert all(panes.nth(number).is_visible() for number in range(panes.count()))
    assert page.get_by_role("link", name="list_jobs").first.is_visible()
    assert page.get_by_text("botosmith check importexport GetStatus").is_visible()
    context.close()


def test_nothing_is_wider_than_a_telephone(site: Path, browser: Browser) -> None:
    context = browser.new_context(viewport={"width": 390, "height": 800})
    page = context.new_page()
    for path in (OPERATION, "glue-migration/glossary.html", "importexport/common-errors.html",
                 "lambda/operations/create_function.html", "changed/history.html"):  # fmt: skip
        page.goto(f"file://{site / path}")
        assert page.evaluate("document.documentElement.scrollWidth") <= 390, path
    context.close()


@pytest.mark.parametrize("service", ["hostile", "index"])
def test_hostile_text_does_nothing(site: Path, page: Page, service: str) -> None:
    """The page fixture fails on dialogs, on errors, and on requests to anything but files."""
    paths = sorted((site / service).rglob("*.html"))
    pages = [p for p in paths if p.parent.name != "shapes"] + paths[::7]
    for path in pages:
        page.goto(f"file://{path}")
        assert page.title() != "touched"
        assert page.locator("main").count() == 1
        targets: list[str] = page.evaluate("Array.from(document.links, link => link.protocol)")
        assert set(targets) <= {"file:", "http:", "https:", "mailto:"}
    page.goto(f"file://{site / service / 'operations/hostile.html'}")
    page.get_by_role("combobox").fill("__proto__ constructor")
    page.locator("[role=option]").first.wait_for()

"""What a reader sees without scrolling, and how many keys lead to it, in a real Chromium."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

if TYPE_CHECKING:
    from playwright.sync_api import Browser

WIDTH, HEIGHT = 1440, 900
FIRST = ".request .members > li"
SCROLLING = """
() => {
  for (const pane of document.querySelectorAll(".examples [hidden]")) pane.hidden = false;
  return [...document.querySelectorAll("pre")]
    .filter((pre) => pre.closest(".examples") && pre.scrollWidth > pre.clientWidth + 1)
    .map((pre) => pre.textContent);
}
"""


@pytest.fixture(scope="module")
def screen(browser: Browser) -> Any:
    """A page as wide as a laptop's screen."""
    context = browser.new_context(viewport={"width": WIDTH, "height": HEIGHT})
    yield context.new_page()
    context.close()


@pytest.mark.parametrize(
    "service",
    [
        "dynamodb", "importexport", "personium-cell",
        pytest.param("lambda", marks=pytest.mark.complete),
        pytest.param("s3", marks=pytest.mark.complete),
    ],
)  # fmt: skip
def test_the_first_parameter_is_on_the_first_screen_and_no_example_scrolls(
    site: Path, screen: Any, service: str
) -> None:
    below: dict[str, Any] = {}
    wide: dict[str, Any] = {}
    for path in sorted((site / service / "operations").glob("*.html")):
        screen.goto(f"file://{path}")
        top = screen.evaluate(f"document.querySelector({FIRST!r})?.getBoundingClientRect().top")
        if top is not None and top > HEIGHT - 24:  # a line of it is seen
            below[path.stem] = top
        if scrolling := screen.evaluate(SCROLLING):
            wide[path.stem] = scrolling
    assert below == {}
    assert wide == {}


@pytest.mark.parametrize(
    "path",
    [
        "importexport/operations/get_status.html",
        "s3/operations/put_object.html",
        "dynamodb/operations/query.html",
        "lambda/operations/create_function.html",
        "personium-cell/operations/get_cell_import_status.html",
    ],
)
def test_few_keys_lead_to_the_first_parameter(site: Path, screen: Any, path: str) -> None:
    screen.goto(f"file://{site / path}")
    screen.locator(".sidebar .operations").wait_for(state="attached")
    screen.keyboard.press("Tab")
    assert screen.evaluate("document.activeElement.textContent") == "Skip to the contents"
    screen.keyboard.press("Enter")
    stops: list[str] = []
    inside = f"document.querySelector({FIRST!r}).contains(document.activeElement)"
    while not screen.evaluate(inside):
        screen.keyboard.press("Tab")
        stops.append(screen.evaluate("document.activeElement.outerHTML.slice(0, 80)"))
        assert len(stops) <= 3, stops
    screen.keyboard.press("Enter")
    assert "#request." in screen.url  # its permanent link


@pytest.mark.parametrize("width", [1440, 1024, 390])
def test_no_page_is_wider_than_its_screen(site: Path, browser: Browser, width: int) -> None:
    """One page of each kind; 720 pixels are 200 % of 1440."""
    context = browser.new_context(viewport={"width": width, "height": HEIGHT})
    page = context.new_page()
    for path in (
        "index.html", "s3/index.html", "s3/testing.html", "s3/operations/put_object.html",
        "s3/operations/select_object_content.html", "s3/shapes/Object.html",
        "s3/paginators/list_object_versions.html", "importexport/waiters/job_completed.html",
        "importexport/topics/following-jobs.html", "importexport/operations/get_status.html",
        "importexport/errors/InvalidJobIdException.html", "glue-migration/glossary.html",
        "importexport/common-errors.html", "lambda/operations/create_function.html",
        "personium-cell/operations/get_cell_import_status.html", "changed/history.html",
        "dynamodb/operations/query.html", "s3/shapes/BucketLocationConstraint.html",
    ):  # fmt: skip
        for used in (width, width // 2) if width == 1440 else (width,):  # 200 % zoom is half of it
            page.set_viewport_size({"width": used, "height": HEIGHT})
            page.goto(f"file://{site / path}")
            assert page.evaluate("document.documentElement.scrollWidth") <= used, (path, used)
    context.close()

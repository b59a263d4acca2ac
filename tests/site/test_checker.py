"""The payload checker as users meet it: in a page from disk, with mouse, keyboard or neither."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from botosmith import ir
from botosmith.build.service import build
from botosmith.models.load import Library
from botosmith.package.payloads import check_payload
from botosmith.problems import BotosmithError
from botosmith.site.assets.scripts import scripts
from botosmith.site.checker.rules import PayloadRules
from botosmith.site.environment import html
from botosmith.site.paths import Pages
from botosmith_runtime.violations import Violation
from markupsafe import Markup

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

ROOT = Path(__file__).parents[2]
MODELS = (ROOT / "models",)
VECTORS = ROOT / "tests" / "data" / "payload_vectors.json"
PAGE = Markup(
    '<!doctype html><html lang="en"><head><meta charset="utf-8"><title>{0}</title></head><body>'
    '{1}<script type="application/json" id="example-response">{2}</script></body></html>'
)
EXAMPLE = '{"JobId": "J1", "JobType": "Import", "CreationDate": "2010-06-01"}'


@pytest.fixture
def opened(page: Page, tmp_path: Path) -> Page:
    """The page of GetStatus, opened from disk."""
    page.goto(written(tmp_path, "importexport", "GetStatus").as_uri())
    return page


def written(directory: Path, service: str, operation: str) -> Path:
    """A page with nothing but the checker, and beside it what a site has."""
    built = build(Library(MODELS).load(service))
    (one,) = (found for found in built.operations if found.name == operation)
    folder = directory / service / "operations"
    folder.mkdir(parents=True)
    for name, text in scripts().items():
        (directory / name).write_text(text, encoding="utf-8")
    rules = PayloadRules(built).text(one)
    (folder / f"{one.method}.rules.js").write_text(rules, encoding="utf-8")
    file = folder / f"{one.method}.html"
    file.write_text(PAGE.format(operation, section(built, one), Markup(EXAMPLE)), encoding="utf-8")
    return file


def section(service: ir.Service, operation: ir.Operation) -> Markup:
    given = {"service": service, "operation": operation, "pages": Pages(service)}
    return Markup(html("checker/checker.html", **given))


def check(page: Page, text: str, *, side: str = "response") -> str:
    """Put a text into the page's field and press the button; what the page says then."""
    page.check(f"input[value={side}]")
    page.evaluate("text => document.querySelector('textarea').value = text", text)
    page.click("text='Check'")
    return said(page)


def said(page: Page) -> str:
    page.wait_for_function(
        "!['', 'Checking …'].includes(document.querySelector('[role=status]').textContent)"
    )
    return page.inner_text("[role=status]")


def listed(page: Page) -> list[str]:
    return page.locator("#checker li").all_inner_texts()


def violations(text: str, side: str = "response") -> list[Violation]:
    return check_payload(
        "importexport",
        "GetStatus",
        "request" if side == "request" else "response",
        text,
        models=MODELS,
    )


def python_says(text: str) -> list[str]:
    """The lines of ``botosmith check`` for a response."""
    return [
        f"{one.message}{' (likely)' if one.tier == 'likely' else ''}" for one in violations(text)
    ]


def test_the_example_is_right(opened: Page) -> None:
    opened.click("text='Use the example'")
    assert opened.input_value("textarea") == EXAMPLE
    opened.click("text='Check'")
    assert said(opened) == "Nothing is wrong with this response."
    assert listed(opened) == []
    opened.check("input[value=request]")
    assert opened.is_hidden("text='Use the example'")


def test_what_is_wrong_is_listed_with_paths(opened: Page) -> None:
    text = '{"JobId": 7, "ArtifactList": [{"URL": null}], "CreationDate": "yesterday"}'
    assert check(opened, text) == "3 violations:"
    assert listed(opened) == python_says(text)
    paths = opened.locator("#checker li code").all_inner_texts()
    assert paths == ["JobId", "CreationDate", "ArtifactList[0].URL"]
    assert check(opened, "[]") == "1 violation:"
    assert listed(opened) == ["the payload: type: expected an object, got an array"]
    assert check(opened, '{"JobId": "J1"}', side="request") == "Nothing is wrong with this request."
    assert listed(opened) == []


def test_the_vectors(opened: Page) -> None:
    vectors = [
        one
        for one in json.loads(VECTORS.read_text(encoding="utf-8"))
        if (one["service"], one["operation"]) == ("importexport", "GetStatus")
    ]
    check(opened, "{}")
    answers = opened.evaluate(
        """cases => cases.map(([side, text]) => {
            const {problem, violations} =
                botosmithPayloads.checked("importexport.GetStatus", side, text);
            return problem ?? violations.map(one => one.message);
        })""",
        [[one["side"], one["text"]] for one in vectors],
    )
    for one, answer in zip(vectors, answers, strict=True):
        try:
            found = violations(one["text"], one["side"])
            expected: list[str] | str = [violation.message for violation in found]
        except BotosmithError as problem:
            expected = str(problem)
        assert answer == expected, one["text"]
    assert len(vectors) > 80


@pytest.mark.parametrize(
    ("text", "answer"),
    [
        ("{\n  'JobId': 1}", "Expecting property name enclosed in double quotes: line 2 column 3"),
        ("[" * 100_000, "The payload is nested too deeply to be read: more than 500"),
        ('{"a":' * 100_000 + "1" + "}" * 100_000, "The payload is nested too deeply to be read"),
        ("<img src=x onerror=alert(1)>", "The payload is not JSON: Expecting value: line 1"),
        ("  \n", "Nothing to check: paste a response, as JSON."),
        ("[" + "1," * 5_000_000 + "1]", "The payload is too long for a page."),
    ],
    ids=["quotes", "deep list", "deep object", "markup", "empty", "10 MB"],
)
def test_what_cannot_be_checked(opened: Page, text: str, answer: str) -> None:
    assert answer in check(opened, text)
    assert listed(opened) == []
    assert check(opened, "{}") == "Nothing is wrong with this response."


def test_five_megabytes(opened: Page) -> None:
    artifact = {"Description": "d" * 80, "URL": "u" * 100}
    text = json.dumps({"ArtifactList": [*([artifact] * 24_000), {"URL": 1}]})
    assert len(text) > 5_000_000
    assert check(opened, text) == "1 violation:"
    assert listed(opened) == ["ArtifactList[24000].URL: type: expected a string, got 1"]
    many = json.dumps({"ArtifactList": [1] * 1_700_000})
    assert check(opened, many) == "1,001 violations:"
    assert listed(opened)[-1].startswith("the payload: limit: expected fewer than 1,000")


def test_hostile_names_and_values_are_text(opened: Page) -> None:
    image = "<img src=x onerror=alert(1)>"
    payload = {
        "__proto__": {"JobId": "polluted"},
        "constructor": {"prototype": 1},
        "</script><script>alert(2)</script>": 1,
        image: image,
        "JobType": image,
        "\u2028\u202e": None,
    }
    text = json.dumps(payload)
    assert check(opened, text) == "6 violations:"
    assert listed(opened) == python_says(text)
    assert opened.locator("#checker img, #checker li script").count() == 0
    assert opened.evaluate("({}).JobId === undefined && ({}).constructor === Object")


def test_with_the_keyboard_only(opened: Page) -> None:
    opened.keyboard.press("Tab")
    opened.keyboard.press("ArrowUp")
    assert opened.is_checked("input[value=request]")
    opened.keyboard.press("Tab")
    opened.keyboard.type('{"JobId": 1}')
    opened.keyboard.press("Control+Enter")
    assert said(opened) == "1 violation:"
    opened.keyboard.press("Control+A")
    opened.keyboard.type('{"JobId": "J1"}')
    opened.keyboard.press("Tab")
    opened.keyboard.press("Enter")
    opened.wait_for_function("document.querySelector('#checker').dataset.state === 'good'")


def test_an_operation_with_one_side(page: Page, tmp_path: Path) -> None:
    page.goto(written(tmp_path, "sqs", "DeleteMessage").as_uri())
    assert page.locator("input[type=radio]").count() == 0
    page.get_by_label("The request, as JSON").fill('{"QueueUrl": "q"}')
    page.click("text='Check'")
    assert said(page) == "1 violation:"


def test_without_its_scripts(browser: Browser, page: Page, tmp_path: Path) -> None:
    file = written(tmp_path, "importexport", "GetStatus")
    context = browser.new_context(java_script_enabled=False)
    plain = context.new_page()
    plain.goto(file.as_uri())
    assert plain.is_hidden("form")
    command = "botosmith check importexport GetStatus --response response.json"
    assert command in plain.inner_text("#checker")
    context.close()
    rules = file.with_name("get_status.rules.js")
    rules.rename(tmp_path / "elsewhere.js")
    page.goto(file.as_uri())
    assert check(page, "{}") == "get_status.rules.js is missing."
    (tmp_path / "elsewhere.js").rename(rules)
    assert check(page, "{}") == "Nothing is wrong with this response."

"""What authors of examples say about single members: beside the member, and never in its way."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import TYPE_CHECKING, Any

import formatted
import pytest
from botosmith.site.examples.comments import placed
from botosmith.site.snippets.http import body_text
from botosmith.site.snippets.layout import WIDTH, laid_out
from botosmith.site.snippets.literals import Arguments
from documented_service import DocumentedService, code_of

if TYPE_CHECKING:
    from playwright.sync_api import Browser

MODELS = (Path(__file__).parents[2] / "models",)
PAGE = "glue-migration/operations/get_catalog_import_status.html"


def output(service: str, operation: str) -> Any:
    """What botocore knows of a response."""
    model: Any = DocumentedService(service).examples.model
    return model.operation_model(operation).output_shape


def test_members_are_found_by_path_or_by_name() -> None:
    item = {"imageManifest": "m", "imageId": {"imageTag": "1"}}
    value = {"images": [item, item], "failures": [{"imageId": {"imageTag": "2"}}]}
    comments = {
        "images[1].imageManifest": "The second.",
        "imageTag": "The first\n that is met.",
        "images": " Found. ",
        "registryId": "Left out.",
        "images[0].imageId": "",
        "failures[0]": "No member.",
    }
    found = placed(comments, value, output("ecr", "BatchGetImage"))
    assert found.python == {
        ("images", 1, "imageManifest"): "The second.",
        ("images", 0, "imageId", "imageTag"): "The first that is met.",
        ("images",): "Found.",
    }
    assert found.body == found.python
    assert found.others == (("registryId", "Left out."), ("failures[0]", "No member."))


def test_a_body_has_its_own_names_and_not_all_members() -> None:
    created = {"ApiId": "a", "Tags": {"k": "v"}}  # apiId and tags on the wire
    found = placed({"ApiId": "An id."}, created, output("apigatewayv2", "CreateApi"))
    assert (found.python, found.body) == ({("ApiId",): "An id."}, {("apiId",): "An id."})
    invoked = {"StatusCode": 200, "Payload": b"{}"}
    found = placed({"StatusCode": "The HTTP status."}, invoked, output("lambda", "Invoke"))
    assert (found.python, found.body) == ({("StatusCode",): "The HTTP status."}, {})
    schema = {"Schema": "s"}
    found = placed({"Schema": "Text."}, schema, output("schemas", "DescribeCodeBinding"))
    assert (found.python, found.others) == ({}, (("Schema", "Text."),))


@pytest.mark.parametrize("given", [None, [], "x", {"StatusCode": 7}])
def test_what_is_no_comment_is_nothing(given: Any) -> None:
    assert placed(given, {"StatusCode": 200}, output("lambda", "Invoke")) == placed({}, {}, None)


def test_comments_stand_above_what_they_are_about() -> None:
    documented = DocumentedService("glue-migration", MODELS)
    shown = {
        (example.title, key): code_of(pane)
        for _, example, panes in documented.each()
        for key, pane in panes.items()
    }
    running, started = "A migration that is still running", "Start the migration of a catalog"
    asked = '(\n    # The ID of the AWS account.\n    CatalogId="123456789012",\n)'
    for title in (running, started):
        for key in ("typed", "boto3"):
            assert asked in shown[title, key]
        assert "ID of the" not in shown[title, "request"] + shown[title, "curl"]  # which is sent
    assert (
        '\n    // The migration is not complete.\n    "ImportCompleted": false,'
        in shown[running, "response"]
    )
    line = '\n            # The migration is not complete.\n            "ImportCompleted": False,'
    assert line in shown[running, "fake"]


def test_they_change_no_value_and_no_rule_of_layout(tmp_path: Path) -> None:
    """KMS has comments everywhere: what runs is the same value, and as ruff would write it."""
    documented = DocumentedService("kms")
    count = 0
    for operation, example, panes in documented.each():
        arguments = Arguments(example.request, comments=example.asked.python)
        call = laid_out(arguments.call("dict"), 88)
        assert "#" in call or not example.asked.python
        if not arguments.moments:
            assert eval(call) == example.request
        for key in ("typed", "async", "fake") if "fake" in panes else ():
            count += 1
            code = f"{code_of(panes[key])}\n"
            (tmp_path / f"{key}_{operation.method}_{count}.py").write_text(code, encoding="utf-8")
        if "response" not in panes or not example.given.body:
            continue
        _, _, body = code_of(panes["response"]).partition("\n\n")
        assert len(re.findall(r"(?m)^ *// \S", body)) >= len(example.given.body)
        json.loads(re.sub(r"(?m)^ *//.*\n", "", body))
    assert formatted.differences(tmp_path, WIDTH) == ""
    assert count > 50


@pytest.mark.parametrize(
    "text", ["a\rimport os", "a\x0bb\x0cc\x1cd\x85e\u2028f", "# // */ \\", "'''"]
)
def test_a_comment_ends_where_it_should(text: str) -> None:
    found = placed({"StatusCode": text}, {"StatusCode": 7}, output("lambda", "Invoke"))
    call = laid_out(Arguments({"StatusCode": 7}, comments=found.python).call("dict"), 88)
    assert eval(call) == {"StatusCode": 7}
    assert len(call.splitlines()) == 4
    body, _ = body_text(b'{"a": 1}', "application/json", {("a",): found.python["StatusCode",]})
    assert len(body.splitlines()) == 4


def test_what_is_copied_is_json(site: Path, browser: Browser) -> None:
    context = browser.new_context(permissions=["clipboard-read", "clipboard-write"])
    page = context.new_page()
    page.goto(f"file://{site / PAGE}")
    page.get_by_role("tab", name="Response").first.click()
    pane = page.locator(".pane[data-pane=response]").first
    assert "// The migration is not complete." in pane.inner_text()
    pane.get_by_role("button", name="Copy").click()
    page.get_by_text("Copied").wait_for()
    copied = str(page.evaluate("navigator.clipboard.readText()"))
    status = json.loads(copied.partition("\n\n")[2])["ImportStatus"]
    assert status["ImportCompleted"] is False
    page.get_by_role("tab", name="Typed client").first.click()
    typed = page.locator(".pane[data-pane=typed]").first
    typed.get_by_role("button", name="Copy").click()
    page.wait_for_function(
        "navigator.clipboard.readText().then((text) => text.includes('connect'))"
    )
    assert "# The ID of the AWS account" in str(page.evaluate("navigator.clipboard.readText()"))
    context.close()

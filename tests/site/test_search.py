"""What people type into the search, and the page that they want: among the first three results."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

PUT = "operations/put_object.html"
QUERIES = {
    "s3": {
        "put_object": PUT,
        "PutObject": PUT,
        "put-object": PUT,
        "put object": PUT,
        "s3.put_object": PUT,
        "client.put_object(Bucket=": PUT,
        "aws s3api put-object": PUT,
        "putobjct": PUT,
        "put_ojbect": PUT,
        "PutObjectOutputTypeDef": PUT,
        "put_object request": PUT,
        "SSEKMSKeyId": f"{PUT}#request.SSEKMSKeyId",
        "ObjectCannedACL": "shapes/ObjectCannedACL.html",
        "ObjectCannedACLType": "shapes/ObjectCannedACL.html",
        "bucket-owner-full-control": "shapes/ObjectCannedACL.html",
        "GLACIER": "shapes/StorageClass.html",
        "upload_file": "index.html#method.upload_file",
        "NoSuchKey": "errors/NoSuchKey.html",
        "nosuchbuket": "errors/NoSuchBucket.html",
        "bucket_exists": "waiters/bucket_exists.html",
        "list_objects_v2 paginator": "paginators/list_objects_v2.html",
        "testing": "testing.html",
        "FakeS3": "testing.html",
        "common errors": "common-errors.html",
        "multipart upload": "operations/create_multipart_upload.html",
        "delete objects": "operations/delete_objects.html",
    },
    "dynamodb": {
        "getitem": "operations/get_item.html",
        "batch-write-item": "operations/batch_write_item.html",
        "batchwriteitm": "operations/batch_write_item.html",
        "ConditionalCheckFailed": "errors/ConditionalCheckFailedException.html",
        "KeyConditionExpression": "operations/query.html#request.KeyConditionExpression",
        "AttributeValueTypeDef": "shapes/AttributeValue.html",
        "PAY_PER_REQUEST": "shapes/BillingMode.html",
        "table exists waiter": "waiters/table_exists.html",
    },
    "importexport": {
        "get status": "operations/get_status.html",
        "getstaus": "operations/get_status.html",
        "TrackingNumber": "operations/get_status.html#response.TrackingNumber",
        "trackingnumbr": "operations/get_status.html#response.TrackingNumber",
        "invalidjobid": "errors/InvalidJobIdException.html",
        "artifact url": "shapes/Artifact.html#member.URL",
        "job_completed": "waiters/job_completed.html",
        "install": "index.html#install",
    },
    "": {
        "get_cell_import": "personium-cell/operations/get_cell_import_status.html",
        "dynamo": "dynamodb/index.html",
        "simple storage": "s3/index.html",
    },
}


@pytest.fixture
def searching(browser: Browser) -> Iterator[Page]:
    page = browser.new_page()
    yield page
    page.close()


@pytest.mark.parametrize("service", QUERIES)
def test_the_wanted_page_is_among_the_first_three(
    site: Path, searching: Page, service: str
) -> None:
    searching.goto(f"file://{site / service / 'index.html'}")
    field = searching.get_by_role("combobox")
    missed: dict[str, list[str | None]] = {}
    for typed, wanted in QUERIES[service].items():
        field.fill("")
        field.fill(typed)
        searching.locator(".results:visible").first.wait_for()
        hits = searching.locator("[role=option]:visible").all()[:3]
        found = [hit.get_attribute("href") for hit in hits]
        if wanted not in found:
            missed[typed] = found
    assert missed == {}


def test_there_are_enough_queries() -> None:
    assert sum(map(len, QUERIES.values())) >= 40


def test_results_are_links_and_a_hit_opens_at_its_member(site: Path, searching: Page) -> None:
    searching.set_viewport_size({"width": 1440, "height": 900})
    searching.goto(f"file://{site / 's3/index.html'}")
    searching.keyboard.press("/")
    searching.keyboard.type("CopyPartResult LastModified")
    option = searching.get_by_role("option").first
    option.wait_for()
    assert option.evaluate("one => one.tagName") == "A"
    assert searching.get_by_role("combobox").get_attribute("aria-activedescendant") == "result-0"
    with searching.expect_navigation():
        searching.keyboard.press("Enter")
    member = searching.locator(":target")
    assert member.get_attribute("id") == "member.LastModified"
    assert member.is_visible()


def test_a_fold_opens_for_what_an_address_names(site: Path, searching: Page) -> None:
    page = site / "s3/operations/list_objects_v2.html"
    searching.goto(f"file://{page}#response.Contents.member.Owner")
    searching.locator("[id='response.Contents.member.Owner']").wait_for(state="visible")
    assert searching.locator("details[open]").count() >= 1
    searching.get_by_role("button", name="Expand all").click()
    assert searching.locator("main details:not([open])").count() == 0
    searching.get_by_role("button", name="Fold all").click()
    assert searching.locator("main details[open]").count() == 0


def test_lists_are_filtered(site: Path, searching: Page) -> None:
    searching.goto(f"file://{site / 's3/index.html'}")
    field = searching.get_by_label("Filter operations by name or by what they do")
    field.fill("bucket policy")
    shown = searching.locator("main .index li:visible")
    names = [one.locator("code").first.inner_text() for one in shown.all()]
    assert "get_bucket_policy" in names
    assert "put_object" not in names
    field.fill("zzz")
    searching.get_by_text("nothing found for zzz").first.wait_for()

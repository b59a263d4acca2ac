"""The built site as files: links, weight, what pages carry, and that their code is what ran."""

from __future__ import annotations

import gzip
import json
import re
import zlib
from html import unescape
from importlib import import_module
from pathlib import Path
from xml.etree import ElementTree

import pytest
import site_links
from botosmith.cli.build import build_command
from botosmith.models.load import Library
from botosmith.site.pages.common_errors import FAILURES
from built_site import AWS, CHANGED, HOSTILE, OWN, ROOT, run
from click.testing import CliRunner
from documented_service import DocumentedService, code_of

KILOBYTE = 1000
SHARED = ("site.css", "site.js", "checker.js", "payloads.js")
CODE = re.compile(r'<pre tabindex="0"><code class="language-\w+">(.*?)</code></pre>', re.DOTALL)


def test_links_fragments_and_ids(site: Path) -> None:
    folders = [path.name for path in site.iterdir() if path.is_dir()]
    assert sorted(folders) == sorted((*OWN, *AWS, *HOSTILE, CHANGED))
    assert site_links.problems(site, ["."]) == []


@pytest.mark.parametrize("service", [*OWN, *AWS])
def test_code_in_the_pages_is_the_code_that_was_executed(site: Path, service: str) -> None:
    """``test_examples`` runs every pane of these objects; here are the same ones, in the pages."""
    documented = DocumentedService(service, (ROOT / "models",))
    for operation in documented.ir.operations:
        page = (site / service / "operations" / f"{operation.method}.html").read_text("utf-8")
        shown = {code_text(block) for block in CODE.findall(page)}
        for call in documented.calls(operation):
            panes = [*call.panes, *(pane for _, given in call.answers for pane in given)]
            assert {code_of(pane).rstrip("\n") for pane in panes} <= shown, operation.name


def code_text(block: str) -> str:
    return unescape(re.sub(r"<[^<>]*>", "", block)).rstrip("\n")


def test_weight(site: Path) -> None:
    """An operation page with everything that it loads, gzipped: for one page view."""
    for service in (*OWN, *AWS):
        limit = 35 if service == "importexport" else 100
        beside = [site / service / "nav.js", *(site / name for name in SHARED)]
        for page in (site / service / "operations").glob("*.html"):
            assets = [page, page.with_suffix(".rules.js"), site / service / "search.js", *beside]
            total = sum(len(gzip.compress(path.read_bytes(), 6)) for path in assets)
            assert total <= limit * KILOBYTE, (page, total)
        for page in (site / service).rglob("*.html"):
            assert len(gzip.compress(page.read_bytes(), 6)) <= 100 * KILOBYTE, page


def test_the_client_s_own_errors_are_where_the_page_says() -> None:
    for failure in FAILURES:
        assert issubclass(getattr(import_module(failure.module), failure.name), Exception)


def test_importexport_carries_what_boto3_says(site: Path) -> None:
    page = (site / "importexport/operations/get_status.html").read_text("utf-8")
    model = Library((ROOT / "models",)).load("importexport").document("service-2")
    shapes = model["shapes"]
    members = [f"response.{name}" for name in shapes["GetStatusOutput"]["members"]]
    members += [f"request.{name}" for name in shapes["GetStatusInput"]["members"]]
    members += [f"response.ArtifactList.member.{name}" for name in shapes["Artifact"]["members"]]
    for anchor in members:
        assert f'id="{anchor}"' in page, anchor
    for error in model["operations"]["GetStatus"]["errors"]:
        assert f'href="../errors/{error["shape"]}.html"' in page
    for words in (
        "present when LocationCode is &#34;Returned&#34;",
        "client.<b>get_<wbr>status</b>(<wbr>JobId=…",
        "answers HTTP 200",
    ):
        assert words.replace("&#34;", '"') in page.replace("&#34;", '"').replace("&quot;", '"')


def test_glue_migration_carries_what_the_api_reference_says(site: Path) -> None:
    page = (site / "glue-migration/operations/get_catalog_import_status.html").read_text("utf-8")
    for words in (
        '"request.CatalogId"',
        "1 to 255 characters",
        '<a href="../glossary.html#single-line-string">Single-line string</a>',
        "answers HTTP 200",
        "HTTP 500",
        "HTTP 400",
        '"response.ImportStatus.ImportedBy"',
        '<a href="../shapes/CatalogImportStatus.html">CatalogImportStatus</a>',
        "https://docs.aws.amazon.com/goto/boto3/glue-2017-03-31/GetCatalogImportStatus",
        "https://docs.aws.amazon.com/glue/latest/webapi/CommonErrors.html",
    ):
        assert words in page, words
    glossary = (site / "glue-migration/glossary.html").read_text("utf-8")
    assert r"[\u0020-\uD7FF\uE000-\uFFFD\uD800\uDC00-\uDBFF\uDFFF\t]*" in glossary
    topic = (site / "glue-migration/topics/catalog-migration.html").read_text("utf-8")
    assert "No response parameters" in topic


def test_personium_carries_what_its_reference_says(site: Path) -> None:
    page = (site / "personium-cell/operations/get_cell_import_status.html").read_text("utf-8")
    for words in (
        "<dt>Privileges</dt><dd>root</dd>",
        "<dt>Restrictions</dt><dd>none</dd>",
        "<code>GET /{CellName}/__import</code>",
        "<h3>Query</h3>",
        "query <code>p_cookie_peer</code>",
        "header <code>X-Override</code>",
        "header <code>X-Personium-RequestKey</code>",
        "header <code>Access-Control-Allow-Origin</code>",
        "at most 128 characters",
        "present when status is",
        "import failed",
        "and only then",
        "<h3>importation in progress</h3>",
        "curl",
        "Authorization: Bearer",
    ):
        assert words in page, words
    assert page.count('<article class="example">') == 3


def test_one_request_is_shown_once(site: Path) -> None:
    page = (site / "importexport/operations/get_status.html").read_text("utf-8")
    assert page.count('<article class="example">') == 1
    assert page.count('<section class="answer">') == 3
    assert page.count('data-pane="typed"') == 1
    assert page.count('data-pane="response"') == page.count('data-pane="fake"') == 3


def test_history_is_told_where_it_matters(site: Path) -> None:
    history = (site / CHANGED / "history.html").read_text("utf-8")
    assert "From 2010-06-01 to 2026-01-01" in history
    assert "GetShippingLabel is gone" in history
    changed = (site / CHANGED / "operations/get_status.html").read_text("utf-8")
    assert 'id="changes"' in changed
    assert "Carrier" in changed
    assert 'id="changes"' not in (site / CHANGED / "operations/list_jobs.html").read_text("utf-8")
    assert not (site / "importexport/history.html").exists()


def test_machines_find_their_way(site: Path) -> None:
    for folder in (site / "importexport", site / "s3"):
        listed = re.findall(r"\]\(([^)]+)\)", (folder / "llms.txt").read_text("utf-8"))
        assert listed
        paths = [path.partition("#")[0] for path in listed]
        assert [path for path in paths if not (folder / path).is_file()] == []
        places = ElementTree.parse(folder / "sitemap.xml").getroot().iterfind("{*}url/{*}loc")
        named = {str(place.text).removeprefix(f"/{folder.name}/") for place in places}
        assert named == {p.relative_to(folder).as_posix() for p in folder.rglob("*.html")}
    assert "importexport/llms.txt" in (site / "llms.txt").read_text("utf-8")
    about = json.loads((site / "importexport/service.json").read_text("utf-8"))
    assert "get_status" in about["operations"]


def test_sphinx_reads_the_inventory(site: Path) -> None:
    from sphinx.util.inventory import InventoryFile

    content = (site / "importexport/objects.inv").read_bytes()
    found = InventoryFile.loads(content, uri="https://docs.example/importexport").data
    method = found["py:method"]["botosmith_importexport.ImportExportClient.get_status"]
    assert method.uri == "https://docs.example/importexport/operations/get_status.html"
    error = found["py:exception"]["botosmith_importexport.errors.InvalidJobIdException"]
    assert error.uri.endswith("errors/InvalidJobIdException.html")
    for kind in found.values():
        for entry in kind.values():
            path = entry.uri.removeprefix("https://docs.example/").partition("#")[0]
            assert (site / path).is_file(), entry.uri
    assert zlib.decompress(content.split(b"zlib.\n", 1)[1])


@pytest.mark.parametrize("given", ["https://docs.example/aws/", "https://docs.example/aws"])
def test_site_url_gives_absolute_addresses(tmp_path: Path, given: str) -> None:
    models = str(ROOT / "models")
    url = "https://docs.example/aws/"
    run(tmp_path, "build", "importexport", "--models", models, "--site-url", given)
    site = tmp_path / "out/site"
    page = (site / "importexport/operations/get_status.html").read_text("utf-8")
    assert f'<link rel="canonical" href="{url}importexport/operations/get_status.html">' in page
    assert f"<loc>{url}importexport/sitemap.xml</loc>" in (site / "sitemap.xml").read_text("utf-8")


@pytest.mark.parametrize(
    "given",
    ["foo", "docs.example/aws", "ftp://docs.example/", "https://", "https://x/?a", "https://["],
)
def test_a_site_url_that_is_none_is_refused(given: str) -> None:
    ran = CliRunner().invoke(build_command, ["importexport", "--site-url", given])
    assert ran.exit_code == 2
    assert f"'--site-url': {given!r}: expected http:// or https:// with a host" in ran.stderr


def test_paginators_say_what_each_page_has(site: Path) -> None:
    versions = (site / "s3/paginators/list_object_versions.html").read_text("utf-8")
    keys = "<code>DeleteMarkers</code>, <code>CommonPrefixes</code>"
    assert f"<dt>Also on each page</dt><dd>{keys}</dd>" in versions
    assert "DeleteMarkers" not in versions.partition("Once for all")[2].partition("</dl>")[0]
    scan = (site / "dynamodb/paginators/scan.html").read_text("utf-8")
    keys = "<code>Count</code>, <code>ScannedCount</code>"
    assert f"<dt>Also on each page</dt><dd>{keys}</dd>" in scan
    assert "<dt>Once for all pages</dt><dd><code>ConsumedCapacity</code></dd>" in scan


def test_summaries_say_what_an_operation_does(site: Path) -> None:
    listed = (site / "s3/index.html").read_text("utf-8")
    assert "not supported for directory buckets" not in listed.partition('id="operations"')[2]
    page = (site / "s3/operations/create_multipart_upload.html").read_text("utf-8")
    assert '<meta name="description" content="This action initiates a multipart upload' in page
    assert "End of support notice" in page  # in the text itself


def test_pages_that_would_say_nothing_are_left_out(site: Path) -> None:
    assert not (site / "importexport/glossary.html").exists()  # its model has no patterns
    for path in ("importexport/testing.html", "importexport/llms.txt"):
        assert "glossary" not in (site / path).read_text("utf-8").lower()
    for path in ("dynamodb/testing.html", "dynamodb/llms.txt"):
        assert "glossary.html" in (site / path).read_text("utf-8")


def test_markdown_is_spaced(site: Path) -> None:
    for path in (path for one in (*OWN, *AWS) for path in site.glob(f"{one}/operations/*.md")):
        text = re.sub(r"(?s)```.*?```", "", path.read_text("utf-8"))
        assert re.search(r"[^\n]\n#", text) is None, path


def test_the_testing_page_says_where_things_come_from(site: Path) -> None:
    page = (site / "s3/testing.html").read_text("utf-8")
    code = [code_text(block) for block in CODE.findall(page)]
    shown = {code_of(section.pane).rstrip("\n") for section in DocumentedService("s3").guide()}
    assert set(code) == shown
    assert any("from botosmith_s3.fakes import ABSENT, ANY, FakeS3\n" in one for one in code)
    assert any("from botosmith_s3.fakes import FakeS3, error\n" in one for one in code)
    assert any(re.search(r"\ndef rule\(fake: FakeS3\) -> \w+Rule:\n", one) for one in code)
    assert "botosmith_s3.fake_types" in code_text(page)
    assert '<th scope="col">Stubber</th>' in page
    for words in (
        "assert_no_pending_responses()",
        "expected_params",
        "http_status_code",
        "strict=True",
    ):
        assert words in code_text(page), words
    first_section = page.partition('<h2 id="matching">')[0]
    assert "With <code>strict=True</code> the fake works like a Stubber" in first_section
    for words in ("fake.elapsed", "assert_used", "allow_unused", ".operation", "reset()"):
        assert words in code_text(page), words


def test_rebuilding_gives_the_same_bytes_and_keeps_other_services(site: Path) -> None:
    before = {path: path.read_bytes() for path in site.rglob("*") if path.is_file()}
    run(site.parents[1], "build", "importexport", "glue-migration", "--jobs", "2")
    assert {path: path.read_bytes() for path in site.rglob("*") if path.is_file()} == before


def test_what_boto3_adds_is_found(site: Path) -> None:
    """``upload_file``, with a client that has it, where the service has such methods."""
    contents = code_text((site / "s3/index.html").read_text("utf-8"))
    assert "import boto3\nfrom botosmith_s3 import connect\n" in contents
    assert 'client = connect(session=boto3.Session(), region_name="us-east-1")' in contents
    assert '["upload_file","index.html#method.upload_file"]' in (site / "s3/search.js").read_text(
        "utf-8"
    )
    assert "- [upload_file](index.html#method.upload_file): " in (site / "s3/llms.txt").read_text(
        "utf-8"
    )
    assert "import boto3" not in code_text((site / "sqs/index.html").read_text("utf-8"))
    assert "index.html#method." not in (site / "sqs/llms.txt").read_text("utf-8")


def test_common_errors_of_heads_are_statuses(site: Path) -> None:
    page = (site / "s3/common-errors.html").read_text("utf-8")
    assert "Not so for HEAD requests" in page
    assert '<a href="operations/head_object.html"><code>head_object</code></a>' in page
    assert '<code>.raises("403")</code>' in page
    assert "HEAD" not in (site / "sqs/common-errors.html").read_text("utf-8")

"""The examples of the docs: taken out of the HTML, run, sent and parsed.

Three services and some of AWS's are part of every run; ``-m aws`` takes all of them.
"""

from __future__ import annotations

import importlib
import json
import os
import re
import shutil
import subprocess
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread
from typing import Any

import formatted
import pytest
from aws_services import ALL, few_or_all
from botocore.awsrequest import AWSResponse
from botocore.config import Config
from botosmith.build.service import build
from botosmith.models.load import Library
from botosmith.output.write import write
from botosmith.package.render import render
from botosmith.problems import ModelError
from botosmith.site.examples.examples import Examples
from botosmith.site.snippets import Snippets
from botosmith.site.snippets.highlight import highlighted
from botosmith.site.snippets.layout import WIDE, WIDTH
from botosmith_runtime.fakes.adapters.botocore import stages
from botosmith_runtime.protocols import Response, serialise_response
from documented_service import TOKEN, DocumentedService, code_of, http_response
from imported_package import imported
from running_package import RunningPackage, needs_crt
from shown_requests import differences

ROOT = Path(__file__).parents[2]
MODELS = (ROOT / "models",)
# Every protocol and signature, event streams, documents, hosts and paths that depend on members,
# endpoints that botocore has to discover.
CROSS_SECTION = [
    "apigatewayv2", "bedrock-runtime", "cloudwatch", "codecatalyst", "dynamodb", "eventbridgev2",
    "kinesis", "lambda", "lexv2-runtime", "route53", "s3", "s3control", "sqs", "sts",
    "timestream-query",
]  # fmt: skip
OWN = ["glue-migration", "importexport", "personium-cell"]

UNREADABLE = {"GetBucketLocation", "GetBucketNotification"}
"""What botocore's parser alone does not read back. A handler of botocore's reads the location. Both
examples of the notification give a deprecated member and its successor, which share an element."""

REFUSED = {("s3", "PutBucketCors")}
"""Examples of AWS that botocore does not send: a bucket without a name."""


@pytest.fixture(autouse=True)
def clean_environment(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in list(os.environ):
        if name.startswith("AWS_"):
            monkeypatch.delenv(name)
    monkeypatch.setenv("AWS_CONFIG_FILE", os.devnull)
    monkeypatch.setenv("AWS_SHARED_CREDENTIALS_FILE", os.devnull)
    monkeypatch.setenv("AWS_EC2_METADATA_DISABLED", "true")


@pytest.mark.parametrize("service", OWN)
def test_own_service(service: str, tmp_path: Path) -> None:
    assert list(faults(DocumentedService(service, MODELS), tmp_path)) == []


@pytest.mark.filterwarnings("ignore::botosmith_runtime.violations.ShapeWarning")
@pytest.mark.parametrize("service", few_or_all(CROSS_SECTION))
def test_service(service: str, tmp_path: Path) -> None:
    assert list(faults(DocumentedService(service), tmp_path)) == []


@pytest.mark.aws
@pytest.mark.filterwarnings("ignore::botosmith_runtime.violations.ShapeWarning")
@pytest.mark.parametrize("service", ALL)
def test_every_service(service: str, tmp_path: Path) -> None:
    assert list(faults(DocumentedService(service), tmp_path)) == []


def faults(documented: DocumentedService, directory: Path) -> Iterator[str]:
    """Where the docs of a service show what is not so."""
    yield from (one for one in documented.unparsed() if one.partition(":")[0] not in UNREADABLE)
    yield from documented.unparsed_errors()
    write(render(documented.ir), directory)
    with imported(directory, documented.ir.package):
        try:
            yield from RunningPackage(documented).failures()
        finally:
            stages.POOL.clear()
        yield from unlike_botocore(documented)


def unlike_botocore(documented: DocumentedService) -> Iterator[str]:
    """Request panes that are not what a real client sends, once more on a connection of its own."""
    sent: list[Any] = []
    answers: list[AWSResponse] = []

    def answer(request: Any, **_: Any) -> AWSResponse:
        sent.append(request)
        if request.headers.get("X-Amz-Target", b"").endswith(b".DescribeEndpoints"):
            return discovered(request.url)  # which some clients ask for before anything else
        return answers[-1]

    client = real_client(documented)
    client.meta.events.register("before-send", answer)
    for operation, example, panes in documented.each():
        if example.problems and (documented.ir.name, operation.name) not in REFUSED:
            assert example.upstream, f"{operation.name}: {example.problems}"
        if example.problems or needs_crt(example.sent):
            continue
        model = documented.examples.model.operation_model(operation.name)
        answers.append(
            http_response(serialise_response(model.service_model, model, example.response))
        )
        given = dict(example.request)
        for name in model.idempotent_members:
            given.setdefault(name, TOKEN)
        getattr(client, operation.method)(**given)
        for difference in differences(code_of(panes["request"]), sent[-1]):
            yield f"{operation.name}: {difference}"


def discovered(url: str) -> AWSResponse:
    """The answer of an endpoint discovery that leads nowhere else."""
    endpoint = {"Address": url.split("/")[2], "CachePeriodInMinutes": 1440}
    body = json.dumps({"Endpoints": [endpoint]}).encode()
    return http_response(Response(status=200, headers={}, body=body))


def real_client(documented: DocumentedService) -> Any:
    """The generated client on real botocore, whose requests end before the socket."""
    package = importlib.import_module(documented.ir.package)
    model: Any = documented.examples.model
    if model.signature_version == "bearer":
        variable = model.signing_name.replace("-", "_").upper()
        os.environ[f"AWS_BEARER_TOKEN_{variable}"] = "t"
    config = Config(retries={"total_max_attempts": 1})
    if documented.ir.authentication.endpoint_required:
        url = "https://unit.example/"
        return package.connect(endpoint_url=url, token="t", config=config)
    return package.connect(
        region_name="us-east-1",
        aws_access_key_id="test",
        aws_secret_access_key="test",
        config=config,
    )


def test_curl_sends_the_same(tmp_path: Path) -> None:
    """Run by a shell against a server on loopback: method, path, headers and body."""
    curl = shutil.which("curl")
    if curl is None:
        pytest.skip("curl is not installed")
    received: list[Any] = []
    with loopback(received) as port:
        for name in ("personium-cell", "glue-migration", "dynamodb", "s3", "iam"):
            documented = DocumentedService(name, MODELS)
            for operation, example, panes in [*documented.each()][:12]:
                if "curl" not in panes:
                    continue
                sent = example.sent
                assert sent is not None
                command = code_of(panes["curl"]).replace(sent.origin, f"http://127.0.0.1:{port}")
                environment = {
                    "PATH": os.environ["PATH"], "TOKEN": "t",
                    "AWS_ACCESS_KEY_ID": "a", "AWS_SECRET_ACCESS_KEY": "b",
                }  # fmt: skip
                subprocess.run(
                    ["sh", "-c", f"{command} --silent --noproxy '*'"],
                    env=environment, check=True, capture_output=True, cwd=tmp_path,
                )  # fmt: skip
                method, path, headers, body = received.pop()
                assert (method, path) == (sent.method, sent.path), operation.name
                for key, value in sent.headers:
                    if key.lower() not in ("content-length", "content-md5", "expect"):
                        assert headers.get(key) == value, (operation.name, key)
                assert "Authorization" in headers or not sent.scheme
                assert body == sent.body or json.loads(body) == json.loads(sent.body)


class loopback:  # noqa: N801  # used as a function
    def __init__(self, received: list[Any]) -> None:
        class Handler(BaseHTTPRequestHandler):
            def handle_one_request(self) -> None:
                self.raw_requestline = self.rfile.readline()
                if not self.raw_requestline or not self.parse_request():
                    self.close_connection = True
                    return
                body = self.rfile.read(int(self.headers.get("Content-Length", 0)))
                received.append((self.command, self.path, self.headers, body))
                self.send_response(200)
                self.send_header("Content-Length", "0")
                self.end_headers()

            def log_message(self, format: str, *args: Any) -> None:  # noqa: A002
                pass

        self._server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self._thread = Thread(target=self._server.serve_forever, daemon=True)

    def __enter__(self) -> int:
        self._thread.start()
        return self._server.server_port

    def __exit__(self, *_: object) -> None:
        self._server.shutdown()
        self._server.server_close()


@pytest.mark.parametrize("service", ["glue", "kinesis", "s3", *OWN])
def test_python_is_laid_out_as_ruff_would(service: str, tmp_path: Path) -> None:
    documented = DocumentedService(service, MODELS)
    narrow, wide = tmp_path / "narrow", tmp_path / "wide"
    narrow.mkdir()
    wide.mkdir()
    count = 0
    for operation, _, panes in documented.each():
        keys = ("typed", "boto3", "async", "fake")
        shown = [panes[key] for key in keys if key in panes]
        errors = [documented.errors[name] for name in operation.errors]
        if errors:
            shown.append(documented.snippets.catching(operation, *errors))
        for pane in shown:
            count += 1
            (narrow / f"{pane.key}_{count}.py").write_text(f"{code_of(pane)}\n", encoding="utf-8")
    pages = Snippets(documented.ir, documented.model, documented.examples, WIDE)
    polled = {one.name: pages.paginating(one) for one in documented.ir.paginators}
    polled |= {one.name: pages.waiting(one) for one in documented.ir.waiters}
    for name, shown in polled.items():
        for pane in shown:
            (wide / f"{name}_{pane.key}.py").write_text(f"{code_of(pane)}\n", encoding="utf-8")
    for section in documented.guide():
        text = f"{code_of(section.pane)}\n"
        (wide / f"guide_{section.anchor}.py").write_text(text, encoding="utf-8")
    assert formatted.differences(narrow, WIDTH) == ""
    assert formatted.differences(wide, WIDE) == ""
    assert count


DEMANDING = re.compile(
    r"If(None|Match|Modified|Unmodified)|Token$|Owner(AWS)?(Account)?(Id)?$|Encoding|Delimiter|Checksum"
)


@pytest.mark.parametrize("service", few_or_all(CROSS_SECTION))
def test_made_up_requests_ask_for_no_more_than_they_must(service: str) -> None:
    documented = DocumentedService(service)
    for operation, example, _ in documented.each():
        given = set(example.request) if example.sampled else set[str]()
        required = {p.name for p in operation.parameters if p.required}
        optional = given - required
        assert len(optional) <= (0 if required else 1), operation.name
        assert not any(DEMANDING.search(name) for name in optional), operation.name


# What tells how fakes answer; the rest is for services that have pages, waiters or streams.
EVERYWHERE = {
    "pytest", "matching", "ambiguous", "sequences", "errors", "retries", "responders", "record",
    "asyncio", "samples", "types", "options", "stubber", "patching",
}  # fmt: skip


@pytest.mark.parametrize(
    ("service", "more"),
    [
        ("importexport", {"pages", "waiters"}),
        ("s3", {"pages", "waiters", "bodies", "events", "transfers", "multipart"}),
        ("sqs", {"pages"}),
        ("dynamodb", {"pages", "waiters"}),
    ],
)
def test_the_guide_shows_what_the_service_has(service: str, more: set[str]) -> None:
    """``test_service`` runs all of it."""
    documented = DocumentedService(service, MODELS)
    assert {section.anchor for section in documented.guide()} == EVERYWHERE | more


def test_an_own_example_that_breaks_its_shape_ends_the_build(tmp_path: Path) -> None:
    shutil.copytree(ROOT / "models/importexport", tmp_path / "importexport")
    path = tmp_path / "importexport/2010-06-01/examples-1.json"
    text = path.read_text(encoding="utf-8")
    path.write_text(text.replace('"JobType": "Import"', '"JobType": "Sideways"'), encoding="utf-8")
    model = Library((tmp_path,)).load("importexport")
    with pytest.raises(ModelError) as caught:
        Examples(build(model), model)
    first = caught.value.problems[0]
    assert first.file == str(path)
    assert first.where == "examples.CreateJob.0"
    assert re.match(r'(request|response): JobType: enum: expected one of "Export"', first.message)


def test_responses_of_ec2_are_parsed() -> None:
    documented = DocumentedService("ec2")  # the only service of its protocol, and large
    assert [*documented.unparsed(), *documented.unparsed_errors()] == []


def test_hostile_text_is_only_text() -> None:
    hostile = "</code><script>alert(1)</script>&amp;\u202e\x00\"'`"
    for language in ("python", "json", "xml", "form", "head", "bash", ""):
        shown = highlighted(hostile, language)
        assert set(re.findall(r"<[^>]*>", shown)) <= {f"<span class={c}>" for c in "ksnmc"} | {
            "</span>"
        }
        assert "\u202e" not in shown
        assert "\x00" not in shown

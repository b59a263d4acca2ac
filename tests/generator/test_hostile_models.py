"""A hostile model gives valid, harmless code: what it says is data, never code or markup."""

from __future__ import annotations

import ast
import json
import re
import subprocess
import sys
from pathlib import Path

import pytest
import tomllib
from botosmith import names
from botosmith.text import literal, paragraphs, printable, summary
from hostile_model import ERRORS, OPERATIONS, TEXT, TEXTS, model
from markdown_it import MarkdownIt
from payload_verdicts import Case, Judged
from project import Project
from tiny_model import Json

# What a reader cannot see, what moves a cursor, and what turns the direction of text.
UNSEEN = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f\u00ad\u061c\u200b-\u200f\u2028-\u202e\u2060-\u206f\ud800-\udfff\ufeff]"
)
PACKAGE = "botosmith_hostile"


def run(*command: str, cwd: Path) -> str:
    ended = subprocess.run(command, cwd=cwd, capture_output=True, text=True, check=False)
    assert ended.returncode == 0, ended.stdout + ended.stderr
    return ended.stdout


@pytest.fixture(scope="module")
def hostile(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The directory of the package that the real command line makes of the hostile model."""
    directory = tmp_path_factory.mktemp("hostile")
    folder = directory / "models" / "hostile" / "2020-01-01"
    folder.mkdir(parents=True)
    for stem, document in model().items():
        (folder / f"{stem}.json").write_text(json.dumps(document), encoding="utf-8")
    run(sys.executable, "-m", "botosmith", "build", cwd=directory)
    assert sorted(path.name for path in directory.iterdir()) == ["models", "out"]
    return directory / "out" / "hostile"


def test_the_code_is_valid(hostile: Path) -> None:
    run("ruff", "check", "--isolated", "--select", "E9,F", ".", cwd=hostile)
    run("mypy", "--strict", "--cache-dir", ".mypy_cache", PACKAGE, cwd=hostile)


USE = """
import importlib, inspect, pathlib, sys, typing
from botocore.exceptions import ClientError
from botocore.stub import Stubber
for path in sorted(pathlib.Path(PACKAGE).glob("*.py")):
    importlib.import_module(f"{PACKAGE}.{path.stem}")
from botosmith_hostile import checks, client, connect, errors, literals, paginator, waiter
from botosmith_runtime.errors import ServiceError
made = connect(endpoint_url="https://x.example", token="t", request_checks="off")
stubber = Stubber(made)
assert set(typing.get_args(literals.ChoiceType)) == set(TEXTS), literals.ChoiceType
codes = {error.code: error for error in vars(errors).values()
         if isinstance(error, type) and issubclass(error, ServiceError) and error.code}
assert len(codes) == len(ERRORS), codes
for code, error in codes.items():
    stubber.add_client_error("hostile", service_error_code=code)
    with stubber:
        try:
            made.hostile(**{"None": "x", TEXTS[0]: "x"})
        except error:
            pass
for name in [*paginator.PAGINATORS]:
    made.get_paginator(name)
for check in [*checks.REQUESTS.values(), *checks.RESPONSES.values()]:
    for value in (None, 5, "x", {}, [], object()):
        found = []
        check({member: value for member in MEMBERS}, found, ())
        assert found
for operation, method in METHODS.items():
    assert inspect.isfunction(getattr(client.HostileClient, method)), operation
assert not list(pathlib.Path().rglob("canary")), "something ran"
"""


def test_nothing_of_it_runs_and_all_of_it_works(hostile: Path) -> None:
    members = model()["service-2"]["shapes"]["Response"]["members"]
    facts = {
        "PACKAGE": PACKAGE,
        "TEXTS": TEXTS,
        "ERRORS": ERRORS,
        "MEMBERS": list(members),
        "METHODS": {name: names.method_name(name) for name in OPERATIONS},
    }
    given = "".join(f"{name} = {value!a}\n" for name, value in facts.items())
    run(sys.executable, "-W", "error", "-c", given + USE, cwd=hostile)


def test_docstrings_say_what_the_model_says(hostile: Path) -> None:
    documented = {
        node.name: " ".join((ast.get_docstring(node, clean=False) or "").split())
        for module in ("client", "errors")
        for node in ast.walk(
            ast.parse((hostile / PACKAGE / f"{module}.py").read_text(encoding="utf-8"))
        )
        if isinstance(node, ast.ClassDef | ast.FunctionDef)
    }
    first = " ".join(summary(TEXT).split())
    assert documented["HostileClient"].startswith(first)
    assert documented["import_"].startswith(first)
    whole = documented[names.error_class(ERRORS[0])]
    for text in TEXTS:
        for paragraph in paragraphs(text):
            assert " ".join(paragraph.split()) in whole
    assert "ends in a backslash \\" in documented["hostile"]
    assert "null \\u0000 byte" in documented["hostile"]
    assert "{% include '/etc/passwd' %}" in documented["hostile"]


def test_no_file_holds_what_a_reader_cannot_see(hostile: Path) -> None:
    texts = [path for path in hostile.rglob("*") if path.suffix in (".py", ".md", ".toml")]
    assert len(texts) > 8
    for path in texts:
        assert not UNSEEN.findall(path.read_bytes().decode("utf-8")), path


def test_the_project_file_is_toml_and_says_no_more(hostile: Path) -> None:
    parsed = tomllib.loads((hostile / "pyproject.toml").read_text(encoding="utf-8"))
    assert set(parsed) == {"build-system", "project", "tool"}
    assert parsed["project"]["name"] == "botosmith-hostile"
    assert printable(TEXTS[0]) in parsed["project"]["description"]


def test_the_readme_shows_text_as_text(hostile: Path) -> None:
    parser = MarkdownIt("gfm-like", {"linkify": False})
    blocks = parser.parse((hostile / "README.md").read_text(encoding="utf-8"))
    kinds = [block.type for block in blocks]
    assert [kinds.count(kind) for kind in ("html_block", "heading_open", "fence")] == [1, 1, 1]
    inlines = {child.type for block in blocks for child in block.children or ()}
    assert inlines <= {"text", "code_inline", "softbreak", "text_special"}
    shown = "".join(
        child.content for block in blocks for child in block.children or () if child.content
    )
    assert "![image](http://x.example/i.png) [link](javascript:alert(1))" in shown
    assert "<script>alert(1)</script> &lt;b&gt;" in shown


@pytest.mark.parametrize(
    "name", ["__init__", "__class__", "_make_api_call", "a.b", "import os", ""]
)
def test_an_operation_that_no_method_can_be_is_refused(project: Project, name: str) -> None:
    http = {"method": "POST", "requestUri": "/"}
    project.add({"service-2": {"operations": {name: {"name": name, "http": http}}}})
    ended = project.run("build")
    assert f"service-2.json: operations.{name}: " in ended.stderr
    assert (ended.status, ended.stdout) == (2, "")
    assert not project.out.exists()


def test_a_message_shows_what_is_hidden_in_a_name(project: Project) -> None:
    name = "\x1b[2J\u202eJob\n\ud800"
    project.add({"service-2": {"shapes": {name: {"type": "structure"}}}})
    first, *lines = project.run("build").stderr.splitlines()
    assert first == "botosmith: the model of tiny has 1 problem:"
    assert [line.split(": ")[1] for line in lines] == ["shapes.\\u001b[2J\\u202eJob\\n\\ud800"]


def test_a_violation_is_one_line_and_shows_what_is_hidden(project: Project, tmp_path: Path) -> None:
    """The site's checker says it in the same words."""
    forged, hidden = "b\nc: required: fake line", "\x1b31m\u202e\U000e0001\u2028\xa0 é"
    shapes = {
        "State": {"enum": ["done", forged, hidden]},
        "String": {"pattern": f"[a-z]+|\n{hidden}"},
        "Job": {"members": {hidden: {"shape": "State"}}},
    }
    when = {"presentWhen": {"State": [forged, hidden]}}
    facts: dict[str, Json] = {"presence": {"Job": {"Reason": when}}}
    project.add({"service-2": {"shapes": shapes}, "botosmith-1": facts})
    judged = Judged("tiny", (project.directory / "models",))
    payloads = [{"State": "x", "Id": "0", "More": 1, hidden: hidden}, {"State": forged}]
    said: list[str] = []
    for payload in payloads:
        text = json.dumps(payload)
        path = tmp_path / "payload.json"
        path.write_text(text, encoding="utf-8")
        lines = project.run("check", "tiny", "GetJob", "--response", str(path)).stdout.splitlines()
        said += [line.removesuffix(" (likely)") for line in lines]
        case = Case(judged.operations["GetJob"], "response", text)
        assert judged.disagreements([case], tmp_path) == []
    shown = "\\x1b31m\\u202e\\U000e0001\\u2028\\xa0 é"
    assert said == [
        "Id: pattern: expected text that matches [a-z]+|\\n" + shown + ', got "0"',
        f'State: enum: expected one of "{shown}", "b\\nc: required: fake line", "done", got "x"',
        f"More: unknown: expected one of the members Id, Parent, State, Reason, {shown}",
        'Reason: presence: expected present when State is "b\\nc: required: fake line" or '
        f'"{shown}"',
    ]


def test_every_character_survives_as_a_literal() -> None:
    for start in range(0, 0x110000, 0x100):
        text = "".join(map(chr, range(start, start + 0x100)))
        source = literal(text)
        assert ast.literal_eval(source.encode("utf-8").decode("utf-8")) == text
        assert not UNSEEN.search(source)
        assert not UNSEEN.search(printable(text).replace("\n", ""))


@pytest.mark.parametrize("text", ["<a", "<!--", "<script>", "A. ", "<li", "&amp", "<p>", "\\", '"'])
def test_text_takes_time_in_proportion_to_its_length(text: str) -> None:
    """Two million characters: what is quadratic would not end, so that no time need be measured."""
    assert paragraphs(text * (2_000_000 // len(text))) is not None

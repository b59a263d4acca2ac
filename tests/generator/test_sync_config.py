"""The configuration of ``botosmith sync``: what it can say, and what is refused, by line."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import jsonschema
import pytest
import tomllib
from botosmith.tools.sync import config
from project import Project
from synced import CODE, Program


@pytest.fixture
def program(project: Project) -> Program:
    made = Program(project)
    made.write()
    return made


REFUSED = {
    'nmae = "shop"': ":1: unknown key 'nmae'; did you mean name?",
    "whells = true": ":1: unknown key 'whells'; did you mean wheels?",
    'from-code = ["src"]': ':1: from-code needs name, such as name = "myapp"',
    'name = "shop"': ':1: name needs from-code, such as from-code = ["src"]',
    'from-code = ["sorce"]\nname = "shop"': ":1: sorce does not exist",
    'from-code = "src"\nname = "shop"': ":1: from-code: expected a list of texts, got a str",
    'from-code = ["src"]\nname = "Shop"': ":2: 'Shop' cannot name a service",
    'services = ["sqss"]': ":1: unknown service 'sqss'",
    'services = ["sqs"]\nout = 3': ":2: out: expected text",
    'services = ["sqs"]\nwheels = "no"': ":2: wheels: expected true or false, got a str",
    'services = ["sqs"]\nvendor = true': ":2: vendor: expected text",
    'services = ["sqs"]\nvendor = "out/x"': ":2: vendor is out/x, inside out: name a directory of",
    'services = ["sqs"]\nversion = "v1"': ":2: version: expected numbers and dots",
    'services = ["sqs"]\nresponse-keys = "all"': ":2: response-keys: expected model or present",
    'services = ["sqs"]\nresponse-keys = true': ":2: response-keys: expected text",
    "wheels = true": ": no package is configured",
    'from-code = ["src"]\nname = "shop"\nout = "src/aws"': ":3: out is src/aws, inside the source",
    'services = ["sqs"]\n[slices.s3-x]\nservce = "s3"': ":3: unknown key 'servce'; did you mean",
    '[slices.s3-x]\nfrom = ["src"]': ":1: the slice s3-x needs its service",
    '[slices.s3-x]\nservice = "s3"': ":1: the slice s3-x has no calls: give it source trees",
    '[slices.s3-x]\nservice = "s3"\nfrom = ["src"]': ":1: the slice s3-x has no calls: src c",
    '[slices.x]\nservice = "sq"\noperations = ["A"]': ":2: unknown service 'sq'",
    '[slices.x]\nservice = "sqs"\noperations = ["SendMesage"]': ":3: sqs has no operation",
    '[slices.sqs]\nservice = "sqs"\noperations = ["SendMessage"]': ":1: sqs is a service of bot",
    'from-code = ["src"]\nname = "shop"\n[slices.sqs-shop]\nservice = "sqs"\n'
    'operations = ["SendMessage"]': ":3: two packages would be botosmith-sqs-shop",
    'services = ["sqs-x"]\n[slices.sqs-x]\nservice = "sqs"\n'
    'operations = ["SendMessage"]': ":2: two packages would be botosmith-sqs-x",
    "services = [": " is not TOML: ",
}


@pytest.mark.parametrize("text", REFUSED)
def test_what_it_cannot_mean_is_refused_by_file_and_line(program: Program, text: str) -> None:
    program.write(configuration=text)
    before = program.state()
    ended = program.sync()
    assert ended.status == 2, ended
    assert f"botosmith.toml{REFUSED[text]}" in ended.stderr
    assert ended.stderr.count("\n") == 1
    assert program.state() == before


def test_pyproject_names_the_lines_of_its_own_table(program: Program) -> None:
    (program.root / "botosmith.toml").unlink()
    pyproject = program.root / "pyproject.toml"
    pyproject.write_text('[project]\nname = "x"\n\n[tool.botosmith]\nname = "shop"\n')
    assert "pyproject.toml:5: name needs from-code" in program.sync().stderr
    pyproject.write_text('[tool.botosmith]\nservices = ["sqs"]\n[tool.botosmith.slices.a]\nx = 1\n')
    assert "pyproject.toml:4: unknown key 'x'" in program.sync().stderr
    pyproject.write_text("[tool]\nbotosmith = 1\n")
    assert "tool.botosmith is not a table" in program.sync().stderr


def test_without_a_configuration_it_says_how_to_write_one(program: Program) -> None:
    (program.root / "botosmith.toml").unlink()
    ended = program.sync()
    assert ended.status == 2
    assert "run botosmith init to write one" in ended.stderr
    (program.root / "botosmith.toml").write_text('services = ["sqs"]')
    (program.root / "pyproject.toml").write_text("[tool.botosmith]\n")
    assert "both configure botosmith: keep one of them" in program.sync().stderr


def test_it_is_found_from_a_directory_below(
    program: Program, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(program.code.parent)
    ended = program.sync()
    assert "2 packages in ../../out/" in ended.stdout, ended
    assert "up to date" in program.sync().stdout
    monkeypatch.chdir(program.root)
    assert program.sync().stdout == "2 packages in out/, up to date\n"


def test_the_schema_says_what_the_reader_takes(program: Program) -> None:
    schema = config.schema()
    jsonschema.Draft7Validator.check_schema(schema)
    validator: Any = jsonschema.Draft7Validator(schema)
    full = (
        'out = "aws"\nmodels = []\nservices = ["kms"]\nfrom-code = ["src"]\nname = "shop"\n'
        'wheels = false\nvendor = "src/aws"\nversion = "1.2"\nresponse-keys = "present"\n'
        '[slices.sqs-x]\nservice = "sqs"\nfrom = ["src"]\noperations = ["PurgeQueue"]\n'
    )
    assert {*tomllib.loads(full)} == {*schema["properties"]}
    assert not [*validator.iter_errors(tomllib.loads(full))]
    program.write(configuration=full)
    loaded = config.load()
    assert loaded.slices["sqs-x"].operations == ("PurgeQueue",)
    assert loaded.response_keys == "present"
    for text in REFUSED:
        if "unknown key" in REFUSED[text] or "expected" in REFUSED[text]:
            assert [*validator.iter_errors(tomllib.loads(text))], text


INIT = """[project]
name = "Shop_App"   # our name

[tool.other]
x = [1,
  2]"""


def test_init_adds_a_table_and_keeps_the_rest(program: Program) -> None:
    (program.root / "botosmith.toml").unlink()
    pyproject = program.root / "pyproject.toml"
    pyproject.write_bytes(INIT.replace("\n", "\r\n").encode())
    ended = program.project.run("init")
    assert ended.status == 0, ended.stderr
    assert ended.stdout == (
        "sqs: 1 operation in use\nsts: 1 operation in use\n"
        "pyproject.toml: written; run botosmith sync\n"
    )
    written = pyproject.read_bytes().decode()
    assert written.startswith(INIT.replace("\n", "\r\n"))
    added = tomllib.loads(written)["tool"]["botosmith"]
    assert added == {"from-code": ["src"], "name": "shop-app"}
    assert program.sync().status == 0
    again = program.project.run("init")
    assert (again.status, "configures botosmith already" in again.stderr) == (2, True)
    assert pyproject.read_bytes().decode() == written


def test_init_finds_flat_layouts_and_own_models(program: Program) -> None:
    (program.root / "botosmith.toml").unlink()
    package = program.root / "shop"
    program.code.parent.rename(package)
    (package / "__init__.py").touch()
    (program.root / "src").rmdir()
    (program.root / "tests").mkdir()
    (program.root / "tests" / "__init__.py").write_text(CODE)
    program.project.add()
    assert program.project.run("init").status == 0
    added = tomllib.loads((program.root / "botosmith.toml").read_text())
    assert added["from-code"] == ["shop"]
    assert added["services"] == ["tiny"]


def test_init_writes_nothing_where_nothing_is_found(program: Program) -> None:
    (program.root / "botosmith.toml").unlink()
    program.code.write_text("import json\n")
    ended = program.project.run("init")
    assert ended.status == 2
    assert "no call of a boto3 client found in src" in ended.stderr
    assert [path.name for path in program.root.iterdir()] == ["src"]
    assert Path.cwd() == program.root

"""Facts that users and distributions add to those of a service: build, check, lint, diff, slice."""

from __future__ import annotations

import importlib
import json
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from botocore.exceptions import ClientError
from botocore.loaders import Loader
from botosmith.models.facts import GROUP
from botosmith.models.load import Library
from imported_package import imported
from project import Project
from site_directory import announce, environment

VERSION = "2013-12-02"
SOURCED = {"source": "https://mesh.example/limits", "date": "2026-11-28"}
FACTS: dict[str, Any] = {
    "version": "1.0",
    "serviceId": "Kinesis",
    "members": {
        "EnhancedMonitoringOutput": {"CurrentShardLevelMetrics": {"min": 2, "max": 3, **SOURCED}}
    },
    "commonErrors": {"errors": {"MeshDown": {"httpStatus": 503, "meaning": "No mesh."}}},
    "handlers": {
        "name_stream": {
            "event": "before-parameter-build",
            "operations": ["AddTagsToStream", "PutRecord"],
            "member": "StreamName",
            "does": "takes-bytes",
            **SOURCED,
        }
    },
    "addedMethods": {
        "put_json": {
            "addedBy": "mesh",
            "operations": ["PutRecord"],
            "parameters": [{"name": "Value", "type": "Any", "documentation": "What to put."}],
            "type": "None",
            "documentation": "Puts a value as JSON.",
            **SOURCED,
        }
    },
    "arns": {"stream": {"example": "arn:aws:kinesis:eu-north-1:123456789012:stream/mesh"}},
}
LIMITS = {"EnhancedMetrics": {"ShardLevelMetrics": {"min": 0}}}
RESPONSE = ("check", "kinesis", "EnableEnhancedMonitoring", "--response", "r.json")


def state(project: Project, facts: object, folder: str = f"models/kinesis/{VERSION}") -> Path:
    """Write the file that adds to a service's facts."""
    file = project.directory / folder / "botosmith-1.json"
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(json.dumps(facts), encoding="utf-8")
    return file


def check(project: Project, response: object, *more: str) -> str:
    (project.directory / "r.json").write_text(json.dumps(response), encoding="utf-8")
    return project.run(*RESPONSE, *more).stdout


def test_a_file_alone_adds_to_what_is_known(project: Project) -> None:
    state(project, FACTS)
    built = project.run("build", "kinesis")
    assert (built.status, built.stderr) == (0, "")
    assert project.run("verify").status == 0
    assert project.run("lint").stdout == "1 model: nothing found\n"
    current = check(project, {"CurrentShardLevelMetrics": ["ALL"], "DesiredShardLevelMetrics": []})
    assert current == "CurrentShardLevelMetrics: size: expected 2 to 3 items, got 1 (likely)\n"
    files = {name: content.decode(errors="replace") for name, content in project.files().items()}
    client = files["kinesis/botosmith_kinesis/client.py"]
    assert "def put_json(\n            self,\n            Value: Any,\n        ) -> None:" in client
    assert "stream/mesh" in files["site/kinesis/paginators/list_stream_consumers.html"]
    assert "No mesh. botocore tries again by itself." in files["site/kinesis/common-errors.html"]


def name_stream(params: dict[str, Any], **_: Any) -> None:
    """The handler that the facts are about."""
    params["StreamName"] = params["StreamName"].decode()


def test_fakes_go_by_it_at_run_time(project: Project) -> None:
    state(project, FACTS)
    assert project.run("build", "kinesis", "--no-site").status == 0
    with imported(project.out / "kinesis", "botosmith_kinesis"):
        module = importlib.import_module("botosmith_kinesis.fakes")
        with module.FakeKinesis() as fake:
            fake.list_shards().raises("MeshDown")
            with pytest.raises(ClientError) as caught:
                fake.client.list_shards()
            event = "before-parameter-build.kinesis.AddTagsToStream"
            fake.boto3_client.meta.events.register(event, name_stream)
            fake.add_tags_to_stream(StreamName=b"s").returns()
            fake.client.add_tags_to_stream(StreamName=b"s", Tags={"a": "b"})
    response: Any = caught.value.response
    assert response["ResponseMetadata"]["HTTPStatusCode"] == 503


def test_a_copy_of_a_model_keeps_what_is_known(project: Project) -> None:
    whole = Path(Loader.BUILTIN_DATA_PATH, "kinesis", VERSION)
    copy = project.directory / "models" / "my-kinesis" / VERSION
    shutil.copytree(whole, copy)
    library = Library((project.directory / "models",))
    ours = Library().load("kinesis")
    model = library.load("my-kinesis")
    assert model.document("botosmith-1") == ours.document("botosmith-1")
    assert model.files["botosmith-1.json"] == ours.files["botosmith-1.json"]
    members = {"EnhancedMonitoringOutput": {"DesiredShardLevelMetrics": {"max": 1}}}
    state(project, {"version": "1.0", "members": members}, f"models/my-kinesis/{VERSION}")
    found = library.load("my-kinesis").document("botosmith-1")["members"]
    assert found["EnhancedMetrics"] == LIMITS["EnhancedMetrics"]
    assert found["EnhancedMonitoringOutput"] == {
        "CurrentShardLevelMetrics": {"min": 0},
        "DesiredShardLevelMetrics": {"min": 0, "max": 1},
    }


def test_directories_are_searched_in_order(project: Project) -> None:
    folders = [project.directory / folder for folder in ("strong", "models", "weak", "weakest")]
    whole = Path(Loader.BUILTIN_DATA_PATH, "kinesis", VERSION)
    shutil.copytree(whole, folders[1] / "kinesis" / VERSION)
    for rank, folder in enumerate(folders):
        arns = {f"mesh-{name}": {"example": f"arn:aws:mesh:::{rank}"} for name in range(rank + 1)}
        state(project, {"version": "1.0", "arns": arns}, f"{folder.name}/kinesis/{VERSION}")
    arns = Library(tuple(folders)).load("kinesis").document("botosmith-1")["arns"]
    examples = [arns[f"mesh-{name}"]["example"][-1] for name in range(len(folders))]
    assert examples == ["0", "1", "2", "3"]


def test_slices_and_differences_have_it(project: Project) -> None:
    state(project, FACTS)
    assert project.run("slice", "kinesis", "PutRecord", "--name", "k").status == 0
    facts = json.loads((project.directory / f"models/k/{VERSION}/botosmith-1.json").read_text())
    assert facts.keys() == {"version", "commonErrors", "handlers", "addedMethods", "arns"} | {
        "origin",
        "clientClass",
    }
    assert facts["handlers"]["name_stream"]["operations"] == ["PutRecord"]
    assert project.run("slice", "--update", "models/k").stdout.endswith("up to date\n")
    changed = project.run("diff", "models/kinesis", "kinesis", "--models", "models/k")
    assert "CurrentShardLevelMetrics.min: 2 -> 0" in changed.stdout


WRONG: list[tuple[dict[str, Any], str]] = [
    ({"members": {"PutRecordOutput": {"Shard": {"min": 1}}}}, "members.PutRecordOutput.Shard: "),
    ({"members": {"Putt": {"Shard": {"min": 1}}}}, "members.Putt: the model has no structure"),
    ({"operations": {"Put": {}}}, "operations.Put: the model has no operation of that name; fix"),
    ({"serviceId": "SQS"}, 'serviceId: the model is one of Kinesis, and not of "SQS"; move the'),
    ({"builtIn": {}}, "builtIn: only botosmith's own files can state this: its runtime reads no"),
    ({"newFact": 1}, "Additional properties are not allowed ('newFact' was unexpected)"),
]
HANDLERS: list[tuple[dict[str, Any], str]] = [
    ({"operations": ["Put"]}, '.operations.0: the model has no operation "Put"; fix the name, or'),
    ({"member": "Stream"}, '.member: the input of PutRecord has no member "Stream"; fix the name'),
    ({"member": "Data"}, ": a handler that takes-bytes needs a string, and this is a blob; name a"),
    ({"event": "after-call"}, ".event: 'before-parameter-build' was expected"),
]
METHODS: list[tuple[dict[str, Any], str]] = [
    ({"operations": ["Put"]}, '.operations.0: the model has no operation "Put"; fix the name, or'),
    ({"type": "os.system('x')"}, ".type: \"os.system('x')\" does not match "),
    ({"type": "dict["}, ': "dict[" is not a Python annotation'),
    ({"parameters": [{"name": "def", "type": "str", "documentation": ""}]}, ' parameter "def" h'),
]
HANDLER = {**FACTS["handlers"]["name_stream"], "operations": ["PutRecord"]}
METHOD = FACTS["addedMethods"]["put_json"]
OF_CLIENT: list[tuple[dict[str, Any], str]] = [
    *(({"handlers": {"h": {**HANDLER, **one}}}, f"handlers.h{text}") for one, text in HANDLERS),
    *(({"addedMethods": {"m": {**METHOD, **one}}}, text) for one, text in METHODS),
]


@pytest.mark.parametrize(("wrong", "message"), [*WRONG, *OF_CLIENT])
def test_what_is_wrong_with_it_is_told(
    project: Project, wrong: dict[str, Any], message: str
) -> None:
    file = state(project, {"version": "1.0", **wrong}).relative_to(project.directory)
    ended = project.run("build", "kinesis")
    assert ended.status == 2
    assert f"  {file}: " in ended.stderr
    assert message in ended.stderr
    assert project.run("lint").status == 1


def test_a_file_that_nothing_reads_is_told(project: Project) -> None:
    state(project, FACTS, "models/kinesis/2013-12-03")
    assert "2013-12-03, but there is no such API version, only 2013-12-02: rename" in (
        project.run("build", "kinesis").stderr
    )
    shutil.rmtree(project.directory / "models")
    state(project, FACTS, "models/kinesi/2013-12-02")
    told = project.run("build").stderr
    assert "of kinesi to which its botosmith-1.json could add; did you mean kinesis" in told
    shutil.rmtree(project.directory / "models")
    file = state(project, FACTS)
    file.with_name("waiters-2.json").write_text("{}")
    assert f"{VERSION} has waiters-2.json, but no service-2.json: without a model" in (
        project.run("build", "kinesis").stderr
    )


def test_a_distribution_brings_facts(tmp_path: Path) -> None:
    site = tmp_path / "site"
    package = site / "mesh" / "service_facts"
    package.mkdir(parents=True)
    (site / "mesh" / "__init__.py").write_text("raise ImportError('nobody is to import this')")
    # What another version of the service has, and this one has not, is left out.
    facts = {**FACTS, "members": {**FACTS["members"], "Gone": {"X": {"min": 1}}}}
    (package / "kinesis.json").write_text(json.dumps(facts))
    announce(site, "mesh", "mesh", "mesh", GROUP)
    users = tmp_path / "models" / "kinesis" / VERSION
    users.mkdir(parents=True)
    members = {"EnhancedMonitoringOutput": {"CurrentShardLevelMetrics": {"max": 9}}}
    stated = {"version": "1.0", "members": members}
    (users / "botosmith-1.json").write_text(json.dumps(stated))

    def run(*arguments: str) -> tuple[int, str]:
        ran = subprocess.run(
            [sys.executable, "-m", "botosmith", *arguments],
            cwd=tmp_path, env=environment(site, tmp_path), capture_output=True, text=True,
            check=False,
        )  # fmt: skip
        return ran.returncode, ran.stdout + ran.stderr

    response = {"CurrentShardLevelMetrics": ["ALL"], "DesiredShardLevelMetrics": []}
    (tmp_path / "r.json").write_text(json.dumps(response))
    status, told = run(*RESPONSE, "--strict")
    expected = "CurrentShardLevelMetrics: size: expected 2 to 9 items, got 1 (likely)\n"
    assert (status, told) == (1, expected)
    (package / "kinesis.json").write_text(json.dumps({**facts, "authentication": {"bearer": {}}}))
    status, told = run("build", "kinesis")
    assert f"{package / 'kinesis.json'}: authentication: only the botosmith-1.json of a" in told
    (package / "kinesis.json").write_text(json.dumps({**facts, "serviceId": "SQS"}))
    status, told = run("build", "kinesis")
    assert f"{package / 'kinesis.json'}: serviceId: expected the serviceId of the service" in told
    shutil.rmtree(package)
    status, told = run("build", "kinesis")
    assert "mesh announces service facts, but its package mesh has no folder service_facts" in told
    assert status == 2

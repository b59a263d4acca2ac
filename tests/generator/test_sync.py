"""``botosmith sync``: packages follow code, configuration, lock and botocore."""

from __future__ import annotations

import contextlib
import gzip
import json
import os
import re
import shutil
import subprocess
import sys
import zipfile
from pathlib import Path
from typing import Any

import botocore
import pytest
from botosmith.tools.sync import lock
from botosmith.tools.sync.versions import following, is_before
from project import Ended, Project
from synced import CODE, Program

VERSION = botocore.__version__


@pytest.fixture
def program(project: Project) -> Program:
    made = Program(project)
    made.write()
    return made


def locked(program: Program) -> dict[str, Any]:
    document: dict[str, Any] = json.loads((program.root / "botosmith.lock").read_text())
    return document


def methods(program: Program, package: str) -> set[str]:
    client = program.project.out / package / f"botosmith_{package.replace('-', '_')}" / "client.py"
    return set(re.findall(r"^    def ([a-z]\w+)", client.read_text(encoding="utf-8"), re.MULTILINE))


def test_packages_grow_with_the_code_and_their_versions_go_up(program: Program) -> None:
    ended = program.sync()
    assert ended.status == 0, ended.stderr
    assert f"sts-shop {VERSION}.0: new, 1 operation of sts" in ended.stdout
    wheels = [f"sqs_shop-{VERSION}.0", f"sts_shop-{VERSION}.0"]
    listed = " ".join(f"out/wheels/botosmith_{one}-py3-none-any.whl" for one in wheels)
    runtime = "out/wheels/botosmith_runtime-0.1.0-py3-none-any.whl"
    assert ended.stdout.endswith(f"install: pip install {runtime} {listed}\n")

    program.call('sts.assume_role(RoleArn="r", RoleSessionName="s")')
    ended = program.sync()
    assert f"sts-shop {VERSION}.1: 1 operation more: AssumeRole\n" in ended.stdout
    assert "operations.AssumeRole: AssumeRole is new [operation-added]" in ended.stdout
    assert "sqs-shop" not in ended.stdout
    assert "assume_role" in methods(program, "sts-shop")
    names = {path.name for path in (program.project.out / "wheels").glob("*.whl")}
    assert f"botosmith_sts_shop-{VERSION}.1-py3-none-any.whl" in names
    assert len(names) == 3
    with zipfile.ZipFile(program.project.out / "wheels" / sorted(names)[-1]) as wheel:
        metadata = next(one for one in wheel.namelist() if one.endswith("METADATA"))
        assert f"\nVersion: {VERSION}.1\n" in wheel.read(metadata).decode()


def test_a_run_with_nothing_to_do_writes_nothing(program: Program) -> None:
    program.sync()
    before = program.times()
    ended = program.sync()
    assert ended.stdout == "2 packages in out/, up to date\n"
    assert program.times() == before
    program.code.touch()
    assert program.sync().stdout == ended.stdout
    assert program.times().keys() == before.keys()
    program.call("pass  # no call")  # what is read has changed, what is built has not
    state = program.state()
    assert program.sync().stdout == ended.stdout
    assert program.state() == state


def test_what_was_changed_by_hand_or_removed_comes_back(program: Program) -> None:
    program.sync()
    state = program.state()
    client = program.project.out / "sts-shop" / "botosmith_sts_shop" / "client.py"
    client.write_text("edited", encoding="utf-8")
    (wheel,) = (program.project.out / "wheels").glob("botosmith_sqs_*.whl")
    wheel.write_bytes(b"damaged")
    assert program.sync("--check").status == 1
    assert program.sync().status == 0
    assert program.state() == state
    shutil.rmtree(program.project.out)
    assert program.sync().status == 0
    assert program.state() == state


def test_a_fresh_clone_knows_the_slices_that_its_code_uses(program: Program) -> None:
    program.write(
        "from botosmith_sts_shop import connect\n\nclient = connect()\n"
        "client.get_caller_identity()\n"
    )
    assert program.sync().status == 0
    assert "get_caller_identity" in methods(program, "sts-shop")
    shutil.rmtree(program.project.out)
    shutil.rmtree(program.root / ".botosmith_cache")
    program.call()
    program.code.write_text(program.code.read_text() + "client.get_session_token()\n")
    assert f"sts-shop {VERSION}.1" in program.sync().stdout
    assert {"get_caller_identity", "get_session_token"} <= methods(program, "sts-shop")


def test_check_says_why_and_writes_nothing(program: Program) -> None:
    ended = program.sync("--check")
    assert ended.status == 1
    assert "sts-shop" in ended.stdout
    assert ended.stderr == "botosmith: not up to date; run botosmith sync\n"
    assert not program.project.out.exists()
    program.sync()
    assert program.sync("--check").status == 0
    shutil.rmtree(program.root / ".botosmith_cache")
    state = program.state()
    assert program.sync("--check").status == 0
    program.call("sqs.list_queues()")
    ended = program.sync("--check")
    assert (ended.status, "1 operation more: ListQueues" in ended.stdout) == (1, True)
    shown = program.sync("--dry-run")
    assert (shown.status, shown.stdout) == (0, ended.stdout)
    program.code.write_text(CODE, encoding="utf-8")
    assert program.state() == state
    shutil.rmtree(program.project.out)  # packages need not be under version control
    assert program.sync("--check").status == 0


def test_nothing_goes_without_prune(program: Program) -> None:
    program.sync()
    program.write('import boto3\n\nboto3.client("sts").get_session_token()\n')
    ended = program.sync()
    assert "sts-shop: kept, though nothing calls it: GetCallerIdentity" in ended.stderr
    assert "sqs-shop: nothing needs this package any more" in ended.stderr
    assert {"get_caller_identity", "get_session_token"} <= methods(program, "sts-shop")
    assert program.sync().stderr == ended.stderr  # it is said again
    ended = program.sync("--prune")
    assert ended.status == 0, ended.stderr
    assert not (program.project.out / "sqs-shop").exists()
    assert not [*(program.project.out / "wheels").glob("*sqs*")]
    assert "get_caller_identity" not in methods(program, "sts-shop")
    assert [*locked(program)["packages"]] == ["sts-shop"]


def test_prune_keeps_what_is_the_users(program: Program) -> None:
    program.sync()
    notes = program.project.out / "sqs-shop" / "NOTES.md"
    notes.write_text("mine")
    program.write('import boto3\n\nboto3.client("sts").get_caller_identity()\n')
    before = program.state()
    ended = program.sync("--prune")
    assert ended.status == 2
    assert "NOTES.md is yours: move it away" in ended.stderr
    assert program.state() == before


def test_whole_services_own_models_and_named_slices(program: Program) -> None:
    program.project.add()
    program.write(
        configuration='services = ["tiny"]\nversion = "2.0"\nout = "aws"\nwheels = false\n'
        '[slices.sqs-more]\nservice = "sqs"\nfrom = ["src"]\noperations = ["PurgeQueue"]\n'
    )
    ended = program.sync()
    assert ended.status == 0, ended.stderr
    packages = locked(program)["packages"]
    assert packages["tiny"]["version"] == "2.0.0"
    assert packages["sqs-more"]["operations"] == ["PurgeQueue", "SendMessage"]
    assert packages["sqs-more"]["version"] == f"{VERSION}.0"
    assert not (program.root / "aws" / "wheels").exists()
    program.project.add({"service-2": {"operations": {"GetThing": {"documentation": "New."}}}})
    program.sync()
    assert locked(program)["packages"]["tiny"]["version"] in ("2.0.0", "2.0.1")


def test_two_places_pythons_and_hash_seeds_give_the_same_bytes(tmp_path: Path) -> None:
    def synced(name: str, seed: str) -> dict[str, bytes]:
        root = tmp_path / name
        root.mkdir(parents=True)
        made = Program(Project(root, lambda *_: Ended(2, "", "")))
        made.write()
        if shared:
            (root / "botosmith.lock").write_bytes(shared)
        ran = subprocess.run(
            [sys.executable, "-m", "botosmith", "sync"],
            cwd=root,
            env={**os.environ, "PYTHONHASHSEED": seed},
            capture_output=True,
            text=True,
            check=False,
        )
        assert ran.returncode == 0, ran.stderr
        return made.state()

    shared = b""
    first = synced("one", "1")
    shared = first["botosmith.lock"]
    assert synced("deep/in/another", "4711") == first


def test_markdown_and_json_hold_the_report_alone(program: Program) -> None:
    program.sync()
    program.call("sqs.list_queues()")
    ended = program.sync("--dry-run", "--format", "json")
    (document,) = json.loads(ended.stdout)
    assert document["counts"] == {"breaking": 0, "risky": 0, "safe": len(document["changes"])}
    assert program.sync("--format", "markdown").stdout.startswith("# sqs-shop: ")


class Locked:
    """Rewrites the lock, as if another botocore or botosmith had written it."""

    def __init__(self, program: Program) -> None:
        self._file = program.root / "botosmith.lock"

    def set(self, **values: Any) -> None:
        self._file.write_text(json.dumps({**json.loads(self._file.read_text()), **values}))


def test_a_newer_botocore_waits_for_upgrade(program: Program) -> None:
    program.sync()
    Locked(program).set(botocore="1.40.0")
    expected = f"botocore {VERSION} is installed, locked is 1.40.0: run botosmith sync --upgrade"
    ended = program.sync()
    assert (ended.status, ended.stderr) == (0, f"{expected}\n")
    assert program.sync().stderr == ended.stderr
    program.call("sqs.list_queues()")
    before = program.state()
    ended = program.sync()
    assert ended.status == 2
    assert ended.stderr.startswith(f"botosmith: {expected}, or pip install botocore==1.40.0, to b")
    assert program.sync("--check").status == 1
    assert program.state() == before
    assert program.sync("--upgrade").status == 0
    assert locked(program)["botocore"] == VERSION


def test_upgrade_tells_what_changed_of_the_operations_in_use(program: Program) -> None:
    program.write(configuration='services = ["sts"]\n[slices.q]\nservice = "sqs"\nfrom = ["src"]\n')
    program.sync()
    lock = Locked(program)
    for package, operations in (
        ("sts", ("GetCallerIdentity", "GetSessionToken")),  # the code calls the first one
        ("q", ("SendMessage",)),
    ):
        (model,) = program.project.out.glob(f"{package}/botosmith_{package}/models/*/*/service-2*")
        content = model.read_bytes()
        document = json.loads(gzip.decompress(content) if model.suffix == ".gz" else content)
        for operation in operations:
            shape = document["operations"][operation]["output"]["shape"]
            document["shapes"][shape]["members"][f"Gone{operation}"] = {"shape": "String"}
        document["shapes"].setdefault("String", {"type": "string"})
        written = json.dumps(document).encode()
        model.write_bytes(gzip.compress(written) if model.suffix == ".gz" else written)
    lock.set(botocore="1.40.0")
    ended = program.sync("--upgrade", "--dry-run", "--format", "json")
    assert ended.status == 0, ended.stderr
    found = {
        change["where"].rpartition(".")[2]: change["effect"]
        for one in json.loads(ended.stdout)
        for change in one["changes"]
        if change["where"].rpartition(".")[2].startswith("Gone")
    }
    assert found == {"GoneGetCallerIdentity": "breaking", "GoneSendMessage": "breaking"}
    text = program.sync("--upgrade").stdout
    assert "GoneSendMessage" in text
    assert "GoneGetSessionToken" not in text
    assert program.sync("--check").status == 0


def test_what_a_sync_refuses_leaves_all_as_it_was(program: Program) -> None:
    program.sync()
    written = Locked(program)
    good = (program.root / "botosmith.lock").read_bytes()
    refused: list[tuple[dict[str, Any], str]] = [
        ({"botocore": "9.0.0"}, f"botocore {VERSION} is installed, older than 9.0.0"),
        ({"botosmith": "9.0.0"}, "written by botosmith 9.0.0"),
        ({"lock": 2, "botosmith": "9.0.0"}, "written by botosmith 9.0.0"),
        ({"packages": {"sts-shop": {}}}, "is damaged"),
        ({"packages": 1}, "is damaged"),
    ]
    for values, message in refused:
        written.set(**values)
        before = program.state()
        for options in ((), ("--check",), ("--upgrade",)):
            ended = program.sync(*options)
            assert ended.status == 2, (values, ended)
            assert message in ended.stderr
            assert ended.stderr.count("\n") == 1
        assert program.state() == before
        (program.root / "botosmith.lock").write_bytes(good)


@pytest.mark.parametrize("fault", [KeyboardInterrupt, OSError])
def test_what_fails_on_the_way_to_disk_is_undone(
    program: Program, monkeypatch: pytest.MonkeyPatch, fault: type[BaseException]
) -> None:
    program.sync()
    program.call("sqs.list_queues()", "sts.get_session_token()")
    before = program.state()

    def fail(*_: object) -> None:
        raise fault

    with monkeypatch.context() as patch:
        patch.setattr(lock, "store", fail)
        with contextlib.suppress(OSError):
            assert program.sync().status != 0
    assert program.state() == before
    assert program.sync().status == 0
    assert locked(program)["packages"]["sqs-shop"]["version"] == f"{VERSION}.1"


@pytest.mark.parametrize(
    ("prefix", "before", "expected"),
    [
        ("1.44.5", "", "1.44.5.0"),
        ("1.44.5", "1.44.5.0", "1.44.5.1"),
        ("1.44.5", "1.44.5.9", "1.44.5.10"),
        ("1.44.10", "1.44.9.12", "1.44.10.0"),
        ("1.45.0.dev1", "1.44.9.12", "1.45.0.0"),
        ("2", "1.44.5.0", "2.0"),
    ],
)
def test_versions_sort_after_those_before(prefix: str, before: str, expected: str) -> None:
    assert following(prefix, before, "x") == expected
    assert not before or is_before(before, expected)

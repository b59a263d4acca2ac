"""Wheels: the same bytes anywhere, all that a client needs, and an install without an index."""

from __future__ import annotations

import os
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest
from botosmith.output.record import RECORD, as_text
from botosmith.output.wheels import build_wheels, runtime_project
from botosmith.output.write import write_loose
from botosmith.problems import BotosmithError
from botosmith.tools.builds import Task, build_services
from clean_environment import CleanEnvironment, run

ROOT = Path(__file__).parents[2]
SERVICES = ["glue-migration", "importexport", "personium-cell"]


def build(out: Path) -> list[Path]:
    list(build_services(SERVICES, Task(models=(ROOT / "models",), out=out, site=False), jobs=1))
    return list(build_wheels([runtime_project(), *(out / name for name in SERVICES)], out / "w"))


@pytest.fixture(scope="module")
def wheels(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return build(tmp_path_factory.mktemp("out"))[0].parent


def test_time_place_and_permissions_leave_the_bytes_alone(wheels: Path, tmp_path: Path) -> None:
    out = tmp_path / "another" / "place"
    list(build_services(SERVICES, Task(models=(ROOT / "models",), out=out, site=False), jobs=1))
    for path in out.rglob("*"):
        os.utime(path, (1_000_000_000, 1_000_000_000))
        path.chmod(0o700 if path.is_dir() else 0o600)
    again = build(out)
    assert len(again) == 4
    for wheel in again:
        assert wheel.read_bytes() == (wheels / wheel.name).read_bytes(), wheel.name


def test_the_epoch_of_a_build_leaves_the_bytes_alone(
    wheels: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1700000000")
    for wheel in build(tmp_path):
        assert wheel.read_bytes() == (wheels / wheel.name).read_bytes(), wheel.name
    assert os.environ["SOURCE_DATE_EPOCH"] == "1700000000"


@pytest.mark.parametrize("epoch", ["abc", "", "-5", "1e9", "1.5", " 5"])
def test_an_epoch_that_is_none_ends_a_build_before_it_begins(epoch: str, tmp_path: Path) -> None:
    ended = subprocess.run(
        [sys.executable, "-m", "botosmith", "build", "sts", "--no-site", "--wheels"],
        cwd=tmp_path,
        env={**os.environ, "SOURCE_DATE_EPOCH": epoch},
        capture_output=True,
        text=True,
        check=False,
    )
    assert ended.stderr == (
        f"botosmith: SOURCE_DATE_EPOCH is {epoch!r}: expected a whole number of seconds since "
        "1970. Unset it: wheels have no times\n"
    )
    assert ended.returncode == 2
    assert not [*tmp_path.iterdir()]


def test_a_wheel_replaces_those_that_were_built_before_and_nothing_else(tmp_path: Path) -> None:
    directory = tmp_path / "wheels"
    end = "-py3-none-any.whl"
    others = [f"{name}{end}" for name in ("botosmith_runtime-0.0.1", "six-1.0")]
    built = [f"{name}{end}" for name in ("botosmith_runtime-0.0.2", "botosmith_tiny-0.0.2")]
    write_loose(dict.fromkeys(built, b""), directory)
    for name in others:
        (directory / name).touch()
    (wheel,) = build_wheels([runtime_project()], directory)
    names = [wheel.name, built[1], RECORD]
    assert sorted(path.name for path in directory.iterdir()) == sorted([*others, *names])
    assert (directory / RECORD).read_text() == as_text(names)


def test_a_wheel_of_somebody_elses_is_not_replaced(tmp_path: Path) -> None:
    (wheel,) = build_wheels([runtime_project()], tmp_path / "a")
    theirs = tmp_path / "b" / wheel.name
    theirs.parent.mkdir()
    theirs.write_bytes(wheel.read_bytes())
    assert [*build_wheels([runtime_project()], theirs.parent)] == [theirs]  # it is the same
    (theirs.parent / RECORD).unlink()
    theirs.write_bytes(b"patched")
    with pytest.raises(BotosmithError, match=rf"{wheel.name} is not in {RECORD}"):
        list(build_wheels([runtime_project()], theirs.parent))
    assert theirs.read_bytes() == b"patched"
    assert [path.name for path in theirs.parent.iterdir()] == [wheel.name]


@pytest.mark.parametrize("service", SERVICES)
def test_a_wheel_holds_the_whole_package(wheels: Path, service: str) -> None:
    out = wheels.parent / service
    (package,) = out.glob("botosmith_*")
    expected = {
        path.relative_to(out).as_posix(): path.read_bytes()
        for path in package.rglob("*")
        if path.is_file()
    }
    (wheel,) = wheels.glob(f"{package.name}-*.whl")
    with zipfile.ZipFile(wheel) as archive:
        found = {
            name: archive.read(name)
            for name in archive.namelist()
            if not name.split("/")[0].endswith(".dist-info")
        }
    assert found == expected
    assert f"{package.name}/py.typed" in found
    assert [name for name in found if name.endswith("service-2.json")]


def test_a_clean_environment_installs_from_them_without_an_index(
    wheels: Path, tmp_path: Path
) -> None:
    environment = CleanEnvironment.make(tmp_path)
    packages = [f"botosmith-{name}" for name in SERVICES]
    environment.pip("install", "--find-links", wheels, *packages, cwd=tmp_path)
    program = (
        "import json; from botocore.stub import Stubber; import botosmith_importexport as package\n"
        "import botosmith_glue_migration, botosmith_personium_cell\n"
        "client = package.connect(region_name='us-east-1', aws_access_key_id='a',"
        " aws_secret_access_key='b')\n"
        "with Stubber(client) as stub:\n"
        "    stub.add_response('cancel_job', {'Success': True})\n"
        "    print(json.dumps([package.__file__, client.cancel_job(JobId='J1')['Success']]))"
    )
    printed = environment.run(program, cwd=tmp_path)
    assert printed == f'["{environment.site}/botosmith_importexport/__init__.py", true]\n'


def test_an_installed_botosmith_packs_the_runtime_whole(wheels: Path, tmp_path: Path) -> None:
    """Even from an environment in a repository whose .gitignore names the runtime's modules."""
    (tmp_path / ".git").mkdir()
    (tmp_path / ".gitignore").write_text("errors.py\nclient.py\n", encoding="utf-8")
    (wheel,) = build_wheels([ROOT / "generator"], tmp_path / "generator")
    with zipfile.ZipFile(wheel) as archive:
        archive.extractall(tmp_path / "site")
    program = (
        f"import sys; sys.path.insert(0, {str(tmp_path / 'site')!r})\n"
        "import botosmith.cli; assert botosmith.__file__.startswith(sys.path[0])\n"
        "sys.argv[1:] = ['build', 'importexport', '--wheels']; botosmith.cli.main()"
    )
    printed = run(sys.executable, "-c", program, cwd=tmp_path)
    assert "2 wheels in out/wheels/" in printed
    (runtime,) = (tmp_path / "out" / "wheels").glob("botosmith_runtime-*.whl")
    assert runtime.read_bytes() == (wheels / runtime.name).read_bytes()

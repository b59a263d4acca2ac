"""The command line as a user meets it: real processes, their output, exit status and leftovers."""

from __future__ import annotations

import multiprocessing
import os
import pty
import re
import shutil
import signal
import subprocess
import sys
from pathlib import Path

import pytest
from botosmith.problems import BotosmithError
from botosmith.tools.builds import Task, build_services
from project import without_progress

ROOT = Path(__file__).parents[2]
SERVICES = ["glue-migration", "importexport", "personium-cell"]
# Enough work of botocore's to be interrupted in the middle of it.
MANY = ["build", "--all", "--jobs", "2"]


def botosmith(*arguments: str, cwd: Path, **environment: str) -> subprocess.CompletedProcess[str]:
    ran = subprocess.run(
        [sys.executable, "-m", "botosmith", *arguments],
        cwd=cwd,
        env={**os.environ, **environment},
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        check=False,
    )
    ran.stderr = without_progress(ran.stderr)
    return ran


def files(directory: Path) -> dict[str, bytes]:
    return {
        path.relative_to(directory).as_posix(): path.read_bytes()
        for path in sorted(directory.rglob("*"))
        if path.is_file()
    }


def assert_whole(out: Path, cwd: Path) -> None:
    """Only finished packages, finished docs of them, and nothing beside these."""
    names = sorted(path.name for path in out.iterdir() if path.name != "site")
    assert names
    folders = [path for path in (out / "site").iterdir() if path.is_dir()]
    assert all((folder / "index.html").is_file() for folder in folders)
    assert not [path for path in (*out.iterdir(), *folders) if path.name.startswith(".")]
    verified = botosmith("verify", *names, cwd=cwd)
    assert verified.returncode == 0, verified.stdout + verified.stderr


@pytest.fixture
def project(tmp_path: Path) -> Path:
    """A directory with this project's models and nothing else."""
    shutil.copytree(ROOT / "models", tmp_path / "models")
    return tmp_path


def test_without_arguments_it_builds_what_models_hold(project: Path) -> None:
    first = botosmith("build", cwd=project)
    assert first.stdout.splitlines()[:1] == ["3 packages in out/, 3 changed"]
    assert (first.returncode, first.stderr) == (0, "")
    assert sorted(path.name for path in (project / "out").iterdir()) == [*SERVICES, "site"]
    assert {path.name for path in (project / "out/site").iterdir()} > {*SERVICES, "index.html"}
    second = botosmith("build", cwd=project)
    assert second.stdout.splitlines()[:1] == ["3 packages in out/, none changed"]
    verified = botosmith("verify", cwd=project)
    assert verified.stdout == "3 packages in out/, as the models give them\n"
    assert verified.returncode == 0


def test_processes_and_hash_seeds_leave_the_bytes_alone(project: Path) -> None:
    services = [*SERVICES, "s3", "lexv2-models"]
    for out, jobs in (("one", "1"), ("two", "2")):
        built = botosmith(
            "build", *services, "--out", out, "--jobs", jobs, cwd=project, PYTHONHASHSEED=jobs
        )
        assert built.returncode == 0, built.stderr
    assert files(project / "one") == files(project / "two")


def test_verify_shows_what_differs(project: Path) -> None:
    botosmith("build", cwd=project)
    package = project / "out" / "importexport" / "botosmith_importexport"
    errors = (package / "errors.py").read_text(encoding="utf-8")
    (package / "errors.py").write_text(
        errors.replace("class ImportExportError", "class Meddled"), encoding="utf-8"
    )
    (package / "literals.py").unlink()
    (package / "extra.py").write_text("", encoding="utf-8")
    verified = botosmith("verify", cwd=project)
    assert verified.returncode == 1
    assert "-class Meddled(ServiceError):\n+class ImportExportError(" in verified.stdout
    assert "+++ out/importexport/botosmith_importexport/literals.py (from" in verified.stdout
    assert "out/importexport/botosmith_importexport/extra.py" in verified.stdout
    assert verified.stderr == "importexport: not what the models give; run botosmith build\n"


def test_verify_looks_at_all_that_is_there(project: Path) -> None:
    botosmith("build", cwd=project)
    botosmith("build", "sts", cwd=project)
    shutil.rmtree(project / "models" / "personium-cell")
    (project / "out" / "sts" / "botosmith_sts" / "py.typed").write_text("partial\n")
    verified = botosmith("verify", cwd=project)
    assert verified.returncode == 1
    assert (
        "out/personium-cell: there is no model for it; remove it, or pass its --models\n"
        in verified.stdout
    )
    assert "--- out/sts/botosmith_sts/py.typed\n" in verified.stdout
    assert verified.stderr == (
        "personium-cell, sts: not what the models give; run botosmith build\n"
    )


def test_one_bad_service_does_not_cost_the_others(project: Path) -> None:
    botosmith("build", cwd=project)
    (model,) = (project / "models").glob("importexport/*/service-2.json")
    model.write_text(model.read_text(encoding="utf-8").replace('"JobId"', '"JobID"', 1) + "{")
    before = files(project / "out" / "importexport")
    shutil.rmtree(project / "out" / "personium-cell")
    built = botosmith("build", cwd=project)
    assert built.returncode == 2
    assert built.stdout.splitlines() == [
        "2 packages in out/, 1 changed",
        "docs in out/site/index.html",
        "to install: pip install ./out/glue-migration ./out/personium-cell",
    ]
    assert "models/importexport/2010-06-01/service-2.json: not JSON" in built.stderr
    assert built.stderr.endswith("botosmith: 1 package not generated\n")
    assert files(project / "out" / "importexport") == before
    assert (project / "out" / "personium-cell" / "pyproject.toml").is_file()


def test_a_fault_of_its_own_costs_one_service(project: Path) -> None:
    """The first service's model is changed to what no model is, behind the back of all checks."""
    program = (
        "import dataclasses, sys; from botosmith import cli; from botosmith.tools import builds\n"
        "real = builds.build\n"
        "def build(model, *options):\n"
        "    built = real(model, *options)\n"
        "    broken = dataclasses.replace(built, operations=None)\n"
        "    return broken if model.service == 'glue-migration' else built\n"
        "builds.build = build; sys.argv[1:] = ['build']; cli.main()"
    )
    ran = subprocess.run(
        [sys.executable, "-c", program], cwd=project, capture_output=True, text=True, check=False
    )
    assert ran.returncode == 2
    assert ran.stdout.startswith("2 packages in out/, 2 changed\n")
    assert "glue-migration: an error in botosmith. Please report it" in ran.stderr
    assert "TypeError" in ran.stderr


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["build", "importexprot"], "did you mean importexport?"),
        (["build", "../models"], "'../models' cannot name a service"),
        (["build", "s3", "--all"], "name services or pass --all, not both"),
        (["build", "--jobs", "0"], "Invalid value for '--jobs'"),
        (["build", "--models", "nowhere"], "Directory 'nowhere' does not exist"),
        (["build", "--out", "/dev/null/out"], "cannot write /dev/null/out/glue-migration: Not a"),
        (["bild"], "Did you mean 'build'?"),
        ([], "Usage: "),
    ],
)
def test_mistakes_end_with_one_message_and_status_2(
    project: Path, arguments: list[str], said: str
) -> None:
    ended = botosmith(*arguments, cwd=project)
    assert ended.returncode == 2
    assert said in ended.stderr
    assert "Traceback" not in ended.stderr
    assert not (project / "out").exists()


def test_no_models_at_all(tmp_path: Path) -> None:
    ended = botosmith("build", cwd=tmp_path)
    assert ended.returncode == 2
    assert "models/, which does not exist here. Name services, pass --models" in ended.stderr


def test_a_reader_who_leaves_is_no_error(project: Path) -> None:
    with subprocess.Popen(
        [sys.executable, "-m", "botosmith", "verify"],
        cwd=project,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    ) as process:
        assert process.stdout
        assert process.stderr
        process.stdout.close()
        assert "Traceback" not in process.stderr.read()


def test_small_commands_load_neither_rich_nor_hatchling(project: Path) -> None:
    program = (
        "import sys; from botosmith.cli import botosmith\n"
        "botosmith(['build', 'glue-migration'], standalone_mode=False)\n"
        "print(sorted({'rich', 'hatchling', 'asyncio'} & sys.modules.keys()))"
    )
    ran = subprocess.run(
        [sys.executable, "-c", program], cwd=project, capture_output=True, text=True, check=True
    )
    assert ran.stdout.splitlines()[-1] == "[]"


def test_a_terminal_sees_a_bar_and_its_interrupt_leaves_only_whole_packages(tmp_path: Path) -> None:
    process, terminal = pty.fork()
    if process == 0:  # pragma: no cover - becomes botosmith, with the pseudo-terminal as its own
        os.chdir(tmp_path)
        os.environ["TERM"] = "xterm"
        os.dup2(os.open("stdout", os.O_WRONLY | os.O_CREAT), 1)  # the bar is not for a file
        os.execv(sys.executable, [sys.executable, "-m", "botosmith", *MANY])
    seen = b""
    while b"\xe2\x94\x81" not in seen or not any(tmp_path.glob("out/[a-z]*")):
        seen += os.read(terminal, 4096)
    assert b"built" in seen
    os.write(terminal, b"\x03")
    try:
        while chunk := os.read(terminal, 4096):
            seen += chunk
    except OSError:  # how Linux says that the other side of a pseudo-terminal is closed
        pass
    os.close(terminal)
    _, status = os.waitpid(process, 0)
    assert os.waitstatus_to_exitcode(status) == 130
    assert b"interrupted: finished packages are kept" in seen
    assert b"Traceback" not in seen
    assert_whole(tmp_path / "out", tmp_path)


def test_elsewhere_plain_lines_and_termination_leaves_only_whole_packages(tmp_path: Path) -> None:
    with subprocess.Popen(
        [sys.executable, "-m", "botosmith", *MANY],
        cwd=tmp_path,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    ) as process:
        assert process.stderr
        line = process.stderr.readline()
        process.terminate()
        assert without_progress(process.stderr.read()) == ""
    assert line.startswith("built ")
    assert " of 4" in line
    assert "\x1b" not in line
    assert process.returncode == 128 + signal.SIGTERM
    assert_whole(tmp_path / "out", tmp_path)


@pytest.mark.skipif(not Path("/proc/self/status").exists(), reason="/proc tells it")
def test_only_the_first_process_hears_an_interrupt(tmp_path: Path) -> None:
    building = build_services(
        ["s3", "sns", "sqs"], Task(models=(), out=tmp_path, site=False), jobs=2
    )
    next(building)
    ignored = [
        int(
            re.findall(r"SigIgn:\s*(\w+)", Path(f"/proc/{child.pid}/status").read_text("utf-8"))[0],
            16,
        )
        for child in multiprocessing.active_children()
    ]
    assert any(
        signals & 1 << (signal.SIGINT - 1) for signals in ignored
    )  # one may still be starting
    assert len(list(building)) == 2


def test_a_process_that_is_killed_is_told_of(tmp_path: Path) -> None:
    services = ["ec2", "s3", "glue", "dynamodb", "iam", "sns"]
    building = build_services(services, Task(models=(), out=tmp_path, site=False), jobs=2)
    next(building)
    multiprocessing.active_children()[0].kill()
    with pytest.raises(BotosmithError, match="try fewer --jobs"):
        list(building)

"""The apps of the moving guides, before and after: their tests pass, and both type checkers do.

The packages of the apps after the move are built here.
"""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from difflib import unified_diff
from pathlib import Path

import pytest
import tomllib
from guides import DOCS, ROOT, blocks

AWAITING = "moving-from-aiostubber"  # needs aiobotocore: aio/test_moving.py
APPS = [
    pytest.param(folder / state, id=f"{folder.name}-{state}")
    for folder in sorted((ROOT / "examples").glob("moving-*"))
    if folder.name != AWAITING
    for state in ("before", "after")
]
STUBBER = ROOT / "examples" / "moving-from-stubber"
SERVICES = ("dynamodb", "s3", "sns", "sqs")


@pytest.fixture(scope="module")
def packages(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A directory with the packages, installed as a user installs them."""
    directory = tmp_path_factory.mktemp("packages")
    built, target = directory / "aws", directory / "installed"
    _run("botosmith", "build", *SERVICES, "--out", str(built), "--no-site", cwd=directory)
    paths = [str(built / service) for service in SERVICES]
    options = ("--quiet", "--no-deps", "--no-build-isolation", "--target", str(target))
    _run("pip", "install", *options, *paths, cwd=directory)
    return target


def _run(module: str, *arguments: str, cwd: Path, path: Path | None = None) -> str:
    kept = {name: value for name, value in os.environ.items() if not name.startswith("AWS_")}
    if path is not None:
        inherited = filter(None, [os.environ.get("PYTHONPATH")])
        kept["PYTHONPATH"] = os.pathsep.join([str(path), *inherited])
    command = [sys.executable, "-m", module, *arguments]
    ran = subprocess.run(command, cwd=cwd, env=kept, capture_output=True, text=True, check=False)
    assert ran.returncode == 0, ran.stdout + ran.stderr
    return ran.stdout


def _with_packages(app: Path, packages: Path, directory: Path) -> Path:
    """The app as its author has it: after the move, the generated packages lie in it."""
    project = directory / "project"
    shutil.copytree(app, project)
    if app.name == "after":
        shutil.copytree(packages.parent / "aws", project / "aws")
    return project


@pytest.mark.parametrize("app", APPS)
def test_the_tests_of_an_app_pass(app: Path, packages: Path) -> None:
    options = ("-q", "-W", "error", "-p", "no:cacheprovider", "--rootdir", str(app))
    printed = _run("pytest", *options, str(app / "tests"), cwd=app, path=packages)
    assert " passed" in printed
    assert "skipped" not in printed


def test_tests_with_stubber_pass_with_generated_clients(packages: Path, tmp_path: Path) -> None:
    """The guide says so of the state between its second and its third step."""
    before, after = STUBBER / "before", STUBBER / "after"
    shutil.copytree(after / "orders", tmp_path / "orders")
    shutil.copy(before / "orders" / "archive.py", tmp_path / "orders")
    shutil.copytree(before / "tests", tmp_path / "tests")
    shutil.copy(before / "pyproject.toml", tmp_path)
    conftest = tmp_path / "tests" / "conftest.py"
    text = conftest.read_text(encoding="utf-8")
    made = re.search(r"    return Clients\(.*?\n    \)\n", text, re.DOTALL)
    assert made
    text = text.replace(made[0], '    return connect("eu-west-1")\n')
    conftest.write_text(text.replace("import Clients\n", "import Clients, connect\n"), "utf-8")
    assert "7 passed" in _run("pytest", "-q", "tests", cwd=tmp_path, path=packages)


@pytest.mark.complete
@pytest.mark.parametrize("app", APPS)
def test_an_app_is_clean_to_mypy(app: Path, packages: Path, tmp_path: Path) -> None:
    project = _with_packages(app, packages, tmp_path)
    _run("mypy", "--cache-dir", str(tmp_path / "cache"), ".", cwd=project, path=packages)


@pytest.mark.complete
@pytest.mark.parametrize("app", APPS)
def test_an_app_is_clean_to_pyright(app: Path, packages: Path, tmp_path: Path) -> None:
    project = _with_packages(app, packages, tmp_path)
    _run("pyright", "--pythonpath", sys.executable, cwd=project, path=packages)


def test_checkers_leave_the_packages_out_as_the_guide_says() -> None:
    text = (DOCS / "installing.md").read_text(encoding="utf-8")
    (shown,) = (block.content for block in blocks(text) if block.language == "toml")
    tools = tomllib.loads(shown)["tool"]
    assert tools.keys() == {"mypy", "pyright", "ruff"}
    for name in ("moving-from-moto", "moving-from-stubber", AWAITING):
        project = ROOT / "examples" / name / "after" / "pyproject.toml"
        used = tomllib.loads(project.read_text(encoding="utf-8"))["tool"]
        for tool, options in tools.items():
            assert options.items() <= used[tool].items()


@pytest.mark.parametrize("name", ["moving-from-moto", "moving-from-stubber", AWAITING])
def test_diffs_are_those_of_the_apps(name: str) -> None:
    """``UPDATE_GOLDENS=1`` writes them into the guide."""
    page = DOCS / f"{name}.md"
    text = new = page.read_text(encoding="utf-8")
    shown = [block for block in blocks(text) if block.language == "diff"]
    assert shown
    for block in shown:
        paths = re.findall(r"^(?:---|\+\+\+) (\S+)$", block.content, re.MULTILINE)
        old, changed = (
            (ROOT / "examples" / name / path).read_text("utf-8").splitlines(keepends=True)
            for path in paths
        )
        new = new.replace(
            block.content, "".join(unified_diff(old, changed, paths[0], paths[1], n=2))
        )
    if os.environ.get("UPDATE_GOLDENS"):
        page.write_text(new, encoding="utf-8", newline="\n")
    else:
        assert new == text


def test_the_code_of_the_second_app_does_not_change() -> None:
    """The guide says so: fakes are for its tests alone."""
    app = ROOT / "examples" / "moving-from-moto"
    before, after = app / "before", app / "after"
    names = sorted(path.name for path in (before / "photos").glob("*.py"))
    assert names == sorted(path.name for path in (after / "photos").glob("*.py"))
    for name in names:
        assert (before / "photos" / name).read_text() == (after / "photos" / name).read_text()

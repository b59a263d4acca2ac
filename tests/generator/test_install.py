"""``botosmith install``: whole models where botocore looks, and nobody's files lost over it."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from botocore.loaders import Loader
from botocore.session import Session
from botosmith.tools.install.manifest import MANIFEST
from project import Ended, Project

VERSION = "tiny/2020-01-01"
LEFT_ALONE = "Move it away, or choose another --data-path\n"
Home = dict[str, bytes | None]


@pytest.fixture
def home(project: Project, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A home directory, where the project has its tiny model to install."""
    project.add({"service-2": {}, "waiters-2": {}, "paginators-1": {}})
    home = project.directory / "home"
    home.mkdir()
    monkeypatch.setenv("HOME", str(home))
    monkeypatch.setenv("USERPROFILE", str(home))
    return home


def contents(home: Path) -> Home:
    """Every file and directory, links as where they lead."""
    return {
        path.relative_to(home).as_posix(): str(path.readlink()).encode()
        if path.is_symlink()
        else path.read_bytes()
        if path.is_file()
        else None
        for path in sorted(home.rglob("*"))
    }


def made(home: Path, path: str, text: str = "") -> Path:
    file = home / ".aws/models" / path
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(text, encoding="utf-8")
    return file


def complaint(ended: Ended) -> str:
    assert (ended.status, ended.stdout) == (2, "")
    return ended.stderr


@pytest.mark.parametrize("before", [(), (".aws/config",), (".aws/models/own/1/service-2.json",)])
def test_in_and_out_again(project: Project, home: Path, before: tuple[str, ...]) -> None:
    project.add(service="other")
    for name in before:
        (home / name).parent.mkdir(parents=True)
        (home / name).write_text("the user's", encoding="utf-8")
    was = contents(home)
    where = home / ".aws/models"
    ended = project.run("install", "tiny", "other")
    assert ended.stdout == f"{where / VERSION}: installed\n{where}/other/2020-01-01: installed\n"
    source = project.directory / "models" / VERSION
    names = {path.name for path in source.iterdir()}
    assert "botosmith-1.json" in names
    assert {path.name for path in (where / VERSION).iterdir()} == names | {MANIFEST}
    assert all((where / VERSION / n).read_bytes() == (source / n).read_bytes() for n in names)
    installed = contents(home)
    assert project.run("install", "tiny").stdout == f"{where / VERSION}: as it was\n"
    assert contents(home) == installed
    # One after the other: the directories that were made for both go with the last.
    assert project.run("install", "tiny", "--uninstall").stdout == f"{where / VERSION}: removed\n"
    assert project.run("install", "other", "--uninstall").status == 0
    assert contents(home) == was


def test_another_data_path(project: Project, home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    ended = project.run("install", "tiny", "--data-path", "data")
    place = project.directory / "data"
    assert ended.stdout.splitlines() == [
        f"{Path('data') / VERSION}: installed",
        f"boto3 and the AWS CLI look there with AWS_DATA_PATH={place}",
    ]
    assert contents(home) == {}
    monkeypatch.setenv("AWS_DATA_PATH", str(place))
    assert "tiny" in Session().get_available_services()
    assert project.run("install", "tiny", "--uninstall", "--data-path", "data").status == 0
    assert not place.exists()


def test_a_newer_model_takes_the_place_of_the_old(project: Project, home: Path) -> None:
    project.run("install", "tiny")
    folder = project.add({"service-2": {"documentation": "<p>newer</p>"}})
    (folder / "waiters-2.json").unlink()
    assert project.run("install", "tiny").stdout.endswith(": installed\n")
    installed = home / ".aws/models" / VERSION
    assert "newer" in (installed / "service-2.json").read_text()
    assert not (installed / "waiters-2.json").exists()
    assert project.run("install", "tiny", "--uninstall").status == 0
    assert contents(home) == {}


def add_model(home: Path) -> str:
    """What ``aws configure add-model`` writes."""
    made(home, f"{VERSION}/service-2.json", "{}")
    return f"{home}/.aws/models/{VERSION} is a model of tiny that botosmith did not install: it is "


def other_version(home: Path) -> str:
    made(home, "tiny/2099-01-01/service-2.json", "{}")
    return f"{home}/.aws/models/tiny/2099-01-01 is a model of tiny that botosmith did not install"


def linked(home: Path) -> str:
    made(home, "elsewhere/x")
    (home / ".aws/models/tiny").mkdir()
    (home / ".aws/models" / VERSION).symlink_to(home / ".aws/models/elsewhere")
    return f"{home}/.aws/models/{VERSION} is a model of tiny that botosmith did not install"


def file_for_models(home: Path) -> str:
    (home / ".aws").mkdir()
    (home / ".aws/models").write_text("a file")
    return f"{home}/.aws/models is not a directory. {LEFT_ALONE}"


def file_for_service(home: Path) -> str:
    made(home, "tiny")
    return f"{home}/.aws/models/tiny is not a directory. {LEFT_ALONE}"


@pytest.mark.parametrize(
    "spoil", [add_model, other_version, linked, file_for_models, file_for_service]
)
def test_a_place_that_is_taken(project: Project, home: Path, spoil: Callable[[Path], str]) -> None:
    expected = spoil(home)
    project.add(service="other")
    was = contents(home)
    said = complaint(project.run("install", "other", "tiny"))
    assert said.startswith(f"botosmith: {expected}")
    assert said.endswith(LEFT_ALONE)
    assert contents(home) == was
    said = complaint(project.run("install", "tiny", "--uninstall"))
    assert said == f"botosmith: {home}/.aws/models has no model of tiny that botosmith installed\n"
    assert contents(home) == was


@pytest.mark.parametrize(
    ("name", "text", "refuses_both", "expected"),
    [
        (
            "service-2.json",
            "{}",
            True,
            "has changed since botosmith installed it, and botosmith does",
        ),
        (
            "resources-1.json",
            "{}",
            False,
            "has files that botosmith did not write: resources-1.json",
        ),
        (MANIFEST, "{", True, "is damaged (Expecting"),
        (MANIFEST, '{"files": {"../x": "0"}, "made": []}', True, "'../x' is not a file of the"),
        (MANIFEST, '{"files": {}, "made": {}}', True, "it lists no directories"),
    ],
)
def test_what_was_changed_since(
    project: Project, home: Path, name: str, text: str, refuses_both: bool, expected: str
) -> None:
    project.run("install", "tiny")
    made(home, f"{VERSION}/{name}", text)
    was = contents(home)
    project.add({"service-2": {"documentation": "<p>newer</p>"}})
    assert expected in complaint(project.run("install", "tiny"))
    assert contents(home) == was
    ended = project.run("install", "tiny", "--uninstall")
    if refuses_both:
        assert expected in complaint(ended)
        assert contents(home) == was
    else:
        assert ended.status == 0
        left = [path for path, content in contents(home).items() if content is not None]
        assert left == [f".aws/models/{VERSION}/{name}"]


def test_models_that_cannot_be_installed(project: Project, home: Path) -> None:
    assert "the only model of s3 is botocore's own" in complaint(project.run("install", "s3"))
    said = complaint(project.run("install", "tinny"))
    assert said.startswith("botosmith: unknown service 'tinny'")
    assert said.endswith("did you mean tiny?\n")
    assert "cannot name a service" in complaint(project.run("install", "../tiny", "--uninstall"))
    assert "--models belongs to" in complaint(
        project.run("install", "tiny", "--uninstall", "--models", "models")
    )
    folder = project.add()
    (folder / "service-2.json").write_text('{"metadata": {')
    said = complaint(project.run("install", "tiny"))
    assert said.startswith("botosmith: the model of tiny has 1 problem:\n")
    assert "models/tiny/2020-01-01/service-2.json" in said
    assert contents(home) == {}


@pytest.mark.skipif(not Path("/sys/kernel").is_dir(), reason="needs a place nobody can write to")
def test_a_place_that_cannot_be_written(project: Project) -> None:
    project.add()
    said = complaint(project.run("install", "tiny", "--data-path", "/sys/kernel/botosmith"))
    assert said.startswith("botosmith: cannot change /sys/kernel/botosmith: ")
    assert said.endswith("Fix that, or choose another --data-path\n")


def no_exchange(_one: Path, _other: Path) -> bool:
    return False


@pytest.mark.parametrize(
    ("step", "native"),
    [
        ("a file", True),
        ("the manifest", True),
        ("the old away", False),
        ("the new in", False),
    ],
)
@pytest.mark.parametrize("interrupt", [OSError(28, "No space left on device"), KeyboardInterrupt()])
def test_a_run_that_stops_half_way(
    project: Project,
    home: Path,
    monkeypatch: pytest.MonkeyPatch,
    step: str,
    native: bool,
    interrupt: BaseException,
) -> None:
    """Whatever fails, what was there is there again."""
    project.run("install", "tiny")
    was = contents(home)
    files = len(list(project.add({"service-2": {"documentation": "<p>newer</p>"}}).iterdir()))
    place = {"a file": 0, "the manifest": files, "the old away": files + 1, "the new in": files + 2}
    calls: list[str] = []

    def failing(name: str, real: Callable[..., object]) -> Callable[..., object]:
        def call(self: Path, *arguments: object, **options: object) -> object:
            calls.append(name)
            if len(calls) == place[step] + 1:
                raise interrupt
            return real(self, *arguments, **options)

        return call

    with monkeypatch.context() as patched:
        if not native:
            patched.setattr("botosmith.output.replacing.exchange", no_exchange)
        for name in ("write_bytes", "write_text", "rename"):
            patched.setattr(Path, name, failing(name, getattr(Path, name)))
        ended = project.run("install", "tiny")
    full = ["write_bytes"] * files + ["write_text", "rename", "rename"]
    assert calls[: place[step] + 1] == full[: place[step] + 1]
    assert ended.status == (2 if isinstance(interrupt, OSError) else 130)
    assert contents(home) == was


def test_what_lies_beside_stays(project: Project, home: Path) -> None:
    """Even where no model is: botocore does not take it for a version of the service."""
    project.run("install", "tiny")
    notes = made(home, "tiny/notes/2020.txt", "the user's")
    assert project.run("install", "tiny").stdout.endswith(": as it was\n")
    assert project.run("install", "tiny", "--uninstall").status == 0
    assert {path for path in home.rglob("*") if path.is_file()} == {notes}


def test_what_a_killed_run_left_is_cleared_away(project: Project, home: Path) -> None:
    project.run("install", "tiny")
    was = contents(home)
    models = home / ".aws/models"
    (models / VERSION).rename(models / ".botosmith.tiny.2020-01-01.old")
    made(home, ".botosmith.tiny.2020-01-01.new/service-2.json", "{")
    loader = Loader(extra_search_paths=[str(models)], include_default_search_paths=False)
    assert loader.list_available_services("service-2") == []
    assert project.run("install", "tiny").stdout.endswith(": as it was\n")
    assert contents(home) == was


@pytest.mark.parametrize("name", [MANIFEST, "service-2.json"])
@pytest.mark.parametrize("what", ["old", "gone"])
@pytest.mark.parametrize("again", [("install", "tiny"), ("install", "tiny", "--uninstall")])
def test_an_uninstallation_that_was_killed_is_finished(
    project: Project, home: Path, name: str, what: str, again: tuple[str, ...]
) -> None:
    """With the names of today, and with those of versions that put back what they found."""
    project.run("install", "tiny")
    was = contents(home)
    models = home / ".aws/models"
    aside = models / f".botosmith.tiny.2020-01-01.{what}"
    (models / VERSION).rename(aside)
    (aside / name).unlink()
    assert project.run(*again).status == 0
    if "--uninstall" not in again:
        assert contents(home).keys() == was.keys()
        assert project.run("install", "tiny", "--uninstall").status == 0
    # Without a manifest nobody knows what was made for the model.
    made = {".aws", ".aws/models", ".aws/models/tiny"} if name == MANIFEST else set[str]()
    assert contents(home).keys() <= made


def test_above_a_data_path_nothing_but_directories_of_ones_own_is_looked_at(
    project: Project, home: Path
) -> None:
    project.run("install", "tiny")
    theirs = made(home, "../../theirs/mine.txt").resolve()
    (home / ".botosmith.tiny.1.gone").symlink_to(theirs.parent)
    (home / ".botosmith.tiny.2.gone").write_text("a file")
    assert project.run("install", "tiny", "--uninstall").status == 0
    assert theirs.exists()
    assert (home / ".botosmith.tiny.2.gone").exists()

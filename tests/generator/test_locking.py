"""Runs at the same time, in real processes: each has its scratch for itself until it ends."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

from botosmith.output.exchange import exchange
from botosmith.output.locking import scratch
from botosmith.output.wheels import build_wheels, runtime_project

WORKING = """
import sys
from pathlib import Path
from botosmith.output.locking import scratch
with scratch(Path(sys.argv[1]), ".botosmith-") as place:
    (place / "half.whl").touch()
    print(place, flush=True)
    sys.stdin.read()
"""


def test_scratch_of_a_live_run_stays_and_that_of_a_killed_one_goes(tmp_path: Path) -> None:
    with subprocess.Popen(
        [sys.executable, "-c", WORKING, str(tmp_path)],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    ) as live:
        assert live.stdout
        place = Path(live.stdout.readline().strip())
        list(build_wheels([runtime_project()], tmp_path))
        assert (place / "half.whl").exists()
        live.kill()
        live.wait()
    assert place.exists()
    list(build_wheels([runtime_project()], tmp_path))
    assert [path.name for path in tmp_path.iterdir() if path.is_dir()] == []


def test_scratch_that_is_a_link_is_left_alone(tmp_path: Path) -> None:
    theirs = tmp_path / "theirs"
    theirs.mkdir()
    (theirs / "mine.txt").touch()
    (tmp_path / ".botosmith-link").symlink_to(theirs)
    with scratch(tmp_path, ".botosmith-") as place:
        assert place.is_dir()
    assert (theirs / "mine.txt").exists()
    assert not place.exists()


def test_directories_change_places(tmp_path: Path) -> None:
    """In one step here, or this system is one of those that need two renames."""
    for name in "ab":
        (tmp_path / name).mkdir()
        (tmp_path / name / f"of-{name}").touch()
    done = exchange(tmp_path / "a", tmp_path / "b")
    assert (tmp_path / "a" / "of-b").exists() is done
    assert (tmp_path / "a" / "of-a").exists() is not done
    assert done is (sys.platform in ("linux", "darwin"))
    assert not exchange(tmp_path / "a", tmp_path / "gone")
    assert (tmp_path / "a").exists()

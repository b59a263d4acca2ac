"""A new virtual environment that has botocore and nothing of botosmith's, for a real pip."""

from __future__ import annotations

import os
import subprocess
import sys
import sysconfig
import venv
from collections.abc import Generator
from contextlib import contextmanager
from dataclasses import dataclass
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from importlib.metadata import distribution
from pathlib import Path
from threading import Thread

BOTOCORE_AND_ITS_NEEDS = ["botocore", "jmespath", "python-dateutil", "six", "urllib3"]


def run(*command: str | Path, cwd: Path, **settings: str) -> str:
    """Run a program away from this environment's settings; its output."""
    own = ("PYTHON", "PIP_")
    ran = subprocess.run(
        [str(part) for part in command],
        cwd=cwd,
        env={n: value for n, value in os.environ.items() if not n.startswith(own)} | settings,
        capture_output=True,
        text=True,
        check=False,
    )
    assert ran.returncode == 0, ran.stdout + ran.stderr
    return ran.stdout


@dataclass(frozen=True, slots=True)
class CleanEnvironment:
    """The environment's directory, with pip and Python to run there."""

    directory: Path

    @classmethod
    def make(cls, directory: Path) -> CleanEnvironment:
        """Make it, with botocore as it is installed here."""
        environment = cls(directory / "environment")
        venv.create(environment.directory)
        available = directory / "botocore-is-installed"
        available.mkdir()
        for name in BOTOCORE_AND_ITS_NEEDS:
            installed = distribution(name)
            for top in {file.parts[0] for file in installed.files or () if ".." not in file.parts}:
                if top != "__pycache__":
                    (available / top).symlink_to(str(installed.locate_file(top)))
        Path(environment.site, "botocore.pth").write_text(f"{available}\n", encoding="utf-8")
        return environment

    @property
    def python(self) -> Path:
        return self.directory / "bin" / "python"

    @property
    def site(self) -> str:
        """Where packages are installed."""
        return sysconfig.get_path("purelib", vars={"base": str(self.directory)})

    def pip(self, *arguments: str | Path, cwd: Path, index: str = "") -> str:
        """Run pip for it; without an index, pip asks none."""
        command = (sys.executable, "-m", "pip", "--python", self.python)
        settings = {"PIP_INDEX_URL": index} if index else {"PIP_NO_INDEX": "1"}
        settings |= {"PIP_CONFIG_FILE": os.devnull, "PIP_DISABLE_PIP_VERSION_CHECK": "1"}
        return run(*command, *arguments, cwd=cwd, **settings)

    def run(self, program: str, *, cwd: Path) -> str:
        """Run a program's text in it; what it prints."""
        return run(self.python, "-I", "-c", program, cwd=cwd)


@contextmanager
def recording_index() -> Generator[tuple[str, list[str]]]:
    """A package index on loopback that has nothing; its address, and the paths it is asked for."""
    asked: list[str] = []

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            asked.append(self.path)
            self.send_error(404)

        def log_message(self, *_: object, **__: object) -> None:
            """Say nothing."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    thread = Thread(target=server.serve_forever)
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_port}/simple/", asked
    finally:
        server.shutdown()
        thread.join()
        server.server_close()

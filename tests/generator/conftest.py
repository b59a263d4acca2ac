"""What the generator's tests share."""

from __future__ import annotations

import signal
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from botosmith.cli import main
from botosmith_runtime.fakes.adapters.botocore import stages
from generated_fakes import GeneratedFakes
from project import Ended, Project, without_progress


@pytest.fixture
def project(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> Project:
    """An empty project, whose command line runs in this process."""
    monkeypatch.chdir(tmp_path)
    handler = signal.getsignal(signal.SIGTERM)

    def run(*arguments: str) -> Ended:
        monkeypatch.setattr(sys, "argv", ["botosmith", *arguments])
        capsys.readouterr()
        try:
            main()
        except SystemExit as end:
            output = capsys.readouterr()
            return Ended(int(end.code or 0), output.out, without_progress(output.err))
        finally:
            signal.signal(signal.SIGTERM, handler)

    return Project(tmp_path, run)


@pytest.fixture(scope="session")
def fakes(tmp_path_factory: pytest.TempPathFactory) -> Iterator[dict[str, Any]]:
    """The classes of fakes, of packages made from botocore's own models."""
    patch = pytest.MonkeyPatch()
    yield GeneratedFakes(tmp_path_factory, patch)
    patch.undo()
    stages.POOL.clear()

"""What the generator's tests share."""

from __future__ import annotations

import signal
import sys
from pathlib import Path

import pytest
from botosmith.cli import main
from project import Ended, Project


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
            return Ended(int(end.code or 0), output.out, output.err)
        finally:
            signal.signal(signal.SIGTERM, handler)

    return Project(tmp_path, run)

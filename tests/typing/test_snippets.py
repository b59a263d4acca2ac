"""What mypy and pyright, both strict, make of the Python that the docs show."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest
from documented_service import DocumentedService, code_of

ROOT = Path(__file__).parents[2]
OWN = ["glue-migration", "importexport", "personium-cell"]
SEARCH = [ROOT / "generator/runtime", *(ROOT / "out" / service for service in OWN)]


@pytest.fixture(scope="module")
def directory(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Every snippet with a typed client or a fake, in a file of its own."""
    directory = tmp_path_factory.mktemp("snippets")
    for service in OWN:
        documented = DocumentedService(service, (ROOT / "models",))
        shown = [
            panes[key]
            for _, _, panes in documented.each()
            for key in ("typed", "async", "fake")
            if key in panes
        ]
        snippets, errors = documented.snippets, documented.errors
        shown += [
            snippets.catching(operation, *(errors[name] for name in operation.errors))
            for operation in documented.ir.operations
            if operation.errors
        ]
        pollers = [snippets.paginating(paginator) for paginator in documented.ir.paginators]
        pollers += [snippets.waiting(waiter) for waiter in documented.ir.waiters]
        shown += [pane for panes in pollers for pane in panes if pane.key != "boto3"]
        for number, pane in enumerate(shown):
            name = f"{documented.ir.package}_snippet_{number}.py"
            (directory / name).write_text(f"{code_of(pane)}\n", encoding="utf-8")
    return directory


def test_mypy(directory: Path) -> None:
    command = [sys.executable, "-m", "mypy", "--strict", "--config-file=", str(directory)]
    environment = {**os.environ, "MYPYPATH": os.pathsep.join(map(str, SEARCH))}
    ran = subprocess.run(
        command, cwd=ROOT, env=environment, capture_output=True, text=True, check=False
    )
    assert ran.stdout.startswith("Success: no issues found in "), ran.stdout + ran.stderr


def test_pyright(directory: Path) -> None:
    settings = {
        "typeCheckingMode": "strict",
        "extraPaths": [str(path) for path in SEARCH],
    }
    (directory / "pyrightconfig.json").write_text(json.dumps(settings), encoding="utf-8")
    command = [sys.executable, "-m", "pyright", "--outputjson", "--pythonpath", sys.executable]
    ran = subprocess.run(
        [*command, "-p", str(directory)], cwd=ROOT, capture_output=True, text=True, check=False
    )
    report = json.loads(ran.stdout)
    assert report["generalDiagnostics"] == []
    assert report["summary"]["filesAnalyzed"] > 50

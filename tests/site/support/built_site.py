"""The site under test, as the real command line builds it."""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
from pathlib import Path

from hostile_model import model as hostile_model

ROOT = Path(__file__).parents[3]
OWN = ("glue-migration", "importexport", "personium-cell")
AWS = ("bedrock-runtime", "cloudwatch", "dynamodb", "lambda", "s3", "sqs", "sts")
HOSTILE = ("hostile", "index")
CHANGED = "changed"


def build(directory: Path) -> Path:
    """Build the site of our services, of some of AWS's, and of models that mean no good."""
    models = directory / "models"
    shutil.copytree(ROOT / "models", models)
    for name in HOSTILE:
        _write(models / name / "2020-01-01", _renamed(hostile_model(), name))
    _write_two_versions(models)
    run(directory, "build", *OWN, *AWS, *HOSTILE, CHANGED)
    return directory / "out" / "site"


def run(directory: Path, *arguments: str) -> None:
    """Run ``botosmith``; its complaints are the test's."""
    command = [sys.executable, "-m", "botosmith", *arguments]
    ended = subprocess.run(command, cwd=directory, capture_output=True, text=True, check=False)
    assert ended.returncode == 0, ended.stdout + ended.stderr


def _renamed(documents: dict[str, dict[str, object]], name: str) -> dict[str, dict[str, object]]:
    metadata = documents["service-2"]["metadata"]
    assert isinstance(metadata, dict)
    metadata["endpointPrefix"] = name
    return documents


def _write(directory: Path, documents: dict[str, dict[str, object]]) -> None:
    directory.mkdir(parents=True)
    for stem, document in documents.items():
        (directory / f"{stem}.json").write_text(json.dumps(document), encoding="utf-8")


def _write_two_versions(models: Path) -> None:
    """AWS Import/Export as it is, and as it never was: an operation, a member and a limit apart."""
    source = json.loads((models / "importexport/2010-06-01/service-2.json").read_text())
    _write(models / CHANGED / "2010-06-01", {"service-2": source})
    later = json.loads(json.dumps(source))
    later["metadata"]["apiVersion"] = "2026-01-01"
    later["operations"].pop("GetShippingLabel")
    later["shapes"]["GetStatusOutput"]["members"].pop("Carrier")
    later["shapes"]["Manifest"]["max"] = 5
    _write(models / CHANGED / "2026-01-01", {"service-2": later})

"""A directory with installed packages, for programs that find them by their entry points."""

from __future__ import annotations

import os
import subprocess
import sys
import zipfile
from collections.abc import Mapping
from pathlib import Path
from tempfile import TemporaryDirectory

from hatchling.builders.wheel import WheelBuilder

OUT = Path(__file__).parents[3] / "out"
SERVICES = ("glue-migration", "importexport", "personium-cell")


def fill(site: Path, *services: str) -> Path:
    """Install the packages of these services, by default all, from wheels of them."""
    for service in services or SERVICES:
        with TemporaryDirectory() as scratch:
            builder = WheelBuilder(str(OUT / service))
            (wheel,) = builder.build(directory=scratch, versions=["standard"])
            with zipfile.ZipFile(wheel) as archive:
                archive.extractall(site)
    return site


def announce(
    site: Path, distribution: str, name: str, module: str, group: str = "botosmith.models"
) -> None:
    """Install the metadata of a distribution that announces a model, or something else."""
    directory = site / f"{distribution.replace('-', '_')}-1.dist-info"
    directory.mkdir(parents=True)
    (directory / "METADATA").write_text(
        f"Metadata-Version: 2.1\nName: {distribution}\nVersion: 1\n"
    )
    (directory / "entry_points.txt").write_text(f"[{group}]\n{name} = {module}\n")


def environment(site: Path, home: Path, **variables: str) -> dict[str, str]:
    """No configuration but that of ``home``, and the packages in ``site`` before all others."""
    kept = {
        name: value
        for name, value in os.environ.items()
        if not name.startswith("AWS_") and not name.lower().endswith("_proxy")
    }
    return {
        **kept,
        "PYTHONPATH": os.pathsep.join([str(site), *sys.path]),
        "HOME": str(home),
        "USERPROFILE": str(home),
        "AWS_EC2_METADATA_DISABLED": "true",
        "AWS_ACCESS_KEY_ID": "AKIDEXAMPLE",
        "AWS_SECRET_ACCESS_KEY": "secret",
        **variables,
    }


def python(program: str, variables: Mapping[str, str]) -> str:
    """What a fresh process prints that runs the program; warnings of any kind end it."""
    ran = subprocess.run(
        [sys.executable, "-W", "error", "-c", program],
        env=variables, capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert ran.returncode == 0, ran.stderr
    return ran.stdout

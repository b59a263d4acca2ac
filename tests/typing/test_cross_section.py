"""What mypy, strict, makes of the packages of the cross-section, for the oldest Python.

pyrefly looks at all of AWS: `tox -e aws`.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import botosmith_runtime
from aws_services import CROSS_SECTION, few_or_all
from botosmith.output.write import write
from botosmith.tools.builds import package_files

RUNTIME = Path(botosmith_runtime.__file__).parents[1]


def test_mypy_passes_the_cross_section(tmp_path: Path) -> None:
    services = few_or_all(CROSS_SECTION)
    for service in services:
        write(package_files(service, ()), tmp_path / service)
    packages = [path.parent for path in tmp_path.glob("*/*/py.typed")]
    assert len(packages) == len(services)
    # mypy finds what is installed by itself, and wants no site-packages on its path.
    runtime = [] if RUNTIME.name == "site-packages" else [RUNTIME]
    search = os.pathsep.join(map(str, [*runtime, *(package.parent for package in packages)]))
    options = ["--strict", "--config-file=", "--python-version=3.10", "--cache-dir=/dev/null"]
    ran = subprocess.run(
        [sys.executable, "-m", "mypy", *options, *map(str, packages)],
        cwd=tmp_path, env={**os.environ, "MYPYPATH": search}, capture_output=True, text=True,
        check=False,
    )  # fmt: skip
    assert (ran.returncode, ran.stderr) == (0, ""), ran.stdout[-3000:] + ran.stderr


def test_pyright_passes_the_largest_structure(tmp_path: Path) -> None:
    """quicksight's ``Capabilities``, whose 575 members are too much for it in one function."""
    write(package_files("quicksight", ()), tmp_path)
    settings = {"typeCheckingMode": "strict", "include": ["botosmith_quicksight/checks.py"]}
    (tmp_path / "pyrightconfig.json").write_text(json.dumps(settings))
    ran = subprocess.run(
        [sys.executable, "-m", "pyright", "--pythonpath", sys.executable],
        cwd=tmp_path, capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert "0 errors, 0 warnings" in ran.stdout, ran.stdout[-3000:] + ran.stderr

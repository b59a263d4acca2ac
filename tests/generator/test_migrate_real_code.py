"""``botosmith migrate`` on programs of others, which pip gets from the package index.

Each name that is rewritten exists in the generated package, and each that is not has advice.
"""

from __future__ import annotations

import ast
import re
import subprocess
import sys
import zipfile
from functools import cache
from pathlib import Path

import pytest
from botosmith.models.load import Library
from botosmith.tools.builds import package_files

PROGRAMS = {
    "aws-lambda-powertools": ("3.37.0", 12),
    "aws-sam-cli": ("1.170.0", 7),
    "awswrangler": ("3.17.1", 74),
    "localstack-core": ("2026.3.0", 113),
    "prefect-aws": ("0.7.12", 9),
    "toil": ("9.6.0", 50),
}
"""By distribution, the version and about how many names it imports from types-boto3."""
LEFT = {"toil": ["mypy_boto3_iam.type_defs.PolicyDocumentDictTypeDef"]}
SERVICES = {one.replace("-", "_"): one for one in Library().all_services()}
_THEIRS = re.compile(r"\b(?:mypy|types)_boto3_")


@cache
def exported(module: str) -> frozenset[str]:
    """What a module of a generated package has in its ``__all__``."""
    package, _, inside = module.partition(".")
    files = package_files(SERVICES[package.removeprefix("botosmith_")], ())
    text = files[f"{package}/{inside or '__init__'}.py"]
    (names,) = (
        node.value
        for node in ast.parse(text).body
        if isinstance(node, ast.Assign) and ast.unparse(node.targets[0]) == "__all__"
    )
    return frozenset(ast.literal_eval(names))


@pytest.mark.complete
@pytest.mark.parametrize("distribution", PROGRAMS)
def test_program(distribution: str, tmp_path: Path) -> None:
    pytest.importorskip("libcst")
    version, about = PROGRAMS[distribution]
    pip = [sys.executable, "-m", "pip", "download", "--quiet", "--no-deps", "--only-binary=:all:"]
    subprocess.run([*pip, "--dest", tmp_path, f"{distribution}=={version}"], check=True)
    (wheel,) = tmp_path.glob("*.whl")
    with zipfile.ZipFile(wheel) as opened:
        opened.extractall(tmp_path / "code")
    command = [sys.executable, "-m", "botosmith", "migrate", "code"]
    ran = subprocess.run(command, cwd=tmp_path, capture_output=True, text=True, check=False)
    assert ran.stderr == ""
    left = re.findall(r"^code/\S+:\d+: (\S+): use \S.+$", ran.stdout, re.MULTILINE)
    assert left == LEFT.get(distribution, [])
    assert ran.returncode == bool(left)
    imported = [one for path in (tmp_path / "code").rglob("*.py") for one in _imports(path)]
    ours = [(module, name) for module, name in imported if module.startswith("botosmith_")]
    assert [f"{one}.{name}" for one, name in ours if name not in exported(one)] == []
    theirs = [f"{module}.{name}" for module, name in imported if _THEIRS.match(module)]
    assert theirs == left
    assert len(ours) >= about


def _imports(path: Path) -> list[tuple[str, str]]:
    """The names that a file imports, with their modules."""
    content = path.read_bytes()
    if b"botosmith_" not in content and b"boto3_" not in content:
        return []
    return [
        (node.module, alias.name)
        for node in ast.walk(ast.parse(content))
        if isinstance(node, ast.ImportFrom) and node.module and not node.level
        for alias in node.names
        if node.module.startswith(("botosmith_", "mypy_boto3_", "types_boto3_"))
    ]

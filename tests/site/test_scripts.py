"""The site's scripts in the eyes of TypeScript's compiler, and as pages load them."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
from pathlib import Path

import pytest
from botosmith.site.assets.scripts import scripts, typed_scripts

# Strict but for parameters without a type, which are most: what is said of the others, and what
# the compiler sees by itself, finds what may be null and names that nothing has.
OPTIONS = [
    "--allowJs", "--checkJs", "--noEmit", "--strict", "--noImplicitAny", "false",
    "--noUnusedLocals", "--noFallthroughCasesInSwitch",
    "--target", "es2022", "--lib", "es2023,dom,dom.iterable", "--types", "",
]  # fmt: skip
# What payloads.js gives to checker.js.
GLOBALS = """
declare const botosmithPayloads: {
  checked(operation: string, side: string, text: string): {
    problem?: string;
    violations?: object[];
  };
};
"""


@pytest.fixture(scope="session")
def compiler() -> Path:
    """Where npm has put TypeScript; tox says so."""
    program = Path(os.environ.get("BOTOSMITH_TEST_NODE_MODULES", ""), "typescript/bin/tsc")
    if not program.is_file() or shutil.which("node") is None:
        pytest.skip("typescript is not installed: run tox -e site, which asks npm")
    return program


def complaints(compiler: Path, directory: Path, texts: dict[str, str]) -> list[str]:
    """What the compiler says of scripts."""
    for name, text in {**texts, "globals.d.ts": GLOBALS}.items():
        (directory / name).write_text(text, encoding="utf-8")
    command = ["node", str(compiler), *OPTIONS, *texts, "globals.d.ts"]
    ran = subprocess.run(command, cwd=directory, capture_output=True, text=True, check=False)
    assert ran.stderr == ""
    return ran.stdout.splitlines()


def test_types(compiler: Path, tmp_path: Path) -> None:
    assert complaints(compiler, tmp_path, typed_scripts()) == []


def test_the_compiler_looks(compiler: Path, tmp_path: Path) -> None:
    wrong = {
        "site.js": ('one(".crumbs").', 'document.querySelector(".crumbs").', "TS2531"),
        "checker.js": ("own.src", "own.source", "TS2339"),
        "payloads.js": ("readJson(text));", "readJSON(text));", "TS2552"),
    }
    texts = typed_scripts()
    for name, (right, instead, _) in wrong.items():
        assert right in texts[name]
        texts[name] = texts[name].replace(right, instead)
    found = complaints(compiler, tmp_path, texts)
    for name, (_, _, code) in wrong.items():
        assert any(line.startswith(name) and code in line for line in found), (name, found)


def test_pages_load_no_types() -> None:
    typed = typed_scripts()
    assert scripts().keys() == typed.keys()
    for name, text in scripts().items():
        assert re.findall(r"@(?:param|returns|type)\b", typed[name])
        assert not re.findall(r"@(?:param|returns|type)\b|/\*\* *\*/", text)
        assert not re.findall(r"(?m)^ +$", text)

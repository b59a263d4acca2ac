"""The first configuration of a project, from what its code calls: ``botosmith init``."""

from __future__ import annotations

import json
import re
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import tomllib

from botosmith.models.documents import is_object
from botosmith.models.load import Library
from botosmith.output.generated import explained
from botosmith.output.replacing import sibling
from botosmith.problems import BotosmithError
from botosmith.tools.slice.source_code import usage
from botosmith.tools.sync import tables
from botosmith.tools.sync.calls import Tracks

_NOT_CODE = frozenset(
    {"build", "dist", "doc", "docs", "env", "examples", "models", "node_modules", "out", "scripts"}
    | {"site-packages", "test", "tests", "tools", "venv"}
)


@dataclass(frozen=True, slots=True, kw_only=True)
class First:
    """A configuration: the file to write it to, its text, and the results from the code."""

    file: Path
    text: str
    operations: dict[str, int]
    own: tuple[str, ...]
    undecided: int


def first(root: Path, trees: Sequence[Path], *, tracks: Tracks = lambda _: iter) -> First:
    """The configuration for a project; nothing is written.

    ``trees`` are its source trees; if there are none, they are searched. Raises BotosmithError if
    there is a configuration already, or nothing to configure.
    """
    for name in (tables.OWN, tables.PYPROJECT):
        if tables.settings(root / name) is not None:
            raise BotosmithError(f"{root / name} configures botosmith already: run botosmith sync")
    models = (root / "models",) if (root / "models").is_dir() else ()
    library = Library(models)
    own = tuple(library.own_services())
    code = [*trees] or _source_trees(root)
    found: dict[str, set[str]] = {}
    undecided = 0
    used: list[Path] = []
    for tree in code:
        calls = usage(tree, library, tracks=tracks)
        undecided += len(calls.undecided)
        if calls.operations or trees:
            used.append(tree)
        for service, operations in calls.operations.items():
            found.setdefault(service, set()).update(operations)
    sliced = {name: len(called) for name, called in sorted(found.items()) if name not in own}
    if not sliced and not own:
        raise BotosmithError(
            f"no call of a boto3 client found in {', '.join(map(str, code)) or root}: name your "
            "source trees, as botosmith init src, or annotate the parameters that are clients"
        )
    file = root / (tables.PYPROJECT if (root / tables.PYPROJECT).is_file() else tables.OWN)
    text = _text(file, [_shown(root, tree) for tree in used] if sliced else [], _name(root), own)
    return First(file=file, text=text, operations=sliced, own=own, undecided=undecided)


def write(made: First) -> None:
    """Add the configuration to its file, which does not change otherwise."""
    before = made.file.read_bytes() if made.file.is_file() else b""
    line_end = b"\r\n" if b"\r\n" in before else b"\n"
    gap = line_end * (2 - before.endswith(b"\n")) if before else b""
    content = before + gap + made.text.encode("utf-8").replace(b"\n", line_end)
    try:
        tomllib.loads(content.decode("utf-8"))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise BotosmithError(
            f"{made.file}: a table [tool.botosmith] cannot be added at its end ({error}): put the "
            f"settings into {tables.OWN}"
        ) from error
    fresh = sibling(made.file, "new")
    with explained(made.file):
        try:
            fresh.write_bytes(content)
            fresh.replace(made.file)
        finally:
            fresh.unlink(missing_ok=True)


def _text(file: Path, trees: list[str], name: str, own: tuple[str, ...]) -> str:
    lines = [] if file.name == tables.OWN else ["[tool.botosmith]"]
    if trees:
        lines += [f"from-code = {json.dumps(trees)}", f"name = {json.dumps(name)}"]
    if own:
        lines.append(f"services = {json.dumps(own)}")
    return "".join(f"{line}\n" for line in lines)


def _source_trees(root: Path) -> list[Path]:
    """``src``; or else every package and module at the top level, without tests and the like."""
    if any((root / "src").rglob("*.py")):
        return [root / "src"]
    packages = [one.parent for one in sorted(root.glob("*/__init__.py"))]
    modules = [one for one in sorted(root.glob("*.py")) if one.stem not in ("setup", "conftest")]
    return [
        one
        for one in (*packages, *modules)
        if one.name not in _NOT_CODE and not one.name.startswith((".", "test_"))
    ]


def _name(root: Path) -> str:
    """The project's name, in the form for the end of a slice's name."""
    document: dict[str, Any] = {}
    if (root / tables.PYPROJECT).is_file():
        document = tomllib.loads((root / tables.PYPROJECT).read_text(encoding="utf-8"))
    project = document.get("project")
    named = project.get("name") if is_object(project) else None
    words = re.findall(r"[a-z0-9]+", str(named or root.absolute().name).lower())
    return "-".join(words) or "app"


def _shown(root: Path, tree: Path) -> str:
    return Path(tree).absolute().relative_to(root.absolute()).as_posix()

"""The Python files of a source tree, and the relevant nodes of each."""

from __future__ import annotations

import ast
import os
import warnings
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

from botosmith.output.record import RECORD
from botosmith.problems import BotosmithError
from botosmith.tools.slice.flow.units import every_node
from botosmith.tools.slice.packages import service_of_own

# Folders with installed or generated code, not the program's own.
_NOT_SOURCE = frozenset({"site-packages", "dist-packages", "node_modules", "__pycache__"})
# They stand in what was generated, and in a virtual environment, whatever their names.
_MARKS = (RECORD, "pyvenv.cfg", "conda-meta")
_BUILT = ("lib", "lib.", "bdist.", "temp.")  # what setuptools puts into build/
_UNREADABLE = (SyntaxError, ValueError, RecursionError, MemoryError)


@dataclass(slots=True)
class Tree:
    """A file's syntax tree, and the nodes in it that may have to do with clients."""

    file: Path
    node: ast.Module
    calls: list[ast.Call] = field(default_factory=list[ast.Call])
    attributes: list[ast.Attribute] = field(default_factory=list[ast.Attribute])
    imported: list[tuple[int, str]] = field(default_factory=list[tuple[int, str]])


@dataclass(frozen=True, slots=True)
class Unread:
    """Why a file is not valid Python, and the line of the error."""

    line: int
    reason: str


def python_files(path: Path) -> list[Path]:
    """The Python files in a directory, or one file.

    Raises BotosmithError if there are none. Virtual environments, hidden folders, and folders of
    installed, built or generated files are skipped, unless ``path`` is one of them.
    """
    if path.is_file():
        return [path]
    if not path.is_dir():
        raise BotosmithError(f"{path} is neither a directory nor a file of Python source")
    if not (found := sorted(_walk(path))):
        raise BotosmithError(f"{path} has no Python files")
    return found


def _walk(root: Path) -> Iterator[Path]:
    for name, folders, files in os.walk(root):
        here = Path(name)
        folders[:] = sorted(one for one in folders if _is_source(here, one))
        yield from (here / one for one in files if one.endswith(".py") and one[0] != ".")


def _is_source(above: Path, name: str) -> bool:
    if name.startswith(".") or name in _NOT_SOURCE or name.endswith((".egg", ".egg-info")):
        return False
    if above.name == "build" and name.startswith(_BUILT):
        return False
    return not any((above / name / mark).exists() for mark in _MARKS)


def parsed(file: Path) -> Tree | Unread:
    """The syntax tree of a file. Raises BotosmithError if the file cannot be opened."""
    try:
        with warnings.catch_warnings(action="ignore"):  # about invalid escapes in strings
            tree = Tree(file, ast.parse(file.read_bytes(), str(file)))
    except OSError as error:
        raise BotosmithError(f"{file} cannot be read: {error.strerror}") from error
    except _UNREADABLE as error:
        reason = str(error) or "nested too deeply"
        return Unread(
            getattr(error, "lineno", None) or 1, f"not read, because it is not Python: {reason}"
        )
    for node in every_node(tree.node):
        if isinstance(node, ast.Call):
            tree.calls.append(node)
        elif isinstance(node, ast.Attribute):
            if isinstance(node.ctx, ast.Load):
                tree.attributes.append(node)
        elif isinstance(node, ast.Import):
            tree.imported += [(node.lineno, one.name) for one in node.names]
        elif isinstance(node, ast.ImportFrom):
            packages = [one.name for one in node.names if service_of_own(one.name)]
            module = node.module or ""
            if not node.level or service_of_own(module):
                packages.append(module)
            tree.imported += [(node.lineno, name) for name in packages]
    return tree

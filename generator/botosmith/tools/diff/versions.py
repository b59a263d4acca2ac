"""``SERVICE@1.40.0``: a service's model in one of several installed versions of botocore.

botocore is not imported: its version is in ``botocore/__init__.py``, and its models are
next to that file.
"""

from __future__ import annotations

import re
import sys
from collections.abc import Iterable, Iterator
from pathlib import Path

from botosmith.models.load import Library, Model
from botosmith.models.locate import model_at
from botosmith.problems import BotosmithError

_VERSION = re.compile(r"""^__version__ *= *['"]([^'"]+)['"]""", re.MULTILINE)


def find(named: str, trees: tuple[Path, ...], models: tuple[Path, ...]) -> Model:
    """The model that a path, ``SERVICE@VERSION`` or ``SERVICE`` means.

    botocore is searched in ``trees`` (directories of ``pip --target``, or virtual environments) and
    in the directories that Python imports from. Raises BotosmithError if there is none.
    """
    service, at, version = named.rpartition("@")
    if at and not Path(named).exists():
        return Library((_data(service, version, trees),), shipped=False).read(service)
    if Path(named).exists() or "/" in named:
        return model_at(Path(named))
    return Library(models).read(named)


def _data(service: str, version: str, trees: tuple[Path, ...]) -> Path:
    found: dict[str, Path] = {}
    for package in _packages([*trees, *map(Path, sys.path)]):
        text = (package / "__init__.py").read_text(encoding="utf-8", errors="replace")
        if match := _VERSION.search(text):
            found.setdefault(match[1], package)
    if version not in found:
        there = ", ".join(sorted(found)) or "none"
        raise BotosmithError(
            f"{service}@{version}: no botocore {version} is installed here (found: {there}); "
            f"run pip install --target DIR botocore=={version} and pass --tree DIR"
        )
    data = found[version] / "data"
    if not (data / service).is_dir():
        raise BotosmithError(f"{service}@{version}: botocore {version} has no service {service!r}")
    return data


def _packages(trees: Iterable[Path]) -> Iterator[Path]:
    for tree in trees:
        for place in (tree, tree / "botocore", *sorted(tree.glob("lib/python*/*/botocore"))):
            if (place / "data").is_dir() and (place / "__init__.py").is_file():
                yield place

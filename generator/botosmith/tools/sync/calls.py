"""The operations that the configured source trees call, by tree and service.

Code may use slices already. A slice without a package, as in a fresh clone, is found in the
configuration and the lock.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from botosmith.models.extras import EXTRAS
from botosmith.models.load import SERVICE_MODEL, Library
from botosmith.tools.slice.source_code import Undecided, usage
from botosmith.tools.sync.config import Config
from botosmith.tools.sync.lock import Lock

_OWN = re.compile(rb"\bbotosmith_([a-z0-9_]+)")
Tracks = Callable[[str], Callable[[list[str]], Iterable[str]]]
"""For a verb, a function that goes through the names of steps; the command line shows progress."""


@dataclass(frozen=True, slots=True)
class CodeCalls:
    """The called operations, by source tree and service, and the undecided places."""

    by_tree: Mapping[Path, Mapping[str, frozenset[str]]]
    undecided: tuple[Undecided, ...] = ()

    def of(self, trees: Iterable[Path], service: str) -> frozenset[str]:
        """The operations of a service that some of the trees call."""
        called = (self.by_tree[one].get(service, ()) for one in trees)
        return frozenset(operation for operations in called for operation in operations)

    def services(self, trees: Iterable[Path]) -> list[str]:
        """The services that some of the trees call."""
        return sorted({service for one in trees for service in self.by_tree[one]})


def read(config: Config, lock: Lock, scratch: Path, tracks: Tracks) -> CodeCalls:
    """Read every source tree. ``scratch`` is an empty directory."""
    for name, service in _slices(config, lock) if config.trees else ():
        _stub(scratch, name, service)
    library = Library((scratch, *config.models))
    found = {tree: usage(tree, library, tracks=tracks) for tree in config.trees}
    by_tree = {
        tree: {service: frozenset(called) for service, called in one.operations.items()}
        for tree, one in found.items()
    }
    undecided = {each for one in found.values() for each in one.undecided}
    return CodeCalls(by_tree, tuple(sorted(undecided)))


def _slices(config: Config, lock: Lock) -> Iterator[tuple[str, str]]:
    """The slices that the code may use, each with the service that it is cut from."""
    found = {name: one.service for name, one in lock.packages.items() if one.service != name}
    found |= {name: one.service for name, one in config.slices.items()}
    ending = f"-{config.name}"
    if config.name:
        for name in _imported(config.from_code):
            if name.endswith(ending):
                found.setdefault(name, name.removesuffix(ending))
    known = frozenset(Library(config.models).all_services())
    return ((name, service) for name, service in found.items() if service in known)


def _imported(trees: Iterable[Path]) -> set[str]:
    """The services of all botosmith packages whose names are in the source text."""
    return {
        stem.decode().replace("_", "-")
        for tree in trees
        for file in ([tree] if tree.is_file() else sorted(tree.rglob("*.py")))
        if file.is_file()
        for stem in _OWN.findall(file.read_bytes())
    }


def _stub(directory: Path, name: str, service: str) -> None:
    """Write a model that only has its origin."""
    place = directory / name / "slice"
    place.mkdir(parents=True, exist_ok=True)
    documents = {
        SERVICE_MODEL: {"metadata": {"serviceId": name}, "operations": {}, "shapes": {}},
        EXTRAS: {"version": "1.0", "origin": {"service": service, "apiVersion": "slice"}},
    }
    for stem, document in documents.items():
        (place / f"{stem}.json").write_text(json.dumps(document), encoding="utf-8")

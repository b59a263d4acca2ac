"""What types-boto3 and its relatives have installed: other types of boto3."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from importlib.metadata import Distribution, distributions
from pathlib import Path

from botosmith.problems import BotosmithError

_PREFIXES = ("types_boto3_", "mypy_boto3_")
_OWNED = "boto3-stubs"
_NO_SERVICES = frozenset({"builder", "lite", "full", "custom"})


@dataclass(frozen=True, slots=True, kw_only=True)
class PeerPackage:
    """A package with the types of one service, such as ``types_boto3_sqs``."""

    service: str
    module: str


def site_packages() -> list[str]:
    """Where packages are installed: in the active virtual environment, else for this Python."""
    if active := os.environ.get("VIRTUAL_ENV"):
        libraries = (Path(active) / "lib").glob("python*")
        return [str(path / "site-packages") for path in (*sorted(libraries), Path(active) / "Lib")]
    return [path for path in sys.path if Path(path).name in ("site-packages", "dist-packages")]


def peer_packages(directories: list[str], services: set[str]) -> list[PeerPackage]:
    """The packages of types-boto3 for these services that are installed there."""
    by_module = {service.replace("-", "_"): service for service in services}
    found: dict[str, PeerPackage] = {}
    for directory in directories:
        for prefix in _PREFIXES:
            for path in sorted(Path(directory).glob(f"{prefix}*/__init__.pyi")):
                stem = path.parent.name.removeprefix(prefix)
                service = by_module.get(stem)
                if service is not None and stem not in _NO_SERVICES:
                    found.setdefault(service, PeerPackage(service=service, module=path.parent.name))
    return [found[service] for service in sorted(found)]


def refuse_beside_peers(directories: list[str], own: str) -> None:
    """Raise BotosmithError if another distribution than ``own`` has stubs of boto3 there.

    pip would overwrite them without a message, and delete them when ours are uninstalled.
    """
    owners = sorted(
        {
            f"{name} {distribution.version}"
            for distribution in distributions(path=directories)
            if (name := distribution.metadata["Name"]) != own and _has_stubs(distribution)
        }
    )
    if owners:
        names = " ".join(owner.partition(" ")[0] for owner in owners)
        raise BotosmithError(
            f"{' and '.join(owners)} has the directory {_OWNED}, too: pip would overwrite it "
            "without a message, and delete its files when these stubs are uninstalled. Write the "
            "stubs into your project instead, where both can be: leave out --wheel. Or uninstall "
            f"it first: pip uninstall {names}"
        )


def _has_stubs(distribution: Distribution) -> bool:
    return any(_top(line) == _OWNED for line in _files(distribution))


def _files(distribution: Distribution) -> Iterator[str]:
    yield from (distribution.read_text("RECORD") or "").splitlines()


def _top(line: str) -> str:
    return line.lstrip('"').partition("/")[0]

"""What mypy-boto3-builder declares of a service, ours declares under the same name.

Required keys and types differ for known reasons alone: ``support/parity.py`` works them out, and
``tests/data/parity.json`` lists those of single services.
"""

from __future__ import annotations

import json
from fnmatch import fnmatchcase
from pathlib import Path

import pytest
from aws_services import CROSS_SECTION, few_or_all
from botosmith.tools.builds import package_files
from declared import Declared, declared
from parity import REASONS, Difference, differences

ROOT = Path(__file__).parents[2]
MODELS = ROOT / "models"
RUNTIME = ROOT / "generator/runtime/botosmith_runtime"
LISTED: dict[str, dict[str, str]] = json.loads((ROOT / "tests/data/parity.json").read_text("utf-8"))
OWN = [path.name for path in MODELS.iterdir()]
SERVICES = sorted({*few_or_all(CROSS_SECTION), *OWN})


@pytest.fixture(scope="module")
def inherited() -> Declared:
    """What generated packages have of the runtime."""
    modules = {
        name: (RUNTIME / f"{name}.py").read_text("utf-8") for name in ("client", "type_defs")
    }
    return declared(
        {**modules, "client": modules["client"].replace("class Client(", "class AClient(")}
    )


def packaged(service: str, inherited: Declared) -> Declared:
    files = package_files(service, (MODELS,))
    texts = {Path(name).stem: text for name, text in files.items() if Path(name).suffix == ".py"}
    own = declared({name: text for name, text in texts.items() if isinstance(text, str)})
    return Declared(
        methods={**inherited.methods, **own.methods},
        paginators=own.paginators,
        waiters=own.waiters,
        typed_dicts={**inherited.typed_dicts, **own.typed_dicts},
        aliases={**inherited.aliases, **own.aliases},
        literals=own.literals,
    )


def found(service: str, stubs: Path, inherited: Declared) -> list[Difference]:
    """The differences between the builder's package of a service and ours."""
    package = stubs / f"types_boto3_{service.replace('-', '_')}"
    theirs = declared({path.stem: path.read_text("utf-8") for path in package.glob("*.pyi")})
    assert len(theirs.methods) > 4, "the builder's package was not understood"
    return list(differences(theirs, packaged(service, inherited)))


@pytest.mark.parametrize("service", SERVICES)
def test_what_differs_is_known(service: str, stubs: Path, inherited: Declared) -> None:
    listed = LISTED.get(service, {})
    without_reason = [one for one in found(service, stubs, inherited) if not one.reasons]
    used = {p for one in without_reason for p in listed if fnmatchcase(one.name, p)}
    unknown = [
        str(one) for one in without_reason if not any(fnmatchcase(one.name, p) for p in listed)
    ]
    assert unknown == [], "no reason is known; see tests/data/parity.json"
    assert listed.keys() - used == set(), "listed in tests/data/parity.json, but not different"


@pytest.mark.complete
def test_every_reason_is_needed(stubs: Path, inherited: Declared) -> None:
    missing = set(REASONS)
    for service in SERVICES:
        for difference in found(service, stubs, inherited):
            missing -= difference.reasons
        if not missing:
            break
    assert missing == set()

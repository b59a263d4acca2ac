"""What mypy-boto3-builder declares of a service, ours declares under the same name.

Required keys and types differ for known reasons alone: ``support/parity.py`` works them out, and
``tests/data/parity.json`` lists those of single services.
"""

from __future__ import annotations

import json
from collections import Counter
from fnmatch import fnmatchcase
from pathlib import Path

import pytest
from aws_services import CROSS_SECTION
from botosmith.tools.builds import package_files
from declared import Declared, declared
from parity import REASONS, differences

ROOT = Path(__file__).parents[2]
MODELS = ROOT / "models"
RUNTIME = ROOT / "generator/runtime/botosmith_runtime"
LISTED: dict[str, dict[str, str]] = json.loads((ROOT / "tests/data/parity.json").read_text("utf-8"))
SERVICES = sorted({*CROSS_SECTION, *(path.name for path in MODELS.iterdir())})


@pytest.fixture(scope="module")
def inherited() -> Declared:
    """What generated packages have of the runtime."""
    modules = {
        name: (RUNTIME / f"{name}.py").read_text("utf-8") for name in ("client", "type_defs")
    }
    return declared(
        {**modules, "client": modules["client"].replace("class Client(", "class AClient(")}
    )


@pytest.fixture(scope="module")
def seen() -> Counter[str]:
    """How often each reason was found, by the tests before the last."""
    return Counter()


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


@pytest.mark.parametrize("service", SERVICES)
def test_what_differs_is_known(
    service: str, stubs: Path, inherited: Declared, seen: Counter[str]
) -> None:
    package = stubs / f"types_boto3_{service.replace('-', '_')}"
    theirs = declared({path.stem: path.read_text("utf-8") for path in package.glob("*.pyi")})
    assert len(theirs.methods) > 4, "the builder's package was not understood"
    unused = dict(LISTED.get(service, {}))
    unknown: list[str] = []
    for difference in differences(theirs, packaged(service, inherited)):
        seen.update(difference.reasons)
        if not difference.reasons:
            matching = [p for p in LISTED.get(service, {}) if fnmatchcase(difference.name, p)]
            seen.update(["listed"] if matching else [])
            for pattern in matching:
                unused.pop(pattern, None)
            if not matching:
                unknown.append(str(difference))
    assert unknown == [], "no reason is known; see tests/data/parity.json"
    assert unused == {}, "listed in tests/data/parity.json, but there is no such difference"


@pytest.mark.usefixtures("builder")
def test_every_reason_is_needed(seen: Counter[str], request: pytest.FixtureRequest) -> None:
    if request.session.testscollected < len(SERVICES):
        pytest.skip("only some services were compared")
    assert set(seen) == set(REASONS)

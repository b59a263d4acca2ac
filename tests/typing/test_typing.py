"""What mypy, pyright and pyrefly, all strict, make of generated packages and code that uses them.

Files of ``cases`` that end in ``_right`` must pass; ``type_checkers`` says what those that end in
``_wrong`` must do. The packages made from the goldens must pass, too.
"""

from __future__ import annotations

from pathlib import Path

import pytest
from botosmith.output.write import write
from botosmith.tools.builds import package_files
from type_checkers import CHECKERS, ROOT, Flagged, compare, flagged_by

GOLDENS = ROOT / "tests/generator/goldens"
CASES = sorted((Path(__file__).parent / "cases").glob("*.py"))
PACKAGES = sorted(path.parent for path in (ROOT / "out").glob("*/pyproject.toml"))


@pytest.fixture(scope="session")
def goldens(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A directory of packages, one for each golden model."""
    directory = tmp_path_factory.mktemp("goldens")
    for model in GOLDENS.iterdir():
        write(package_files(model.name, (GOLDENS,)), directory / model.name)
    return directory


@pytest.fixture(scope="session", params=CHECKERS)
def flagged(request: pytest.FixtureRequest, goldens: Path) -> Flagged:
    """What a checker has against the cases and the goldens."""
    packages = sorted(path for path in goldens.glob("*/botosmith_*") if path.is_dir())
    search = [ROOT / "generator/runtime", *PACKAGES, *(package.parent for package in packages)]
    return flagged_by(request.param, [*CASES, *packages], search, goldens)


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.stem)
def test_case(case: Path, flagged: Flagged, request: pytest.FixtureRequest) -> None:
    compare(case, flagged, request.node.callspec.params["flagged"])


def test_goldens_pass(flagged: Flagged) -> None:
    assert {file: found for file, found in flagged.items() if file not in CASES} == {}

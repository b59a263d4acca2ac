"""A value that fills a label of the path stays in its place, in any check mode."""

from __future__ import annotations

from typing import Any, Literal

import pytest
from botosmith_personium_cell import connect, register
from botosmith_runtime.modes import RequestMode
from botosmith_runtime.paths import leaves_its_place
from botosmith_runtime.violations import RequestShapeError
from wire import Wire, botocore_session

UNIT = "https://unit.example/cells/"
Verdict = Literal["stays", "leaves", "stays if greedy"]

VALUES: list[tuple[Any, Verdict]] = [
    ("cell1", "stays"),
    ("...", "stays"),
    ("..a", "stays"),
    ("%2e%2e", "stays"),  # botocore encodes the percent sign
    ("a/b", "stays"),
    ("/a", "stays"),
    ("a/../b", "stays"),
    ("./a", "stays"),
    ("", "stays if greedy"),
    (".", "leaves"),
    ("..", "leaves"),
    (b"..", "leaves"),
    ("../a", "leaves"),
    ("a/..", "leaves"),
    ("a/../..", "leaves"),
    ("a//../..", "leaves"),
    ("..\\a", "leaves"),
    ("/..", "leaves"),
]


@pytest.mark.parametrize(("value", "verdict"), VALUES)
def test_values(value: Any, verdict: Verdict) -> None:
    assert leaves_its_place(value) is (verdict != "stays")
    assert leaves_its_place(value, greedy=True) is (verdict == "leaves")


@pytest.mark.parametrize("mode", ["strict", "warn", "off"])
@pytest.mark.parametrize("name", ["..", ".", ""])
@pytest.mark.filterwarnings("ignore::botosmith_runtime.violations.ShapeWarning")
def test_a_cell_is_no_way_out_of_its_segment(mode: RequestMode, name: str) -> None:
    client = connect(endpoint_url=UNIT, token="t", request_checks=mode)
    wire = Wire(client, (200, "{}"))
    with pytest.raises(RequestShapeError, match="CellName: "):
        client.get_cell_import_status(CellName=name)
    assert not wire.sent
    with pytest.raises(RequestShapeError):
        client.generate_presigned_url("get_cell_import_status", {"CellName": name})


def test_nor_is_it_for_a_plain_client(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("AWS_BEARER_TOKEN_PERSONIUM_CELL", "t")
    session = botocore_session()
    register(session)
    client = session.create_client("personium-cell", "personium", endpoint_url=UNIT)
    wire = Wire(client, (200, "{}"))
    with pytest.raises(RequestShapeError) as caught:
        client.get_cell_import_status(CellName="..")
    assert str(caught.value) == (
        "the request of GetCellImportStatus breaks its shape:\n"
        "  CellName: label: expected a value that stays in its place in the path, got '..'"
    )
    assert not wire.sent
    client.get_cell_import_status(CellName="..a")
    assert wire.sent[0].url == f"{UNIT}..a/__import"

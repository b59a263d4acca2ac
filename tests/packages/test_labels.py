"""A value that fills a label of the path stays in its place, in any check mode."""

from __future__ import annotations

from enum import Enum
from typing import Any, Literal

import pytest
from botosmith_personium_cell import connect, register
from botosmith_runtime.modes import RequestMode
from botosmith_runtime.path_labels import Label, labels_of, leaves_its_place
from botosmith_runtime.violations import RequestShapeError
from wire import Wire, botocore_session, shared_session

UNIT = "https://unit.example/cells/"
Verdict = Literal["stays", "leaves", "stays if greedy"]


class Name(str, Enum):
    UP = ".."
    CELL = "cell1"


class Text:
    def __str__(self) -> str:
        return ".."


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
    (bytearray(b".."), "leaves"),
    (Name.UP, "leaves"),  # botocore sends its value, not what str() makes of it
    (Name.CELL, "stays"),
    (Text(), "leaves"),
    (7, "stays"),
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


@pytest.mark.parametrize("text", ["", ".", "..", "a"])
def test_a_label_that_is_a_part_of_a_segment(text: str) -> None:
    """``/cell-{Name}.json``: the segment is never ``..``."""
    assert not leaves_its_place(text, whole=False)
    assert leaves_its_place("a/../../b", whole=False)


def test_labels_of_operations() -> None:
    model: Any = shared_session().get_service_model("s3")
    assert [label.member for label in labels_of(model.operation_model("GetObject"))] == ["Bucket"]
    model = shared_session().get_service_model("mediastore-data")
    assert labels_of(model.operation_model("GetObject")) == (Label("Path", True, True, False),)
    assert labels_of(model.operation_model("ListItems")) == ()


@pytest.mark.parametrize("mode", ["strict", "certain", "warn", "off"])
@pytest.mark.parametrize("name", ["..", ".", "", Name.UP])
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

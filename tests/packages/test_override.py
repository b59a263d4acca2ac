"""X-Override: each item of the list travels as a header line of its own, whatever the path."""

from typing import Any

import botosmith_personium_cell
import pytest
from botocore import UNSIGNED
from botocore.config import Config
from botosmith_personium_cell.errors import AuthorizationRequiredException
from personium_unit import PersoniumUnit
from wire import shared_session

OVERRIDES = ["Accept:application/json, text/plain", "X-HTTP-Method:GET"]


def test_each_override_is_a_header_line_of_its_own(cell: Any, unit: PersoniumUnit) -> None:
    cell.get_cell_import_status(CellName="cell1", Override=OVERRIDES)
    cell.get_cell_import_status(CellName="cell1", Override=OVERRIDES[:1])
    cell.get_cell_import_status(CellName="cell1", Override=[])
    cell.get_cell_import_status(CellName="cell1")
    lines = [received.lines("X-Override") for received in unit.received]
    assert lines == [OVERRIDES, OVERRIDES[:1], [], []]


@pytest.mark.parametrize("proxied", [False, True])
def test_override_lines_over_plain_http(proxied: bool) -> None:
    """Where the HTTP client sends, and a proxy's headers are added, by other code than for TLS."""
    unit = PersoniumUnit()
    proxies = {"http": unit.url} if proxied else {}
    client = botosmith_personium_cell.connect(
        endpoint_url="http://unit.example/" if proxied else unit.url,
        config=Config(signature_version=UNSIGNED, proxies=proxies),
        session=shared_session(),
    )
    with pytest.raises(AuthorizationRequiredException):
        client.get_cell_import_status(CellName="cell1", Override=OVERRIDES)
    client.close()
    unit.stop()
    (received,) = unit.received
    assert received.lines("X-Override") == OVERRIDES
    assert received.lines("Host") == ["unit.example" if proxied else unit.url.split("/")[2]]


def test_handlers_see_one_value_for_all_override_lines(cell: Any, unit: PersoniumUnit) -> None:
    seen: list[Any] = []

    def look(request: Any, **_: Any) -> None:
        headers = request.headers
        seen.append((headers["X-Override"], headers.get("x-override"), "X-Override" in headers))
        copied = headers.copy()
        copied["X-More"] = "1"
        seen.append([value for name, value in copied.items() if name.startswith("X-")])
        request.headers = copied

    cell.meta.events.register_last("before-send", look)
    cell.get_cell_import_status(CellName="cell1", Override=["A:1", "B:2"])
    assert seen[0] == (b"A:1,B:2", b"A:1,B:2", True)
    assert seen[1] == [b"A:1", b"B:2", "1"]
    assert unit.received[0].lines("X-Override") == ["A:1", "B:2"]
    assert unit.received[0].lines("X-More") == ["1"]

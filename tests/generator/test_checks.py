"""Generated checks: what they say, word for word, and whether an independent reading agrees."""

from __future__ import annotations

from contextlib import suppress
from datetime import date
from decimal import Decimal
from functools import cache
from typing import Any

import pytest
from botocore.exceptions import ParamValidationError
from botocore.validate import validate_parameters
from checked_model import checked
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from payload_strategies import MOMENT, Color, Payloads, Plain
from reference import SINGLE_LINE, Reference

checks = cache(checked)

SAMPLES = {
    "[A-Z]{2}-\\d+": ["AB-1", "AB-", "AB-1\n", "AB-\u0661", "xAB-1"],
    "[ab]+": ["ab", "abc", "aa", "a"],
    "[0-9]{4}": ["0123", "12345", "0123\n", "\u0661234"],
    SINGLE_LINE: ["", "a\tb é", "a\nb", "a\n", "\r", "\x00", "\ud800", "\uffff", "\U0001f600", "x" * 256],
    "^[a-zA-Z0-9][a-zA-Z0-9-_]{0,127}$": ["cell1", "-cell", "cell1\n", "é", "c" * 129],
    "^[a-zA-Z0-9-_]{1,192}$": ["Snap_1-2", "a b", "s" * 193, ""],
    "^[A-Za-z0-9_-]*$": ["", "key_1", "key 1", "k" * 129],
    "^(100|[1-9]?[0-9])%$": ["0%", "81%", "100%", "101%", "01%", "5"],
    "^PR(\\d{3})-\\w{2}-\\d{4}$": ["PR409-OD-0003", "PR409-O\u0394-0003", "PR40-OD-0003"],
    "^[A-Za-z0-9!#$%&'*+.^_`|~-]+:[^\\r\\n]*$": ["Accept:a, b", "Accept", "A:b\nc", ":x"],
}  # fmt: skip
SLOW = (HealthCheck.too_slow, HealthCheck.data_too_large, HealthCheck.filter_too_much)
OPERATIONS = [
    (service, operation, side)
    for service, operations in (
        ("every-rule", ("Try", "Echo")),
        ("importexport", ("CreateJob", "GetShippingLabel", "GetStatus", "ListJobs")),
        ("glue-migration", ("GetCatalogImportStatus", "ImportCatalogToGlue")),
        ("personium-cell", ("ExportCell", "GetCellExportStatus", "GetCellImportStatus")),
    )
    for operation in operations
    for side in ("request", "response")
]


@pytest.mark.parametrize(("service", "operation", "side"), OPERATIONS)
def test_an_independent_reading_finds_the_same(service: str, operation: str, side: str) -> None:
    own = checks(service)
    reference = Reference(own.model, own.documents)
    model: Any = own.model.operation_model(operation)
    shape = model.input_shape if side == "request" else model.output_shape
    seen = {True: 0, False: 0}

    @settings(max_examples=100, suppress_health_check=SLOW)
    @given(Payloads(SAMPLES).of(shape))
    def agree(payload: Any) -> None:
        found = sorted((one.path, one.rule) for one in getattr(own, side)(operation, payload))
        assert found == getattr(reference, side)(operation, payload)
        seen[not found] += 1

    agree()
    assert seen[True]
    assert seen[False]


@given(st.data())
@settings(max_examples=300, suppress_health_check=SLOW)
def test_what_botocore_rejects_is_rejected(data: st.DataObject) -> None:
    own = checks("every-rule")
    shape: Any = own.model.operation_model("Try").input_shape
    payload: Any = data.draw(Payloads(SAMPLES).of(shape))
    with suppress(TypeError):  # botocore makes the token up before it validates
        payload = {"Token": "t", **payload}
    try:
        validate_parameters(payload, shape)
    except Exception:  # it lets out what dateutil and the values themselves raise
        assert own.request("Try", payload)


# What botocore's validation makes of a request, and what the checks do.
BESIDE_BOTOCORE: list[tuple[str, Any, bool, bool]] = [
    ("Sized", "x", False, False),
    ("Texts", [], False, False),
    ("Count", 0, False, False),
    ("Share", -0.1, False, False),
    ("Sized", "abcdef", True, False),
    ("Texts", ["ab"] * 4, True, False),
    ("Count", 1001, True, False),
    ("Share", 1.5, True, False),
    ("Bytes", b"12345", True, False),
    ("Code", "ab-1", True, False),
    ("Color", "mauve", True, False),
    ("ByColor", {"mauve": 1}, True, False),
    ("ByColor", {}, True, False),
    ("Bytes", b"", True, False),
    ("Whole", 2**31, True, False),
    ("Long", -(2**63) - 1, True, False),
    ("Score", float("nan"), True, True),
    ("Score", Decimal("NaN"), True, True),
    ("Score", Decimal("sNaN"), True, False),  # which fails later
    ("Score", float("-inf"), True, True),
    ("Share", float("nan"), True, False),
    ("Whole", float("nan"), False, False),
    ("When", float("nan"), False, False),
    ("Between", 2, True, True),
    ("Between", 3, True, False),
    ("Between", -1, True, True),
    ("Between", -2, False, False),
    ("Whole", True, True, False),
    ("Score", True, True, False),
    ("Whole", 1.0, False, False),
    ("Any", None, False, False),
    ("Gaps", [None], False, True),  # the list is sparse
    ("Holes", {"x": None}, False, True),
    ("Texts", [None], False, False),
    ("Tree", {}, False, False),
    ("Tree", {"Name": "x", "Nmae": "y"}, False, False),
    ("Either", {}, False, False),
    ("Either", {"Left": 1, "Right": "x"}, False, False),
    ("Texts", ("ab",), True, True),
    ("Texts", {"ab"}, False, False),
    ("Texts", (text for text in ["ab"]), False, False),
    ("Bytes", "text", True, True),
    ("Bytes", memoryview(b"ab"), False, False),
    ("When", 10, True, True),
    ("When", "10", True, True),
    ("When", MOMENT, True, True),
    ("When", True, True, False),  # 1970
    ("When", "not a date", False, False),
    ("When", date(2020, 1, 1), False, False),
    ("Color", Color.RED, True, True),
    ("Color", Plain.RED, False, False),
    ("Host", "", False, False),
    ("ResponseMetadata", {}, False, False),
    ("Header", {"any": ["JSON"]}, True, True),
    ("Header", {"no": b"JSON"}, False, False),
    ("Document", {"any": ["JSON", None]}, True, True),
    ("Document", {"no": b"JSON"}, False, False),
]  # fmt: skip


@pytest.mark.parametrize(("member", "value", "botocore", "own"), BESIDE_BOTOCORE)
def test_beside_botocore(member: str, value: Any, botocore: bool, own: bool) -> None:
    every = checks("every-rule")
    payload = {"Id": "", "Host": "host", member: value}  # the token is left out: botocore adds it
    found = every.request("Try", payload)
    assert (not found) is own
    assert [one for one in found if not one.path.startswith(member)] == []
    shape: Any = every.model.operation_model("Try").input_shape
    if botocore:
        validate_parameters({**payload, "Token": "t"}, shape)
    else:
        with pytest.raises(ParamValidationError):
            validate_parameters({**payload, "Token": "t"}, shape)


LONG = "abc" * 100
MESSAGES: list[tuple[dict[str, Any], list[str]]] = [
    ({"Any": 5}, ["Any: type: expected a string, got 5"]),
    ({"Any": None}, ["Any: null: expected a string, got None"]),
    ({"Any": {"Password": "x"}}, ["Any: type: expected a string, got a dict"]),
    ({"Any": Ellipsis}, ["Any: type: expected a string, got an ellipsis"]),
    ({"Any": 10**400}, ["Any: type: expected a string, got a number of over 70 digits"]),
    ({"Sized": "x"}, ["Sized: length: expected 2 to 5 characters, got 'x'"]),
    ({"AtLeast": ""}, ["AtLeast: length: expected at least 1 character, got ''"]),
    ({"Code": "é"}, ["Code: pattern: expected text that matches [A-Z]{2}-\\d+, got 'é'"]),
    ({"Code": LONG}, [f"Code: length: expected at most 12 characters, got {LONG[:60]!r}... (300 characters)"]),
    ({"Color": "mauve"}, ['Color: enum: expected one of "blue", "green", "red", got \'mauve\'']),
    ({"Refined": "IN"}, ['Refined: enum: expected one of "in", "out", got \'IN\'']),
    ({"Count": 1001}, ["Count: range: expected a number from 1 to 1,000, got 1001"]),
    ({"Whole": True}, ["Whole: type: expected an integer, got True"]),
    ({"Whole": 2**31}, ["Whole: range: expected a number from -2,147,483,648 to 2,147,483,647, got 2147483648"]),
    ({"Share": -0.5}, ["Share: range: expected a number from 0 to 1, got -0.5"]),
    ({"Score": float("nan")}, []),
    ({"Share": float("nan")}, ["Share: range: expected a number from 0 to 1, got nan"]),
    ({"Between": -2}, ["Between: range: expected a number from -1 to 2, got -2"]),
    ({"Flag": 1}, ["Flag: type: expected a boolean, got 1"]),
    ({"When": "soon"}, ["When: type: expected a datetime, or text with a date, got 'soon'"]),
    ({"Bytes": b""}, ["Bytes: length: expected 1 to 4 bytes, got 0"]),
    ({"Bytes": "\ud800"}, ["Bytes: type: expected bytes, text that UTF-8 can encode, or a file, got '\\ud800'"]),
    ({"Texts": ["ab"] * 4}, ["Texts: size: expected 1 to 3 items, got 4"]),
    ({"Texts": ["ab", "cd", "ab"]}, ["Texts: unique: expected distinct items"]),
    ({"Texts": "ab"}, ["Texts: type: expected a list, got a str"]),
    ({"Texts": ["ab", "x"]}, ["Texts[1]: length: expected 2 to 5 characters, got 'x'"]),
    ({"Texts": [None]}, ["Texts[0]: null: expected a string, got None"]),
    ({"Grid": [[1], [0, 2]]}, ["Grid[1][0]: range: expected a number from 1 to 1,000, got 0"]),
    ({"ByColor": {}}, ["ByColor: size: expected 1 to 2 entries, got 0"]),
    ({"ByColor": {"mauve": 1}}, ['ByColor.mauve: enum: expected one of "blue", "green", "red", got \'mauve\'']),
    ({"Holes": {"a b": 0}}, ['Holes."a b": range: expected a number from 1 to 1,000, got 0']),
    ({"Holes": {LONG: 0}}, [f'Holes."{LONG[:60]}...": range: expected a number from 1 to 1,000, got 0']),
    ({"Either": {}}, ["Either: union: expected exactly one member, got none"]),
    ({"Either": {"Left": 1, "Right": ""}}, ["Either: union: expected exactly one member, got 'Left', 'Right'"]),
    ({"Tree": {}}, ["Tree.Name: required: expected a value: this member is required"]),
    ({"Tree": []}, ["Tree: type: expected a dict, got a list"]),
    ({"Tree": {"Name": "", "name": ""}}, ["Tree.name: unknown: expected one of the members Name, Only, Branches, Named"]),
    ({"Document": {"a": [b""]}}, ["Document.a[0]: type: expected a dict, list, string, number, boolean or null, got a bytes"]),
    ({"Header": b"x"}, ["Header: type: expected a JSON value, got a bytes"]),
    ({"State": "ready", "Since": MOMENT}, ['Since: presence: expected absent when State is "ready"']),
    ({"State": "failed"}, ['Since: presence: expected present when State is "busy" or "failed"']),
    ({"Reason": ""}, ['Reason: presence: expected only present when State is "failed"']),
    # Secrets: neither values nor the keys of maps, nor what was put where it does not belong.
    ({"Pin": "hunter2"}, ["Pin: pattern: expected text that matches [0-9]{4}"]),
    ({"Account": {"Owner": "hunter2"}}, ["Account.Owner: length: expected 2 to 5 characters"]),
    ({"Account": {"Owner": "me", "Level": "hunter2", "Words": ["hunter2"]}}, [
        "Account.Words[0]: length: expected 2 to 5 characters",
        'Account.Level: enum: expected one of "blue", "green", "red"',
    ]),
    ({"Account": {"hunter2": "", "Owner": "me"}}, ["Account.*: unknown: expected one of the members Owner, Words, Level"]),
    ({"Account": "hunter2"}, ["Account: type: expected a dict, got a str"]),
    ({"Vault": {"hunter2": "x"}}, ["Vault.*: length: expected 2 to 5 characters"]),
    ({"Keyed": {"hunter2": 1}}, ["Keyed.*: length: expected at most 6 characters"]),
    ({"Keyed": {"key": 0}}, ["Keyed.*: range: expected a number from 1 to 1,000, got 0"]),
    ({"Notes": ["hunter2"]}, ["Notes[0]: pattern: expected text that matches [0-9]{4}"]),
    ({"SecretDocument": {"hunter2": b"hunter2"}}, ["SecretDocument.*: type: expected a dict, list, string, number, boolean or null"]),
]  # fmt: skip


@pytest.mark.parametrize(("payload", "messages"), MESSAGES)
def test_messages(payload: dict[str, Any], messages: list[str]) -> None:
    found = checks("every-rule").response("Try", {"Id": "", "ResponseMetadata": {}, **payload})
    assert [one.message for one in found] == messages
    for one in found:
        assert one.message.startswith(f"{one.path}: {one.rule}: expected {one.expected}")
        assert "hunter2" not in repr(one)


def test_a_payload_that_is_no_dict() -> None:
    every = checks("every-rule")
    assert [str(one) for one in every.request("Try", None)] == [
        "the payload: null: expected a dict, got None"
    ]
    assert [str(one) for one in every.request("Put", {"Body": 1234})] == [
        "Body: type: expected bytes, text that UTF-8 can encode, or a file"  # a secret
    ]


def test_names_that_collide() -> None:
    """A shape named like another's rule for host labels, and some whose rules Python has names for."""
    wrong = {"Host": "", "Beside": "x", "Exported": "name", "Annotated": {"Name": "xy"}}
    assert [str(one) for one in checks("check-names").request("Try", wrong)] == [
        "Host: length: expected at least 1 character, got ''",
        "Beside: length: expected 5 to 10 characters, got 'x'",
        "Exported: length: expected at most 3 characters, got 'name'",
        "Annotated.Name: pattern: expected text that matches [ab]+, got 'xy'",
    ]
    right = {"Host": "x", "Beside": "x" * 5, "Exported": "all", "Annotated": {"Name": "ab"}}
    assert checks("check-names").request("Try", right) == []

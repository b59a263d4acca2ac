"""Writes ``tests/data/payload_vectors.json``: good and bad payloads of this project's services.

Samples, single mutations of them, and odd texts by hand; each with the paths and rules of what is
wrong with it, none if nothing is, or null where the text cannot be checked at all. What is expected
comes from the mutation or from a person, never from a check.

    PYTHONPATH=tests/generator/support python -m payload_vectors
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from payload_verdicts import Judged

ROOT = Path(__file__).parents[3]
FILE = ROOT / "tests" / "data" / "payload_vectors.json"
SERVICES = ("glue-migration", "importexport", "personium-cell")
Found = list[list[str]] | None

_MUTANTS = 8  # of each sample
_BYTES = '"dGV4dA=="'  # b"text", the mutator's bytes in Base64; JSON takes them for text

_STATUS = ("importexport", "GetStatus", "response")
_ASK = ("importexport", "GetStatus", "request")
_LIST = ("importexport", "ListJobs", "request")
_LABEL = ("importexport", "GetShippingLabel", "request")
_IMPORT = ("glue-migration", "ImportCatalogToGlue", "request")
_CATALOG = ("glue-migration", "GetCatalogImportStatus", "response")
_CELL = ("personium-cell", "GetCellImportStatus", "response")


def odd_texts() -> list[tuple[tuple[str, str, str], str, Found]]:
    """Texts by hand: whose they are, the text, and what is wrong with it."""
    job, created = '{"JobId": "J1"}', "CreationDate"
    moments = {
        '"2010-06-01"': True, '"2010-06-01T12:30:00.5+02:00"': True, '"20100601T123000Z"': True,
        '"Tue, 01 Jun 2010 12:30:00 GMT"': True, '"3pm"': True, '"May"': True, '"1/2"': True,
        "1275395400": True, "1275395400.25": True, '"1275395400"': True, '"-1.5e3"': True,
        "-62135596800": True, "253402300799": True, "253402300800": False, "1e400": False,
        '""': False, '"junk"': False, '"2010-13-01"': False, '"2010-02-30"': False,
        '"25:61"': False, '"2010-06-01T24:00:00Z"': False, '"nan"': False, "NaN": False,
        "true": False, '["2010-06-01"]': False, '"2010-06-01+25:00"': False,
        f'"2010-06-01{" " * 90}"': True, f'"2010-06-01{" " * 91}"': False,
    }  # fmt: skip
    integers = {
        "0": None, "-0": None, "2147483647": None, "-2147483648": None, "2147483648": "range",
        "-2147483649": "range", "9007199254740993": "range", f"1{'0' * 80}": "range",
        "1.0": "type", "1e3": "type", "-0.0": "type", "1e16": "type", "1.5e-7": "type",
        "1E400": "type", "Infinity": "type", "NaN": "type", '"1"': "type", "false": "type",
        "null": "null", "[]": "type", "{}": "type",
    }  # fmt: skip
    names = [
        "__proto__", "constructor", "toString", "hasOwnProperty", "10", "2", "", "a b", "\u00e9",
        "</script><script>alert(1)</script>", "\u2028", "\u007f", "x" * 61, "\U0001f600",
    ]  # fmt: skip
    texts = [
        "", "x" * 255, "x" * 256, "\U0001f600" * 255, "\U0001f600" * 256, "tab\there", "line\n",
        "it's", 'say "hi"', "both ' and \"", "back\\slash\r\n", "\u202eright-to-left", "\ud800",
        "\ufffe",
    ]  # fmt: skip
    deep = '{"a":' * 500 + "1" + "}" * 500
    return [
        *((_STATUS, f'{{"{created}": {text}}}', [] if good else [[created, "type"]])
          for text, good in moments.items()),
        (_STATUS, f'{{"{created}": null}}', [[created, "null"]]),
        *((_LIST, f'{{"MaxJobs": {text}}}', [["MaxJobs", rule]] if rule else [])
          for text, rule in integers.items()),
        (_ASK, json.dumps({"JobId": "J1", **dict.fromkeys(names)}),
         [[path, "unknown"] for path in (
             "__proto__", "constructor", "toString", "hasOwnProperty", '"10"', '"2"', '""', '"a b"',
             '"\\u00e9"', '"</script><script>alert(1)</script>"', '"\\u2028"', '"\\u007f"',
             f'"{"x" * 60}..."', '"\\ud83d\\ude00"')]),
        *((_IMPORT, json.dumps({"CatalogId": text}),
           [["CatalogId", _rule_of_line(text)]] if _rule_of_line(text) else []) for text in texts),
        (_ASK, "{}", [["JobId", "required"]]),
        (_ASK, '{"JobId": 1, "JobId": "J1"}', []),
        (_ASK, '{"JobId": "J1", "JobId": 1}', [["JobId", "type"]]),
        (_ASK, '{"JobId": "\\ud83d\\ude00 \\u0000 \\/"}', []),
        (_ASK, f" \t\r\n{job}\n ", []),
        (_ASK, '{"JobId": "J1", "ResponseMetadata": {}}', [["ResponseMetadata", "unknown"]]),
        (_STATUS, '{"ResponseMetadata": {"HTTPStatusCode": 200}}', []),
        (_STATUS, '{"ArtifactList": [{"ResponseMetadata": 1}]}',
         [["ArtifactList[0].ResponseMetadata", "unknown"]]),
        (_STATUS, '{"JobType": "import"}', [["JobType", "enum"]]),
        (_STATUS, '{"LocationCode": "Returned", "ProgressCode": "Success"}',
         [["Carrier", "presence"], ["TrackingNumber", "presence"], ["ErrorCount", "presence"]]),
        (_STATUS, '{"LocationCode": ["Returned"]}', [["LocationCode", "type"]]),
        (_STATUS, json.dumps({"ArtifactList": [None, 1, [], {"URL": 1}, {}]}),
         [["ArtifactList[0]", "null"], ["ArtifactList[1]", "type"], ["ArtifactList[2]", "type"],
          ["ArtifactList[3].URL", "type"]]),
        *((_ASK, text, [["", "null" if text == "null" else "type"]])
          for text in ("null", "[]", "7", '"text"', "true", "1.5", "NaN")),
        (_LABEL, '{"jobIds": ["1", 2, null], "name": ""}',
         [["jobIds[1]", "type"], ["jobIds[2]", "null"]]),
        (_CATALOG, '{"ImportStatus": {"ImportCompleted": "true", "ImportTime": "1e3"}}',
         [["ImportStatus.ImportCompleted", "type"]]),
        (_CELL, '{"status": "ready", "progress": "50%"}', [["progress", "presence"]]),
        (_ASK, deep, [["a", "unknown"], ["JobId", "required"]][::-1]),
        *((_ASK, text, None) for text in (
            "", " ", "JobId", "{", '{"JobId"', '{"JobId":', '{"JobId": "J1"', "{'JobId': 1}", "[1,",
            '{"JobId": "J1"} x', '"\n"', '"\\x"', '"\\u12"', "01", "-", "+1", ".5", "1.", "nul",
            '{"JobId": "\U0001f600\U0001f600" oops', "\ufeff{}", "[1 2]", "{1: 2}", "<p>",
            f'{{"a":{deep}}}', "[" * 1_000, "1" * 4301)),
    ]  # fmt: skip


def _rule_of_line(text: str) -> str:
    """What a "Single-line string" of 1 to 255 characters has against a text."""
    if not 1 <= len(text) <= 255:
        return "length"
    return "pattern" if any(one in "\n\r\ud800\ufffe" for one in text) else ""


def vectors() -> list[dict[str, Any]]:
    """All vectors, generated ones first; each text once."""
    found: dict[tuple[str, str, str, str], Any] = {}
    for service in SERVICES:
        for case, mutant in Judged(service, (ROOT / "models",)).sampled(_MUTANTS):
            if mutant is not None and _BYTES in case.text:
                continue
            expected: Found = [] if mutant is None else [[mutant.path, mutant.rule]]
            found.setdefault((service, case.operation.name, case.side, case.text), expected)
    for whose, text, wrong in odd_texts():
        found.setdefault((*whose, text), wrong)
    keys = ("service", "operation", "side", "text")
    return [
        {**dict(zip(keys, key, strict=True)), "found": expected} for key, expected in found.items()
    ]


if __name__ == "__main__":
    rows = ",\n".join(json.dumps(vector) for vector in vectors())
    FILE.write_text(f"[\n{rows}\n]\n", encoding="utf-8")

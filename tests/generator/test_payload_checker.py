"""The docs site's payload checker says in JavaScript what ``botosmith check`` says in Python.

Paths, rules, messages and their order are compared, and the words for what cannot be checked.
"""

from __future__ import annotations

import gzip
import json
import random
import re
import sys
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from aws_services import CROSS_SECTION, few_or_all
from botosmith import ir
from botosmith.patterns import safe_pattern, translate
from botosmith.patterns.ecmascript import packed, to_ecmascript
from botosmith.site.checker.rules import PayloadRules
from payload_texts import moments, texts
from payload_vectors import FILE, ROOT, SERVICES
from payload_verdicts import Case, Judged, node_verdicts

GOLDENS = Path(__file__).parent / "goldens"
MODELS = (GOLDENS, ROOT / "models")
VECTORS: list[dict[str, Any]] = json.loads(FILE.read_text(encoding="utf-8"))
# Dateutil's, which botocore reads moments with, of words that might name a time zone.
TIME_ZONES = "ignore:tzname .* identified"


@pytest.mark.parametrize("service", SERVICES)
def test_the_vectors(service: str, tmp_path: Path) -> None:
    judged = Judged(service, MODELS)
    own = [vector for vector in VECTORS if vector["service"] == service]
    cases = [Case(judged.operations[v["operation"]], v["side"], v["text"]) for v in own]
    for case, vector in zip(cases, own, strict=True):
        verdict = judged.python(case)
        found = None if isinstance(verdict, str) else [one[:2] for one in verdict]
        assert found == vector["found"], case.text
    assert judged.disagreements(cases, tmp_path) == []


@pytest.mark.parametrize("golden", sorted(path.name for path in GOLDENS.iterdir()))
def test_every_feature_of_models(golden: str, tmp_path: Path) -> None:
    judged = Judged(golden, MODELS)
    cases = [case for case, _ in judged.sampled(20)] + list(judged.odd(40))
    assert judged.disagreements(cases, tmp_path) == []


@pytest.mark.aws
@pytest.mark.filterwarnings(TIME_ZONES)
@pytest.mark.parametrize("service", few_or_all(CROSS_SECTION))
def test_aws(service: str, tmp_path: Path) -> None:
    judged = Judged(service)
    cases = [case for case, _ in judged.sampled(3)] + list(judged.odd(3))
    assert judged.disagreements(cases, tmp_path) == []
    rules = PayloadRules(judged.ir)
    for operation in judged.ir.operations:
        assert len(gzip.compress(rules.text(operation).encode())) < 50_000


@pytest.mark.filterwarnings(TIME_ZONES)
def test_texts_that_say_a_moment_or_nearly(tmp_path: Path) -> None:
    judged = Judged("every-rule", MODELS)
    said = moments(random.Random(1), 3_000)
    cases = [
        Case(judged.operations["Try"], "request", json.dumps({"Id": "", "When": text}))
        for text in said
    ]
    assert judged.disagreements(cases, tmp_path) == []
    verdicts = [judged.python(case) == [] for case in cases]
    assert 200 < sum(verdicts) < len(verdicts) - 200


def test_texts_that_are_json_or_nearly(tmp_path: Path) -> None:
    judged = Judged("every-rule", MODELS)
    cases = [
        Case(judged.operations["Try"], "request", text) for text in texts(random.Random(1), 3_000)
    ]
    differing = judged.disagreements(cases, tmp_path)
    if sys.version_info >= (3, 13):  # has other words for a comma too many
        differing = [
            one for one in differing if not (isinstance(one[1], str) and isinstance(one[2], str))
        ]
    assert differing == []
    assert sum(isinstance(judged.python(case), list) for case in cases) > 500


def test_limits_of_what_is_looked_at(tmp_path: Path) -> None:
    judged = Judged("every-rule", MODELS)
    echo, ask = judged.operations["Echo"], judged.operations["Try"]
    branch, leaf = '{"Name": "n", "Only": ', '{"Name": "n"}'
    cases = [
        Case(echo, "request", branch * 200 + leaf + "}" * 200),
        Case(echo, "request", branch * 201 + leaf + "}" * 201),
        Case(echo, "request", '{"Name": "n", "Branches": [' + "1," * 1_200 + "1]}"),
        Case(ask, "request", '{"Id": "", "Document": ' + "[" * 200 + "]" * 200 + "}"),
        Case(ask, "request", '{"Id": "", "Document": ' + "[" * 201 + "]" * 201 + "}"),
        Case(ask, "request", '{"Id": "", "Header": ' + "[" * 201 + "]" * 201 + "}"),
        Case(ask, "request", "[" * 499 + "{}" + "]" * 499),
        Case(ask, "request", "[" * 500 + "{}" + "]" * 500),
        Case(ask, "request", "[" * 100_000 + "]" * 100_000),
        Case(ask, "request", json.dumps({"Id": "", "Any": "x" * 5_000_000, "Code": "x" * 10**6})),
    ]
    assert judged.disagreements(cases, tmp_path) == []
    rules = [
        verdict if isinstance(verdict, str) else [rule for _, rule, _ in verdict]
        for verdict in map(judged.python, cases)
    ]
    assert rules[0] == rules[3] == []
    assert rules[1] == rules[4] == rules[5] == ["depth"]
    assert rules[2][1000:] == ["limit"]
    assert rules[6] == ["type"]
    assert "nested too deeply" in rules[7]
    assert rules[8] == rules[7]
    assert rules[9] == ["length"]


def test_a_side_that_the_model_has_not(tmp_path: Path) -> None:
    judged = Judged("no-input-output", MODELS)
    cases = [Case(operation, "response", "{}") for operation in judged.ir.operations]
    verdicts = [judged.python(case) for case in cases]
    assert judged.disagreements(cases, tmp_path) == []
    assert any("to check: its model is empty" in verdict for verdict in verdicts)


NOT_A_LETTER: Any = {
    "pattern": "[^\\p{L}-]{2}",
    "cases": [["1\U0001f600", True], ["1\u00e9", False], ["--", False]],
}
SECRET: Any = {"sensitive": True}
ODD_SHAPES: dict[str, Any] = {
    "Code": {"regex": ir.Regex(source="[A-Z]{2}-[0-9]+", longest=5)},
    "Color": {"enum": ("red", "</script><!--")},
    "Long": {"minimum": -(2**60), "maximum": 2**60},
    "Score": {"minimum": 0.5, "maximum": 1e16},
}
FEW_HAVE: list[tuple[dict[str, Any], str, list[str]]] = [
    # shapes that are changed, members of a request, rules that they break
    ({}, '"Host": ""', ["length"]),
    ({}, '"Gaps": [null, "ab"], "Holes": {"a": null, "b": 1}', []),
    ({}, '"Texts": [null], "ByColor": {"red": null}', ["null", "null"]),
    ({}, '"Account": {"Owner": "ab", "Secret": "s"}', ["unknown"]),
    ({}, '"Bytes": "QUJD"', []),
    ({}, '"Bytes": "QUJDRA=="', []),
    ({}, '"Bytes": "QUJDREU="', ["length"]),
    ({}, '"Bytes": ""', ["length"]),
    *(({}, f'"Bytes": {text}', ["type"]) for text in (
        '"QUJDREU"', '"=QUJ"', '"A==="', '"QUJD\\n"', '"!!!!"', '"_-_-"',
        '"\u00e9\u00e9\u00e9\u00e9"',
        '"\\ud800"', "[]", "7",
    )),
    ({}, '"Bytes": null', ["null"]),
    ({"Bytes": SECRET}, '"Bytes": "!!!!"', ["type"]),
    (ODD_SHAPES, '"Code": "AB-1"', []),
    (ODD_SHAPES, '"Code": "ab-1"', ["pattern"]),
    (ODD_SHAPES, '"Code": "ab-123"', []),
    (ODD_SHAPES, '"Color": "</script>"', ["enum"]),
    (ODD_SHAPES, '"Long": 1152921504606846976, "Score": 1e16', []),
    (ODD_SHAPES, '"Long": 1152921504606846977, "Score": 10000000000000001', ["range"] * 2),
    (ODD_SHAPES, '"Long": -1152921504606846977, "Score": 0.49', ["range"] * 2),
    ({}, '"Score": NaN, "Share": NaN, "Whole": NaN', ["type", "range"]),
    ({}, '"Score": -Infinity, "Share": Infinity', ["range"]),
    ({}, '"Between": -1', []),
    ({}, '"Between": -2', ["range"]),
    ({}, '"Between": 3', ["range"]),
    ({"Ask": SECRET}, '"Sized": "x", "Color": "pink", "Unknown": 1', ["length", "enum", "unknown"]),
    ({"Ask": SECRET}, '"Document": ' + '{"k":' * 201 + "1" + "}" * 201, ["depth"]),
    ({"Grid": SECRET, "ByColor": SECRET}, '"Grid": [[0]], "ByColor": {"pink": 0}',
     ["enum", "range", "range"]),
]  # fmt: skip


@pytest.mark.parametrize(("shapes", "members", "broken"), FEW_HAVE)
def test_what_few_models_have(
    shapes: dict[str, Any], members: str, broken: list[str], tmp_path: Path
) -> None:
    service = Judged("every-rule", MODELS).ir
    changed = tuple(replace(shape, **shapes.get(shape.name, {})) for shape in service.shapes)
    judged = Judged(replace(service, shapes=changed))
    case = Case(judged.operations["Try"], "request", f'{{"Id": "", {members}}}')
    assert [one[1] for one in judged.python(case)] == broken
    assert judged.disagreements([case], tmp_path) == []
    assert "<" not in PayloadRules(judged.ir).text(case.operation)


@pytest.mark.parametrize("translated", ["as it is", "made safe"])
def test_patterns_mean_in_javascript_what_they_mean_in_java(
    translated: str, tmp_path: Path
) -> None:
    rules: list[str] = []
    cases: list[tuple[str, str]] = []
    wanted: list[bool] = []
    with gzip.open(ROOT / "tests" / "data" / "patterns.jsonl.gz", "rt", encoding="utf-8") as lines:
        vectors = [NOT_A_LETTER, *map(json.loads, lines)]
        for vector in vectors:
            pattern: str = vector["pattern"]
            safe = safe_pattern(pattern, 1024)
            source = translate(pattern) if translated == "as it is" else safe.source
            if source is None:
                continue
            entry = {"k": "s", "p": "", "r": packed(to_ecmascript(source))}
            rules.append(
                f'botosmithRules("p.{len(rules)}", {{i: 1, s: {{1: {json.dumps(entry)}}}}})'
            )
            for text, matches in vector["cases"]:
                if translated == "as it is" or safe.longest is None or len(text) <= safe.longest:
                    cases.append((f"p.{len(rules) - 1}", json.dumps(text)))
                    wanted.append(matches)
    verdicts = node_verdicts(rules, [(name, "request", text) for name, text in cases], tmp_path)
    wrong = [
        (rules[int(name[2:])], text)
        for (name, text), verdict, matches in zip(cases, verdicts, wanted, strict=True)
        if (verdict == []) != matches
    ]
    assert wrong == []
    assert len(cases) > 19_000
    assert '"^' in "".join(rules)  # a class that is packed, and negated
    assert any('"r": [' in rule for rule in rules)  # packed classes are among them


@pytest.mark.parametrize("golden", ["hostile-text", "odd-members", "every-rule"])
def test_scripts_hold_data_only_and_do_not_depend_on_what_was_asked_before(golden: str) -> None:
    service = Judged(golden, MODELS).ir
    rules = PayloadRules(service)
    for operation in reversed(service.operations):
        text = rules.text(operation)
        assert text == PayloadRules(service).text(operation)
        assert re.fullmatch(r'botosmithRules\("[^"]*",\{[ -;=-~]*\}\);\n', text)
        json.loads(text[text.index(",") + 1 : -3])

"""The JSON Schemas of the docs site: valid ones, which agree with ``botosmith check``."""

from __future__ import annotations

import json
import re
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from aws_services import CROSS_SECTION, few_or_all
from botosmith import ir
from botosmith.models.documents import is_list, is_object
from botosmith.package.payloads import parse
from botosmith.site.schemas import LONG_PATTERNS, schemas
from jsonschema import Draft202012Validator
from payload_vectors import FILE, ROOT, SERVICES
from payload_verdicts import Case, Judged
from referencing import Registry, Resource

GOLDENS = Path(__file__).parent / "goldens"
MODELS = (GOLDENS, ROOT / "models")
BASE = "https://docs.example/service/"


class Schemas:
    """The schemas of a service, as a server would serve them."""

    def __init__(self, service: ir.Service) -> None:
        self._errors = {error.name for error in service.errors}
        self.texts = schemas(service, self.path_of)
        self.all = {path: json.loads(text) for path, text in self.texts.items()}
        resources = [
            (f"{BASE}{path}", Resource[Any].from_contents(schema))
            for path, schema in self.all.items()
        ]
        self.registry: Any = Registry[Any]().with_resources(resources)

    def path_of(self, shape: str) -> str:
        return f"{'errors' if shape in self._errors else 'shapes'}/{shape}.schema.json"

    def accepts(self, shape: str, value: Any) -> bool:
        reference = {"$ref": f"{BASE}{self.path_of(shape)}"}
        validator: Any = Draft202012Validator(reference, registry=self.registry)
        return bool(validator.is_valid(value))


# What a schema takes and the checks refuse, by the end of the only violation's message.
DIFFERENCES = {
    "1.0 is an integer in JSON Schema": r"type: expected an integer, got -?[0-9.e+]+",
    "any text is a moment": r'type: expected a date, as text or as a number, got ".*',
    "NaN is no JSON, and within all limits": r"(type|range): expected .*, got (?i:nan)",
    # Of a secret, such as a text that should match [0-9]{4}, that newline is not shown.
    "Python's $ matches before a final newline, ECMAScript's does not": (
        r"pattern: (.*\\n[\"']|.*\[0-9\]\{4\})"
    ),
    "Base64 has its bytes in threes": r"length: expected .* bytes?, got .*",
}


def difference(verdict: list[list[str]]) -> str:
    """The named difference that explains why a schema takes what the checks refuse."""
    message = verdict[0][2]
    for name, ending in DIFFERENCES.items():
        if len(verdict) == 1 and re.search(f": {ending}$", message, re.DOTALL):
            return name
    return message


def test_agreement_with_the_checks() -> None:
    vectors = json.loads(FILE.read_text(encoding="utf-8"))
    seen: Counter[str] = Counter()
    for service in (*SERVICES, "every-rule"):
        judged = Judged(service, MODELS)
        cases = [
            Case(judged.operations[one["operation"]], one["side"], one["text"])
            for one in vectors
            if one["service"] == service
        ]
        if service == "every-rule":
            nulls = '{"Id": "", "Gaps": [null, "ab"], "Holes": {"a": null}}'
            cases = [Case(judged.operations["Try"], "request", nulls)]
            cases += [case for case, _ in judged.sampled(300)]
        seen.update(compared(judged, cases))
    assert seen.keys() == {*DIFFERENCES, "good", "bad"}
    assert seen["good"] > 150
    assert seen["bad"] > 2_000
    assert sum(seen[name] for name in DIFFERENCES) < 50


def compared(judged: Judged, cases: list[Case]) -> Iterator[str]:
    """Of each payload what the schema and the checks say, or how they differ."""
    own = Schemas(judged.ir)
    for case in cases:
        verdict = judged.python(case)
        if isinstance(verdict, str):
            continue
        root = case.operation.input if case.side == "request" else case.operation.output
        accepted = own.accepts(root, parse(case.text))
        assert accepted or verdict, case.text
        if accepted and verdict:
            name = difference(verdict)
            assert name in DIFFERENCES, (case.text, name)
            yield name
        else:
            yield "good" if accepted else "bad"


@pytest.mark.parametrize("service", sorted([*SERVICES, *(one.name for one in GOLDENS.iterdir())]))
def test_schemas_are_sound(service: str) -> None:
    assert_sound(Schemas(Judged(service, MODELS).ir))


@pytest.mark.aws
@pytest.mark.parametrize("service", few_or_all(CROSS_SECTION))
def test_schemas_of_aws_are_sound(service: str) -> None:
    assert_sound(Schemas(Judged(service).ir))


def test_long_patterns_stand_together() -> None:
    own = Schemas(Judged("wafv2").ir)
    assert_sound(own)
    (definition,) = own.all[LONG_PATTERNS]["$defs"].values()
    assert len(definition["pattern"]) > 5_000
    tag = {"Key": "k", "Value": "caf\u00e9"}
    assert own.accepts("Tag", tag)
    assert not own.accepts("Tag", {**tag, "Value": "a\u0000b"})
    assert not own.accepts("Tag", {**tag, "Value": "x" * 257})


def assert_sound(own: Schemas) -> None:
    """Every schema is one, and every reference leads to another."""
    for path, schema in own.all.items():
        Draft202012Validator.check_schema(schema)
        resolver = own.registry.resolver(base_uri=f"{BASE}{path}")
        for reference in references(schema):
            resolver.lookup(reference)


def references(schema: Any) -> Iterator[str]:
    if is_object(schema):
        for word, part in schema.items():
            if word == "$ref" and isinstance(part, str):
                yield part
            else:
                yield from references(part)
    elif is_list(schema):
        for item in schema:
            yield from references(item)

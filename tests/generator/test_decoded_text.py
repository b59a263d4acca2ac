"""Text that botocore decodes for clients: what is none of it breaks the types, and is found."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any
from urllib.parse import quote

import pytest
from botocore.handlers import json_decode_policies, json_decode_template_body
from botocore.model import ServiceModel
from botosmith.models.load import Library
from botosmith.site.schemas import schemas
from botosmith_runtime.fakes import RuleError
from botosmith_runtime.violations import ResponseShapeError, ShapeWarning
from jsonschema import Draft202012Validator
from payload_verdicts import Case, Judged
from wire import KEYS, Wire, shared_session

REQUEST = {"RoleName": "r", "PolicyName": "p"}
TEXTS = (
    "{}",
    ' {"a": 1}',
    quote('{"a": "é"}'),
    "%7B%7d",
    '{"a": NaN}',
    "{%22a%22: 1%A0}",
    "%EF%BB%BF{}",
    '{"%E9": "100%zz"}',
    '"text"',
    "not json",
    "[1]",
    "%5B1%5D",
    "null",
    "1" * 5_000,
    "{",
    '{"a": 1',
)
SERVICES: dict[str, tuple[str, str, dict[str, str], tuple[type, ...]]] = {
    "iam": ("GetRolePolicy", "PolicyDocument", REQUEST, (dict,)),
    "cloudformation": ("GetTemplate", "TemplateBody", {}, (dict, str)),
}


def decoded(service: str, text: str) -> Any:
    """What botocore's own handler gives."""
    operation, member, *_ = SERVICES[service]
    model = ServiceModel(Library().load(service).document("service-2"))
    parsed = {member: text}
    if service == "iam":
        json_decode_policies(parsed, model.operation_model(operation))
    else:
        json_decode_template_body(parsed)
    return parsed[member]


@pytest.mark.parametrize("service", SERVICES)
def test_text_is_right_where_the_client_gives_what_the_types_say(
    service: str, tmp_path: Path
) -> None:
    operation, member, rest, types = SERVICES[service]
    judged = Judged(service)
    found = judged.operations[operation]
    validator: Any = Draft202012Validator(
        json.loads(schemas(judged.ir, lambda name: f"{name}.json")[f"{found.output}.json"])
    )
    cases: list[Case] = []
    for text in TEXTS:
        payload = {**rest, member: text}
        cases.append(Case(found, "response", json.dumps(payload)))
        is_right = isinstance(decoded(service, text), types)
        verdict = judged.python(cases[-1])
        assert [one[1] for one in verdict] == ([] if is_right else ["type"]), text
        assert validator.is_valid(payload) or not is_right, text
    wrong = {one for one in TEXTS if not isinstance(decoded(service, one), types)}
    assert {"[1]", "null"} <= wrong < {*TEXTS}
    if service == "iam":
        assert not validator.is_valid({**rest, member: "not json"})
    assert judged.disagreements(cases, tmp_path) == []


@pytest.mark.parametrize("mode", ["strict", "structural", "warn"])
def test_a_server_s_text_that_is_no_policy_is_found(fakes: dict[str, Any], mode: str) -> None:
    answer = (
        "<R><GetRolePolicyResult><PolicyDocument>%5B1%5D</PolicyDocument><RoleName>r</RoleName>"
        "<PolicyName>p</PolicyName></GetRolePolicyResult></R>"
    )
    plain: Any = shared_session().create_client("iam", region_name="us-east-1", **KEYS)
    Wire(plain, (200, answer))
    with fakes["iam"](allow_unused=True) as fake:
        typed: Any = fake.client.__class__
    client = typed(plain, response_checks=mode)
    message = "PolicyDocument: type: expected a dict, or its JSON text, got '%5B1%5D'"
    if mode == "warn":
        with pytest.warns(ShapeWarning, match=message):
            assert client.get_role_policy(**REQUEST)["PolicyDocument"] == [1]
    else:
        with pytest.raises(ResponseShapeError, match=message):
            client.get_role_policy(**REQUEST)


@pytest.mark.parametrize(
    ("service", "given", "message"),
    [
        ("iam", "not json", "PolicyDocument: type: expected a dict, or its JSON text"),
        ("iam", "[1]", "PolicyDocument: type: expected a dict, or its JSON text"),
        ("iam", {1: 2}, "PolicyDocument: type: expected names that are strings, got 1"),
        ("iam", {"a": [{"b": {None: 2}}]}, r"PolicyDocument.a\[0\].b: type: .* strings, got None"),
        ("cloudformation", "[1]", "TemplateBody: type: expected a dict, or text that is not other"),
        ("cloudformation", {1: 2}, "TemplateBody: type: expected names that are strings"),
    ],
)
def test_rules_refuse_what_no_client_gives(
    fakes: dict[str, Any], service: str, given: Any, message: str
) -> None:
    operation, member, rest, _ = SERVICES[service]
    with fakes[service](allow_unused=True) as fake:
        rule = fake.get_role_policy if operation == "GetRolePolicy" else fake.get_template
        with pytest.raises(RuleError, match=message):
            rule().returns(**rest, **{member: given})

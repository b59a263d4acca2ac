"""The examples of the models under models/, and what they say when a member is there."""

import re
from collections.abc import Iterator
from typing import Any

import pytest
from botocore.model import OperationModel
from botocore.stub import Stubber
from botocore.validate import ParamValidator
from own_models import SERVICES, UNIT, Json, make_client, ours, service_model

# Glue's "single-line string": its pairs of surrogates are ranges beyond U+FFFF to Java only.
JAVA_ONLY = {
    r"[\u0020-\uD7FF\uE000-\uFFFD\uD800\uDC00-\uDBFF\uDFFF\t]*": (
        r"^[\u0020-\uD7FF\uE000-\uFFFD\U00010000-\U0010FFFF\t]*$"
    )
}


def each_example() -> Iterator[Any]:
    for service in SERVICES:
        for operation, examples in ours(service, "examples-1")["examples"].items():
            for example in examples:
                yield pytest.param(service, operation, example, id=f"{service}-{example['id']}")


def each_rule() -> Iterator[Any]:
    for service in SERVICES:
        for shape, members in ours(service, "botosmith-1").get("presence", {}).items():
            for member, rule in members.items():
                yield pytest.param(service, shape, member, rule, id=f"{shape}.{member}")


EXAMPLES = list(each_example())
RULES = list(each_rule())


@pytest.mark.parametrize("service", SERVICES)
def test_every_operation_has_an_example(service: str) -> None:
    assert (
        ours(service, "examples-1")["examples"].keys()
        == ours(service, "service-2")["operations"].keys()
    )


@pytest.mark.parametrize(("service", "operation", "example"), EXAMPLES)
def test_example_is_valid(service: str, operation: str, example: Json) -> None:
    model = service_model(service).operation_model(operation)
    report = ParamValidator().validate(example["input"], model.input_shape)
    assert not report.has_errors(), report.generate_report()
    stub = Stubber(client := make_client(service, endpoint_url=UNIT))
    (method,) = (
        name for name, api in client.meta.method_to_api_mapping.items() if api == operation
    )
    stub.add_response(method, example["output"], example["input"])
    assert list(unmatched(model, example)) == []


def unmatched(model: OperationModel, example: Json) -> Iterator[str]:
    """Strings of an example that break a pattern, an enum or a maximum: botocore does not look."""

    def look(shape: Any, value: Any, place: str) -> Iterator[str]:
        if shape.type_name == "structure":
            for name, child in value.items():
                yield from look(shape.members[name], child, f"{place}.{name}")
        elif shape.type_name == "list":
            for child in value:
                yield from look(shape.member, child, f"{place}[]")
        elif shape.type_name == "string":
            pattern = shape.metadata.get("pattern", "")
            if not re.search(JAVA_ONLY.get(pattern) or pattern, value):
                yield f"{place} does not match {pattern}"
            if shape.enum and value not in shape.enum:
                yield f"{place} is not one of {shape.enum}"
            if len(value) > shape.metadata.get("max", len(value)):
                yield f"{place} is too long"

    yield from look(model.input_shape, example["input"], "input")
    yield from look(model.output_shape, example["output"], "output")


@pytest.mark.parametrize(("service", "shape", "member", "rule"), RULES)
def test_presence_rule_names_real_things(service: str, shape: str, member: str, rule: Json) -> None:
    members = service_model(service).shape_for(shape).members
    assert member in members
    assert rule
    assert rule.keys() <= {"presentWhen", "absentWhen", "onlyWhen"}
    for condition in rule.values():
        for sibling, values in condition.items():
            assert sibling in members
            assert values
            assert set(values) <= set(members[sibling].enum or values)


@pytest.mark.parametrize(("service", "operation", "example"), EXAMPLES)
def test_example_keeps_the_presence_rules(service: str, operation: str, example: Json) -> None:
    shape = ours(service, "service-2")["operations"][operation]["output"]["shape"]
    output = example["output"]
    for member, rule in ours(service, "botosmith-1").get("presence", {}).get(shape, {}).items():
        for kind, condition in rule.items():
            holds = all(output.get(sibling) in values for sibling, values in condition.items())
            if kind == "presentWhen" and holds:
                assert member in output
            if (kind == "absentWhen" and holds) or (kind == "onlyWhen" and not holds):
                assert member not in output

"""The models under models/: equal to botocore's where they came from there, sound everywhere."""

import json
import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any, TypeGuard
from urllib.parse import parse_qsl

import jmespath
import pytest
from botocore import UNSIGNED
from botocore.awsrequest import AWSPreparedRequest, AWSResponse
from botocore.config import Config
from botocore.exceptions import EndpointProviderError
from botocore.loaders import Loader
from botocore.model import OperationModel, ServiceModel
from botocore.session import Session
from botocore.stub import Stubber
from botocore.utils import get_service_module_name
from botocore.validate import ParamValidator
from botocore.waiter import WaiterModel

MODELS = Path(__file__).parent.parent / "models"
SERVICES = ("glue-migration", "importexport", "personium-cell")
MODULE_NAMES = {
    "glue-migration": "GlueMigration",
    "importexport": "ImportExport",
    "personium-cell": "PersoniumCell",
}
MIGRATION = ("GetCatalogImportStatus", "ImportCatalogToGlue")
UNIT = "https://unit.example/"

# Glue's "single-line string": its pairs of surrogates are ranges beyond U+FFFF to Java only.
JAVA_ONLY = {
    r"[\u0020-\uD7FF\uE000-\uFFFD\uD800\uDC00-\uDBFF\uDFFF\t]*": (
        r"^[\u0020-\uD7FF\uE000-\uFFFD\U00010000-\U0010FFFF\t]*$"
    )
}

Json = dict[str, Any]


@cache
def ours(service: str, file: str) -> Json:
    (path,) = MODELS.glob(f"{service}/*/{file}.json")
    data: Json = json.loads(path.read_text(encoding="utf-8"))
    return data


@cache
def botocores(service: str, file: str) -> Json:
    data: Json = Loader().load_service_model(service, file)
    return data


def is_object(value: Any) -> TypeGuard[Json]:
    return isinstance(value, dict)


def is_array(value: Any) -> TypeGuard[list[Any]]:
    return isinstance(value, list)


def structure(value: Any, *, names: bool = False) -> Any:
    """The value without documentation; `names` says that its keys are names of members."""
    if is_object(value):
        return {
            key: structure(child, names=key == "members" and not names)
            for key, child in value.items()
            if names or key != "documentation"
        }
    if is_array(value):
        return [structure(child) for child in value]
    return value


def reached(model: Json, operations: tuple[str, ...]) -> set[str]:
    """Names of the shapes that the operations lead to."""
    found: set[str] = set()

    def follow(value: Any) -> None:
        if is_object(value):
            name = value.get("shape")
            if isinstance(name, str) and name not in found:
                found.add(name)
                follow(model["shapes"][name])
            follow(list(value.values()))
        elif is_array(value):
            for child in value:
                follow(child)

    follow([model["operations"][name] for name in operations])
    return found


# botocore's own classes say too little, and its stubs at times too much, of what tests look at.
def make_client(service: str, **options: Any) -> Any:
    session = Session()
    session.set_credentials("key", "secret")
    session.get_component("data_loader").search_paths.insert(0, str(MODELS))
    return session.create_client(service, region_name="us-east-1", **options)


def service_model(service: str) -> Any:
    return ServiceModel(ours(service, "service-2"), service_name=service)


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


def documented() -> Iterator[tuple[str, str | None]]:
    """Every place that has to have documentation, and what it has."""
    for service in SERVICES:
        model = ours(service, "service-2")
        yield service, model.get("documentation")
        for kind in ("operations", "shapes"):
            for name, entry in model[kind].items():
                yield f"{service}.{name}", entry.get("documentation")
                for member, ref in entry.get("members", {}).items():
                    yield f"{service}.{name}.{member}", ref.get("documentation")


def plain(text: str) -> str:
    """Text without markup, case and punctuation, so that a copy cannot hide behind a tag."""
    return " ".join(re.findall(r"\w+", re.sub(r"<[^>]+>", " ", text).lower()))


def texts(value: Any) -> Iterator[str]:
    if is_object(value):
        for key, child in value.items():
            if key == "documentation" and isinstance(child, str):
                yield plain(child)
            else:
                yield from texts(child)
    elif is_array(value):
        for child in value:
            yield from texts(child)


# --- equal to botocore -----------------------------------------------------------------


@pytest.mark.parametrize("shape", sorted(botocores("importexport", "service-2")["shapes"]))
def test_importexport_shape_equals_botocores(shape: str) -> None:
    expected = botocores("importexport", "service-2")["shapes"][shape]
    assert structure(ours("importexport", "service-2")["shapes"][shape]) == structure(expected)


@pytest.mark.parametrize("operation", sorted(botocores("importexport", "service-2")["operations"]))
def test_importexport_operation_equals_botocores(operation: str) -> None:
    expected = botocores("importexport", "service-2")["operations"][operation]
    assert structure(ours("importexport", "service-2")["operations"][operation]) == structure(
        expected
    )


def test_importexport_has_nothing_more_and_nothing_less() -> None:
    mine, expected = ours("importexport", "service-2"), botocores("importexport", "service-2")
    assert mine.keys() == expected.keys()
    assert mine["metadata"] == expected["metadata"]
    assert mine["operations"].keys() == expected["operations"].keys()
    assert mine["shapes"].keys() == expected["shapes"].keys()


@pytest.mark.parametrize(
    ("service", "origin", "file"),
    [
        ("importexport", "importexport", "paginators-1"),
        ("importexport", "importexport", "endpoint-rule-set-1"),
        ("glue-migration", "glue", "endpoint-rule-set-1"),
    ],
)
def test_file_equals_botocores(service: str, origin: str, file: str) -> None:
    assert ours(service, file) == botocores(origin, file)


@pytest.mark.parametrize("operation", MIGRATION)
def test_glue_migration_operation_equals_glues(operation: str) -> None:
    expected = botocores("glue", "service-2")["operations"][operation]
    assert structure(ours("glue-migration", "service-2")["operations"][operation]) == structure(
        expected
    )


@pytest.mark.parametrize("shape", sorted(reached(botocores("glue", "service-2"), MIGRATION)))
def test_glue_migration_shape_equals_glues(shape: str) -> None:
    expected = botocores("glue", "service-2")["shapes"][shape]
    assert structure(ours("glue-migration", "service-2")["shapes"][shape]) == structure(expected)


def test_glue_migration_has_nothing_more_and_nothing_less() -> None:
    mine, glue = ours("glue-migration", "service-2"), botocores("glue", "service-2")
    own = {"serviceFullName", "serviceId", "signingName", "uid"}
    assert mine["operations"].keys() == set(MIGRATION)
    assert mine["shapes"].keys() == reached(glue, MIGRATION)
    assert {key: value for key, value in mine["metadata"].items() if key not in own} == {
        key: value for key, value in glue["metadata"].items() if key not in own
    }


# --- loads and makes clients -----------------------------------------------------------


@pytest.mark.parametrize("service", SERVICES)
def test_loads_and_makes_a_client(service: str) -> None:
    loader = Loader(extra_search_paths=[str(MODELS)], include_default_search_paths=False)
    assert loader.list_available_services("service-2") == sorted(SERVICES)
    assert loader.load_service_model(service, "service-2") == ours(service, "service-2")
    client = make_client(service, endpoint_url=UNIT)
    assert type(client).__name__ == MODULE_NAMES[service]
    assert get_service_module_name(client.meta.service_model) == MODULE_NAMES[service]


@pytest.mark.parametrize("service", SERVICES)
def test_every_shape_is_used(service: str) -> None:
    model = ours(service, "service-2")
    assert reached(model, tuple(model["operations"])) == model["shapes"].keys()


class _Body:
    """As much of a urllib3 response as AWSResponse reads."""

    def __init__(self, content: bytes) -> None:
        self._content = content

    def stream(self) -> Iterator[bytes]:
        yield self._content


def sent(client: Any, operation: str, **parameters: Any) -> Any:
    """The AWSPreparedRequest that the call puts on the wire; no byte leaves the process."""
    requests: list[AWSPreparedRequest] = []
    headers: Any = {}
    name = client.meta.method_to_api_mapping[operation]
    query = client.meta.service_model.resolved_protocol == "query"
    content = f"<{name}Response><{name}Result/></{name}Response>".encode() if query else b"{}"

    def answer(request: AWSPreparedRequest, **_: Any) -> AWSResponse:
        requests.append(request)
        return AWSResponse(request.url, 200, headers, _Body(content))

    client.meta.events.register("before-send", answer)
    getattr(client, operation)(**parameters)
    (request,) = requests
    return request


def test_glue_migration_goes_to_glue() -> None:
    request = sent(make_client("glue-migration"), "get_catalog_import_status")
    assert request.url == "https://glue.us-east-1.amazonaws.com/"
    assert request.headers["X-Amz-Target"] == b"AWSGlue.GetCatalogImportStatus"
    assert b"/us-east-1/glue/aws4_request" in request.headers["Authorization"]


def test_importexport_goes_to_the_global_endpoint() -> None:
    request = sent(make_client("importexport"), "get_status", JobId="HSSW2")
    assert request.url == "https://importexport.amazonaws.com/"
    assert dict(parse_qsl(request.body))["Action"] == "GetStatus"
    # The metadata says v2; the rule set has the last word.
    assert b"/us-east-1/IngestionService/aws4_request" in request.headers["Authorization"]


def personium() -> Any:
    unsigned = Config(signature_version=UNSIGNED)
    return make_client("personium-cell", endpoint_url=UNIT, config=unsigned)


def test_personium_status_request_on_the_wire() -> None:
    parameters = {"CellName": "cell1", "CookiePeer": "a b", "RequestKey": "key-1"}
    request = sent(personium(), "get_cell_import_status", **parameters)
    assert request.method == "GET"
    assert request.url == "https://unit.example/cell1/__import?p_cookie_peer=a%20b"
    assert request.headers["X-Personium-RequestKey"] == b"key-1"
    assert not request.body


def test_personium_import_request_on_the_wire() -> None:
    request = sent(personium(), "import_cell", CellName="cell1", Name="CellExport_2017_01")
    assert (request.method, request.url) == ("POST", "https://unit.example/cell1/__import")
    assert json.loads(request.body) == {"Name": "CellExport_2017_01"}


def test_personium_export_without_a_name_sends_an_empty_object() -> None:
    request = sent(personium(), "export_cell", CellName="cell1")
    assert (request.method, request.url) == ("POST", "https://unit.example/cell1/__export")
    assert json.loads(request.body) == {}


@pytest.mark.parametrize("config", [None, Config(signature_version=UNSIGNED)])
def test_personium_refuses_to_guess_an_endpoint(config: Config | None) -> None:
    client = make_client("personium-cell", config=config)
    with pytest.raises(EndpointProviderError, match="pass endpoint_url"):
        client.get_cell_import_status(CellName="cell1")


# --- documentation ---------------------------------------------------------------------


def test_everything_is_documented() -> None:
    assert [place for place, text in documented() if not text or not plain(text)] == []


def test_documentation_is_our_own() -> None:
    theirs = {
        text for name in ("glue", "importexport") for text in texts(botocores(name, "service-2"))
    }
    assert [place for place, text in documented() if text and plain(text) in theirs] == []


# --- examples --------------------------------------------------------------------------


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


# --- presence rules --------------------------------------------------------------------


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


# --- waiters, errors, topics -----------------------------------------------------------


@pytest.mark.parametrize("service", SERVICES)
def test_waiters_load(service: str) -> None:
    config = ours(service, "waiters-2")
    waiters = WaiterModel(config)
    assert waiters.waiter_names == sorted(config["waiters"])
    for name in waiters.waiter_names:
        waiter = waiters.get_waiter(name)
        assert waiter.operation in ours(service, "service-2")["operations"]
        assert waiter.delay > 0
        assert waiter.max_attempts > 0
        for acceptor in waiter.acceptors:
            assert callable(acceptor.matcher_func)
            if acceptor.matcher != "error":
                jmespath.compile(acceptor.argument)


@pytest.mark.parametrize(
    ("service", "waiter", "response", "state"),
    [
        (
            "glue-migration",
            "CatalogImportCompleted",
            {"ImportStatus": {"ImportCompleted": True}},
            "success",
        ),
        (
            "glue-migration",
            "CatalogImportCompleted",
            {"ImportStatus": {"ImportCompleted": False}},
            None,
        ),
        ("importexport", "JobCompleted", {"ProgressCode": "Started"}, None),
        ("importexport", "JobCompleted", {"ProgressCode": "Success"}, "success"),
        ("importexport", "JobCompleted", {"ProgressCode": "SuccessWithErrors"}, "success"),
        ("importexport", "JobCompleted", {"ProgressCode": "Canceled"}, "failure"),
        ("importexport", "JobCompleted", {"Error": {"Code": "ExpiredJobIdException"}}, "failure"),
        ("personium-cell", "CellImportReady", {"status": "ready"}, "success"),
        ("personium-cell", "CellImportReady", {"status": "importation in progress"}, None),
        ("personium-cell", "CellImportReady", {"status": "import failed"}, "failure"),
        ("personium-cell", "CellImportReady", {"Error": {"Code": "PR503-SV-0004"}}, "retry"),
        ("personium-cell", "CellExportReady", {"status": "exportation in progress"}, None),
        ("personium-cell", "CellExportReady", {"status": "ready"}, "success"),
    ],
)
def test_waiter_takes_a_response_as(
    service: str, waiter: str, response: Json, state: str | None
) -> None:
    acceptors = WaiterModel(ours(service, "waiters-2")).get_waiter(waiter).acceptors
    assert next((each.state for each in acceptors if each.matcher_func(response)), None) == state


@pytest.mark.parametrize(
    "name", [shape.name for shape in service_model("personium-cell").error_shapes]
)
def test_personium_error_code_carries_its_status(name: str) -> None:
    shape = ours("personium-cell", "service-2")["shapes"][name]
    code, status = shape["error"]["code"], shape["error"]["httpStatusCode"]
    assert re.fullmatch(rf"PR{status}-\w{{2}}-\d{{4}}", code)
    assert shape["error"].get("senderFault", False) == (status < 500)
    assert shape.get("fault", False) == (status >= 500)
    assert code in shape["members"]["code"]["documentation"]


def test_personium_error_codes_are_distinct() -> None:
    codes = [shape.error_code for shape in service_model("personium-cell").error_shapes]
    assert len(codes) == len(set(codes))


@pytest.mark.parametrize("service", SERVICES)
def test_every_error_has_a_status(service: str) -> None:
    statuses = ours(service, "botosmith-1").get("errors", {})
    names = {shape.name for shape in service_model(service).error_shapes}
    assert statuses.keys() <= names
    for name in names:
        error = service_model(service).shape_for(name).metadata.get("error", {})
        assert (name in statuses) != ("httpStatusCode" in error)


@pytest.mark.parametrize("service", SERVICES)
def test_extras_name_real_things(service: str) -> None:
    extras, model = ours(service, "botosmith-1"), ours(service, "service-2")
    grouped = [name for topic in extras["topics"] for name in topic["operations"]]
    assert sorted(grouped) == sorted(model["operations"])
    assert extras["operations"].keys() <= model["operations"].keys()
    for topic in extras["topics"]:
        assert set(topic["structures"]) <= model["shapes"].keys()
    for shape, members in extras.get("members", {}).items():
        assert members.keys() <= model["shapes"][shape]["members"].keys()
    for name, operation in extras["operations"].items():
        expected = model["operations"][name]["http"].get("responseCode", 200)
        assert operation["successStatus"] == expected

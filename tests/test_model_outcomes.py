"""How calls end, by the models under models/: waiters and errors; and what extras name."""

import re

import jmespath
import pytest
from botocore.waiter import WaiterModel
from own_models import SERVICES, Json, ours, service_model


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

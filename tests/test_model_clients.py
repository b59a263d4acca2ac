"""botocore makes clients of the models under models/, and these send what the model says."""

import json
from collections.abc import Iterator
from typing import Any
from urllib.parse import parse_qsl

import pytest
from botocore import UNSIGNED
from botocore.awsrequest import AWSPreparedRequest, AWSResponse
from botocore.config import Config
from botocore.exceptions import EndpointProviderError
from botocore.loaders import Loader
from botocore.utils import get_service_module_name
from own_models import MODELS, SERVICES, UNIT, make_client, ours

MODULE_NAMES = {
    "glue-migration": "GlueMigration",
    "importexport": "ImportExport",
    "personium-cell": "PersoniumCell",
}


@pytest.mark.parametrize("service", SERVICES)
def test_loads_and_makes_a_client(service: str) -> None:
    loader = Loader(extra_search_paths=[str(MODELS)], include_default_search_paths=False)
    assert loader.list_available_services("service-2") == sorted(SERVICES)
    assert loader.load_service_model(service, "service-2") == ours(service, "service-2")
    client = make_client(service, endpoint_url=UNIT)
    assert type(client).__name__ == MODULE_NAMES[service]
    assert get_service_module_name(client.meta.service_model) == MODULE_NAMES[service]


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

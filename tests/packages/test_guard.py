"""Who may authenticate with a service outside AWS, however its client is made.

The tables say what each cell sends: ways to make a client, by what is there to authenticate with,
and by where the endpoint comes from. Nothing else may leave, least of all what AWS knows the caller
by.
"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import botosmith_personium_cell
import pytest
from botocore import UNSIGNED
from botocore.config import Config
from botocore.session import Session
from botosmith_personium_cell.fakes import FakePersoniumCell
from botosmith_runtime import plugin
from botosmith_runtime.errors import (
    EndpointNotGivenError,
    InsecureEndpointError,
    SignatureRefusedError,
)
from botosmith_runtime.installed import InstalledModelError
from guarded import (
    EMULATOR,
    KINDS,
    OWN_TOKEN,
    SERVICE,
    UNIT,
    WAYS,
    Machine,
    Place,
    add_model,
    nothing,
    on_the_data_path,
)
from wire import Wire


@pytest.fixture
def machine(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Machine:
    return Machine(tmp_path, monkeypatch)


@pytest.fixture(params=KINDS)
def kind(request: pytest.FixtureRequest) -> str:
    return str(request.param)


@pytest.fixture
def place(kind: str, tmp_path: Path) -> Place:
    return Place(kind, tmp_path / "models")


def outcome(client: Any) -> str:
    """What one call sends, or the error that keeps it from sending anything."""
    wire = Wire(client, (200, '{"status": "ready"}'))
    try:
        client.get_cell_import_status(CellName="cell1")
    except Exception as error:
        assert not wire.sent
        return type(error).__name__
    (sent,) = wire.sent
    headers = {name.lower(): value for name, value in sent.headers.items()}
    assert not [name for name in headers if name.startswith("x-amz-")]
    assert "X-Amz-" not in sent.url
    secrets = [
        f"{name}: {headers[name]}" for name in ("authorization", "cookie") if name in headers
    ]
    return f"{sent.url.split('/')[2]}: {', '.join(secrets)}"


BEARER = f"unit.example: authorization: Bearer {OWN_TOKEN}"
SOURCES = {
    Machine.nothing: "NoAuthTokenError",
    Machine.single_sign_on: "NoAuthTokenError",
    Machine.keys: "NoAuthTokenError",
    Machine.credentials_file: "NoAuthTokenError",
    Machine.credential_process: "NoAuthTokenError",
    Machine.token_of_another_service: "NoAuthTokenError",
    Machine.own_token: BEARER,
    Machine.empty_token: "ValueError",
    Machine.everything: BEARER,
}
ENDPOINTS = {
    Machine.nothing: "EndpointResolutionError",
    Machine.own_endpoint: BEARER,
    Machine.services_section: BEARER,
    Machine.global_endpoint: "EndpointNotGivenError",
    Machine.global_endpoint_of_profile: "EndpointNotGivenError",
}


@pytest.mark.parametrize("source", SOURCES, ids=lambda source: source.__name__)
@pytest.mark.parametrize("way", WAYS)
def test_what_authenticates(
    way: Callable[..., Any], source: Any, place: Place, kind: str, machine: Machine
) -> None:
    source(machine)
    expected = SOURCES[source] if kind == "bearer" else "NoAuthTokenError"
    assert outcome(way(place, endpoint_url=UNIT)) == expected


@pytest.mark.parametrize("endpoint", ENDPOINTS, ids=lambda endpoint: endpoint.__name__)
@pytest.mark.parametrize("kind", ["bearer"], indirect=True)
@pytest.mark.parametrize("way", WAYS)
def test_where_the_token_goes(
    way: Callable[..., Any], endpoint: Any, place: Place, machine: Machine
) -> None:
    machine.own_token()
    endpoint(machine)
    assert outcome(way(place)) == ENDPOINTS[endpoint]


@pytest.mark.parametrize("kind", ["bearer"], indirect=True)
@pytest.mark.parametrize("way", WAYS)
def test_an_argument_is_given_for_the_service(
    way: Callable[..., Any], place: Place, machine: Machine
) -> None:
    machine.own_token()
    machine.global_endpoint()
    machine.global_endpoint_of_profile()
    assert outcome(way(place, endpoint_url=UNIT)) == BEARER
    with pytest.raises(InsecureEndpointError):
        way(place, endpoint_url="http://unit.example/").get_cell_import_status(CellName="c")


@pytest.mark.parametrize("config", [{"signature_version": "v4"}, {"signature_version": "bearer"}])
@pytest.mark.parametrize("way", WAYS)
def test_a_signature_that_the_caller_asks_for(
    way: Callable[..., Any], config: Any, place: Place, machine: Machine
) -> None:
    machine.single_sign_on()
    machine.keys()
    client = way(place, endpoint_url=UNIT, config=Config(**config))
    assert outcome(client) == "NoAuthTokenError"


@pytest.mark.parametrize("way", WAYS)
def test_a_caller_who_stays_unknown(
    way: Callable[..., Any], place: Place, machine: Machine
) -> None:
    """``UNSIGNED`` sends no token, wherever the endpoint comes from."""
    machine.everything()
    config = Config(signature_version=UNSIGNED)
    assert outcome(way(place, endpoint_url=UNIT, config=config)) == "unit.example: "
    machine.global_endpoint()
    assert outcome(way(place, config=config)) == "emulator.example: "


@pytest.mark.parametrize("way", WAYS)
def test_a_handler_that_chooses_a_signature(
    way: Callable[..., Any], place: Place, machine: Machine
) -> None:
    machine.everything()
    client = way(place, endpoint_url=UNIT)
    events = client.meta.events

    def choose(version: str) -> Callable[..., str]:
        def handler(**_: Any) -> str:
            return version

        return handler

    for name, version in (("GetCellImportStatus", "v4"), ("GetCellExportStatus", "bearer")):
        events.register_first(f"choose-signer.personium-cell.{name}", choose(version))
    wire = Wire(client, (200, "{}"))
    for method in (client.get_cell_import_status, client.get_cell_export_status):
        with pytest.raises(SignatureRefusedError, match="AWS credentials are not sent to it"):
            method(CellName="cell1")
    assert not wire.sent


@pytest.mark.parametrize("way", WAYS)
def test_a_presigned_url_holds_nothing_of_aws(
    way: Callable[..., Any], place: Place, machine: Machine
) -> None:
    machine.everything()
    client = way(place, endpoint_url=UNIT)
    url = client.generate_presigned_url("get_cell_import_status", {"CellName": "cell1"})
    assert url == f"{UNIT}cell1/__import"


def test_what_connect_is_given(place: Place, kind: str, machine: Machine) -> None:
    machine.everything()
    machine.global_endpoint()
    for given, header in (
        ({"token": "given"}, "authorization: Bearer given"),
        ({"cookie": "given"}, "cookie: p_cookie=given"),
    ):
        if kind == "bearer" or "cookie" in given:
            options = {"session": Session(), "endpoint_url": UNIT}
            client = place.service.connect(options, **given)
            assert outcome(client) == f"unit.example: {header}"
            client = place.service.connect({"session": Session()}, **given)
            assert outcome(client) == "EndpointNotGivenError"


def test_a_fake_makes_no_request(machine: Machine) -> None:
    machine.everything()
    machine.global_endpoint()
    with FakePersoniumCell() as fake:
        fake.get_cell_import_status().returns(status="ready")
        wire = Wire(fake.client, (200, "{}"))
        assert fake.client.get_cell_import_status(CellName="cell1")["status"] == "ready"
        assert not wire.sent


def test_what_is_refused_says_how_to_go_on(machine: Machine) -> None:
    machine.own_token()
    machine.global_endpoint()
    with pytest.raises(EndpointNotGivenError) as caught:
        botosmith_personium_cell.connect().get_cell_import_status(CellName="cell1")
    assert str(caught.value) == (
        "nothing was sent to https://emulator.example/cell1/__import: the endpoint comes from "
        "AWS_ENDPOINT_URL, which is for all services and usually names an emulator of AWS. A token "
        "or a cookie for personium-cell is only sent to an endpoint that was set for it: pass "
        "endpoint_url to connect(), or set AWS_ENDPOINT_URL_PERSONIUM_CELL"
    )


def without_rules(place: Path, change: Any = nothing) -> Session:
    """A session with a newer model that leaves it to botocore where requests go."""
    add_model(place, SERVICE, "9.0.0", change)
    (place / SERVICE / "9.0.0" / "endpoint-rule-set-1.json").unlink()
    session = on_the_data_path(Session(), place)
    plugin.register(session)
    return session


def with_prefix(model: Any, _: Any) -> None:
    model["operations"]["GetCellImportStatus"]["endpoint"] = {"hostPrefix": "data-"}


@pytest.mark.parametrize("change", [nothing, with_prefix])
def test_a_host_of_aws_that_nobody_asked_for(change: Any, tmp_path: Path, machine: Machine) -> None:
    machine.own_token()
    session: Any = without_rules(tmp_path / "models", change)
    client = session.create_client(SERVICE, region_name="us-east-1")
    assert client.meta.endpoint_url == "https://personium-cell.us-east-1.amazonaws.com"
    assert outcome(client) == "EndpointNotGivenError"


def test_a_host_under_a_domain_of_aws_that_was_given(tmp_path: Path, machine: Machine) -> None:
    """Such as an API Gateway, or an endpoint of a VPC."""
    machine.own_token()
    gateway = "https://personium-cell.abc.us-east-1.amazonaws.com/"
    sent = f"{gateway.split('/')[2]}: authorization: Bearer {OWN_TOKEN}"
    with_rules = Session()
    botosmith_personium_cell.register(with_rules)
    create: Any = with_rules.create_client
    assert outcome(create("personium-cell", "r", endpoint_url=gateway)) == sent
    assert outcome(botosmith_personium_cell.connect(endpoint_url=gateway)) == sent
    machine.set("AWS_ENDPOINT_URL_GUARDED_CELL", gateway)
    create = without_rules(tmp_path / "models").create_client
    assert outcome(create(SERVICE, region_name="us-east-1")) == sent


def test_endpoints_of_the_configuration_that_are_ignored(machine: Machine) -> None:
    """Then only the argument can have given the endpoint, whatever else names it."""
    machine.own_token()
    machine.set("AWS_ENDPOINT_URL", UNIT)
    session = Session()
    botosmith_personium_cell.register(session)
    create: Any = session.create_client
    assert outcome(create("personium-cell", "r", endpoint_url=UNIT)) == "EndpointNotGivenError"
    machine.set("AWS_IGNORE_CONFIGURED_ENDPOINT_URLS", "true")
    assert outcome(create("personium-cell", "r", endpoint_url=UNIT)) == BEARER


def test_the_profile_of_a_session_that_nobody_has_seen(place: Place, machine: Machine) -> None:
    """A wrapped client does not say which profile it was made with, so all of them count."""
    machine.own_token()
    machine.write(f"[profile b]\nendpoint_url = {EMULATOR}\n")
    session: Any = on_the_data_path(Session(profile="b"), place.models)
    client = session.create_client(SERVICE, region_name="us-east-1")
    assert outcome(place.client_class(client)) != f"emulator.example: {BEARER.partition(': ')[2]}"


def test_a_services_section_that_is_none(machine: Machine) -> None:
    machine.own_token()
    machine.write("[default]\nservices = s\n[services s]\npersonium_cell = x\n")
    client = botosmith_personium_cell.connect(endpoint_url=UNIT)
    assert outcome(client) == BEARER


def test_sessions_that_share_their_events(tmp_path: Path, machine: Machine) -> None:
    machine.single_sign_on()
    first = Session()
    botosmith_personium_cell.register(first)
    second: Any = Session(event_hooks=first.get_component("event_emitter"))
    add_model(tmp_path / "models", "other-cell", "1.5.6", nothing)
    plugin.register(on_the_data_path(second, tmp_path / "models"))
    client = second.create_client("other-cell", region_name="us-east-1", endpoint_url=UNIT)
    assert outcome(client) == "NoAuthTokenError"


@pytest.mark.parametrize("asked", [{"auth": ["smithy.api#noAuth"]}, {"authtype": "none"}])
def test_an_operation_for_callers_who_have_not_authenticated(
    asked: Any, tmp_path: Path, machine: Machine
) -> None:
    """Such as one that gives out tokens."""

    def change(model: Any, _: Any) -> None:
        model["operations"]["GetCellImportStatus"].update(asked)

    machine.everything()
    add_model(tmp_path / "models", SERVICE, "1.5.6", change)
    session: Any = on_the_data_path(Session(), tmp_path / "models")
    plugin.register(session)
    client = session.create_client(SERVICE, region_name="us-east-1", endpoint_url=UNIT)
    assert outcome(client) == "unit.example: "


@pytest.mark.usefixtures("machine")
@pytest.mark.parametrize("text", ["{", "[]", '{"authentication": 7}', "\xff"])
def test_a_file_that_may_state_it_and_cannot_be_read(text: str, tmp_path: Path) -> None:
    add_model(tmp_path / "models", SERVICE, "1.5.6", nothing)
    file = tmp_path / "models" / SERVICE / "1.5.6" / "botosmith-1.json"
    file.write_text(text, encoding="latin-1")
    session: Any = on_the_data_path(Session(), tmp_path / "models")
    plugin.register(session)
    with pytest.raises(InstalledModelError, match="cannot be read, and may state how"):
        session.create_client(SERVICE, region_name="us-east-1", endpoint_url=UNIT)
    assert session.create_client("sts", region_name="us-east-1")


@pytest.fixture(params=[botosmith_personium_cell.register, plugin.register])
def register(request: pytest.FixtureRequest) -> Any:
    """What makes a session guard Personium's clients, and no others."""
    return request.param


@pytest.mark.parametrize(
    ("source", "service", "method", "params", "expected"),
    [
        (Machine.single_sign_on, "codecatalyst", "list_spaces", {}, "Bearer SSO-TOKEN"),
        (
            Machine.token_of_another_service,
            "bedrock-runtime",
            "converse",
            {"modelId": "m"},
            "Bearer BEDROCK-TOKEN",
        ),
    ],
)
def test_bearer_services_of_aws_sign_as_botocore_does(
    source: Any,
    service: str,
    method: str,
    params: Any,
    expected: str,
    machine: Machine,
    register: Any,
) -> None:
    source(machine)
    session: Any = Session()
    register(session)
    client = session.create_client(service, region_name="us-east-1")
    wire = Wire(client, (200, "{}"))
    getattr(client, method)(**params)
    assert wire.sent[0].headers["Authorization"] == expected

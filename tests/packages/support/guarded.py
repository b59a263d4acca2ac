"""Ways to make a client of a service outside AWS, and what a user's machine may hold meanwhile."""

# pyright: reportPrivateUsage=false
# (what enabling did is undone)

from __future__ import annotations

import json
import shutil
from collections.abc import Callable
from datetime import datetime, timedelta, timezone
from hashlib import sha1
from pathlib import Path
from typing import Any

import botocore
import botosmith_personium_cell
import pytest
from botocore.session import Session
from botosmith_personium_cell import PersoniumCellClient
from botosmith_runtime import plugin
from botosmith_runtime.client import Client
from botosmith_runtime.credentials import Cookie
from botosmith_runtime.service import Service
from wire import boto3_session

UNIT = "https://unit.example/"
EMULATOR = "https://emulator.example/"
OWN_TOKEN = "a-token-of-the-unit"
SERVICE = "guarded-cell"  # no installed package has it
MODELS = Path(botosmith_personium_cell.__file__).parent / "models"
SSO = "[default]\nsso_session = my\nsso_account_id = 123456789012\nsso_role_name = r\n"
SSO_SESSION = "[sso-session my]\nsso_region = us-east-1\nsso_start_url = https://s.example/start\n"


def add_model(models: Path, service: str, version: str, change: Callable[[Any, Any], None]) -> None:
    """A copy of Personium's model by another name or version, after a change of its two files."""
    directory = models / service / version
    shutil.copytree(MODELS / "personium-cell" / "1.5.6", directory)
    paths = directory / "service-2.json", directory / "botosmith-1.json"
    model, extras = (json.loads(path.read_text("utf-8")) for path in paths)
    model["metadata"]["apiVersion"] = version
    change(model, extras)
    for path, document in zip(paths, (model, extras), strict=True):
        path.write_text(json.dumps(document), encoding="utf-8")


def nothing(model: Any, extras: Any) -> None:
    pass


def by_cookie(scheme: str) -> Callable[[Any, Any], None]:
    """A service that knows its callers by a cookie, one of whose operations asks for a scheme."""

    def change(model: Any, extras: Any) -> None:
        del extras["authentication"]["bearer"]
        model["metadata"].update(signatureVersion="v4", auth=["aws.auth#sigv4"])
        model["operations"]["GetCellImportStatus"]["auth"] = [scheme]

    return change


KINDS: dict[str, Callable[[Any, Any], None]] = {
    "bearer": nothing,
    "cookie": by_cookie("smithy.api#httpBearerAuth"),
    "cookie-sigv4": by_cookie("aws.auth#sigv4"),
}


class Place:
    """A service of one kind in a directory of models, and the typed client of its package."""

    def __init__(self, kind: str, models: Path) -> None:
        self.models = models
        add_model(models, SERVICE, "1.5.6", KINDS[kind])
        bearer = kind == "bearer"

        class TypedClient(PersoniumCellClient):
            service = Service(
                SERVICE,
                api_version="1.5.6",
                package="botosmith_personium_cell",
                models=models,
                region="personium",
                bearer=bearer,
                cookie=Cookie("p_cookie", peer_member="CookiePeer"),
            )

        self.client_class: type[Client[Any]] = TypedClient
        self.service = TypedClient.service

    def create(self, session: Any, **options: Any) -> Any:
        create = getattr(session, "client", None) or session.create_client
        return create(SERVICE, region_name="us-east-1", **options)


def connected(place: Place, **options: Any) -> Any:
    return place.service.connect({"session": Session(), **options})


def connected_with_boto3(place: Place, **options: Any) -> Any:
    return place.client_class(place.service.connect({"session": boto3_session(), **options}))


def registered(place: Place, **options: Any) -> Any:
    session = Session()
    place.service.register(session)
    return place.create(session, **options)


def registered_with_boto3(place: Place, **options: Any) -> Any:
    session = boto3_session()
    place.service.register(session)
    return place.create(session, **options)


def wrapped(place: Place, **options: Any) -> Any:
    return place.client_class(registered(place, **options))


def on_the_data_path(session: Session, models: Path) -> Session:
    session.get_component("data_loader").search_paths.insert(0, str(models))
    return session


def wrapped_from_the_data_path(place: Place, **options: Any) -> Any:
    """The session knows of no package, and neither plugin nor ``register`` has seen it."""
    session = on_the_data_path(Session(), place.models)
    return place.client_class(place.create(session, **options))


def of_the_plugin(place: Place, **options: Any) -> Any:
    session = on_the_data_path(Session(), place.models)
    plugin.register(session)
    return place.create(session, **options)


def of_the_checking_plugin(place: Place, **options: Any) -> Any:
    session = on_the_data_path(Session(), place.models)
    plugin.register(session, checks=True)
    return place.client_class(place.create(session, **options))


def of_the_enabled_plugin(place: Place, **options: Any) -> Any:
    plugin.enable()
    try:
        return place.create(on_the_data_path(Session(), place.models), **options)
    finally:
        botocore.unregister_initializer(plugin._initialize)
        plugin._State.enabled = False


def of_a_newer_version(place: Place, **options: Any) -> Any:
    """The plugin knows 1.5.6; botocore takes the newest version that any directory has."""
    newer = place.models.parent / "newer"
    if not newer.exists():
        add_model(newer, SERVICE, "9.0.0", nothing)
        (newer / SERVICE / "9.0.0" / "botosmith-1.json").unlink()
    session = on_the_data_path(on_the_data_path(Session(), place.models), newer)
    plugin.register(session)
    client = place.create(session, **options)
    assert client.meta.service_model.api_version == "9.0.0"
    return client


def registered_with_a_newer_version(place: Place, **options: Any) -> Any:
    newer = place.models.parent / "newer"
    if not newer.exists():
        add_model(newer, SERVICE, "9.0.0", nothing)
        (newer / SERVICE / "9.0.0" / "botosmith-1.json").unlink()
    session = on_the_data_path(Session(), newer)
    place.service.register(session)
    return place.client_class(place.create(session, **options))


WAYS = [
    connected,
    connected_with_boto3,
    registered,
    registered_with_boto3,
    wrapped,
    wrapped_from_the_data_path,
    of_the_plugin,
    of_the_checking_plugin,
    of_the_enabled_plugin,
    of_a_newer_version,
    registered_with_a_newer_version,
]


class Machine:
    """What a user's environment and files hold; each method adds one thing."""

    def __init__(self, home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        self.home = home
        self.config = home / "config"
        self.set = monkeypatch.setenv
        # botocore reads HOME for it once, when it is imported.
        self.cache = home / "cache"
        monkeypatch.setattr("botocore.tokens.SSOTokenProvider._SSO_TOKEN_CACHE_DIR", self.cache)
        self.write("[default]\nregion = us-east-1\n")

    def write(self, config: str) -> None:
        self.config.write_text(config)

    def nothing(self) -> None:
        pass

    def single_sign_on(self) -> None:
        self.write(SSO + SSO_SESSION)
        self.cache.mkdir()
        expires = datetime.now(timezone.utc) + timedelta(days=1)
        token = {
            "startUrl": "https://s.example/start",
            "region": "us-east-1",
            "accessToken": "SSO-TOKEN",
            "expiresAt": f"{expires:%Y-%m-%dT%H:%M:%SZ}",
        }
        (self.cache / f"{sha1(b'my').hexdigest()}.json").write_text(json.dumps(token))

    def keys(self) -> None:
        self.set("AWS_ACCESS_KEY_ID", "AKENVIRONMENT")
        self.set("AWS_SECRET_ACCESS_KEY", "secret")
        self.set("AWS_SESSION_TOKEN", "SESSION-TOKEN")

    def credentials_file(self) -> None:
        text = "[default]\naws_access_key_id = AKFILE\naws_secret_access_key = s\n"
        (self.home / "credentials").write_text(text)

    def credential_process(self) -> None:
        found = {"Version": 1, "AccessKeyId": "AKPROCESS", "SecretAccessKey": "s"}
        self.write(f"[default]\ncredential_process = echo '{json.dumps(found)}'\n")

    def token_of_another_service(self) -> None:
        self.set("AWS_BEARER_TOKEN_BEDROCK", "BEDROCK-TOKEN")

    def own_token(self) -> None:
        self.set("AWS_BEARER_TOKEN_GUARDED_CELL", OWN_TOKEN)
        self.set("AWS_BEARER_TOKEN_PERSONIUM_CELL", OWN_TOKEN)

    def empty_token(self) -> None:
        self.set("AWS_BEARER_TOKEN_GUARDED_CELL", "")

    def everything(self) -> None:
        self.single_sign_on()
        self.keys()
        self.credentials_file()
        self.token_of_another_service()
        self.own_token()

    def own_endpoint(self) -> None:
        self.set("AWS_ENDPOINT_URL_GUARDED_CELL", UNIT)

    def services_section(self) -> None:
        section = f"[services s]\nguarded_cell =\n  endpoint_url = {UNIT}\n"
        self.write(f"[default]\nservices = s\nendpoint_url = {EMULATOR}\n{section}")

    def global_endpoint(self) -> None:
        self.set("AWS_ENDPOINT_URL", EMULATOR)

    def global_endpoint_of_profile(self) -> None:
        self.write(f"[default]\nendpoint_url = {EMULATOR}\n")

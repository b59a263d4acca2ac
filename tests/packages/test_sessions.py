"""How a session learns of a model: before and after its first client, with profiles, in threads."""

import json
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import nullcontext
from functools import wraps
from pathlib import Path
from threading import Barrier
from typing import Any

import botocore
import botosmith_glue_migration
import botosmith_importexport
import botosmith_personium_cell
import pytest
from botocore.client import BaseClient
from botocore.exceptions import DataNotFoundError, UnknownServiceError
from botocore.session import Session
from botosmith_glue_migration import GlueMigrationClient
from botosmith_importexport import ImportExportClient
from wire import KEYS, Wire, boto3_session, botocore_session

PACKAGES: dict[str, Any] = {
    "glue-migration": botosmith_glue_migration,
    "importexport": botosmith_importexport,
    "personium-cell": botosmith_personium_cell,
}
REGION = "us-east-1"


def plain_client(session: Any, service: str) -> Any:
    create = session.client if hasattr(session, "client") else session.create_client
    return create(service, region_name=REGION, endpoint_url="https://unit.example/", **KEYS)


def data_path_model(directory: Path) -> Path:
    """A directory in the loader's layout with a service of the user's own."""
    models = directory / "models"
    source = Path(botosmith_glue_migration.__file__).parent / "models" / "glue-migration"
    shutil.copytree(source, models / "own-service")
    (file,) = models.glob("own-service/*/service-2.json")
    model = json.loads(file.read_text())
    model["metadata"]["serviceId"] = "Own Service"
    file.write_text(json.dumps(model))
    return models


@pytest.mark.parametrize("make", [botocore_session, boto3_session])
def test_before_and_after_the_first_client(make: Callable[[], Any]) -> None:
    session = make()
    with pytest.raises(UnknownServiceError):  # which makes the session's loader list its services
        plain_client(session, "glue-migration")
    plain_client(session, "sts")
    for service, package in PACKAGES.items():
        package.register(session)
        assert plain_client(session, service).meta.service_model.service_name == service
    assert set(PACKAGES) <= set(session.get_available_services())
    assert plain_client(session, "sts").meta.service_model.service_name == "sts"
    botocore_session = getattr(session, "_session", session)
    loader = botocore_session.get_component("data_loader")
    for package in PACKAGES.values():  # a second time
        package.register(session)
    assert botocore_session.get_component("data_loader") is loader
    paths = loader.search_paths
    assert len(paths) == len(set(paths))
    assert {Path(path).parent.name for path in paths[:3]} == {
        package.__name__ for package in PACKAGES.values()
    }


def test_resources_of_boto3_still_load() -> None:
    session = boto3_session(region_name=REGION)
    botosmith_importexport.register(session)
    assert "s3" in session.get_available_resources()
    assert session.resource("sqs", **KEYS).meta.client.meta.region_name == REGION
    assert session.resource("sqs", **KEYS).meta.service_name == "sqs"


def profile_at_once(profile: str) -> Any:
    session = botocore_session(profile=profile)
    botosmith_importexport.register(session)
    return session


def profile_afterwards(profile: str) -> Any:
    session = botocore_session()
    botosmith_importexport.register(session)
    botosmith_glue_migration.register(session)
    session.set_config_variable("profile", profile)
    return session


def profile_of_boto3(profile: str) -> Any:
    session = boto3_session(profile_name=profile)
    botosmith_importexport.register(session)
    return session


def registered_by_an_initializer(profile: str) -> Any:
    botocore.register_initializer(botosmith_importexport.register)
    try:
        return boto3_session(profile_name=profile)
    finally:
        botocore.unregister_initializer(botosmith_importexport.register)


@pytest.mark.parametrize(
    "make",
    [profile_at_once, profile_afterwards, profile_of_boto3, registered_by_an_initializer],
)
def test_data_path_of_a_profile(make: Callable[[str], Any], tmp_path: Path) -> None:
    """Registering must not decide for the default profile what another one configures."""
    models = data_path_model(tmp_path)
    text = (
        f"[default]\nregion = eu-west-1\n[profile dev]\nregion = {REGION}\ndata_path = {models}\n"
    )
    (tmp_path / "config").write_text(text)
    session = make("dev")
    create = session.client if hasattr(session, "client") else session.create_client
    own = create("own-service", **KEYS)
    assert own.meta.service_model.service_id == "Own Service"
    assert own.meta.region_name == REGION
    client = botosmith_glue_migration.connect(session=session, **KEYS)
    assert client.meta.region_name == REGION


def test_the_package_s_model_comes_first(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Whatever else a search path holds, a client is made from the model it was generated from."""
    source = Path(botosmith_importexport.__file__).parent / "models" / "importexport"
    shutil.copytree(source, tmp_path / "importexport")
    version = tmp_path / "importexport" / "2010-06-01"
    model = json.loads((version / "service-2.json").read_text())
    del model["operations"]["ListJobs"]
    (version / "service-2.json").write_text(json.dumps(model))
    shutil.copytree(version, tmp_path / "importexport" / "2099-01-01")
    monkeypatch.setenv("AWS_DATA_PATH", str(tmp_path))
    client = botosmith_importexport.connect(region_name=REGION, **KEYS)
    assert client.meta.service_model.api_version == "2010-06-01"
    assert client.can_paginate("list_jobs")
    older = botosmith_importexport.connect(region_name=REGION, api_version="2010-06-01", **KEYS)
    assert "ListJobs" in older.meta.service_model.operation_names
    with pytest.raises(DataNotFoundError):
        botosmith_importexport.connect(region_name=REGION, api_version="2009-01-01", **KEYS)


@pytest.mark.parametrize("make", [botocore_session, boto3_session])
def test_connect_uses_the_session_it_is_given(make: Callable[[], Any], tmp_path: Path) -> None:
    (tmp_path / "config").write_text("[default]\nregion = ap-south-1\n")
    (tmp_path / "credentials").write_text(
        "[default]\naws_access_key_id = AKFILE\naws_secret_access_key = s\n"
    )
    session = make()
    client = botosmith_glue_migration.connect(session=session)
    wire = Wire(client, (200, "{}"))
    seen: list[str] = []
    events = (
        session.events if hasattr(session, "events") else session.get_component("event_emitter")
    )

    def see(where: str) -> Callable[..., None]:
        def handler(**_: Any) -> None:
            seen.append(where)

        return handler

    client.meta.events.register("provide-client-params", see("client"))
    client.import_catalog_to_glue()
    assert wire.sent[0].url == "https://glue.ap-south-1.amazonaws.com/"
    assert "Credential=AKFILE/" in wire.sent[0].headers["Authorization"]
    assert seen == ["client"]
    events.register("provide-client-params", see("session"))
    again = botosmith_glue_migration.connect(session=session)
    Wire(again, (200, "{}"))
    again.import_catalog_to_glue()
    assert seen == ["client", "session"]


@pytest.fixture
def hasty_threads() -> Iterator[None]:
    """Threads take turns as often as they can, so that what may go wrong between them does."""
    interval = sys.getswitchinterval()
    sys.setswitchinterval(1e-6)
    yield
    sys.setswitchinterval(interval)


@pytest.mark.usefixtures("hasty_threads")
def test_threads_that_register_packages_at_once() -> None:
    """One package after the other: neither may undo what the other did to the session."""
    barrier = Barrier(len(PACKAGES))

    def register(service: str, session: Any) -> None:
        barrier.wait()
        PACKAGES[service].register(session)

    with ThreadPoolExecutor(len(PACKAGES)) as pool:
        for session in [botocore_session() for _ in range(30)]:
            list(pool.map(register, PACKAGES, [session] * len(PACKAGES)))
            assert len(session.get_component("data_loader").packages) == len(PACKAGES)


def test_wrapping() -> None:
    """A wrapper is unwrapped, a boto3 client adopted, another service's refused."""
    session = boto3_session()
    plain = plain_client(session, "importexport")
    client = ImportExportClient(plain)
    again = ImportExportClient(client)
    assert again.exceptions is client.exceptions is plain.exceptions
    assert again.meta is plain.meta
    with pytest.raises(ValueError, match="expected a client of glue-migration, got one of import"):
        GlueMigrationClient(client)
    with pytest.raises(ValueError, match="got one of glue"):
        GlueMigrationClient(plain_client(session, "glue"))
    handlers = Wire(plain, (400, "<a><Error><Code>InvalidJobIdException</Code></Error></a>"))
    for one in (plain, client, again):
        with pytest.raises(client.exceptions.InvalidJobIdException):
            one.get_status(JobId="J1")
    assert len(handlers.sent) == 3


class AsynchronousClient(BaseClient):
    """As aiobotocore's: a ``BaseClient`` whose calls are coroutines."""

    async def _make_api_call(self, *_: Any) -> Any: ...


class AsynchronousSession(Session):
    """As aiobotocore's: what it makes is a context manager."""

    def create_client(self, *_: Any, **__: Any) -> Any:
        return nullcontext()


def test_clients_whose_calls_are_coroutines_are_refused() -> None:
    """A typed method would return a coroutine, where its types say that it returns a response."""
    plain = plain_client(botocore_session(), "sts")
    plain.__class__ = AsynchronousClient
    with pytest.raises(TypeError, match="synchronous botocore client of importexport, got an Asyn"):
        ImportExportClient(plain)
    wrapped = plain_client(botocore_session(), "sts")
    call: Any = vars(AsynchronousClient)["_make_api_call"]
    vars(wrapped)["_make_api_call"] = wraps(call)(lambda *given: call(wrapped, *given))
    with pytest.raises(TypeError, match="synchronous botocore client"):
        ImportExportClient(wrapped)
    with pytest.raises(TypeError, match="synchronous botocore client of importexport, got a null"):
        botosmith_importexport.connect(session=AsynchronousSession(), region_name=REGION)


@pytest.mark.parametrize("package", [package.__name__ for package in PACKAGES.values()])
def test_every_module_imports_without_typing_extensions(package: str) -> None:
    """On Python 3.10 typing itself lacks NotRequired and Unpack."""
    program = f"""
import sys
sys.path[:0] = {sys.path!r}
sys.modules["typing_extensions"] = None
import importlib, pkgutil
for name in ("botosmith_runtime", {package!r}):
    found = importlib.import_module(name)
    for module in pkgutil.walk_packages(found.__path__, name + "."):
        # Modules of extras need pytest, hypothesis or aiobotocore, which have dependencies of
        # their own.
        parts = module.name.split(".")
        if not {{"aio", "pytest_plugin", "strategies"}} & {{*parts}}:
            importlib.import_module(module.name)
assert "boto3" not in sys.modules
from {package}.type_defs import ResponseMetadataTypeDef
"""
    subprocess.run([sys.executable, "-W", "error", "-c", program], check=True)

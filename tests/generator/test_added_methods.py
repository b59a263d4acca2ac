"""Methods that botocore and boto3 put into clients: the table is theirs, and clients have them."""

from __future__ import annotations

import importlib
import inspect
import io
import sys
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import Any

import pytest
from aws_services import ALL
from botocore.exceptions import ClientError
from botocore.handlers import BUILTIN_HANDLERS
from botocore.model import OperationNotFoundError
from botocore.session import Session
from botocore.utils import EVENT_ALIASES
from botosmith import ir
from botosmith.build.added_methods import called_operations
from botosmith.build.service import build
from botosmith.models.load import Library
from botosmith.output.write import write
from botosmith.site.render import render_site
from botosmith.tools.builds import package_files
from botosmith_runtime.service_facts import all_known
from imported_package import imported
from project import Project
from wire import KEYS

boto3: Any = importlib.import_module("boto3")  # which has no types
KNOWN: Mapping[str, Mapping[str, Any]] = {
    name: facts.get("addedMethods", {}) for name, facts in all_known()
}
GOLDENS = Path(__file__).parent / "goldens"
TRANSFERS = ["copy", "download_file", "download_fileobj", "upload_file", "upload_fileobj"]


def added(session: Any, service: str) -> dict[str, Any]:
    """What the session's handlers put into the class of a service's clients."""
    attributes: dict[str, Any] = {}
    event = f"creating-client-class.{service}"
    session.get_component("event_emitter").emit(event, class_attributes=attributes, base_classes=[])
    del attributes["generate_presigned_url"]  # of every service
    return attributes


def signature(function: Any) -> dict[str, str]:
    """The parameters of a function of theirs with their defaults, as the table has them."""
    given = [*inspect.signature(function).parameters.values()][1:]
    return {p.name: "" if p.default is p.empty else repr(p.default) for p in given}


def test_the_table_has_what_botocore_and_boto3_add() -> None:
    by_boto3 = boto3.Session(region_name="us-east-1")._session
    handled = {event.split(".")[1] for event, *_ in BUILTIN_HANDLERS if event.count(".") == 1}
    found: dict[tuple[str, str], tuple[str, dict[str, str]]] = {}
    for service in {*ALL, *handled}:
        by_botocore = added(Session(), service)
        for name, function in added(by_boto3, service).items():
            who = "botocore" if name in by_botocore else "boto3"
            found[str(EVENT_ALIASES.get(service, service)), name] = (who, signature(function))
    listed = {
        (service, name): (
            method["addedBy"],
            {p["name"]: p.get("default", "") for p in method["parameters"]},
        )
        for service, methods in KNOWN.items()
        for name, method in methods.items()
    }
    assert listed == found


def names(service: ir.Service) -> list[str]:
    return [method.name for method in service.added_methods]


def test_clients_have_what_a_service_has() -> None:
    assert names(build(Library().load("s3"))) == sorted([*TRANSFERS, "generate_presigned_post"])
    assert names(build(Library().load("rds"))) == ["generate_db_auth_token"]
    assert names(build(Library().load("s3control"))) == []


def test_nothing_of_it_is_there_at_run_time(fakes: dict[str, Any]) -> None:
    """A wrapper has what the client has that it wraps, and says what is missing."""
    typed: Any = fakes["s3"].client_class
    assert [name for name in TRANSFERS if name in vars(typed)] == []
    plain: Any = Session().create_client("s3", region_name="us-east-1", **KEYS)
    assert typed(plain).generate_presigned_post("b", "k")["fields"]["key"] == "k"
    for name in TRANSFERS:
        with pytest.raises(AttributeError, match=f"'{name}', which boto3 adds: pass connect"):
            getattr(typed(plain), name)
        assert getattr(typed(boto3.client("s3", region_name="us-east-1")), name)
    with pytest.raises(AttributeError, match=r"no attribute 'upload'$"):
        typed(plain).upload  # noqa: B018


def test_a_fake_from_before_boto3_says_so(
    fakes: dict[str, Any], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delitem(sys.modules, "boto3")
    reason = "boto3 adds: import boto3 before the fake opens"
    with fakes["s3"]() as fake, pytest.raises(AttributeError, match=reason):
        fake.client.upload_file("file", "b", "k")


def test_what_the_docstrings_say(fakes: dict[str, Any], tmp_path: Path) -> None:
    s3_exceptions: Any = importlib.import_module("boto3.exceptions")
    (tmp_path / "file").write_bytes(b"abc")
    received: list[int] = []
    with fakes["s3"]() as s3:
        put = s3.put_object(Body=b"bc", ContentType="text/plain").returns()
        with open(tmp_path / "file", "rb") as file:
            file.seek(1)
            s3.client.upload_fileobj(file, "b", "k", {"ContentType": "text/plain"})
            assert file.closed
        assert put.call_count == 1
        s3.put_object(Body=b"abc").raises("AccessDenied", unmodelled=True)
        with pytest.raises(s3_exceptions.S3UploadFailedError) as caught:
            s3.client.upload_file(tmp_path / "file", "b", "k")
        assert isinstance(caught.value.__context__, ClientError)
        s3.head_object().returns(ContentLength=4).raises("404", unmodelled=True)
        s3.get_object(VersionId="v1").returns(Body=b"text", ContentLength=4)
        target = tmp_path / "target"
        s3.client.download_file("b", "k", target, {"VersionId": "v1"}, received.append)
        assert (target.read_bytes(), sum(received)) == (b"text", 4)
        with pytest.raises(ClientError):
            s3.client.download_fileobj("b", "k", io.BytesIO())


NEEDED = sorted({*called_operations()["s3", "upload_file"], "GetObject", "HeadObject"})


@pytest.mark.parametrize(
    ("operations", "expected"),
    [
        (["PutObject"], []),
        (["GetObject", "HeadObject"], ["download_file", "download_fileobj"]),
        (NEEDED, ["download_file", "download_fileobj", "upload_file", "upload_fileobj"]),
        (["CreateBucket", "CopyObject", "HeadObject"], ["generate_presigned_post"]),
        ([*called_operations()["s3", "copy"]], ["copy"]),
    ],
)
def test_a_slice_has_those_that_never_fail(
    operations: list[str], expected: list[str], project: Project
) -> None:
    """boto3 gives a slice all of them, whatever these call."""
    project.run("slice", "s3", *operations, "--name", "s3-files", "--models", "models")
    models = (project.directory / "models",)
    assert names(build(Library(models).load("s3-files"))) == expected
    write(package_files("s3-files", models), project.out)
    with imported(project.out, "botosmith_s3_files"):
        fakes = importlib.import_module("botosmith_s3_files.fakes")
        with fakes.FakeS3Files(allow_unused=True) as fake:
            failed = set(failing(fake, project.directory / "file"))
    assert sorted({*TRANSFERS, "generate_presigned_post"} - failed) == expected


def failing(fake: Any, file: Path) -> Iterator[str]:
    """The methods that cannot call what they have to, for a small file or a large one."""
    file.write_bytes(b"text")
    client = fake.client
    transfer: Any = importlib.import_module("boto3.s3.transfer")
    for method, answer in ANSWERS.items():
        if hasattr(fake, method):
            getattr(fake, method)().returns(**answer)
    for threshold in (1, 1000):
        config = transfer.TransferConfig(multipart_threshold=threshold)
        for name, call in calls(client, file, config).items():
            if lacks_an_operation(call):
                yield name


def calls(client: Any, file: Path, config: Any) -> dict[str, Callable[[], object]]:
    source = {"Bucket": "b", "Key": "k"}
    part = io.BytesIO(b"text")
    return {
        "copy": lambda: client.copy(source, "b", "l", Config=config),
        "download_file": lambda: client.download_file("b", "k", f"{file}-2"),
        "download_fileobj": lambda: client.download_fileobj("b", "k", io.BytesIO()),
        "generate_presigned_post": lambda: client.generate_presigned_post("b", "k"),
        "upload_file": lambda: client.upload_file(file, "b", "k", Config=config),
        "upload_fileobj": lambda: client.upload_fileobj(part, "b", "k", Config=config),
    }


def lacks_an_operation(call: Callable[[], object]) -> bool:
    try:
        call()
    except (AttributeError, OperationNotFoundError):
        return True
    return False


ANSWERS: dict[str, dict[str, Any]] = {
    "abort_multipart_upload": {},
    "complete_multipart_upload": {},
    "copy_object": {},
    "create_multipart_upload": {"UploadId": "u"},
    "get_object": {"Body": b"text", "ContentLength": 4},
    "head_object": {"ContentLength": 4},
    "put_object": {},
    "upload_part": {"ETag": '"1"'},
    "upload_part_copy": {"CopyPartResult": {"ETag": '"1"'}},
}


def test_pages_list_them() -> None:
    model = Library((GOLDENS,)).load("added-methods")
    service = build(model)
    site = {name: str(text) for name, text in render_site(service, model).items()}
    shown = "upload_file(Filename, Bucket, Key, ExtraArgs=None, Callback=None, Config=None)"
    assert f"<code>{shown}</code>" in site["index.html"]
    assert "generate_presigned_post" not in site["index.html"]
    readme = package_files("added-methods", (GOLDENS,))["README.md"]
    assert "| `upload_file` | boto3 | Sends a file to be an object" in str(readme)

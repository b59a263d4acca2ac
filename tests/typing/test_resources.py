"""Each property, action, collection and waiter of boto3's resources, used once by typed code.

The programs run with a fake's resource, and mypy, pyright and pyrefly, all strict, have nothing
against them. What the classes have is what boto3's own classes have: no more and no less.
"""

from __future__ import annotations

import ast
import os
import subprocess
import sys
from functools import cache
from pathlib import Path
from typing import Any

import boto3
import pytest
from boto3.utils import ServiceContext
from botosmith import ir
from botosmith.build.service import build
from botosmith.models.load import Library
from botosmith.models.resources import services
from botosmith.output.write import write
from botosmith.tools.builds import package_files
from resource_programs import ResourceProgram
from type_checkers import CHECKERS, ROOT, flagged_by

SERVICES = services()
FEW = ("dynamodb", "s3", "sqs")
SHOWN = SERVICES if os.environ.get("BOTOSMITH_TESTS_COMPLETE") else FEW
OF_MANAGERS = {"all", "filter", "iterator", "limit", "page_size", "pages"}
"""What each collection has; ``iterator`` is what ``all`` and ``filter`` call."""


@cache
def built(service: str) -> ir.Service:
    return build(Library().read(service))


@pytest.fixture(scope="module")
def directory(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The packages, and a program for each."""
    directory = tmp_path_factory.mktemp("resources")
    (directory / "programs").mkdir()
    for service in SHOWN:
        write(package_files(service, ()), directory / "packages" / service)
        program = ResourceProgram(built(service)).text()
        (directory / f"programs/use_{service}.py").write_text(program, encoding="utf-8")
    return directory


def search(directory: Path) -> list[Path]:
    return [ROOT / "generator/runtime", *sorted((directory / "packages").iterdir())]


@pytest.mark.parametrize("service", SHOWN)
def test_everything_runs(service: str, directory: Path) -> None:
    nothing = {"AWS_EC2_METADATA_DISABLED": "true", "HTTPS_PROXY": "http://127.0.0.1:9"}
    paths = os.pathsep.join(map(str, search(directory)))
    ran = subprocess.run(
        [sys.executable, directory / f"programs/use_{service}.py"],
        env={**os.environ, **nothing, "PYTHONPATH": paths},
        capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert (ran.returncode, ran.stderr) == (0, "")
    assert int(ran.stdout) > 15


@pytest.mark.parametrize("checker", CHECKERS)
def test_everything_has_types(checker: str, directory: Path) -> None:
    programs = sorted((directory / "programs").glob("*.py"))
    assert flagged_by(checker, programs, search(directory), directory) == {}


def boto3_classes(service: str) -> dict[str, Any]:
    """boto3's own classes of a service's resources, by name."""
    session: Any = boto3.Session(
        region_name="eu-north-1", aws_access_key_id="a", aws_secret_access_key="b"
    )
    resource: Any = session.resource(service)
    definitions: Any = session._loader.load_service_model(service, "resources-1")["resources"]
    context = ServiceContext(
        service_name=service,
        service_model=resource.meta.client.meta.service_model,
        resource_json_definitions=definitions,
        service_waiter_model=None,
    )
    load: Any = session.resource_factory.load_from_definition
    found = {name: load(name, one, context) for name, one in definitions.items()}
    return {"ServiceResource": type(resource), **found}


def typed_classes(service: str) -> dict[str, set[str]]:
    """The public names in each class of ``service_resource``."""
    package = built(service).package
    text = package_files(service, ())[f"{package}/service_resource.pyi"]
    classes = [node for node in ast.parse(text).body if isinstance(node, ast.ClassDef)]
    return {
        one.name: {each.name for each in one.body if isinstance(each, ast.FunctionDef)}
        for one in classes
    }


@pytest.mark.parametrize("service", SERVICES)
def test_names_are_those_of_boto3(service: str) -> None:
    resources = built(service).resources
    assert resources is not None
    typed = typed_classes(service)
    classes = boto3_classes(service)
    assert {one.name for one in resources.all} == set(classes)
    for one in resources.all:
        theirs = {name for name in dir(classes[one.name]) if not name.startswith("_")}
        ours = typed[one.class_name] | {"meta", "get_available_subresources"}
        assert ours == theirs, one.name
        for collection in one.collections:
            made: Any = getattr(classes[one.name], collection.name)
            manager: Any = made.fget(_Parent())
            batch = {n for n in dir(manager) if not n.startswith("_")} - OF_MANAGERS
            assert typed[collection.manager_class] - {"filter"} == batch, collection.manager_class


class _Parent:
    """What a collection's manager is made for."""

    meta: Any = None

"""What mypy-boto3-builder declares of boto3's resources, ours declares under the same name."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from fnmatch import fnmatchcase
from pathlib import Path

import pytest
from aws_services import CROSS_SECTION, few_or_all
from botosmith.models.resources import services
from botosmith.tools.builds import package_files
from botosmith_runtime import tables, type_defs

SERVICES = [one for one in few_or_all(CROSS_SECTION) if one in services()]
DIFFERENCES = {
    "*ResourceMeta.client": "inherited from ResourceMeta, which takes the client's class",
    "*Collection.[alp]*": "inherited: all, limit, page_size and pages",
    "FileobjTypeDef": "a Readable or Writable of the runtime, as in the client's methods",
    "MetricDataQueryAlarmTypeDef": "a copy of MetricDataQueryTypeDef, which is one type here",
    "PolicyDocumentTypeDef": "a dict: botocore decodes policies, whatever they hold",
    "UpdateAccessKeyRequestAccessKey*ctivateTypeDef": "boto3 fills in every parameter",
    "UpdateSigningCertificateRequest*ctivateTypeDef": "boto3 fills in every parameter",
    "*.get_available_subresources": "inherited from ServiceResource",
    "*.meta": "inherited from ServiceResource",
}
"""By pattern, why a name is not where the builder has it."""


def names(text: str) -> Iterator[str]:
    """The classes of a module, and what each has: ``Bucket``, ``Bucket.name``."""
    for node in ast.parse(text).body:
        if isinstance(node, ast.ClassDef):
            yield node.name
            for one in node.body:
                if isinstance(one, ast.FunctionDef):
                    yield f"{node.name}.{one.name}"
                elif isinstance(one, ast.AnnAssign):
                    yield f"{node.name}.{ast.unparse(one.target)}"


def defined(text: str) -> Iterator[str]:
    """The types of a module."""
    for node in ast.parse(text).body:
        if isinstance(node, ast.ClassDef):
            yield node.name
        elif isinstance(node, ast.Assign):
            yield ast.unparse(node.targets[0])


def missing(service: str, stubs: Path) -> Iterator[str]:
    """What the builder has of a service's resources, and ours has not."""
    package = stubs / f"types_boto3_{service}"
    theirs = (package / "service_resource.pyi").read_text("utf-8")
    files = package_files(service, ())
    texts = {Path(path).name: str(text) for path, text in files.items() if path.endswith(".pyi")}
    ours = {*names(texts["service_resource.pyi"])}
    for name in names(theirs):
        class_, _, member = name.partition(".")
        if name not in ours and f"{class_}Manager.{member}" not in ours:
            yield name
    types = {*defined(texts["type_defs.pyi"]), *defined(texts["resource_type_defs.pyi"])}
    yield from {*re.findall(r"\b\w+TypeDef\b", theirs)} - types - {*vars(tables), *vars(type_defs)}


@pytest.mark.parametrize("service", SERVICES)
def test_what_is_missing_is_known(service: str, stubs: Path) -> None:
    unknown = {
        name
        for name in missing(service, stubs)
        if not any(fnmatchcase(name, pattern) for pattern in DIFFERENCES)
    }
    assert unknown == set()

"""Finds unused shapes, missing documentation, and names that are too similar."""

from __future__ import annotations

from botosmith import names
from botosmith.models.cut.reach import closure, reached_shapes
from botosmith.models.documents import Document
from botosmith.names import files
from botosmith.tools.lint.rules import Findings


def findings(service: Document) -> Findings:
    """Untidy parts of a service that are not wrong."""
    operations, shapes = service["operations"], service["shapes"]
    # Every error gets a class, whether an operation declares it or not.
    errors = [name for name, shape in shapes.items() if shape.get("exception")]
    reached = reached_shapes(service, operations) | closure(shapes, errors)
    if not _text(service):
        yield "undocumented-service", "documentation", "the service has no documentation"
    for name, operation in operations.items():
        if files.is_device(names.boto3_name(name)):
            yield "device-name", f"operations.{name}", _renamed(names.boto3_name(name))
        if not _text(operation):
            yield "undocumented-operation", f"operations.{name}", f"{name} has no documentation"
        for index, error in enumerate(operation.get("errors", ())):
            if not shapes[error["shape"]].get("exception"):
                place = f"operations.{name}.errors.{index}"
                yield "unmarked-exception", place, f"{error['shape']} is not marked as an exception"
    alike: dict[str, str] = {}
    for name, shape in shapes.items():
        if name not in reached:
            yield "unreachable-shape", f"shapes.{name}", f"no operation uses {name}"
            continue
        if files.is_device(name):
            yield "device-name", f"shapes.{name}", _renamed(name)
        if shape["type"] == "structure" or "enum" in shape:  # other shapes have no named type
            other = alike.setdefault(names.type_base(name).lower(), name)
            if other != name:
                yield "names-differ-by-case", f"shapes.{name}", f"like {other}, but for case"
        for member, reference in shape.get("members", {}).items():
            if not _text(reference) and not _text(shapes[reference["shape"]]):
                place = f"shapes.{name}.members.{member}"
                yield "undocumented-member", place, f"{member} has no documentation"


def _renamed(name: str) -> str:
    return f"Windows reserves {name} for a device: its page is {files.file_stem(name)}.html"


def _text(entry: Document) -> bool:
    return bool(str(entry.get("documentation") or "").strip())

"""Prints ``client.py``: the data and filters of its template."""

from __future__ import annotations

from collections.abc import Mapping

from botosmith import ir, text
from botosmith.package.python import homes, prose
from botosmith.package.python.files import Subject
from botosmith.package.python.imports import Imports
from botosmith.package.python.statements import signature
from botosmith.package.python.stubs import condensed, outdented
from botosmith.package.python.templates import Templates, collecting

_HOMES: homes.Homes = {
    "botocore.client": ["BaseClient"],
    "botocore.exceptions": ["ClientError"],
    "botocore.session": ["Session"],
    "botosmith_runtime.client": ["Client", "PlainClient"],
    "botosmith_runtime.credentials": ["Cookie"],
    "botosmith_runtime.errors": ["PlainExceptions", "ServiceExceptions"],
    "botosmith_runtime.service": [
        *("Boto3Session", "Service"),
        *("ConnectOptions", "EndpointOptions", "SignedEndpointOptions"),
    ],
    "botosmith_runtime.tables": ["BatchWriter"],
    "botosmith_runtime.transfers": ["CopySource", "Readable", "TransferConfig", "Writable"],
    "os": ["PathLike"],
    "pathlib": ["Path"],
}


def client(subject: Subject) -> str:
    """The text of ``client.py``."""
    return _client(subject, stub=False)


def stub(subject: Subject) -> str:
    """The text of ``client.pyi``: signatures alone, since ``client.py`` is long to read.

    Editors show the docstrings of ``client.py`` all the same.
    """
    return condensed(_client(subject, stub=True))


def _client(subject: Subject, *, stub: bool) -> str:
    imports = homes.imports(subject, _HOMES, here=".client", lazy=not stub)
    return printed(subject, "client/client.py", imports, stub=stub, awaited=False)


def printed(subject: Subject, template: str, imports: Imports, *, stub: bool, awaited: bool) -> str:
    """The text of a module with a client, or of its stub; ``awaited`` is for coroutines."""
    service = subject.service
    return _TEMPLATES.module(
        template,
        subject,
        imports,
        exported=[
            *("Exceptions", service.class_name, "connect", "register"),
            *([] if awaited else [service.plain_class]),
        ],
        errors={error.name: error for error in service.errors},
        stub=stub,
        awaited=awaited,
    )


def _entry(parameter: ir.Parameter, when_required: str) -> str:
    """``JobId (str, required): What it is. 1 to 255 characters.``"""
    required = f", {when_required}" if parameter.required else ""
    head = f"{text.printable(parameter.name)} ({parameter.annotation}{required})"
    said = [text.summary(parameter.documentation), *map(_sentence, parameter.notes)]
    return prose.line(head, " ".join(filter(None, said)), _sentence(parameter.limits), 12)


def _sentence(note: str) -> str:
    return text.printable(f"{note[:1].upper()}{note[1:]}.") if note else ""


def _standing(operation: ir.Operation) -> str:
    """Whether an operation is deprecated, and the privileges that a caller needs."""
    said = ["Deprecated."] if operation.deprecated else []
    if operation.privileges:
        said.append(f"Required privileges: {', '.join(operation.privileges)}.")
    return prose.paragraph(text.printable(" ".join(said)), 8)


def _conditions(operation: ir.Operation) -> str:
    """``Carrier, TrackingNumber: present when LocationCode is "Returned".``, a line each."""
    return "\n".join(
        prose.item(text.printable(", ".join(members)), f"{condition}.", 12)
        for condition, members in operation.conditions
    )


def added_entry(parameter: ir.AddedParameter) -> str:
    """An entry of a docstring's parameters: ``Key (str, required): Key of the object.``"""
    required = "" if parameter.default else ", required"
    head = f"{parameter.name} ({parameter.annotation}{required})"
    return prose.item(head, parameter.documentation, 16)


def _raised(operation: ir.Operation, errors: Mapping[str, ir.Error]) -> str:
    """``InvalidJobIdException (HTTP 400), ExpiredJobIdException (HTTP 400)``.

    Their meaning is in the docstring of each class.
    """
    found = [errors[name] for name in operation.errors]
    if operation.error_code_in == "status":
        said = [
            f'ClientError with the code "{error.http_status}", for {error.name} without a body'
            for error in found
        ]
    else:
        said = [f"{error.class_name} (HTTP {error.http_status})" for error in found]
    return prose.paragraph(", ".join(said), 12)


_TEMPLATES = Templates(
    {
        "added_entry": added_entry,
        "conditions": _conditions,
        "entry": _entry,
        "listed": prose.item,
        "outdented": outdented,
        "plain_signature": collecting(signature),
        "raised": _raised,
        "standing": _standing,
    }
)

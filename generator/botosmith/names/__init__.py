"""Makes every identifier in generated code.

Type names follow types-boto3, so that users only change their imports to move. ``reserved`` has the
names that must not be used. ``claims`` makes names unique.
"""

from __future__ import annotations

import keyword
import re
from collections.abc import Container
from typing import Literal

from botocore import xform_name

from botosmith.names.reserved import (
    INHERITED_ERROR_ATTRIBUTES,
    RESERVED_CLASSES,
    RESERVED_ERROR_ATTRIBUTES,
    RESERVED_FAKE_METHODS,
    RESERVED_METHODS,
)

Side = Literal["request", "response"]
FakePart = Literal[
    "Answer",
    "Conditions",
    "Error",
    "ErrorFields",
    "ErrorName",
    "FieldedError",
    "FieldedErrorName",
    "Overrides",
    "Rule",
]

# --- packages and clients ----------------------------------------------------------------------


def package_name(service: str) -> str:
    """``glue-migration`` -> ``botosmith_glue_migration``."""
    return "botosmith_" + service.replace("-", "_")


def distribution_name(service: str) -> str:
    """``glue-migration`` -> ``botosmith-glue-migration``."""
    return "botosmith-" + service


def client_class(module_name: str) -> str:
    """The client's class, from the name of boto3's class for the service."""
    stem = re.sub(r"\W", "", module_name, flags=re.ASCII)
    return f"{_capitalised(stem) if stem[:1].isalpha() else f'Service{stem}'}Client"


def plain_class(client: str) -> str:
    """The type of plain clients: ``S3Client`` -> ``S3Boto3Client``."""
    return f"{client.removesuffix('Client')}Boto3Client"


def plain_exceptions(client: str) -> str:
    """The type of ``exceptions`` of plain clients: ``S3Boto3Exceptions``."""
    return f"{client.removesuffix('Client')}Boto3Exceptions"


def slice_class(whole: str, service: str, name: str) -> str:
    """The client's class of a slice ``name`` of a ``service``; ``whole`` is the service's class.

    ``sqs-orders`` -> ``SQSOrdersClient``, since the service has ``SQSClient``. A name that does not
    begin with the service's name becomes CamelCase.
    """
    stem = whole.removesuffix("Client") if f"{name}-".startswith(f"{service}-") else ""
    added = name[len(service) :] if stem else name
    return client_class(stem + "".join(word.capitalize() for word in added.split("-")))


def boto3_name(name: str) -> str:
    """``ListJobs`` -> ``list_jobs``: boto3's name of a method, a paginator or a waiter."""
    return xform_name(name)


CLIENT_METHOD_LITERAL = "ClientMethodName"
"""The ``Literal`` of the method names that ``generate_presigned_url`` takes."""


def method_name(operation: str) -> str:
    """The client's method for an operation.

    boto3's own name, followed by an underscore if Python or the client uses that name.
    """
    name = boto3_name(operation)
    if keyword.iskeyword(name) or name in RESERVED_METHODS or name.startswith("_"):
        return f"{name}_"
    return name


# --- paginators and waiters --------------------------------------------------------------------


def paginator_class(operation: str) -> str:
    """``ListJobs`` -> ``ListJobsPaginator``."""
    return f"{operation}Paginator"


def waiter_class(waiter: str) -> str:
    """``JobDone`` -> ``JobDoneWaiter``."""
    return f"{waiter}Waiter"


def items_method(paginator: str) -> str:
    """The client's method that iterates over a paginator's items: ``iter_list_jobs``."""
    return f"iter_{paginator}"


def paginator_literal(operation: str) -> str:
    """The ``Literal`` of the name that ``get_paginator`` takes: ``ListJobsPaginatorName``."""
    return f"{operation}PaginatorName"


def waiter_literal(waiter: str) -> str:
    """The ``Literal`` of the name that ``get_waiter`` takes: ``JobDoneWaiterName``."""
    return f"{waiter}WaiterName"


# --- types -------------------------------------------------------------------------------------


def type_base(shape: str) -> str:
    """The stem of a shape's type names: ``__listOfJob`` -> ``ListOfJob``, ``Abp_1_x`` -> ``Abp1X``.

    As in types-boto3, underscores are removed, and the next letter becomes upper case.
    """
    stem = "".join(_capitalised(part) for part in _word(shape).split("_"))
    return stem if stem.isidentifier() else f"Shape{stem}"


def literal_type(stem: str) -> str:
    """The ``Literal`` of an enumeration: ``JobTypeType``."""
    return f"{stem}Type"


def nested_type(stem: str) -> str:
    """A nested structure in requests, and in responses if the type is the same there."""
    return f"{stem}TypeDef"


def nested_output_types(stem: str) -> tuple[str, ...]:
    """Suggestions for a nested structure in responses, if the type differs there."""
    return f"{stem}OutputTypeDef", f"{stem}ExtraTypeDef", f"{stem}OutputExtraTypeDef"


def nested_union_types(stem: str) -> tuple[str, ...]:
    """Suggestions for the union of these two types."""
    return f"{stem}UnionTypeDef", f"{stem}UnionExtraTypeDef"


def fields_types(stem: str) -> tuple[str, ...]:
    """Suggestions for the type of a dict that botocore turns into a string."""
    return f"{stem}TypeDef", f"{stem}FieldsTypeDef"


def fields_or_text_types(stem: str) -> tuple[str, ...]:
    """Suggestions for the union of this dict and a string."""
    return f"{stem}OrStrTypeDef", f"{stem}OrStrExtraTypeDef"


def request_types(stem: str) -> tuple[str, ...]:
    """Suggestions for the type of an operation's parameters."""
    return f"{stem}TypeDef", f"{stem}RequestTypeDef"


def response_types(stem: str) -> tuple[str, ...]:
    """Suggestions for the type of an operation's response."""
    return f"{stem}TypeDef", f"{stem}ResponseTypeDef"


def full_result_types(operation: str) -> tuple[str, ...]:
    """Suggestions for the type of all pages of an operation together."""
    return f"{operation}FullResultTypeDef", f"{operation}FullResultExtraTypeDef"


def error_response_types(stem: str) -> tuple[str, ...]:
    """Suggestions for the type of an error's ``response``."""
    return f"{stem}ResponseTypeDef", f"{stem}ErrorResponseTypeDef"


def poller_request_types(stem: str, verb: Literal["Paginate", "Wait"]) -> tuple[str, ...]:
    """Suggestions for the type of a paginator's or waiter's parameters."""
    return f"{stem}{verb}TypeDef", f"{stem}{verb}ExtraTypeDef"


def refined_shape(structure: str, member: str) -> str:
    """The name of a new shape for a member whose reference has its own traits."""
    return f"{structure}{_capitalised(_word(member))}"


def is_plain_key(member: str) -> bool:
    """Whether a member's name can be a key in the body of a ``TypedDict`` class."""
    return (
        member.isidentifier()
        and member.isascii()  # Python normalises other letters: the key would be another name
        and not keyword.iskeyword(member)
        and not member.startswith("__")  # the compiler would mangle it
    )


def keys_class(type_name: str) -> str:
    """The base of a ``TypedDict`` with keys that a class body cannot contain."""
    return f"_{type_name}"


# --- resources ---------------------------------------------------------------------------------


def resource_class(client: str, resource: str) -> str:
    """The class of a resource: ``S3ServiceResource`` for the service's, else boto3's own name."""
    stem = client.removesuffix("Client") if resource == "ServiceResource" else ""
    return f"{stem}{resource}"


def resource_meta(client: str) -> str:
    """The class of a resource's ``meta``: ``S3ResourceMeta``."""
    return f"{client.removesuffix('Client')}ResourceMeta"


def collection_class(resource: str, collection: str) -> str:
    """``BucketObjectsCollection``: what ``bucket.objects.all()`` returns."""
    return f"{resource}{capitalised_words(collection)}Collection"


def collection_manager_class(resource: str, collection: str) -> str:
    """``BucketObjectsCollectionManager``: what ``bucket.objects`` is."""
    return f"{collection_class(resource, collection)}Manager"


def resource_request_types(stem: str, resource: str, action: str) -> tuple[str, ...]:
    """Suggestions for the type of the parameters of a resource's method."""
    return f"{stem}{resource}{action}TypeDef", f"{stem}{resource}{action}ExtraTypeDef"


def resource_types(stem: str, resource: str) -> tuple[str, ...]:
    """Suggestions for the type of a structure with the plain values of a resource."""
    return f"{stem}{resource}TypeDef", f"{stem}{resource}ExtraTypeDef"


def resource_union_types(stem: str, resource: str) -> tuple[str, ...]:
    """Suggestions for a request's structure that may be one of a response."""
    return f"{stem}{resource}UnionTypeDef", f"{stem}{resource}UnionExtraTypeDef"


def capitalised_words(name: str) -> str:
    """``restore_object`` -> ``RestoreObject``."""
    return "".join(map(_capitalised, name.split("_")))


# --- errors ------------------------------------------------------------------------------------


def error_base(client_class: str, errors: Container[str]) -> str:
    """The common base class of a service's error classes; ``errors`` are their names."""
    base = f"{client_class.removesuffix('Client')}Error"
    while base in errors or base == "ServiceError":
        base += "Base"
    return base


def error_class(shape: str) -> str:
    """The class of a modelled error: the shape's own name if Python allows it."""
    name = _word(shape).lstrip("_") or "Error"
    return f"{name}_" if keyword.iskeyword(name) or name in RESERVED_CLASSES else name


def error_attribute(member: str) -> str | None:
    """The attribute for an error's member; None if the base class has it already."""
    if member in INHERITED_ERROR_ATTRIBUTES:
        return None
    name = _word(member).lstrip("_") or "member"
    if not name.isidentifier() or keyword.iskeyword(name) or name in RESERVED_ERROR_ATTRIBUTES:
        return f"{name}_" if not name[:1].isdigit() else f"_{name}"
    return name


# --- checks and strategies ---------------------------------------------------------------------


def payload_function(method: str, side: Side) -> str:
    """The function that checks an operation's requests or responses, or returns their strategy."""
    return f"{method}_{side}"


def check_name(shape: str) -> str:
    """The name of the function or rule in ``checks.py`` that checks a shape.

    It is the shape's name after an underscore. If that is a special name of Python, such as
    ``__all__``, a word comes before it. Two shapes never have the same name.
    """
    name = f"_{shape}"
    return f"shape{name}" if name.startswith("__") and name.endswith("__") else name


def check_part_names(shape: str, first: int) -> tuple[str, ...]:
    """Suggestions for the function that checks some members of a shape, from the ``first`` on."""
    name = f"{check_name(shape)}_{first}"
    return name, f"{name}_"


def converted_check_names(shape: str) -> tuple[str, ...]:
    """Suggestions for the rule of a shape whose values botocore's handlers convert."""
    return f"_Converted_{shape}", f"_Converted_{shape}_"


def host_label_check_names(shape: str) -> tuple[str, ...]:
    """Suggestions for the rule that checks a shape's values if they are part of a host name."""
    return f"_Host_{shape}", f"_Host_{shape}_"


# --- fakes -------------------------------------------------------------------------------------


def fake_class(client_class: str) -> str:
    """``ImportExportClient`` -> ``FakeImportExport``."""
    return f"Fake{client_class.removesuffix('Client')}"


def fake_fixture(package: str) -> str:
    """The pytest fixture of a service's fake: ``fake_importexport``."""
    return f"fake_{package.removeprefix('botosmith_')}"


def fake_method(client_method: str) -> str:
    """The fake's method for an operation: the client's name, unless the fake uses that name."""
    return f"{client_method}_" if client_method in RESERVED_FAKE_METHODS else client_method


def fake_type(operation: str, part: FakePart) -> str:
    """A type of an operation's rule, or the rule itself: ``GetStatusAnswer``."""
    return f"{type_base(operation)}{part}"


def error_fields_type(error_class: str) -> str:
    """The fields that a rule takes with the error that it raises: ``NoSuchJobFields``."""
    return f"{error_class}Fields"


COMMON_ERROR_NAMES = "CommonErrorName"
"""The type of the error codes that any operation of a service may return."""


# --- words of names ---------------------------------------------------------------------------


def _capitalised(name: str) -> str:
    """The name with its first letter in upper case, the others as they are."""
    return name[:1].upper() + name[1:]


def _word(name: str) -> str:
    """The name with an underscore for each character that identifiers cannot contain."""
    return re.sub(r"\W", "_", name, flags=re.ASCII)

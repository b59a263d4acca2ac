"""Every identifier that generated code holds is made here.

Type names follow types-boto3, so that moving over is a change of import. Adding a name to a
reserved set renames things in users' code: that is a breaking change.
"""

from __future__ import annotations

import keyword
import re

from botocore import xform_name

# Attributes of botocore's own clients: a model whose operation replaces one breaks them.
CLIENT_ATTRIBUTES = frozenset(
    {"can_paginate", "close", "exceptions", "generate_presigned_url", "get_paginator"}
    | {"get_waiter", "meta", "waiter_names"}
)

# Attributes of the generated client that an operation's method must not replace.
RESERVED_METHODS = (
    CLIENT_ATTRIBUTES
    | {"checks", "exceptions_class", "service", "shape_warnings"}
    # ... and what the class's body itself refers to.
    | {"bool", "bytes", "datetime", "dict", "float", "int", "list", "overload", "str"}
)

# Attributes of the generated fake that an operation's method must not replace.
RESERVED_FAKE_METHODS = frozenset(
    {
        "allow_unused",
        "assert_used",
        "boto3_client",
        "call_count",
        "calls",
        "client",
        "client_class",
        "close",
    }
    | {"closed", "elapsed", "endpoint_url", "engine", "patch", "reset"}
)

# Attributes of every error class; ``code`` and ``message`` already carry what a member of that
# name would.
RESERVED_ERROR_ATTRIBUTES = frozenset(
    {"add_note", "args", "fields", "fmt", "http_status", "operation_name", "response"}
    | {"with_traceback", "MSG_TEMPLATE"}
    # ... and what annotations of the others are written with.
    | {"Any", "bool", "bytes", "datetime", "dict", "float", "int", "list", "str"}
)
INHERITED_ERROR_ATTRIBUTES = frozenset({"code", "message"})

# Names that modules of a generated package, and ``client.exceptions``, use for something else.
RESERVED_CLASSES = frozenset(
    {"ClientError", "Exceptions", "ServiceError", "TYPE_CHECKING", "errors", "from_code"}
    | {"from_waiter"}
    # ... and what ``errors.py`` writes annotations with.
    | {"Any", "EventStream", "StreamingBody", "Union", "annotations", "bool", "bytes"}
    | {"datetime", "dict", "float", "int", "list", "str"}
)


def package_name(service: str) -> str:
    """``glue-migration`` -> ``botosmith_glue_migration``."""
    return "botosmith_" + service.replace("-", "_")


def distribution_name(service: str) -> str:
    """``glue-migration`` -> ``botosmith-glue-migration``."""
    return "botosmith-" + service


def client_class(module_name: str) -> str:
    """The client's class, after the name that boto3 gives a service's own class."""
    stem = re.sub(r"\W", "", module_name, flags=re.ASCII)
    return f"{capitalised(stem) if stem[:1].isalpha() else f'Service{stem}'}Client"


def method_name(operation: str) -> str:
    """The client's method for an operation, or its attribute for a paginator or waiter.

    boto3's own name, with an underscore behind it where Python or the client needs the name.
    """
    name = xform_name(operation)
    if keyword.iskeyword(name) or name in RESERVED_METHODS or name.startswith("_"):
        return f"{name}_"
    return name


def fake_method(client_method: str) -> str:
    """The fake's method for an operation: the client's own, unless the fake needs the name."""
    return f"{client_method}_" if client_method in RESERVED_FAKE_METHODS else client_method


def is_plain_key(member: str) -> bool:
    """Whether a member can stand in the body of a ``TypedDict`` class."""
    return (
        member.isidentifier()
        and member.isascii()  # Python folds other letters: the key would not be the member
        and not keyword.iskeyword(member)
        and not member.startswith("__")  # the compiler would mangle it
    )


def error_attribute(member: str) -> str | None:
    """The attribute that carries an error's member; None where the base class has it already."""
    if member in INHERITED_ERROR_ATTRIBUTES:
        return None
    name = word(member).lstrip("_") or "member"
    if not name.isidentifier() or keyword.iskeyword(name) or name in RESERVED_ERROR_ATTRIBUTES:
        return f"{name}_" if not name[:1].isdigit() else f"_{name}"
    return name


def error_class(shape: str) -> str:
    """The class of a modelled error: the shape's own name where Python allows it."""
    name = word(shape).lstrip("_") or "Error"
    return f"{name}_" if keyword.iskeyword(name) or name in RESERVED_CLASSES else name


def check_name(shape: str) -> str:
    """What ``checks.py`` calls the function or the rule that checks a shape.

    Its own name with an underscore before it; and a word before that where it would be a name of
    Python's, such as ``__all__``. Two shapes never have the same.
    """
    name = f"_{shape}"
    return f"shape{name}" if name.startswith("__") and name.endswith("__") else name


def type_base(shape: str) -> str:
    """The stem of a shape's type names: ``__listOfJob`` -> ``ListOfJob``, ``Abp_1_x`` -> ``Abp1X``.

    As in types-boto3, underscores go and what follows them begins in upper case.
    """
    stem = "".join(capitalised(part) for part in word(shape).split("_"))
    return stem if stem.isidentifier() else f"Shape{stem}"


def capitalised(name: str) -> str:
    """The name with its first letter in upper case, the others as they are."""
    return name[:1].upper() + name[1:]


def word(name: str) -> str:
    """The name with an underscore for everything that no identifier holds."""
    return re.sub(r"\W", "_", name, flags=re.ASCII)


class TypeNames:
    """Hands out names within a module of types; a name that is taken gets the next suggestion."""

    def __init__(self, taken: frozenset[str]) -> None:
        self._taken = set(taken)

    def claim(self, *suggestions: str) -> str:
        """The first of ``suggestions`` that is free, else the last one with a number behind it.

        A number is needed when shapes differ by nothing but case (30 pairs in AWS's models).
        """
        for suggestion in suggestions:
            if suggestion not in self._taken:
                self._taken.add(suggestion)
                return suggestion
        suffix = next((s for s in ("TypeDef", "Type") if suggestions[-1].endswith(s)), "")
        stem = suggestions[-1].removesuffix(suffix)
        number = 2
        while f"{stem}{number}{suffix}" in self._taken:
            number += 1
        return self.claim(f"{stem}{number}{suffix}")

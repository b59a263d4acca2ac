"""Names that generated code may not take, because what it inherits has them."""

from __future__ import annotations

from botosmith.names import reserved
from botosmith_runtime.client import Client
from botosmith_runtime.errors import ServiceError, ServiceExceptions


def public(owner: type) -> set[str]:
    """The attributes that a class has or says its instances have."""
    annotated = {name for base in owner.__mro__ for name in getattr(base, "__annotations__", {})}
    return {name for name in {*dir(owner), *annotated} if not name.startswith("_")}


def test_no_method_replaces_what_the_client_has() -> None:
    assert public(Client) - reserved.RESERVED_METHODS == set()


def test_no_error_field_replaces_what_errors_have() -> None:
    taken = reserved.RESERVED_ERROR_ATTRIBUTES | reserved.INHERITED_ERROR_ATTRIBUTES
    assert public(ServiceError) - taken == set()


def test_no_error_replaces_what_the_exceptions_have() -> None:
    assert public(ServiceExceptions) - reserved.RESERVED_CLASSES == set()

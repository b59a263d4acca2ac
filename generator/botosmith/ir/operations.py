"""Operations, with their errors, paginators and waiters."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from botosmith_runtime.error_codes import CodeIn


@dataclass(frozen=True, slots=True, kw_only=True)
class Parameter:
    """A line of a method's docstring: a request parameter or a response member.

    ``limits`` is its size or range as text; ``notes`` are further remarks about its values.
    """

    name: str
    annotation: str
    required: bool
    documentation: str
    limits: str
    notes: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Operation:
    """One operation. ``request`` and ``response`` are names of generated types.

    ``request_uri`` is the path that botocore sends, with its members in braces. ``request`` is
    empty if the operation takes no parameters. ``input`` and ``output`` are the names of its
    shapes, or empty. ``conditions`` say when response members are present. ``reference`` is the URL
    of its documentation, or empty. ``error_code_in`` is the place where botocore reads the code of
    an error. It is ``status`` if the response has no body, as for HEAD; then no error has its name
    in the model. ``uncallable`` means that botocore removes its method, because it streams events
    to the service, which HTTP/1.1 cannot do.
    """

    name: str
    method: str
    wire_method: str
    documentation: str
    http_method: str
    request_uri: str
    input: str
    output: str
    request: str
    response: str
    parameters: tuple[Parameter, ...]
    returns: tuple[Parameter, ...]
    conditions: tuple[tuple[str, tuple[str, ...]], ...]
    errors: tuple[str, ...]
    reference: str = ""
    deprecated: bool = False
    uncallable: bool = False
    privileges: tuple[str, ...] = ()
    restrictions: tuple[str, ...] = ()
    success_status: int = 200
    error_code_in: CodeIn = "body"


@dataclass(frozen=True, slots=True, kw_only=True)
class AddedParameter:
    """A parameter of an added method; ``default`` is Python code, or empty."""

    name: str
    annotation: str
    default: str
    documentation: str


@dataclass(frozen=True, slots=True, kw_only=True)
class AddedMethod:
    """A method of the client that is not an operation; botocore or boto3 adds it.

    ``type`` is the type of its result, ``result`` the description. ``raises`` has errors and when
    they are raised.
    """

    name: str
    added_by: Literal["boto3", "botocore"]
    documentation: str
    parameters: tuple[AddedParameter, ...]
    type: str
    result: str
    raises: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class ErrorField:
    """A modelled member of an error, as an attribute of its class."""

    name: str
    attribute: str
    annotation: str
    documentation: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Error:
    """A modelled error. ``derived_status``: the model has no status, and ``fault`` decided.

    ``response`` is the type name of ``error.response``.
    """

    name: str
    class_name: str
    code: str
    http_status: int
    derived_status: bool
    documentation: str
    fields: tuple[ErrorField, ...]
    response: str = "ErrorResponseTypeDef"

    @property
    def own_fields(self) -> tuple[ErrorField, ...]:
        """The members other than message and code."""
        return tuple(f for f in self.fields if f.name.lower() not in ("message", "code"))


@dataclass(frozen=True, slots=True, kw_only=True)
class Paginator:
    """A paginator, and the type of the items that ``iter_<operation>`` yields.

    ``result_key`` and ``other_keys`` are the paths of results that are split over pages.
    ``non_aggregate_keys`` are the same on all pages: botocore's ``build_full_result`` takes them
    from the first. ``full_result`` is the type of its result. ``searches`` are the expressions for
    ``search`` that yield items of type ``found``.
    """

    name: str
    method: str
    operation: str
    class_name: str
    request: str
    page: str
    item: str = ""
    result_key: str = ""
    other_keys: tuple[str, ...] = ()
    non_aggregate_keys: tuple[str, ...] = ()
    full_result: str = "dict[str, Any]"
    searches: tuple[str, ...] = ()
    found: str = "Any"


@dataclass(frozen=True, slots=True, kw_only=True)
class Acceptor:
    """How a waiter reacts to a response: ``state`` is success, failure or retry."""

    state: str
    matcher: str
    argument: str
    expected: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Waiter:
    """A waiter: polls ``operation`` every ``delay`` seconds, at most ``max_attempts`` times."""

    name: str
    method: str
    operation: str
    operation_method: str
    class_name: str
    request: str
    documentation: str
    delay: int
    max_attempts: int
    acceptors: tuple[Acceptor, ...]

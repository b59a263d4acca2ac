"""Operations, and what belongs to them: errors, paginators, waiters."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from botosmith_runtime.error_codes import CodeIn


@dataclass(frozen=True, slots=True, kw_only=True)
class Parameter:
    """A line of a method's docstring: a request parameter or a response member.

    ``limits`` are its sizes or its range in words, ``notes`` what else is said of its values.
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

    ``request_uri`` is the path that botocore sends, with the members that it holds in braces.
    ``request`` is empty when the operation takes no parameters; ``input`` and ``output`` are the
    names of its shapes, empty where the model has none. ``conditions`` say of response members when
    they are present. ``reference`` is the URL of its documentation, empty where none is known.
    ``error_code_in`` says where botocore finds the code of an error. It is the ``status`` alone
    where the response has no body, as with HEAD; then no error has the name that the model gives.
    ``uncallable`` says that botocore takes its method away, because it streams events to the
    service, which HTTP/1.1 cannot do.
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
    """A parameter of such a method; ``default`` is Python, empty where there is none."""

    name: str
    annotation: str
    default: str
    documentation: str


@dataclass(frozen=True, slots=True, kw_only=True)
class AddedMethod:
    """A method of the client that is no operation's, which botocore or boto3 adds to it.

    ``type`` is what it gives, and ``result`` says what that is; ``raises`` are errors and when.
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
    """A modelled error. ``derived_status`` says that the model is silent and ``fault`` decided."""

    name: str
    class_name: str
    code: str
    http_status: int
    derived_status: bool
    documentation: str
    fields: tuple[ErrorField, ...]

    @property
    def own_fields(self) -> tuple[ErrorField, ...]:
        """Its members other than its text and its code."""
        return tuple(f for f in self.fields if f.name.lower() not in ("message", "code"))


@dataclass(frozen=True, slots=True, kw_only=True)
class Paginator:
    """A paginator, and what ``iter_<operation>`` yields where its pages hold one list of items.

    Each page has a part of what ``result_key`` and ``other_keys`` lead to; ``non_aggregate_keys``
    are for all pages at once: botocore's ``build_full_result`` takes them from the first.
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


@dataclass(frozen=True, slots=True, kw_only=True)
class Acceptor:
    """What a waiter makes of an answer: ``state`` is success, failure or retry."""

    state: str
    matcher: str
    argument: str
    expected: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Waiter:
    """A waiter: polls ``operation`` every ``delay`` seconds, ``max_attempts`` times at the most."""

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

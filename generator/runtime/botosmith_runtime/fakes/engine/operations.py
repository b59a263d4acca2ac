"""The facts about a service and its operations that rules and answers need.

They come from the model (botocore's ``ServiceModel`` and its shapes, which only describe a service)
and from the generated package: its checks, errors and samples.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping
from copy import copy
from typing import Any, Literal
from urllib.parse import unquote

from botocore.exceptions import ParamValidationError
from botocore.validate import validate_parameters

from botosmith_runtime.error_codes import CommonError, code_in, common_errors
from botosmith_runtime.fakes.engine import values
from botosmith_runtime.fakes.engine.generated import Generated
from botosmith_runtime.fakes.engine.matching import shown, without_matchers
from botosmith_runtime.fakes.engine.secrets import has_secrets, masked
from botosmith_runtime.fakes.failures import RuleError
from botosmith_runtime.findings import RESPONSE
from botosmith_runtime.path_labels import labels_of, misplaced
from botosmith_runtime.protocols.decoded_members import Decoded, encoded
from botosmith_runtime.service_facts import Facts, handled_members
from botosmith_runtime.violations import STRUCTURAL, Check, Violation, check, is_newer_union
from botosmith_runtime.wording import did_you_mean, nearest

AnswerMode = Literal["strict", "structural", "off"]
"""How answers are checked: in full, only in what typed code relies on, or not at all."""

_LISTED = 12  # members in one message
_LIMITS = frozenset({"enum", "length", "pattern", "presence", "range", "required", "size"})
_LENIENT = 'if the service really answers like this, use answer_checks="structural" or "off"'
_EMPTY: Mapping[str, Callable[[], Any]] = {
    "list": list,
    "map": dict,
    "string": str,
    "structure": dict,
}
"""What botocore parses from an empty body, by the kind of the member that is the whole body."""
_IN_PART = frozenset({"required", "presence", "union"})  # an incomplete payload may break these


def _nothing(name: str) -> str:  # noqa: ARG001
    return ""


class FakedService:
    """The facts about one service, shared by its fakes and cached for later ones."""

    def __init__(
        self,
        model: Any,
        package: str,
        methods: Mapping[str, str],
        exceptions: Any,
        paginators: Callable[[], Mapping[str, Mapping[str, Any]]],
        facts: Facts,
        *,
        of_aws: bool,
        why_absent: Callable[[str], str] = _nothing,
        generated: Generated | None = None,
    ) -> None:
        """``model`` is botocore's ``ServiceModel``, ``package`` the generated package.

        ``methods`` are the names of the client's methods, by operation; ``exceptions`` is the
        attribute of a client. ``paginators`` returns the model's paginators, by operation.
        ``facts`` are the service facts next to the model. Services ``of_aws`` share some common
        errors. ``why_absent`` returns why a client has no method of a name.
        ``generated`` replaces what the package has.
        """
        self.package = package
        self.exceptions = exceptions
        self.model = model
        self.is_made_on_demand = generated is not None
        """Whether checks and samples are made when they are first needed, which takes long."""
        self.generated = Generated(package) if generated is None else generated
        self.methods = methods
        self._read_paginators = paginators
        self._paginators: Mapping[str, Mapping[str, Any]] | None = None
        # A service outside AWS only has the common errors that its model states.
        service_id, protocol = (model.service_id, model.resolved_protocol) if of_aws else ("", "")
        common = common_errors(service_id, protocol, facts)
        self._common = {error.code: error for error in common}
        self._operations: dict[str, FakedOperation] = {}
        self._secrets: dict[str, Any] = {}
        self.why_absent = why_absent

    def has(self, name: str) -> bool:
        """Whether the model has an operation of that name."""
        return name in self.methods

    def secrets(self, name: str) -> Any:
        """The shape of an operation's input if it contains secrets, else None."""
        if name not in self._secrets:
            found = self.operation(name) if self.has(name) else None
            holds = found is not None and found.has_secrets
            self._secrets[name] = found.model.input_shape if holds and found else None
        return self._secrets[name]

    def lacks(self, name: str) -> str:
        """The message why the model has no operation of that name."""
        return self.why_absent(name) or f"the model of {self.package} has no such operation"

    def operation(self, name: str) -> FakedOperation:
        """The facts about an operation."""
        operation = self._operations.get(name)
        if operation is None:
            model = self.model.operation_model(name)
            checks = self.generated.checks(name)
            operation = FakedOperation(model, self.methods[name], checks, self._common)
            self._operations[name] = operation
        return operation

    def paginator(self, operation: str) -> Mapping[str, Any]:
        """The model's description of an operation's paginator, empty if it has none."""
        if self._paginators is None:
            self._paginators = self._read_paginators()
        return self._paginators.get(operation, {})


class FakedOperation:
    """One operation of a service. ``status`` is its HTTP status of success.

    ``errors`` are the errors that it declares. ``common`` are further errors, by code, that any
    operation may return. ``code_in`` is the place where botocore reads their codes.
    """

    def __init__(
        self, model: Any, method: str, checks: Any, common: Mapping[str, CommonError]
    ) -> None:
        """``checks`` is the module of the service's generated checks."""
        self.name: str = model.name
        self.method = method
        self.model = model
        self.errors: list[Any] = model.error_shapes
        self.common = common
        self.code_in = code_in(
            model.http.get("method", "POST"), model.service_model.resolved_protocol
        )
        output: Any = model.output_shape
        self.output: Any = output
        self.members: Mapping[str, Any] = output.members if output is not None else {}
        self._inputs = frozenset[str](model.input_shape.members if model.input_shape else ())
        aliases: Mapping[str, str] = getattr(checks, "ALIASES", {})
        if self.name in aliases:
            self._inputs |= {aliases[self.name]}
        self._decoded: Decoded = getattr(checks, "DECODED", {})
        self._request: Check | None = checks.REQUESTS.get(model.name)
        self._labels = labels_of(model)
        self._response: Check | None = checks.RESPONSES.get(model.name)
        self._event: Check | None = checks.EVENTS.get(model.name)
        self._error_checks: Mapping[str, Check] = checks.ERRORS
        self.body: str | None = None
        """The response's member that is a byte stream."""
        if output is not None and model.has_streaming_output:
            self.body = output.serialization["payload"]
        self.reading = values.reading(model.service_model.resolved_protocol)
        self.events: str | None = output.event_stream_name if output is not None else None
        """The response's member that is an event stream."""
        self.payload = None if output is None else self._parsed_payload(output)
        """The member that is the whole body, and what makes its value from an empty body."""
        status = model.http.get("responseCode", 200)
        self.status: int = status if 200 <= status < 300 else 200
        self.status_members = self._located("statusCode")
        self.header_maps = self._located("headers")
        service_id: str = model.service_model.service_id
        self.none_member = handled_members(service_id, "gives-none").get(self.name)
        """The response's member that botocore sets to None if the service omits it."""
        self.has_secrets = has_secrets(model.input_shape)
        fields = handled_members(service_id, "takes-fields").get(self.name)
        self.read = {fields: source_fields} if fields is not None else {}
        """For members that clients take as a string or a dict: a function that parses a string."""
        self.answer_checks: AnswerMode = "strict"

    def hide(self, params: Mapping[str, Any]) -> Mapping[str, Any]:
        """Parameters, or conditions, without their secrets."""
        if not self.has_secrets:
            return params
        shown_ones: Mapping[str, Any] = masked(params, self.model.input_shape)
        return shown_ones

    def answering(self, answer_checks: AnswerMode) -> FakedOperation:
        """The same operation for a fake with these ``answer_checks``."""
        if answer_checks == self.answer_checks:
            return self
        other = copy(self)
        other.answer_checks = answer_checks
        # If newer members are allowed, those of unions become what botocore's parser returns.
        other.reading = self.reading._replace(newer_unions=answer_checks != "strict")
        return other

    def violations(self, request: Mapping[str, Any]) -> list[Violation]:
        """What is wrong with a request, by the generated checks and the labels of its path."""
        found = check(self._request, request) if self._request is not None else []
        label = misplaced(self._labels, request) if self._labels else None
        return found if label is None else [*found, label]

    def check_conditions(self, conditions: Mapping[str, Any]) -> None:
        """Raise RuleError if no valid request can match the conditions."""
        unknown = [name for name in conditions if name not in self._inputs]
        if unknown:
            expected = _expected(unknown, self._inputs)
            raise RuleError(f"{self.name} takes no {', '.join(unknown)}{expected}")
        if self._request is not None:
            found = check(self._request, without_matchers(conditions))
            wrong = [violation for violation in found if violation.rule not in _IN_PART]
            if wrong:
                raise RuleError(report(f"no valid request of {self.name} matches this:", wrong))

    def without_body(self, what: str) -> str:
        """The message why a part of an error, ``what``, does not arrive."""
        instead = ", but a ClientError whose code is the status" * (self.code_in == "status")
        return (
            f"{self.name} is a HEAD request, and its response has no body: "
            f"no {what} arrives{instead}"
        )

    def checked(self, response: Mapping[str, Any], what: str = "the response") -> dict[str, Any]:
        """A copy of a response in the client's types; RuleError if it is not valid.

        ``what`` is the response's name in the error.
        """
        copy = {name: self._prepared(name, value) for name, value in response.items()}
        if self.body is not None:
            copy.setdefault(self.body, values.Body(b""))  # botocore always returns a stream
        if self.events is not None:
            copy.setdefault(self.events, values.Events([], frozenset()))
        own = copy
        if "ResponseMetadata" not in self.members:
            own = {name: value for name, value in copy.items() if name != "ResponseMetadata"}
        if self._response is not None:
            heading = f"{what} breaks the shape of {self.name}:"
            if found := check(self._response, own, RESPONSE):
                self._refuse(heading, [one for one in found if not is_newer_union(one)])
        elif own and self.answer_checks == "strict":
            raise RuleError(f"{self.name} has a response without members, got {', '.join(own)}")
        return copy

    def written(self, response: Mapping[str, Any]) -> Mapping[str, Any]:
        """A checked response, in which members that botocore decodes are encoded again."""
        return encoded(response, self.output, self._decoded) if self._decoded else response

    def check_error(
        self, shape: Any, fields: Mapping[str, Any], filled_in: Collection[str] = ()
    ) -> None:
        """Raise RuleError if an error's fields break its shape.

        The fields that the fake ``filled_in`` (the error's code and message) are not checked: the
        models' limits on them are not what services send.
        """
        wrong = f"the fields of {shape.name} are wrong:"
        function = self._error_checks.get(shape.name)
        if function is not None:
            found = check(function, fields)
            self._refuse(wrong, [one for one in found if one.path not in filled_in])
            return
        try:  # the error only has a message; what the fake filled in is valid
            validate_parameters(dict(fields), shape)
        except ParamValidationError as problem:
            raise RuleError(f"{wrong}\n{problem}") from None

    def allows(self, response: Mapping[str, Any], member: str = "") -> bool:
        """Whether a response is valid; with ``member``, whether that member of it is."""
        found = check(self._response, dict(response)) if self._response is not None else []
        return not any(violation.path.startswith(member) for violation in found)

    def _refuse(self, heading: str, found: list[Violation]) -> None:
        """Raise RuleError for the violations that ``answer_checks`` includes."""
        if self.answer_checks != "strict":
            minded = STRUCTURAL if self.answer_checks == "structural" else ()
            found = [violation for violation in found if violation.rule in minded]
        if found:
            limit = any(violation.rule in _LIMITS for violation in found)
            raise RuleError(report(heading, found) + (f"\n  ({_LENIENT})" if limit else ""))

    def _located(self, where: str) -> list[str]:
        """The members that botocore always sets from the response's HTTP status or headers."""
        shapes = self.members.items()
        return [name for name, shape in shapes if shape.serialization.get("location") == where]

    def _parsed_payload(self, output: Any) -> tuple[str, Callable[[], Any]] | None:
        """Of REST protocols botocore parses the body whatever is in it."""
        name = output.serialization.get("payload")
        rest = self.model.service_model.resolved_protocol.startswith("rest-")
        if not rest or name in (None, self.body, self.events):
            return None
        return name, _EMPTY[output.members[name].type_name]

    def _prepared(self, name: str, value: Any) -> Any:
        if name == self.body:
            content = values.body(value)
            if not isinstance(content, values.Body):
                raise RuleError(
                    f"{self.name}: {name}: expected bytes, text or a file, got {shown(value)}"
                )
            return content
        shape = self.members.get(name)
        if name == self.events:
            return self._event_stream(name, value, shape)
        return values.prepared(value, shape, self.reading)

    def _event_stream(self, name: str, value: Any, shape: Any) -> values.Events:
        try:
            events = [values.prepared(event, shape, self.reading) for event in value]
        except TypeError:
            raise RuleError(
                f"{self.name}: {name}: expected events (dicts), got {shown(value)}"
            ) from None
        found = [
            violation
            for number, event in enumerate(events)
            if self._event is not None
            for violation in check(self._event, event, ((RESPONSE, name), number))
        ]
        self._refuse(f"the events break the shape of {self.name}:", found)
        errors = {key for key, member in shape.members.items() if member.metadata.get("exception")}
        return values.Events(events, frozenset(errors))


def source_fields(source: Any) -> Any:
    """The bucket, key and version of a ``CopySource`` string; other values are unchanged."""
    if not isinstance(source, str):
        return source
    place, _, version = source.partition("?versionId=")
    place = unquote(place)
    bucket, slash, key = place.partition("/object/" if place.startswith("arn:") else "/")
    if not slash:
        return source
    return {"Bucket": bucket, "Key": key, **({"VersionId": version} if version else {})}


def report(heading: str, violations: list[Violation]) -> str:
    """A heading and a line for each violation."""
    return "\n".join([heading, *(f"  {violation}" for violation in violations[:20])])


def _expected(unknown: Collection[str], members: Collection[str]) -> str:
    """A hint for unknown names: the nearest members, or else the first few."""
    known = tuple(members)
    near = dict.fromkeys(found for name in unknown for found in nearest(name, known))
    if near:
        return did_you_mean(near)
    first = ", ".join(sorted(members)[:_LISTED]) or "no member at all"
    rest = len(members) - _LISTED
    return f": expected {first}{f' and {rest:,} others' if rest > 0 else ''}"

"""What rules and answers need to know of an operation, from the model and the generated checks."""

from __future__ import annotations

import difflib
from collections.abc import Collection, Mapping
from typing import Any

from botocore.exceptions import ParamValidationError
from botocore.validate import validate_parameters

from botosmith_runtime.fakes import values
from botosmith_runtime.fakes.failures import RuleError
from botosmith_runtime.fakes.matching import without_matchers
from botosmith_runtime.violations import Check, Violation, check
from botosmith_runtime.wording import did_you_mean

_LISTED = 12  # members in one message
_LONGEST = 100  # characters of a name that is compared with others
_IN_PART = frozenset({"required", "presence", "union"})  # rules that a part of a payload may break


class Operation:
    """One operation of a service. ``status`` is its HTTP status of success."""

    def __init__(self, model: Any, method: str, checks: Any) -> None:
        """``checks`` is the module of the service's generated checks."""
        self.name: str = model.name
        self.method = method
        self.model = model
        self.errors: list[Any] = model.error_shapes
        output: Any = model.output_shape
        self.output: Any = output
        self.members: Mapping[str, Any] = output.members if output is not None else {}
        self._inputs = frozenset[str](model.input_shape.members if model.input_shape else ())
        self._request: Check | None = checks.REQUESTS.get(model.name)
        self._response: Check | None = checks.RESPONSES.get(model.name)
        self._event: Check | None = checks.EVENTS.get(model.name)
        self._error_checks: Mapping[str, Check] = checks.ERRORS
        self._body: str | None = None
        if output is not None and model.has_streaming_output:
            self._body = output.serialization["payload"]
        self.epoch = values.is_epoch(model.service_model.resolved_protocol)
        self._events: str | None = output.event_stream_name if output is not None else None
        status = model.http.get("responseCode", 200)
        self.status: int = status if 200 <= status < 300 else 200
        self.status_members = self._located("statusCode")
        self.header_maps = self._located("headers")

    def check_conditions(self, conditions: Mapping[str, Any]) -> None:
        """Raise RuleError where no request could ever be as the conditions say."""
        unknown = [name for name in conditions if name not in self._inputs]
        if unknown:
            expected = _expected(unknown, self._inputs)
            raise RuleError(f"{self.name} takes no {', '.join(unknown)}{expected}")
        if self._request is not None:
            found = check(self._request, without_matchers(conditions))
            wrong = [violation for violation in found if violation.rule not in _IN_PART]
            if wrong:
                raise RuleError(report(f"no request of {self.name} can be like this:", wrong))

    def checked(self, response: Mapping[str, Any]) -> dict[str, Any]:
        """A copy of a response, in the types that the client gives; RuleError if it is wrong."""
        copy = {name: self._prepared(name, value) for name, value in response.items()}
        if self._body is not None:
            copy.setdefault(self._body, values.Body(b""))  # no response comes without one
        own = copy
        if "ResponseMetadata" not in self.members:
            own = {name: value for name, value in copy.items() if name != "ResponseMetadata"}
        found: list[Violation] = []
        if self._response is not None:
            found = check(self._response, own)
        elif own:
            raise RuleError(f"{self.name} responds with no member at all, got {', '.join(own)}")
        if found:
            heading = f"the response breaks the shape of {self.name}:"
            raise RuleError(report(heading, found, self.members))
        return copy

    def check_error(
        self, shape: Any, fields: Mapping[str, Any], filled_in: Collection[str] = ()
    ) -> None:
        """Raise RuleError where an error's fields are not as the model says.

        Of what the fake filled in (the error's code and text) models say what no service obeys.
        """
        wrong = f"the fields of {shape.name} are wrong:"
        function = self._error_checks.get(shape.name)
        if function is not None:
            found = [one for one in check(function, fields) if one.path not in filled_in]
            if found:
                raise RuleError(report(wrong, found))
            return
        try:  # an error of a text alone; what the fake filled in is right
            validate_parameters(dict(fields), shape)
        except ParamValidationError as problem:
            raise RuleError(f"{wrong}\n{problem}") from None

    def allows(self, response: Mapping[str, Any], member: str) -> bool:
        """Whether a member of a response is as the model says, whatever the others are."""
        found = check(self._response, dict(response)) if self._response is not None else []
        return not any(violation.path.startswith(member) for violation in found)

    def _located(self, where: str) -> list[str]:
        """The members that botocore reads from an HTTP response's status or headers, always."""
        shapes = self.members.items()
        return [name for name, shape in shapes if shape.serialization.get("location") == where]

    def _prepared(self, name: str, value: Any) -> Any:
        if name == self._body:
            content = values.body(value)
            if not isinstance(content, values.Body):
                raise RuleError(
                    f"{self.name}: {name}: expected bytes, text or a file, got {value!r}"
                )
            return content
        shape = self.members.get(name)
        if name == self._events:
            return self._event_stream(name, value, shape)
        return values.prepared(value, shape, epoch=self.epoch)

    def _event_stream(self, name: str, value: Any, shape: Any) -> values.Events:
        try:
            events = [values.prepared(event, shape, epoch=self.epoch) for event in value]
        except TypeError:
            raise RuleError(
                f"{self.name}: {name}: expected events (dicts), got {value!r}"
            ) from None
        found = [
            violation
            for number, event in enumerate(events)
            if self._event is not None
            for violation in check(self._event, event, (((), name), number))
        ]
        if found:
            raise RuleError(report(f"the events break the shape of {self.name}:", found))
        errors = {key for key, member in shape.members.items() if member.metadata.get("exception")}
        return values.Events(events, frozenset(errors), self.name)


def report(heading: str, violations: list[Violation], members: Collection[str] = ()) -> str:
    """A heading and a line for each violation; ``members`` are what names may be meant for."""
    lines = [heading]
    for violation in violations[:20]:
        near = _nearest(violation.path, members) if violation.rule == "unknown" else []
        lines.append(f"  {violation}{did_you_mean(near)}")
    return "\n".join(lines)


def _expected(unknown: Collection[str], members: Collection[str]) -> str:
    """What may be meant by names that are no members: the nearest, or else the first few."""
    near = dict.fromkeys(found for name in unknown for found in _nearest(name, members))
    if near:
        return did_you_mean(near)
    first = ", ".join(sorted(members)[:_LISTED]) or "no member at all"
    rest = len(members) - _LISTED
    return f": expected {first}{f' and {rest:,} others' if rest > 0 else ''}"


def _nearest(name: str, members: Collection[str]) -> list[str]:
    """The members that a name may be meant for, whatever its case, the nearest first."""
    folded = {member.lower(): member for member in members}
    return [folded[near] for near in difflib.get_close_matches(name.lower()[:_LONGEST], folded)]

"""The options of ``raises`` and ``throttles``: what is refused where it would pass for a field.

An error that the model does not have takes any field, so that a slip in the name of an option would
be one, and the test would go on with a status or a text that it does not mean.
"""

from __future__ import annotations

import difflib
from collections.abc import Iterable, Mapping
from typing import Any

from botosmith_runtime.fakes.failures import RuleError
from botosmith_runtime.wording import did_you_mean, shown

_OPTIONS = ("http_status", "message", "unmodelled")
_NEAR = 0.85  # as a letter or two make it; a field's name may end with "Message"
_STATUSES = range(300, 600)
_MEANT = {
    "errormessage": "message",
    "httpcode": "http_status",
    "httpstatuscode": "http_status",
    "msg": "message",
    "responsecode": "http_status",
    "status": "http_status",
    "statuscode": "http_status",
}
"""What other libraries call the options, without case and underscores."""

_STUBBERS = {
    "expected_params": "what a request has to have is said to the rule: fake.operation(Name=...)",
    "http_status_code": 'write http_status=..., which goes with unmodelled=True; or raises("404")',
    "modeled_fields": "write the error's fields by name",
    "response_meta": "raise a ClientError that has it: raises(ClientError({...}, ...))",
    "service_error_code": "it is the first argument: raises(code)",
    "service_error_meta": "raise a ClientError that has it: raises(ClientError({...}, ...))",
    "service_message": "write message=...",
}
"""The keywords of botocore's Stubber, and what is said in their place."""


def check_names(given: Mapping[str, Any], shapes: Iterable[Any]) -> None:
    """Raise RuleError for a keyword of Stubber's, or a slip that would be an unmodelled field.

    ``given`` is what the test wrote, ``shapes`` the errors whose members are none of these.
    """
    members = {member for shape in shapes for member in shape.members}
    for name in given.keys() - members - {*_OPTIONS}:
        if name in _STUBBERS:
            raise RuleError(f"{name} is a keyword of botocore's Stubber: {_STUBBERS[name]}")
        if given.get("unmodelled") and (meant := _meant(name)):
            raise RuleError(
                f"{name} would be a field of the error{did_you_mean([meant])} "
                "A field of that name takes a ClientError that has it: raises(ClientError({...}))"
            )


def checked_status(status: Any) -> int:
    """An error's HTTP status; RuleError if it is none."""
    if type(status) is not int or status not in _STATUSES:
        expected = "expected 300 to 599, the statuses of errors"
        raise RuleError(f"http_status={shown(status)}: {expected}")
    return status


def _meant(name: str) -> str:
    """The option that a name is near to, or like; empty if it is a field's."""
    folded = name.replace("_", "").lower()
    near = difflib.get_close_matches(folded, _OPTIONS, n=1, cutoff=_NEAR)
    return _MEANT.get(folded) or "".join(near)

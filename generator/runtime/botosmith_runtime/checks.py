"""Checks of a client's requests and responses, hooked into botocore's public events.

Direct calls, paginators, waiters and ``botocore.stub.Stubber`` all pass through them. What happens
to a payload that breaks its shape is a matter of mode:

========== =====================================================================================
off        nothing is looked at
warn       a ``ShapeWarning`` is given, and kept in ``client.shape_warnings``
structural (responses) as ``warn``, but what breaks code that trusts the types raises: a wrong
           type, null in a container that holds none, a union without exactly one member
strict     a ``RequestShapeError`` (nothing is sent) or ``ResponseShapeError`` is raised
========== =====================================================================================

Requests are ``strict`` by default, since a service would refuse them; responses only ``warn``,
since the Smithy specification wants a client to accept what a newer service sends. A client of
``connect`` whose requests are checked strictly does without botocore's own validation, which
refuses less; for calls in another mode it is made up for.
"""

from __future__ import annotations

import warnings
from collections import deque
from collections.abc import Generator, Mapping
from contextlib import contextmanager
from contextvars import ContextVar
from importlib import import_module
from inspect import currentframe
from threading import Lock
from typing import TYPE_CHECKING, Any, Literal, NamedTuple

from botosmith_runtime.findings import RESPONSE
from botosmith_runtime.paths import keep_labels
from botosmith_runtime.violations import (
    STRUCTURAL,
    Check,
    RequestShapeError,
    ResponseShapeError,
    ShapeWarning,
    Violation,
    check,
)

if TYPE_CHECKING:
    from botocore.client import BaseClient
    from botocore.config import Config

RequestMode = Literal["strict", "warn", "off"]
ResponseMode = Literal["strict", "structural", "warn", "off"]

_KEPT = 100  # warnings
_OWN = ("botosmith_", "botocore.", "boto3.")
CHECKER = "_botosmith_checker"
_ADDED = "ExpiresString"  # what botocore makes of a header Expires beside the member of that name
_INSTALLING = Lock()

MADE_INTO_TEXT: Mapping[str, str] = {"CopyObject": "CopySource", "UploadPartCopy": "CopySource"}
"""The members of S3's operations of whose dicts botocore makes text; a test holds them complete."""


class Modes(NamedTuple):
    """What to do about requests and about responses that break their shapes."""

    request: RequestMode = "strict"
    response: ResponseMode = "warn"


class Checker:
    """Checks what one client sends and receives. The generated checks load at the first call.

    ``validates`` says that botocore's own validation is off, so that calls which are not checked
    strictly have to ask for it.
    """

    def __init__(self, package: str, modes: Modes, *, validates: bool) -> None:
        self.modes = modes
        self.validates = validates
        self.warnings: deque[ShapeWarning] = deque(maxlen=_KEPT)
        self._package = package
        self._requests: Mapping[str, Check] = {}
        self._responses: Mapping[str, Check] = {}
        self._loaded = False
        self._local = _local_modes()

    def reset(self) -> None:
        """Forget warnings, and modes that blocks have set which are still open."""
        self.warnings.clear()
        self._local = _local_modes()

    @contextmanager
    def using(self, request: RequestMode | None, response: ResponseMode | None) -> Generator[None]:
        """Other modes for the calls that are made inside, by this thread or task."""
        local = self._local
        token = local.set(_changed(local.get() or self.modes, request, response))
        try:
            yield
        finally:
            local.reset(token)

    def on_request(self, params: Any, model: Any, **_: Any) -> None:
        """botocore's ``before-parameter-build``: the parameters are as they will be sent."""
        mode = (self._local.get() or self.modes).request
        if mode != "off":
            if not self._loaded:
                self._load()
            function = self._requests.get(model.name)
            if function is not None and (violations := check(function, params)):
                self._object(mode, model.name, violations)
        if self.validates and mode != "strict" and model.input_shape is not None:
            from botocore.validate import validate_parameters

            validate_parameters(params, model.input_shape)

    def on_given(self, params: Any, model: Any, **_: Any) -> None:
        """``before-parameter-build``, ahead of the handlers of botocore that make text of dicts.

        What they do not know in a dict they leave out, and nobody would see it in the text.
        """
        mode = (self._local.get() or self.modes).request
        member = MADE_INTO_TEXT[model.name]
        if mode != "off" and type(params.get(member)) is not str:
            if not self._loaded:
                self._load()
            found = check(self._requests[model.name], params)
            if lost := [one for one in found if one.path.startswith(f"{member}.")]:
                self._object(mode, model.name, lost)

    def _object(self, mode: RequestMode, operation: str, violations: list[Violation]) -> None:
        if mode == "strict":
            raise RequestShapeError(operation, tuple(violations))
        self._warn(ShapeWarning("request", operation, tuple(violations)))

    def on_response(self, parsed: Any, model: Any, http_response: Any, **_: Any) -> None:
        """botocore's ``after-call``: the response is parsed; error responses are not checked."""
        mode = (self._local.get() or self.modes).response
        if mode == "off" or http_response.status_code >= 300:
            return
        if not self._loaded:
            self._load()
        function = self._responses.get(model.name)
        if function is None:
            return
        payload = parsed
        if _ADDED in parsed and _ADDED not in model.output_shape.members:
            payload = {name: value for name, value in parsed.items() if name != _ADDED}
        if not (violations := check(function, payload, RESPONSE)):
            return
        if mode == "strict" or (
            mode == "structural" and any(v.rule in STRUCTURAL for v in violations)
        ):
            raise ResponseShapeError(model.name, tuple(violations), parsed)
        self._warn(ShapeWarning("response", model.name, tuple(violations)))

    def _load(self) -> None:
        module = import_module(f"{self._package}.checks")
        self._requests, self._responses = module.REQUESTS, module.RESPONSES
        self._loaded = True

    def _warn(self, warning: ShapeWarning) -> None:
        self.warnings.append(warning)
        warnings.warn(warning, stacklevel=_distance_to_caller())


def install(
    client: BaseClient,
    package: str,
    request: RequestMode | None = None,
    response: ResponseMode | None = None,
    *,
    validates: bool = False,
) -> Checker:
    """Check what ``client`` sends and receives from now on; modes left out stay as they are.

    ``validates`` says that ``without_validation`` made the client. Raises ValueError for a mode
    that does not exist.
    """
    attributes = vars(client)
    with _INSTALLING:
        checker: Checker | None = attributes.get(CHECKER)
        modes = _changed(checker.modes if checker else Modes(), request, response)
        if checker is not None:
            checker.modes = modes
            checker.validates = checker.validates or validates
            return checker
        checker = attributes[CHECKER] = Checker(package, modes, validates=validates)
        events = client.meta.events
        # botocore calls the handlers of a general name after those of a more specific one: what is
        # looked at is what will be sent.
        events.register_last("before-parameter-build", checker.on_request)
        keep_labels(client)
        if client.meta.service_model.service_id.hyphenize() == "s3":
            for operation in MADE_INTO_TEXT:
                events.register_first(f"before-parameter-build.s3.{operation}", checker.on_given)
        # Before others, of botocore's and boto3's, make something else of a response than its
        # shape says: a template of CloudFormation becomes a dict, a DynamoDB item's values
        # Python's own types. Handlers of the deepest wildcards come first.
        events.register_first("after-call.*.*", checker.on_response)
        return checker


def without_validation(config: Config | None) -> Config:
    """A configuration without botocore's own validation, unless the user asks for it.

    Strict checks refuse whatever it refuses, and more.
    """
    from botocore.config import Config

    own = Config(parameter_validation=False)
    return own if config is None else own.merge(config)


def is_without_validation(config: Config | None, changed: Config) -> bool:
    """Whether it is ``without_validation`` that switched it off, and not the user."""
    wanted: Any = config is None or vars(config)["parameter_validation"]
    return bool(wanted) and not vars(changed)["parameter_validation"]


def _local_modes() -> ContextVar[Modes | None]:
    return ContextVar("botosmith_modes", default=None)


def _changed(modes: Modes, request: RequestMode | None, response: ResponseMode | None) -> Modes:
    changed = Modes(request or modes.request, response or modes.response)
    for name, mode, known in (
        ("request_checks", changed.request, ("strict", "warn", "off")),
        ("response_checks", changed.response, ("strict", "structural", "warn", "off")),
    ):
        if mode not in known:
            raise ValueError(f"{name}={mode!r}: expected one of {', '.join(known)}")
    return changed


def _distance_to_caller() -> int:
    """How many frames above ``_warn`` the code is that called the client."""
    frame = currentframe()
    distance = 0
    while frame and frame.f_back and str(frame.f_globals.get("__name__")).startswith(_OWN):
        frame = frame.f_back
        distance += 1
    return distance

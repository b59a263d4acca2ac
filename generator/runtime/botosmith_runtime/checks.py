"""Checks of a client's requests and responses, hooked into botocore's public events.

Direct calls, paginators, waiters and ``botocore.stub.Stubber`` all pass through them. What happens
to a payload that breaks its shape is a matter of mode: see ``modes``. A client of ``connect`` whose
requests are checked does without botocore's own validation, which refuses less; where it would
refuse what a mode lets through, it is asked.
"""

from __future__ import annotations

import warnings
from collections import deque
from collections.abc import Collection, Generator, Mapping
from contextlib import contextmanager
from contextvars import ContextVar
from importlib import import_module
from inspect import currentframe
from threading import Lock
from typing import TYPE_CHECKING, Any

from botocore.exceptions import ParamValidationError
from botocore.utils import ensure_boolean
from botocore.validate import ParamValidationDecorator

from botosmith_runtime.findings import RESPONSE
from botosmith_runtime.modes import Ignore, Modes, RequestMode, ResponseMode
from botosmith_runtime.paths import keep_labels
from botosmith_runtime.violations import (
    STRUCTURAL,
    Check,
    RequestShapeError,
    ResponseShapeError,
    ShapeWarning,
    Violation,
    check,
    without_indices,
)

if TYPE_CHECKING:
    from botocore.client import BaseClient
    from botocore.config import Config

_KEPT = 100  # warnings
_OWN = ("botosmith_", "botocore.", "boto3.")
CHECKER = "_botosmith_checker"
_ADDED = "ExpiresString"  # what botocore makes of a header Expires beside the member of that name
_INSTALLING = Lock()

MADE_INTO_TEXT: Mapping[str, str] = {"CopyObject": "CopySource", "UploadPartCopy": "CopySource"}
"""The members of S3's operations of whose dicts botocore makes text; a test holds them complete."""


HANDLED_EARLY = frozenset(
    {"autoscaling", "ec2", "eventbridge", "glacier", "route-53", "s3", "s3-control"}
)
"""The services for which botocore has handlers that read members before its own validation.

They end in a bare TypeError or AttributeError where a member is of a wrong type. DynamoDB is not
among them: what boto3's resource takes becomes what the model has only in such handlers.
"""

FILLED_LATE: Mapping[str, str] = {"s3-control": "AccountId"}
"""The members that botocore fills in after ``before-parameter-build``, by the hyphenated serviceId.

S3 Control has it from an ARN, at ``before-endpoint-resolution``.
"""


class Checker:
    """Checks what one client sends and receives. The generated checks load at the first call.

    ``validates`` says that botocore's own validation is off, so that calls which are not checked
    strictly have to ask for it.
    """

    def __init__(
        self, package: str, modes: Modes, operations: Collection[str], *, validates: bool
    ) -> None:
        self.modes = modes
        self.operations = operations
        self.validates = validates
        self.warnings: deque[ShapeWarning] = deque(maxlen=_KEPT)
        self._package = package
        self._requests: Mapping[str, Check] = {}
        self._responses: Mapping[str, Check] = {}
        self._loaded = False
        self._local = _local_modes()
        self.filled_late = ""
        self._warned: set[tuple[str, str, str, str]] = set()

    def reset(self) -> None:
        """Forget warnings, and modes that blocks have set which are still open."""
        self.warnings.clear()
        self._warned.clear()
        self._local = _local_modes()

    @contextmanager
    def using(
        self,
        request: RequestMode | None,
        response: ResponseMode | None,
        ignore: Ignore | None = None,
    ) -> Generator[None]:
        """Other modes for the calls that are made inside, by this thread or task."""
        local = self._local
        modes = local.get() or self.modes
        token = local.set(modes.changed(request, response, ignore, self.operations))
        try:
            yield
        finally:
            local.reset(token)

    def on_request(self, params: Any, model: Any, **_: Any) -> None:
        """botocore's ``before-parameter-build``: the parameters are as they will be sent."""
        modes = self._local.get() or self.modes
        if modes.request != "off":
            if not self._loaded:
                self._load()
            function = self._requests.get(model.name)
            if function is not None and (violations := check(function, params)):
                if self.filled_late:
                    violations = [one for one in violations if not self._is_filled_late(one)]
                kept = modes.kept(model.name, violations)
                self._object(modes.request, model.name, kept, params, model)
        if self.validates and modes.request in ("warn", "off"):
            validate(params, model)

    def on_given(self, params: Any, model: Any, **_: Any) -> None:
        """``before-parameter-build``, ahead of the handlers of botocore that make text of dicts.

        What they do not know in a dict they leave out, and nobody would see it in the text.
        """
        modes = self._local.get() or self.modes
        member = MADE_INTO_TEXT[model.name]
        if modes.request != "off" and type(params.get(member)) is not str:
            if not self._loaded:
                self._load()
            found = check(self._requests[model.name], params)
            lost = [one for one in found if one.path.startswith(f"{member}.")]
            kept = modes.kept(model.name, lost)
            self._object(modes.request, model.name, kept, params, model)

    def on_untouched(self, params: Any, model: Any, **_: Any) -> None:
        """``before-parameter-build``, ahead of botocore's handlers: values that would break them.

        They take bytes for some texts and a dict for others: such members are left to them.
        """
        modes = self._local.get() or self.modes
        if modes.request not in ("strict", "certain"):
            return
        if not self._loaded:
            self._load()
        function = self._requests.get(model.name)
        found = check(function, params) if function is not None else []
        wrong = [
            one
            for one in found
            if one.rule in ("type", "null")
            and not isinstance(params.get(one.path), bytes | bytearray | dict)
        ]
        if kept := modes.kept(model.name, wrong):
            raise RequestShapeError(model.name, tuple(kept))

    def on_filled(self, params: Any, model: Any, **_: Any) -> None:
        """``before-endpoint-resolution``, behind the handlers that fill in ``filled_late``."""
        modes = self._local.get() or self.modes
        function = self._requests.get(model.name)
        if modes.request != "off" and function is not None:
            late = [one for one in check(function, params) if self._is_filled_late(one)]
            self._object(modes.request, model.name, modes.kept(model.name, late), params, model)

    def _is_filled_late(self, violation: Violation) -> bool:
        return violation.rule == "required" and violation.path == self.filled_late

    def _object(
        self,
        mode: RequestMode,
        operation: str,
        violations: list[Violation],
        params: Any,
        model: Any,
    ) -> None:
        if not violations:  # all of them are ignored
            return
        # Whatever botocore refuses breaks a rule of ours, too: only then it is worth asking.
        if mode == "strict" or (
            mode == "certain"
            and (
                any(one.tier == "certain" for one in violations)
                or (self.validates and is_refused(params, model))
            )
        ):
            raise RequestShapeError(operation, tuple(violations))
        self._warn(ShapeWarning("request", operation, tuple(violations)), once=mode == "certain")

    def on_response(self, parsed: Any, model: Any, http_response: Any, **_: Any) -> None:
        """botocore's ``after-call``: the response is parsed; error responses are not checked."""
        modes = self._local.get() or self.modes
        mode = modes.response
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
        if not (violations := modes.kept(model.name, check(function, payload, RESPONSE))):
            return
        if mode == "strict" or (
            mode == "structural" and any(v.rule in STRUCTURAL for v in violations)
        ):
            raise ResponseShapeError(model.name, tuple(violations), parsed)
        if mode != "certain":
            self._warn(ShapeWarning("response", model.name, tuple(violations)))
            return
        for tier in ("certain", "likely"):
            if same := tuple(one for one in violations if one.tier == tier):
                warning = ShapeWarning("response", model.name, same)
                self._warn(warning, once=True, silent=tier == "likely")

    def _load(self) -> None:
        module = import_module(f"{self._package}.checks")
        self._requests, self._responses = module.REQUESTS, module.RESPONSES
        self._loaded = True

    def _warn(self, warning: ShapeWarning, *, once: bool = False, silent: bool = False) -> None:
        """Keep a warning, and give it: with ``once`` only where it has a cause that is new."""
        self.warnings.append(warning)
        if silent:
            return
        if once:
            causes = {
                (warning.direction, warning.operation, without_indices(one.path), one.rule)
                for one in warning.violations
            }
            if causes <= self._warned:
                return
            self._warned |= causes
        warnings.warn(warning, stacklevel=_distance_to_caller())


def install(
    client: BaseClient,
    package: str,
    request: RequestMode | None = None,
    response: ResponseMode | None = None,
    ignore: Ignore | None = None,
    *,
    validates: bool = False,
) -> Checker:
    """Check what ``client`` sends and receives from now on; modes left out stay as they are.

    ``validates`` says that ``without_validation`` made the client. A client whose caller has
    switched botocore's validation off gets no request checks unless a mode is given. Raises
    ValueError for a mode, a rule or an operation that does not exist.
    """
    attributes = vars(client)
    with _INSTALLING:
        checker: Checker | None = attributes.get(CHECKER)
        operations = client.meta.service_model.operation_names
        if request is None and checker is None and not validates and _without_validation(client):
            request = "off"
        before = checker.modes if checker else Modes()
        modes = before.changed(request, response, ignore, operations)
        if checker is not None:
            checker.modes = modes
            checker.validates = checker.validates or validates
            return checker
        checker = attributes[CHECKER] = Checker(package, modes, operations, validates=validates)
        events = client.meta.events
        # botocore calls the handlers of a general name after those of a more specific one: what is
        # looked at is what will be sent.
        events.register_last("before-parameter-build", checker.on_request)
        keep_labels(client)
        service_id = client.meta.service_model.service_id.hyphenize()
        if service_id in HANDLED_EARLY:
            events.register_first("before-parameter-build.*.*", checker.on_untouched)
        if service_id in FILLED_LATE:
            checker.filled_late = FILLED_LATE[service_id]
            events.register_last("before-endpoint-resolution", checker.on_filled)
        if service_id == "s3":
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


def _without_validation(client: BaseClient) -> bool:
    """Whether botocore does not validate what a client sends; nothing public says so."""
    return not isinstance(vars(client)["_serializer"], ParamValidationDecorator)


def is_without_validation(session: Any, config: Config | None, changed: Config) -> bool:
    """Whether it is ``without_validation`` that switched it off, and not the user or a profile."""
    if config is None or vars(config)["parameter_validation"]:
        profile = session.get_scoped_config().get("parameter_validation")
        wanted = profile is None or ensure_boolean(profile)
        return wanted and not vars(changed)["parameter_validation"]
    return False


def _local_modes() -> ContextVar[Modes | None]:
    return ContextVar("botosmith_modes", default=None)


def validate(params: Any, model: Any) -> None:
    """Do what botocore's own validation does: raise ParamValidationError."""
    if model.input_shape is not None:
        from botocore.validate import validate_parameters

        validate_parameters(params, model.input_shape)


def is_refused(params: Any, model: Any) -> bool:
    """Whether botocore's own validation refuses a request."""
    try:
        validate(params, model)
    except ParamValidationError:
        return True
    return False


def _distance_to_caller() -> int:
    """How many frames above ``_warn`` the code is that called the client."""
    frame = currentframe()
    distance = 0
    while frame and frame.f_back and str(frame.f_globals.get("__name__")).startswith(_OWN):
        frame = frame.f_back
        distance += 1
    return distance

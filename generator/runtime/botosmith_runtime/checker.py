"""Checks the requests and responses of one client, in handlers of botocore's events."""

from __future__ import annotations

import re
import warnings
from collections import deque
from collections.abc import Callable, Collection, Generator, Mapping
from contextlib import contextmanager
from contextvars import ContextVar
from copy import copy
from importlib import import_module
from inspect import currentframe
from typing import TYPE_CHECKING, Any

from botocore.exceptions import ParamValidationError

from botosmith_runtime.findings import RESPONSE
from botosmith_runtime.modes import Modes, RequestMode, RequestModes, ResponseModes

# What a violation is comes with the generated checks, at the first call.
if TYPE_CHECKING:
    from botocore.model import ServiceModel

    from botosmith_runtime.ignored import Ignore
    from botosmith_runtime.violations import Check, ShapeWarning, Violation

_KEPT = 100  # warnings
_BETWEEN = ("botocore.", "boto3.")
_ADDED = "ExpiresString"  # botocore adds it for a header Expires


class ClientChecker:
    """Checks what one client sends and receives. The generated checks load at the first call.

    ``validates`` means that botocore's own validation is off, and that the checker runs it in modes
    that need it. ``takes_newer_unions`` accepts the value that botocore's parser returns for a
    union member that is not in the model.
    """

    def __init__(self, package: str, modes: Modes, model: ServiceModel, *, validates: bool) -> None:
        self.modes = modes
        self.model = model
        self.validates = validates
        self.takes_newer_unions = False
        self.warnings: deque[ShapeWarning] = deque(maxlen=_KEPT)
        self._package = package
        self._requests: Mapping[str, Check] = {}
        self._responses: Mapping[str, Check] = {}
        self._loaded = False
        self._check: Callable[..., list[Violation]] = _none
        self._local = _local_modes()
        self.read_early: Collection[str] = ()
        self.filled_in: Collection[str] = ()
        self.filled_late = ""
        self.made_into_text: Mapping[str, str] = {}
        self._warned: set[tuple[str, str, str, str]] = set()

    def reset(self) -> None:
        """Forget the warnings, and the modes of ``using`` blocks that are still open."""
        self.warnings.clear()
        self._warned.clear()
        self._local = _local_modes()

    def copied(self) -> ClientChecker:
        """A checker for another client with the same modes, and with its own warnings."""
        other = copy(self)
        other.warnings = deque(maxlen=_KEPT)
        vars(other).update(_warned=set(), _local=_local_modes())
        return other

    @contextmanager
    def using(
        self,
        request: RequestModes | None,
        response: ResponseModes | None,
        ignore: Ignore | None = None,
    ) -> Generator[None]:
        """Use other modes for the calls that this thread or task makes in the block."""
        local = self._local
        modes = local.get() or self.modes
        token = local.set(modes.changed(request, response, ignore, self.model))
        try:
            yield
        finally:
            local.reset(token)

    def on_request(self, params: Any, model: Any, **_: Any) -> None:
        """Handle ``before-parameter-build``: check the parameters as they will be sent."""
        modes = self._local.get() or self.modes
        mode = modes.request_of(model.name)
        if mode != "off":
            if not self._loaded:
                self._load()
            function = self._requests.get(model.name)
            if function is not None and (violations := self._check(function, params)):
                if self.filled_late:
                    violations = [one for one in violations if not self._is_filled_late(one)]
                kept = modes.kept(model.name, violations)
                self._object(mode, model.name, kept, params, model)
        if self.validates and mode in ("warn", "off"):
            validate(params, model)

    def on_given(self, params: Any, model: Any, **_: Any) -> None:
        """Handle ``before-parameter-build`` before botocore's handlers that turn dicts into text.

        These handlers drop the members that they do not know, so that the text would look valid.
        """
        modes = self._local.get() or self.modes
        mode = modes.request_of(model.name)
        member = self.made_into_text[model.name]
        if mode != "off" and type(params.get(member)) is not str:
            if not self._loaded:
                self._load()
            found = self._check(self._requests[model.name], params)
            lost = [one for one in found if one.path.startswith(f"{member}.")]
            kept = modes.kept(model.name, lost)
            self._object(mode, model.name, kept, params, model)

    def on_untouched(self, params: Any, model: Any, **_: Any) -> None:
        """Handle ``before-parameter-build`` before botocore's handlers: refuse what breaks them."""
        modes = self._local.get() or self.modes
        if modes.request_of(model.name) not in ("strict", "certain"):
            return
        if not self._loaded:
            self._load()
        function = self._requests.get(model.name)
        found = self._check(function, params) if function is not None else []
        wrong = [one for one in found if self._breaks_handlers(one)]
        if kept := modes.kept(model.name, wrong):
            from botosmith_runtime.violations import RequestShapeError

            raise RequestShapeError(model.name, tuple(kept))

    def _breaks_handlers(self, violation: Violation) -> bool:
        member = re.split(r"[.\[]", violation.path, maxsplit=1)[0]
        if self.read_early and member not in self.read_early:
            return False
        if violation.rule == "null":
            return violation.path not in self.filled_in
        return violation.rule == "type"

    def on_filled(self, params: Any, model: Any, **_: Any) -> None:
        """Handle ``before-endpoint-resolution`` after the handlers that set ``filled_late``."""
        modes = self._local.get() or self.modes
        mode = modes.request_of(model.name)
        function = self._requests.get(model.name)
        if mode != "off" and function is not None:
            late = [one for one in self._check(function, params) if self._is_filled_late(one)]
            self._object(mode, model.name, modes.kept(model.name, late), params, model)

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
        from botosmith_runtime.violations import RequestShapeError, ShapeWarning

        # botocore's validation is only needed here: what it refuses also breaks a rule of ours.
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
        """Handle ``after-call``: check the parsed response, unless it is an error."""
        modes = self._local.get() or self.modes
        mode = modes.response_of(model.name)
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
        violations = self._check(function, payload, RESPONSE)
        if not violations:
            return
        from botosmith_runtime.violations import (
            STRUCTURAL,
            ResponseShapeError,
            ShapeWarning,
            is_newer_union,
        )

        if self.takes_newer_unions:
            violations = [one for one in violations if not is_newer_union(one)]
        if not (violations := modes.kept(model.name, violations)):
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
        from botosmith_runtime.violations import check

        self._check = check
        module = import_module(f"{self._package}.checks")
        self._requests, self._responses = module.REQUESTS, module.RESPONSES
        self._loaded = True

    def _warn(self, warning: ShapeWarning, *, once: bool = False, silent: bool = False) -> None:
        """Keep a warning and issue it; with ``once``, only if one of its causes is new."""
        self.warnings.append(warning)
        if silent:
            return
        if once:
            from botosmith_runtime.violations import without_indices

            causes = {
                (warning.direction, warning.operation, without_indices(one.path), one.rule)
                for one in warning.violations
            }
            if causes <= self._warned:
                return
            self._warned |= causes
        warnings.warn(warning, stacklevel=_distance_to_caller())


def _none(*_: Any) -> list[Violation]:
    """What was found before there were checks."""
    return []


def _local_modes() -> ContextVar[Modes | None]:
    return ContextVar("botosmith_modes", default=None)


def validate(params: Any, model: Any) -> None:
    """Run botocore's own validation, which raises ParamValidationError."""
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
    """The number of frames from ``_warn`` up to the code that called the client."""
    frame = currentframe()
    distance = 0
    while frame and frame.f_back and _is_passed_over(str(frame.f_globals.get("__name__"))):
        frame = frame.f_back
        distance += 1
    return distance


def _is_passed_over(module: str) -> bool:
    from botosmith_runtime.installed import is_ours

    return is_ours(module) or module.startswith(_BETWEEN)

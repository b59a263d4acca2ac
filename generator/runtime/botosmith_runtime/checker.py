"""What one client does about payloads that break their shapes: handlers of botocore's events."""

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
from botosmith_runtime.modes import Modes, RequestMode, ResponseMode

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

    ``validates`` says that botocore's own validation is off, so that calls which are not checked
    strictly have to ask for it. ``takes_newer_unions`` lets pass what botocore makes of a union's
    member that the model does not know.
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
        """Forget warnings, and modes that blocks have set which are still open."""
        self.warnings.clear()
        self._warned.clear()
        self._local = _local_modes()

    def copied(self) -> ClientChecker:
        """The same for another client, with warnings and blocks of its own."""
        other = copy(self)
        other.warnings = deque(maxlen=_KEPT)
        vars(other).update(_warned=set(), _local=_local_modes())
        return other

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
        token = local.set(modes.changed(request, response, ignore, self.model))
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
            if function is not None and (violations := self._check(function, params)):
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
        member = self.made_into_text[model.name]
        if modes.request != "off" and type(params.get(member)) is not str:
            if not self._loaded:
                self._load()
            found = self._check(self._requests[model.name], params)
            lost = [one for one in found if one.path.startswith(f"{member}.")]
            kept = modes.kept(model.name, lost)
            self._object(modes.request, model.name, kept, params, model)

    def on_untouched(self, params: Any, model: Any, **_: Any) -> None:
        """``before-parameter-build``, ahead of botocore's handlers: what would break these."""
        modes = self._local.get() or self.modes
        if modes.request not in ("strict", "certain"):
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
        """``before-endpoint-resolution``, behind the handlers that fill in ``filled_late``."""
        modes = self._local.get() or self.modes
        function = self._requests.get(model.name)
        if modes.request != "off" and function is not None:
            late = [one for one in self._check(function, params) if self._is_filled_late(one)]
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
        from botosmith_runtime.violations import RequestShapeError, ShapeWarning

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
        """Keep a warning, and give it: with ``once`` only where it has a cause that is new."""
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
    while frame and frame.f_back and _is_passed_over(str(frame.f_globals.get("__name__"))):
        frame = frame.f_back
        distance += 1
    return distance


def _is_passed_over(module: str) -> bool:
    from botosmith_runtime.installed import is_ours

    return is_ours(module) or module.startswith(_BETWEEN)

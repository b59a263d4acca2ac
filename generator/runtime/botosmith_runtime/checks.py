"""Checks of a client's requests and responses, hooked into botocore's public events.

They apply to direct calls, paginators, waiters and ``botocore.stub.Stubber``. The mode decides what
happens if a payload breaks its shape (``modes``), and ``checker`` does it. A client of ``connect``
whose requests are checked does not use botocore's own validation, which refuses less. If a mode
accepts a value that botocore would refuse, botocore's validation runs, too.
"""

from __future__ import annotations

import os
from threading import Lock
from typing import TYPE_CHECKING, Any

from botocore.client import BaseClient
from botocore.utils import ensure_boolean
from botocore.validate import ParamValidationDecorator

from botosmith_runtime.checker import ClientChecker
from botosmith_runtime.modes import OTHERS, Modes, RequestModes, ResponseModes, with_others
from botosmith_runtime.path_labels import keep_labels
from botosmith_runtime.service_facts import built_in, filled_in_members, handled_members
from botosmith_runtime.watching import session_of

if TYPE_CHECKING:
    from collections.abc import Mapping

    from botocore.config import Config

    from botosmith_runtime.ignored import Ignore

CHECKER = "_botosmith_checker"
"""The attribute of a client for its checker."""

MODES = "_botosmith_modes"
"""The attribute of plain clients for the modes that ``plugin`` was given."""

_INSTALLING = Lock()


def install(
    client: BaseClient,
    package: str,
    request: RequestModes | None = None,
    response: ResponseModes | None = None,
    ignore: Ignore | None = None,
    *,
    validates: bool = False,
) -> ClientChecker:
    """Check what ``client`` sends and receives from now on; a mode of None does not change.

    ``validates`` means that ``without_validation`` made the client. If the caller has switched
    botocore's validation off, requests are only checked if a mode is given. Raises ValueError for a
    mode, a rule or an operation that does not exist.
    """
    attributes = vars(client)
    with _INSTALLING:
        checker: ClientChecker | None = attributes.get(CHECKER)
        model = client.meta.service_model
        if checker is None and not validates and _without_validation(client):
            request = with_others(request, "off")
        before = checker.modes if checker else Modes()
        modes = before.changed(request, response, ignore, model)
        if checker is not None:
            checker.modes = modes
            checker.validates = checker.validates or validates
            return checker
        checker = attributes[CHECKER] = ClientChecker(package, modes, model, validates=validates)
        events = client.meta.events
        # botocore calls handlers of a general event name after those of a more specific one, so
        # that the check sees the parameters that will be sent.
        events.register_last("before-parameter-build", checker.on_request)
        keep_labels(client)
        service_id = model.service_id
        # These botocore handlers fail with a bare TypeError or AttributeError if a member has the
        # wrong type.
        if (early := built_in(service_id, "readsEarly")) is not None:
            checker.read_early = early.get("members", ())
            checker.filled_in = filled_in_members(service_id)
            events.register_first("before-parameter-build.*.*", checker.on_untouched)
        if late := built_in(service_id, "fillsInLate"):
            checker.filled_late = late["member"]
            events.register_last("before-endpoint-resolution", checker.on_filled)
        checker.made_into_text = handled_members(service_id, "takes-fields")
        for operation in checker.made_into_text:
            event = f"before-parameter-build.{service_id.hyphenize()}.{operation}"
            events.register_first(event, checker.on_given)
        # Before handlers of botocore and boto3 that change the types of a response: a template of
        # CloudFormation becomes a dict, an item of DynamoDB gets Python types. Handlers with the
        # most wildcards come first.
        events.register_first("after-call.*.*", checker.on_response)
        return checker


def checker_of(client: Any) -> ClientChecker | None:
    """The checker of a plain client, a typed client or a resource; None if it has none."""
    inner = getattr(getattr(client, "meta", None), "client", client)
    attributes = getattr(inner, "__dict__", {})
    plain = attributes.get("_client", inner)
    return getattr(plain, "__dict__", {}).get(CHECKER)


def without_validation(config: Config | None) -> Config:
    """A configuration without botocore's own validation, unless the user's has it on.

    Strict checks refuse everything that botocore's validation refuses, and more.
    """
    from botocore.config import Config

    # aiobotocore's class has options of its own, which only its own merge keeps.
    own = (Config if config is None else type(config))(parameter_validation=False)
    return own if config is None else own.merge(config)


def _without_validation(client: BaseClient) -> bool:
    """Whether botocore does not validate a client's requests; there is no public API for it."""
    return not isinstance(vars(client)["_serializer"], ParamValidationDecorator)


def is_without_validation(session: Any, config: Config | None, changed: Config) -> bool:
    """Whether ``without_validation`` switched validation off, not the user or a profile."""
    if config is None or vars(config)["parameter_validation"]:
        profile = session.get_scoped_config().get("parameter_validation")
        wanted = profile is None or ensure_boolean(profile)
        return wanted and not vars(changed)["parameter_validation"]
    return False


class CheckedClient(BaseClient):
    """The base class that ``plugin`` adds to the class of each plain client.

    The client checks its requests and responses if a package of its service and version is
    installed.
    """

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        from botosmith_runtime.installed import installed

        super().__init__(*args, **kwargs)
        model = self.meta.service_model
        for package in installed().packages:
            if package.service == model.service_name and model.api_version in package.api_versions:
                given = getattr(self, MODES)
                otherwise = configured_modes(session_of(self, kwargs.get("loader")))
                modes: Any = [b if a is None else a for a, b in zip(given, otherwise, strict=True)]
                if any(one is not None and not isinstance(one, str) for one in modes):
                    from botosmith_runtime.ignored import of_service

                    modes = [of_service(one, model) for one in modes]
                install(self, package.module, *modes)


def configured_modes(session: Any) -> list[Any]:
    """The request mode, response mode and ignored rules from the environment and the profile.

    An environment variable, such as ``BOTOSMITH_REQUEST_CHECKS``, overrides the profile. None means
    that neither has a value. Raises ValueError that names the variable or the setting with the
    wrong value.
    """
    profile: Mapping[str, Any] = session.get_scoped_config()
    return [_configured(name, profile) for name in ("request", "response", "ignore")]


def _configured(name: str, profile: Mapping[str, Any]) -> Any:
    variable = f"BOTOSMITH_{name.upper()}_CHECKS"
    setting = variable.lower()
    text = os.environ.get(variable) or profile.get(setting)
    given: Any = (_ignore if name == "ignore" else _by_operation)(text) if text else None
    if given is not None:
        try:
            Modes().changed(**{name: given})
        except ValueError as error:
            place = variable if os.environ.get(variable) else f"{setting} of the profile"
            raise ValueError(f"{place}: {error}") from None
    return given


def _by_operation(text: str) -> Any:
    """What ``strict``, or ``certain PutItem=strict``, says."""
    pairs = [pair.partition("=") for pair in text.split()]
    modes = {name if equals else OTHERS: mode if equals else name for name, equals, mode in pairs}
    return modes.get(OTHERS, modes) if len(pairs) == 1 else modes


def _ignore(text: str) -> Ignore:
    """The ignored rules in text such as ``ReceiveMessage.AttributeNames=enum,pattern Send=*``."""
    pairs = [pair.partition("=") for pair in text.split()]
    return {place: rules.split(",") if equals else ["*"] for place, equals, rules in pairs}

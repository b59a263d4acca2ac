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
from botosmith_runtime.modes import Modes, RequestMode, ResponseMode
from botosmith_runtime.path_labels import keep_labels
from botosmith_runtime.service_facts import built_in, filled_in_members, handled_members
from botosmith_runtime.watching import session_of

if TYPE_CHECKING:
    from collections.abc import Mapping

    from botocore.config import Config

    from botosmith_runtime.ignored import Ignore

CHECKER = "_botosmith_checker"
"""The attribute of a client that holds its checker."""

MODES = "_botosmith_modes"
"""The attribute of plain clients that holds the modes which ``plugin`` was given."""

_INSTALLING = Lock()


def install(
    client: BaseClient,
    package: str,
    request: RequestMode | None = None,
    response: ResponseMode | None = None,
    ignore: Ignore | None = None,
    *,
    validates: bool = False,
) -> ClientChecker:
    """Check what ``client`` sends and receives from now on; modes left out stay as they are.

    ``validates`` says that ``without_validation`` made the client. A client whose caller has
    switched botocore's validation off gets no request checks unless a mode is given. Raises
    ValueError for a mode, a rule or an operation that does not exist.
    """
    attributes = vars(client)
    with _INSTALLING:
        checker: ClientChecker | None = attributes.get(CHECKER)
        model = client.meta.service_model
        if request is None and checker is None and not validates and _without_validation(client):
            request = "off"
        before = checker.modes if checker else Modes()
        modes = before.changed(request, response, ignore, model)
        if checker is not None:
            checker.modes = modes
            checker.validates = checker.validates or validates
            return checker
        checker = attributes[CHECKER] = ClientChecker(package, modes, model, validates=validates)
        events = client.meta.events
        # botocore calls the handlers of a general name after those of a more specific one: what is
        # looked at is what will be sent.
        events.register_last("before-parameter-build", checker.on_request)
        keep_labels(client)
        service_id = model.service_id
        # Such handlers of botocore's end in a bare TypeError or AttributeError where a member is of
        # a wrong type.
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
        # Before others, of botocore's and boto3's, make something else of a response than its
        # shape says: a template of CloudFormation becomes a dict, a DynamoDB item's values
        # Python's own types. Handlers of the deepest wildcards come first.
        events.register_first("after-call.*.*", checker.on_response)
        return checker


def checker_of(client: Any) -> ClientChecker | None:
    """The checker of a client, of what a typed one wraps, or of a resource's; None without one."""
    inner = getattr(getattr(client, "meta", None), "client", client)
    attributes = getattr(inner, "__dict__", {})
    plain = attributes.get("_client", inner)
    return getattr(plain, "__dict__", {}).get(CHECKER)


def without_validation(config: Config | None) -> Config:
    """A configuration without botocore's own validation, unless the user asks for it.

    Strict checks refuse all that it refuses, and more.
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


class CheckedClient(BaseClient):
    """The base class that ``plugin`` adds to the class of each plain client.

    Such a client checks what it sends and receives, if a package of its service and version is
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
                request, response, ignore = modes
                own = None
                if ignore is not None:
                    from botosmith_runtime.ignored import of_service

                    own = of_service(ignore, model)
                install(self, package.module, request, response, own)


def configured_modes(session: Any) -> list[Any]:
    """The modes and the ignored rules of ``BOTOSMITH_REQUEST_CHECKS`` and the like.

    If a variable is not set, the profile decides. None means that neither has a value. Raises
    ValueError that names the variable, or the setting of the profile, which is wrong.
    """
    profile: Mapping[str, Any] = session.get_scoped_config()
    return [_configured(name, profile) for name in ("request", "response", "ignore")]


def _configured(name: str, profile: Mapping[str, Any]) -> Any:
    variable = f"BOTOSMITH_{name.upper()}_CHECKS"
    setting = variable.lower()
    text = os.environ.get(variable) or profile.get(setting)
    given: Any = _ignore(text) if text and name == "ignore" else text or None
    if given is not None:
        try:
            Modes().changed(**{name: given})
        except ValueError as error:
            place = variable if os.environ.get(variable) else f"{setting} of the profile"
            raise ValueError(f"{place}: {error}") from None
    return given


def _ignore(text: str) -> Ignore:
    """What ``ReceiveMessage.AttributeNames=enum,pattern PutRecords=*`` says."""
    pairs = [pair.partition("=") for pair in text.split()]
    return {place: rules.split(",") if equals else ["*"] for place, equals, rules in pairs}

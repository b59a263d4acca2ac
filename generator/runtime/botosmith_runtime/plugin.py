"""Plain botocore and boto3 clients of every service whose generated package is installed.

::

    from botosmith_runtime import plugin

    plugin.enable()  # once, before or after anything is imported
    boto3.client("importexport", region_name="us-east-1")

It uses botocore's public hooks: an initializer of sessions, the configuration variable
``data_path``, the session's component ``data_loader``, the events ``choose-service-name`` and
``creating-client-class``. The search for packages starts when a session first looks for models;
boto3 and botocore's large modules are not imported before that.
"""

from __future__ import annotations

import sys
from threading import Lock
from typing import TYPE_CHECKING, Any, NamedTuple

import botocore

if TYPE_CHECKING:
    from contextlib import AbstractContextManager

    from botocore.session import Session

    from botosmith_runtime.checker import ClientChecker
    from botosmith_runtime.ignored import Ignore
    from botosmith_runtime.modes import RequestModes, ResponseModes
    from botosmith_runtime.service import Boto3Session
    from botosmith_runtime.violations import ShapeWarning

__all__ = ["checks", "disable", "enable", "register", "shape_warnings"]

_OWNER = "botosmith"


class _State:
    """What ``enable`` has done to this process."""

    lock = Lock()
    enabled = False
    fast = False
    checks: _Checks | None = None


class _Checks(NamedTuple):
    """The modes that were passed; None if environment, profile or the default decide."""

    request: RequestModes | None
    response: ResponseModes | None
    ignore: Ignore | None

    def join(self, class_attributes: dict[str, Any], base_classes: list[type], **_: Any) -> None:
        """Add checks of requests and responses to a client class that botocore creates."""
        from botosmith_runtime.checks import MODES, CheckedClient
        from botosmith_runtime.watching import add_base

        class_attributes[MODES] = self
        add_base(base_classes, CheckedClient)


def enable(
    checks: bool = False,
    *,
    fast: bool = False,
    request: RequestModes | None = None,
    response: ResponseModes | None = None,
    ignore: Ignore | None = None,
) -> None:
    """Make every botocore and boto3 session find the models of all installed packages.

    Sessions that exist already do not change, except the default session of boto3; use ``register``
    for the others. With ``checks`` or a mode, each new client checks its requests and responses.
    Enabling again can add checks and ``fast``, but does not remove them.

    Parameters:
        fast: read only the parts of models that a client needs, for all services, botocore's own
            included. The first client of a process then takes a third to a half of the time; see
            docs/cold-start.md.
        request, response: the modes, as ``connect`` takes them (``botosmith_runtime.modes``), also
            by operation: ``{"PutItem": "strict", "*": "warn"}``. Each client uses the entries for
            its operations. Without a mode, ``BOTOSMITH_REQUEST_CHECKS`` and
            ``BOTOSMITH_RESPONSE_CHECKS`` decide (``warn PutItem=strict``), then
            ``botosmith_request_checks`` and ``botosmith_response_checks`` of the profile.
        ignore: rules that are not checked: ``{"ReceiveMessage.AttributeNames": "enum"}``. Without
            it, ``BOTOSMITH_IGNORE_CHECKS="ReceiveMessage.AttributeNames=enum PutRecords"``. Each
            client uses the entries for its operations.

    Raises ValueError for a mode or a rule that does not exist.
    """
    given = _given(checks, request, response, ignore)
    with _State.lock:
        _State.checks = given or _State.checks
        _State.fast = _State.fast or fast
        if not _State.enabled:
            botocore.register_initializer(_initialize)
            _State.enabled = True
    session = _default_session()
    if session is not None:
        register(session, fast=_State.fast)


def disable() -> None:
    """Undo ``enable`` for new sessions and for boto3's default session.

    Other sessions still find the models, since clients may have been made with them, but their new
    clients check nothing. Existing clients do not change. To keep a package in the default session,
    register it again. Disabling twice changes nothing.
    """
    with _State.lock:
        if not _State.enabled:
            return
        botocore.unregister_initializer(_initialize)
        _State.enabled = _State.fast = False
        _State.checks = None
    session = _default_session()
    if session is not None:
        from botosmith_runtime import loader

        loader.restore(session)
        session.unregister("choose-service-name", unique_id=f"{_OWNER}-refuse")
        session.unregister("creating-client-class", unique_id=f"{_OWNER}-enabled")


def _default_session() -> Any:
    """The botocore session in the default session of ``boto3.client``, if that exists already."""
    session = getattr(sys.modules.get("boto3"), "DEFAULT_SESSION", None)
    return getattr(session, "_session", None)


def register(
    session: Session | Boto3Session,
    checks: bool = False,
    *,
    fast: bool = False,
    request: RequestModes | None = None,
    response: ResponseModes | None = None,
    ignore: Ignore | None = None,
) -> None:
    """Make one session find the models of all installed packages, before or after its first client.

    With ``checks`` or a mode as in ``enable``, its new clients check their requests and responses.
    ``fast`` is the same as in ``enable``.
    """
    from botosmith_runtime import loader
    from botosmith_runtime.installed import installed

    inner: Any = getattr(session, "_session", session)
    if fast:
        loader.read_in_parts(inner)
    for package in installed().packages:
        loader.register(inner, package.models)
    _watch(inner)
    if given := _given(checks, request, response, ignore):
        inner.register("creating-client-class", given.join, unique_id=f"{_OWNER}-checks")


def checks(
    client: object,
    *,
    request: RequestModes | None = None,
    response: ResponseModes | None = None,
    ignore: Ignore | None = None,
) -> AbstractContextManager[None]:
    """Change a plain client's check modes for a block: ``with plugin.checks(s3, request="warn"):``.

    They apply to the calls that the block makes in its own thread or task. A boto3 resource can
    be passed instead of its client. Raises ValueError for a client that checks nothing.
    """
    return _checker(client).using(request, response, ignore)


def shape_warnings(client: object) -> tuple[ShapeWarning, ...]:
    """The last hundred warnings of a plain client, oldest first, including hidden ones.

    Raises ValueError for a client that checks nothing.
    """
    return tuple(_checker(client).warnings)


def _checker(client: Any) -> ClientChecker:
    from botosmith_runtime.checks import checker_of
    from botosmith_runtime.wording import kind_of

    checker = checker_of(client)
    if checker is None:
        raise ValueError(
            f"expected a client that checks what it sends and receives, got {kind_of(client)}: "
            "call plugin.enable(checks=True) before the client is made, and install the package of "
            "its service"
        )
    return checker


def _initialize(session: Session) -> None:
    """Prepare a new session, before its profile and ``data_path`` are set."""
    from botosmith_runtime import loader

    loader.search_installed(session)
    if _State.fast:
        loader.read_in_parts(session)
    _watch(session)


def _watch(session: Any) -> None:
    from botosmith_runtime import watching

    session.register("choose-service-name", _Judge(session).refuse, unique_id=f"{_OWNER}-refuse")
    session.register("creating-client-class", _check_if_enabled, unique_id=f"{_OWNER}-enabled")
    watching.watch(session)


class _Judge:
    """Refuses clients of a service whose packages cannot be used, with the reason."""

    def __init__(self, session: Any) -> None:
        self._session = session

    def refuse(self, service_name: str, **_: Any) -> None:
        from botosmith_runtime.installed import InstalledModelError, installed
        from botosmith_runtime.loader import registered

        problem = installed().problems.get(service_name)
        if problem and not registered(self._session, service_name):
            raise InstalledModelError(problem)


def _check_if_enabled(class_attributes: dict[str, Any], base_classes: list[type], **_: Any) -> None:
    if _State.checks is not None:
        _State.checks.join(class_attributes, base_classes)


def _given(
    checks: bool,
    request: RequestModes | None,
    response: ResponseModes | None,
    ignore: Ignore | None,
) -> _Checks | None:
    if request is None and response is None and ignore is None:
        return _Checks(None, None, None) if checks else None
    from botosmith_runtime.modes import Modes

    Modes().changed(request, response, ignore)  # raises errors here, not at the first client
    return _Checks(request, response, ignore)

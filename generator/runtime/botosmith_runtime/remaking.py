"""Copies of a typed client for other processes and data classes: made again, from its arguments.

A client holds connections, locks and handlers, which cannot be copied. One that ``connect`` made
knows what it was made from; its copy has the same arguments and check modes, and none of the
handlers that were registered since.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, NamedTuple

MADE = "_botosmith_made"
"""The attribute of a client in which ``connect`` leaves what it was called with."""

_CHECKS = ("request_checks", "response_checks", "ignore_checks")
_SECRETS = frozenset({"aws_secret_access_key", "aws_session_token", "cookie", "token"})


class Made(NamedTuple):
    """The arguments of ``Service.connect``: ``options``, and ``more`` for services outside AWS."""

    options: Mapping[str, Any]
    more: Mapping[str, Any]

    def __repr__(self) -> str:
        """Nothing of the arguments, which may be secrets."""
        return f"<{type(self).__name__}>"


def remember(client: Any, options: Mapping[str, Any], more: Mapping[str, Any]) -> None:
    """Let a client know what it was made from."""
    vars(client)[MADE] = Made(_said(options), _said(more))


def checks_given(client: Any) -> tuple[Any, Any, Any]:
    """The check modes that ``connect`` was given; None where it was given none."""
    made = _known(client)
    options: Mapping[str, Any] = made.options if made else {}
    request, response, ignore = (options.get(name) for name in _CHECKS)
    return request, response, ignore


def remade(client_class: Any, made: Made, modes: Any) -> Any:
    """A client with the same arguments and check modes."""
    client = client_class(client_class.service.connect(made.options, **made.more))
    vars(client)["_checker"].modes = modes
    return client


def copied(client: Any, inner: Any, modes: Any) -> Any:
    """A deep copy of a typed client, whose ``inner`` one it wraps.

    Raises TypeError for a client that ``connect`` did not make.
    """
    return remade(type(client), _made(client, inner, "copied"), modes)


def reduced(client: Any, inner: Any, modes: Any) -> tuple[Any, ...]:
    """What pickle writes of a client.

    Raises TypeError for a client that ``connect`` did not make, or whose arguments do not go into a
    pickle: a session, or secrets, which would lie there for others to read.
    """
    import pickle

    made = _made(client, inner, "pickled")
    given = {**made.options, **made.more}
    if secret := _SECRETS & given.keys():
        raise _refused(client, "pickled", f"the pickle would hold {sorted(secret)[0]}")
    try:
        pickle.dumps(given)
    except Exception as error:  # whatever the arguments' own methods raise
        unfit = next((name for name, value in given.items() if not _goes(value)), "an argument")
        raise _refused(client, "pickled", f"{unfit} does not go into a pickle") from error
    return remade, (type(client), made, modes)


def _known(client: Any) -> Made | None:
    attributes: dict[str, Any] = client.__dict__
    return attributes.get(MADE)


def _goes(value: Any) -> bool:
    import pickle

    try:
        pickle.dumps(value)
    except Exception:  # whatever the value's own methods raise
        return False
    return True


def _made(client: Any, inner: Any, what: str) -> Made:
    made = _known(inner)
    if made is None:
        raise _refused(client, what, "it wraps a client that connect() did not make")
    return made


def _refused(client: Any, what: str, why: str) -> TypeError:
    return TypeError(
        f"this {type(client).__name__} cannot be {what}: {why}; make a client with connect(...) in "
        "each process, or where it is used"
    )


def _said(options: Mapping[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in options.items() if value is not None}

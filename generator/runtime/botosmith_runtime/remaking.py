"""Copies and pickles of a typed client: a new client is made from the same arguments.

A client contains connections, locks and handlers, which cannot be copied. A client that ``connect``
made keeps its arguments. The copy has the same arguments and check modes, but not the event
handlers that were registered later.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, NamedTuple

MADE = "_botosmith_made"
"""The attribute of a client for the arguments of ``connect``."""

_CHECKS = ("request_checks", "response_checks", "ignore_checks")
_SECRETS = frozenset({"aws_secret_access_key", "aws_session_token", "cookie", "token"})


class Made(NamedTuple):
    """The arguments of ``Service.connect``: ``options``, and ``more`` for services outside AWS."""

    options: Mapping[str, Any]
    more: Mapping[str, Any]

    def __repr__(self) -> str:
        """The class name only: the arguments may be secrets."""
        return f"<{type(self).__name__}>"


def remember(client: Any, options: Mapping[str, Any], more: Mapping[str, Any]) -> None:
    """Keep the arguments of ``connect`` in a client."""
    vars(client)[MADE] = Made(_said(options), _said(more))


def checks_given(client: Any) -> tuple[Any, Any, Any]:
    """The check modes that were passed to ``connect``; None for each that was not."""
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
    """A deep copy of a typed client, which wraps the client ``inner``.

    Raises TypeError for a client that ``connect`` did not make.
    """
    return remade(type(client), _made(client, inner, "copied"), modes)


def reduced(client: Any, inner: Any, modes: Any) -> tuple[Any, ...]:
    """The result of a client's ``__reduce__``, for pickle.

    Raises TypeError for a client that ``connect`` did not make, or whose arguments must not be
    pickled: a session, or secrets, which others could read in the pickle.
    """
    import pickle

    made = _made(client, inner, "pickled")
    given = {**made.options, **made.more}
    if secret := _SECRETS & given.keys():
        raise _refused(client, "pickled", f"the pickle would contain {sorted(secret)[0]}")
    try:
        pickle.dumps(given)
    except Exception as error:  # methods of the arguments may raise anything
        unfit = next((name for name, value in given.items() if not _goes(value)), "an argument")
        raise _refused(client, "pickled", f"{unfit} cannot be pickled") from error
    return remade, (type(client), made, modes)


def _known(client: Any) -> Made | None:
    attributes: dict[str, Any] = client.__dict__
    return attributes.get(MADE)


def _goes(value: Any) -> bool:
    import pickle

    try:
        pickle.dumps(value)
    except Exception:  # methods of the value may raise anything
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

"""Methods that take only keywords: their error for a positional argument says what to write."""

from __future__ import annotations

from collections.abc import Iterable
from inspect import CO_VARARGS
from types import CodeType, FunctionType
from typing import Any


def keywords_alone(owner: type[Any], names: Iterable[str]) -> None:
    """Give the keyword-only methods of a class a helpful error for positional arguments.

    Python's own error only says how many arguments the method takes.
    """
    for name in [*names]:
        method = vars(owner).get(name)
        if isinstance(method, FunctionType) and _takes_keywords_alone(method.__code__):
            setattr(owner, name, _explained(method))


def _takes_keywords_alone(code: CodeType) -> bool:
    return code.co_argcount == 1 and not code.co_flags & CO_VARARGS


def _explained(method: Any) -> Any:
    def explained(*given: Any, **keywords: Any) -> Any:
        if len(given) != 1:
            raise TypeError(_message(method.__name__, given[1:]))
        return method(*given, **keywords)

    for attribute in ("__name__", "__qualname__", "__doc__", "__module__", "__annotations__"):
        setattr(explained, attribute, getattr(method, attribute))
    explained.__dict__["__wrapped__"] = method
    return explained


def _message(name: str, given: tuple[Any, ...]) -> str:
    took = f"{name}() takes members by their names"
    if len(given) == 1 and isinstance(given[0], dict):
        return f"{took}, got a dict: write {name}(**{{...}})"
    listed = ", ".join(type(one).__name__ for one in given)
    return f"{took}, as in {name}(Member=...), got {listed}"

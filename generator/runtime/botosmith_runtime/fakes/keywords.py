"""Methods that take only keywords, or one list: their errors for others say what to write."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from inspect import CO_VARARGS
from types import CodeType, FunctionType
from typing import Any, TypeVar, cast

MethodT = TypeVar("MethodT", bound=Callable[..., Any])


def one_list(method: MethodT) -> MethodT:
    """Give a method that takes one list a helpful error for several arguments, or for a dict."""
    message = f"{method.__name__}() takes one list: write {method.__name__}([first, second])"

    def explained(self: Any, *given: Any, **keywords: Any) -> Any:
        if len(given) > 1 or (given and isinstance(given[0], dict)):
            raise TypeError(message)
        return method(self, *given, **keywords)

    return cast("MethodT", _like(method, explained))


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

    return _like(method, explained)


def _like(method: Any, explained: Any) -> Any:
    """The wrapper with the name, signature and docstring of the method."""
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

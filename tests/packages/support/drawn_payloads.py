"""What the strategies of a generated package draw, held against the package's checks."""

from __future__ import annotations

import importlib
from collections.abc import Callable, Iterator
from typing import Any

from hypothesis import Phase, find, given, settings
from hypothesis.strategies import SearchStrategy

Strategy = SearchStrategy[Any]
# Which examples are drawn should not depend on the run.
SETTINGS: dict[str, Any] = {
    "database": None,
    "derandomize": True,
    "phases": [Phase.generate, Phase.shrink],
}


def strategies(package: str) -> dict[str, Callable[[], Strategy]]:
    """The functions of a package's ``strategies``, by name."""
    module: Any = importlib.import_module(f"{package}.strategies")
    return {name: getattr(module, name) for name in module.__all__}


def disagreements(package: str, examples: int) -> Iterator[str]:
    """Where what a package draws is not valid by its own checks, or is not drawn well."""
    checks = importlib.import_module(f"{package}.checks")
    for name, strategy in strategies(package).items():
        check = getattr(checks, name, nothing_at_all)
        yield from found_by(check, strategy, name, examples)


def nothing_at_all(response: Any) -> list[str]:
    """The check of a response that has no shape."""
    return [*(response.keys() - {"ResponseMetadata"})]


def found_by(
    check: Callable[[Any], list[Any]], strategy: Callable[[], Strategy], name: str, examples: int
) -> Iterator[str]:
    """What a check says of examples, or hypothesis of the strategy."""

    def test(payload: Any) -> None:
        if found := [str(violation) for violation in check(payload)]:
            raise AssertionError(found)

    try:
        settings(max_examples=examples, **SETTINGS)(given(strategy())(test))()
    except Exception as error:
        yield f"{name}: {error!r}"


def collected(strategy: Strategy, examples: int) -> list[Any]:
    """Some of what a strategy draws."""
    found: list[Any] = []

    @settings(max_examples=examples, **SETTINGS)
    @given(strategy)
    def collect(payload: Any) -> None:
        found.append(payload)

    collect()
    return found


def shrunk(strategy: Strategy, condition: Callable[[Any], object]) -> Any:
    """The plainest payload that fulfils a condition, less botocore's part of a response."""
    found = find(
        strategy,
        lambda payload: bool(condition(payload)),
        settings=settings(max_examples=2000, **SETTINGS),
    )
    return {name: value for name, value in found.items() if name != "ResponseMetadata"}

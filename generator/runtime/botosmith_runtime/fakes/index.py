"""The rules of one operation that count, found by the texts that they ask for."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from botosmith_runtime.fakes.calls import Request
    from botosmith_runtime.fakes.rules import Rule

_Texts = tuple[Any, ...]
_UNDECIDED: Any = object()


class Index:
    """Spares most rules of a long list a comparison with the call: they ask for another name or id.

    Rules that ask for texts of the same members are a group; those that ask for none are one, too.
    """

    def __init__(self) -> None:
        self._groups: dict[tuple[str, ...], dict[_Texts, list[Rule[Any, Any]]]] = {}

    def add(self, rule: Rule[Any, Any]) -> None:
        """One more rule."""
        names, texts = rule.conditions.texts
        self._groups.setdefault(names, {}).setdefault(texts, []).append(rule)

    def beside(self, rule: Rule[Any, Any]) -> list[Rule[Any, Any]]:
        """The rules that ask for the same texts."""
        names, texts = rule.conditions.texts
        return self._groups.get(names, {}).get(texts, [])

    def candidates(self, request: Request) -> list[Rule[Any, Any]]:
        """The rules that may match a call; no other does."""
        found: list[Rule[Any, Any]] = []
        for names, by_texts in self._groups.items():
            texts = tuple([_text(name, request) for name in names])
            if _UNDECIDED in texts:
                for rules in by_texts.values():
                    found += rules
            else:
                found += by_texts.get(texts, ())
        return found


def _text(name: str, request: Request) -> Any:
    """The one text that a member of a call can match; None if there is no such member.

    Undecided where it is a file or bytes, or botocore's handlers made another text of it.
    """
    sent = request.sent.get(name)
    if sent is not None and type(sent) is not str:
        return _UNDECIDED
    passed = request.passed.get(name)
    return sent if passed is sent or passed is None else _UNDECIDED

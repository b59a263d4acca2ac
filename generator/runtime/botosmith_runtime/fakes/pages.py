"""The pages of a paginated operation, and the tokens that lead from one to the next."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

import jmespath

from botosmith_runtime.fakes.answers import Answer, success
from botosmith_runtime.fakes.failures import RuleError, UnexpectedCallError
from botosmith_runtime.fakes.matching import shown
from botosmith_runtime.fakes.values import isa, type_of

if TYPE_CHECKING:
    from botosmith_runtime.fakes.operations import Operation
    from botosmith_runtime.fakes.wire import Taken

_CANDIDATES = (
    "page{0}",
    "page-{0}",
    "{0}",
    "{0:016x}",
    "{0:032x}",
    "{0:08x}-0000-4000-8000-{0:012x}",
)


class PagedAnswer(Answer):
    """Every page, found by the token in the request, in any order."""

    def __init__(
        self,
        operation: Operation,
        paginator: Mapping[str, Any],
        contents: Sequence[Mapping[str, Any]],
        sample: Mapping[str, Any],
    ) -> None:
        """``paginator`` is the model's own description; ``sample`` any valid response."""
        if not contents:
            raise RuleError("pages() wants one page at least")
        self._operation = operation
        self.inputs = _listed(paginator["input_token"])
        self._outputs = _listed(paginator["output_token"])
        self._more: str | None = paginator.get("more_results")
        self._pages: list[dict[str, Any]] = []
        self._starts: list[tuple[Any, ...]] = [()]
        self.calls = len(contents)
        for number, page in enumerate(contents):
            last = number == len(contents) - 1
            complete = operation.checked(self._linked(page, number + 1, last, sample))
            self._pages.append(complete)
            if not last:
                self._starts.append(self._following(complete, number))

    def give(self, request: dict[str, Any], request_id: str) -> Taken:
        """The page that begins where the request says."""
        tokens = [request.get(name) for name in self.inputs]
        asked = () if all(token is None for token in tokens) else tuple(tokens)
        if asked not in self._starts:
            given = ", ".join(f"{n}={shown(t)}" for n, t in zip(self.inputs, tokens, strict=False))
            raise UnexpectedCallError(
                f"none of the pages of {self._operation.name} begins at {given}"
            )
        return success(self._operation, self._pages[self._starts.index(asked)], request_id)

    def _linked(
        self, page: Mapping[str, Any], following: int, last: bool, sample: Mapping[str, Any]
    ) -> dict[str, Any]:
        """A page with what tells that more follow, where that is a member of its own."""
        linked = dict(page)
        if self._more is not None and self._more in self._operation.members:
            linked.setdefault(self._more, not last)
        if last:
            return linked
        for expression in self._outputs:
            for alternative in (part.strip() for part in expression.split("||")):
                if alternative in self._operation.members and alternative not in linked:
                    linked[alternative] = self._token(alternative, following, linked, sample)
                    break
                if jmespath.search(alternative, linked) is not None:
                    break  # such as the last item's own name
        return linked

    def _token(
        self, member: str, following: int, page: Mapping[str, Any], sample: Mapping[str, Any]
    ) -> Any:
        """A token that the model allows, another one for each page."""
        shape = self._operation.members[member]
        for candidate in _CANDIDATES:
            token = _shaped(shape, candidate.format(following))
            if token is not None and self._operation.allows({**page, member: token}, member):
                return token
        return sample.get(member)

    def _following(self, page: Mapping[str, Any], number: int) -> tuple[Any, ...]:
        tokens = tuple(jmespath.search(expression, page) for expression in self._outputs)
        if not any(tokens):  # botocore ends at an empty token, too
            names = ", ".join(self._outputs)
            raise RuleError(f"page {number + 1} of {self._operation.name} has no {names} to go on")
        if tokens in self._starts:
            raise RuleError(f"pages {number + 1} and before lead to the same {self._outputs}")
        return tokens


def last_page(
    paginator: Mapping[str, Any], page: Mapping[str, Any], given: Mapping[str, Any]
) -> Mapping[str, Any]:
    """A page after which nothing follows, unless what a test has ``given`` says that it does.

    Tokens are members, of structures at times; where a model takes an item of a list for one, such
    as the last item's name, it has a member that says whether more follows.
    """
    outputs = _listed(paginator["output_token"])
    parts = [part.strip() for expression in outputs for part in expression.split("||")]
    tokens = [part for part in parts if part.replace(".", "").isidentifier()]
    more: str | None = paginator.get("more_results")
    follows = jmespath.search(more, given) if more is not None else None
    if follows is None:
        follows = any(jmespath.search(token, given) for token in tokens)
    if more is not None and (follows or jmespath.search(more, page)):
        page = _placed(page, more.split("."), bool(follows))
    if not follows:
        for token in tokens:
            page = _placed(page, token.split("."), None)
    return page


def _placed(page: Mapping[str, Any], path: list[str], value: Any) -> Mapping[str, Any]:
    """A copy with another value at that path, or without one if it is None."""
    name, *rest = path
    rest_of_page = {key: item for key, item in page.items() if key != name}
    if not rest:
        return rest_of_page if value is None else {**page, name: value}
    inner: Any = page.get(name)
    return {**page, name: _placed(inner, rest, value)} if isa(inner, Mapping) else page


def _shaped(shape: Any, text: str) -> Any:
    """A token of that shape, holding that text."""
    match shape.type_name:
        case "string":
            return text
        case "integer" | "long":
            return int(text) if text.isdigit() else None
        case "map":
            return {"page": _shaped(shape.value, text)}
        case "list":
            return [_shaped(shape.member, text)]
        case "structure":
            required = shape.required_members or list(shape.members)[:1]
            return {name: _shaped(shape.members[name], text) for name in required}
        case _:
            return None


def _listed(value: Any) -> list[str]:
    return [*value] if type_of(value) is list else [value]

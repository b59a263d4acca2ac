"""Sample responses, pages, and the tokens that lead from one page to the next.

Samples are valid responses. They are generated with the package, and mixed by a seed.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from random import Random
from typing import TYPE_CHECKING, Any

import jmespath

from botosmith_runtime.fakes.engine.answers import Answer, AnswerSource, success
from botosmith_runtime.fakes.engine.matching import shown
from botosmith_runtime.fakes.engine.values import isa, type_of
from botosmith_runtime.fakes.failures import RuleError, UnexpectedCallError

if TYPE_CHECKING:
    from botosmith_runtime.fakes.engine.operations import FakedOperation

_CANDIDATES = (
    "page{0}",
    "page-{0}",
    "{0}",
    "{0:016x}",
    "{0:032x}",
    "{0:08x}-0000-4000-8000-{0:012x}",
)


class PagedResponse(AnswerSource):
    """The pages of a paginator; the token in a request selects the page, in any order."""

    calls_code = False

    def __init__(
        self,
        operation: FakedOperation,
        paginator: Mapping[str, Any],
        contents: Sequence[Mapping[str, Any]],
        sample: Mapping[str, Any],
    ) -> None:
        """``paginator`` is the model's description; ``sample`` is any valid response."""
        if not contents:
            raise RuleError("pages() needs at least one page")
        self._operation = operation
        self.inputs = _listed(paginator["input_token"])
        self._outputs = _listed(paginator["output_token"])
        self._more: str | None = paginator.get("more_results")
        self._pages: list[dict[str, Any]] = []
        self._starts: list[tuple[Any, ...]] = [()]
        self.calls = len(contents)
        for number, page in enumerate(contents):
            last = number == len(contents) - 1
            linked = self._linked(page, number + 1, last, sample)
            complete = operation.checked(linked, f"page {number + 1}")
            self._pages.append(complete)
            if not last:
                self._starts.append(self._following(complete, number))

    def give(self, sent: dict[str, Any], request_id: str) -> Answer:
        """The page that begins at the tokens in the request."""
        tokens = [sent.get(name) for name in self.inputs]
        start = () if all(token is None for token in tokens) else tuple(tokens)
        if start not in self._starts:
            given = ", ".join(f"{n}={shown(t)}" for n, t in zip(self.inputs, tokens, strict=False))
            raise UnexpectedCallError(
                f"none of the pages of {self._operation.name} begins at {given}"
            )
        return success(self._operation, self._pages[self._starts.index(start)], request_id)

    def _linked(
        self, page: Mapping[str, Any], following: int, last: bool, sample: Mapping[str, Any]
    ) -> dict[str, Any]:
        """A page with its token to the next one, and with the member that says if more follow."""
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
                    break  # the page has it already, such as the name of the last item
        return linked

    def _token(
        self, member: str, following: int, page: Mapping[str, Any], sample: Mapping[str, Any]
    ) -> Any:
        """A token that is valid for the model, and different for each page."""
        shape = self._operation.members[member]
        for candidate in _CANDIDATES:
            token = _shaped(shape, candidate.format(following))
            if token is not None and self._operation.allows({**page, member: token}, member):
                return token
        return sample.get(member)

    def _following(self, page: Mapping[str, Any], number: int) -> tuple[Any, ...]:
        tokens = tuple(jmespath.search(expression, page) for expression in self._outputs)
        if not any(tokens):  # botocore also stops at an empty token
            names = ", ".join(self._outputs)
            raise RuleError(
                f"page {number + 1} of {self._operation.name} has no {names} for the next page"
            )
        if tokens in self._starts:
            raise RuleError(f"pages {number + 1} and before lead to the same {self._outputs}")
        return tokens


def last_page(
    paginator: Mapping[str, Any], page: Mapping[str, Any], given: Mapping[str, Any]
) -> Mapping[str, Any]:
    """A page without a following page, unless a member that the test has ``given`` says otherwise.

    A token is a member, sometimes of a nested structure. Some models use a value from a list
    instead, such as the last item's name; these have a member that says whether more pages follow.
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
    """A copy with ``value`` at that path, or without the member if ``value`` is None."""
    name, *rest = path
    rest_of_page = {key: item for key, item in page.items() if key != name}
    if not rest:
        return rest_of_page if value is None else {**page, name: value}
    inner: Any = page.get(name)
    return {**page, name: _placed(inner, rest, value)} if isa(inner, Mapping) else page


def _shaped(shape: Any, text: str) -> Any:
    """A token of that shape that contains the text; None if the shape cannot contain it."""
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


def sample_response(
    operation: FakedOperation, samples: Sequence[Mapping[str, Any]] | None, seed: int
) -> dict[str, Any]:
    """A response of an operation: with all its members for seed 0, else mixed by the seed.

    ``samples`` are valid responses; None if there is none.
    """
    if samples is None:
        raise RuleError(f"the model allows no valid response of {operation.name}")
    if seed == 0 or not samples:
        return dict(samples[0]) if samples else {}
    random = Random(seed)
    whole = random.choice(samples)
    mixed = {name: value for sample in samples for name, value in sample.items()}
    for name in list(mixed):
        holders = [sample for sample in samples if name in sample]
        if len(holders) < len(samples) and random.random() < 0.5:
            del mixed[name]
        else:
            mixed[name] = random.choice(holders)[name]
    # Members of different samples may exclude each other.
    return mixed if operation.allows(mixed) else dict(whole)


def ended_sample(
    operation: FakedOperation,
    paginator: Mapping[str, Any],
    sample: Mapping[str, Any],
    overrides: Mapping[str, Any],
) -> dict[str, Any]:
    """A validated response from a sample and a test's ``overrides``.

    It is the last page, unless the overrides say otherwise: a sample's token would lead to the same
    sample again, which botocore's paginators refuse.
    """
    if paginator:
        try:
            return operation.checked({**last_page(paginator, sample, overrides), **overrides})
        except RuleError:  # the model requires the token, or the test's own members are wrong
            pass
    return operation.checked({**sample, **overrides})

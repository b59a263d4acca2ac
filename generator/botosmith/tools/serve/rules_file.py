"""Writes the rules of a file into fakes, and finds all that is wrong with them at once."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Mapping
from functools import cache
from importlib import resources
from pathlib import Path
from typing import Any

from botosmith_runtime.fakes.engine.engine import Engine
from botosmith_runtime.fakes.failures import AmbiguousRulesError, FakeError
from botosmith_runtime.fakes.rules import Rule
from botosmith_runtime.wording import kind_of, nearest, shown

from botosmith.models.documents import is_list, is_object
from botosmith.problems import BotosmithError, did_you_mean
from botosmith.tools.serve.documents import RulesDocument, read
from botosmith.tools.serve.values import ValueProblem, answer, conditions

_HEADS = ("returns", "returns_sample", "raises", "pages", "throttles", "fails_connection")
"""The keys of an answer, of which each has exactly one."""
_WITH: Mapping[str, tuple[str, ...]] = {
    "returns_sample": ("seed",),
    "raises": ("message", "http_status", "unmodelled", "fields"),
    "throttles": ("message", "http_status"),
}
_ANYWHERE = ("times", "cuts_off", "drips")


@cache
def schema() -> dict[str, Any]:
    """``rules.schema.json``."""
    text = resources.files("botosmith.tools.serve").joinpath("rules.schema.json").read_text("utf-8")
    found: dict[str, Any] = json.loads(text)
    return found


def services_in(document: RulesDocument) -> list[str]:
    """The services that the rules of a file name, each once."""
    rules = document.content.get("rules")
    tables = [one for one in rules if is_object(one)] if is_list(rules) else []
    found = (one.get("service") for one in tables)
    return list(dict.fromkeys(one for one in found if isinstance(one, str)))


def documents(files: tuple[Path, ...]) -> list[RulesDocument]:
    """The files, read. Raises BotosmithError for all that cannot be read."""
    found = [_read_or_problem(file) for file in files]
    if problems := [one for one in found if isinstance(one, str)]:
        raise BotosmithError("\n".join(problems))
    return [one for one in found if not isinstance(one, str)]


def _read_or_problem(file: Path) -> RulesDocument | str:
    try:
        return read(file)
    except BotosmithError as error:
        return str(error)


def write_rules(read_documents: list[RulesDocument], engines: Mapping[str, Engine]) -> int:
    """Give the rules of files to the engines of their services; return the number of rules.

    Raises BotosmithError with everything that is wrong in all files.
    """
    problems: list[str] = []
    count = 0
    for document in read_documents:
        found = list(_misshapen(document))
        rules = document.content.get("rules")
        for number, table in enumerate(rules if is_list(rules) else ()):
            if is_object(table):
                count += 1
                written = _Writer(document, number, table, engines).write()
                found += [(number, problem) for problem in written]
        problems += [problem for _, problem in sorted(found, key=_number)]
    if problems:
        raise BotosmithError("\n".join(problems))
    return count


def _number(problem: tuple[int, str]) -> int:
    return problem[0]


def _misshapen(document: RulesDocument) -> Iterator[tuple[int, str]]:
    """What breaks the schema, each with the rule's index; -1 for the file itself."""
    from jsonschema import Draft7Validator

    validator: Any = Draft7Validator(schema())
    for error in sorted(validator.iter_errors(document.content), key=_path):
        path = [*error.absolute_path]
        place = str(document.file)
        where, number = "", -1
        if len(path) > 1 and path[0] == "rules":
            number = int(path[1])
            place = document.place(number)
            where = f"rule {number + 1}: "
            path = path[2:]
        steps = "".join(f"[{one}]" if isinstance(one, int) else f".{one}" for one in path)
        steps = f"{steps.lstrip('.')}: " if steps else ""
        for message in _messages(error):
            yield number, f"{place}: {where}{steps}{message}"


def _path(error: Any) -> list[tuple[bool, Any]]:
    return [(isinstance(one, str), one) for one in error.absolute_path]


def _messages(error: Any) -> Iterator[str]:
    """The messages of one error of the schema."""
    expected: Any = error.validator_value
    match error.validator:
        case "additionalProperties":
            known = tuple(error.schema["properties"])
            for name in error.instance:
                if name not in known:
                    hint = did_you_mean(nearest(name, known))
                    yield f"unknown key {name!r}{hint or '; the keys are ' + ', '.join(known)}"
        case "required":
            for name in expected:
                if name not in error.instance:
                    yield f"the key {name} is missing"
        case "type":
            wanted = " or ".join([expected] if isinstance(expected, str) else expected)
            yield f"expected {_KINDS.get(wanted, wanted)}, got {shown(error.instance)}"
        case "minimum":
            yield f"expected at least {expected}, got {shown(error.instance)}"
        case "maximum":
            yield f"expected at most {expected}, got {shown(error.instance)}"
        case "exclusiveMinimum":
            yield f"expected more than {expected}, got {shown(error.instance)}"
        case "minItems":
            yield f"expected at least {expected} item, got an empty list"
        case "enum":
            yield f"expected true, got {shown(error.instance)}"
        case _:
            yield str(error.message)


_KINDS = {
    "array": "a list",
    "boolean": "true or false",
    "integer": "a whole number",
    "number": "a number",
    "object": "a table",
    "string": "text",
    "string or boolean": "text or true",
}


class _FileRule(Rule[Any, Any]):
    """A rule that was written in a file; what generated rules declare for each operation."""

    def returns(self, members: dict[str, Any]) -> None:
        self._returns(members)

    def returns_sample(self, seed: int, members: dict[str, Any]) -> None:
        self._returns_sample(seed, members)

    def raises(self, error: str, given: dict[str, Any]) -> None:
        self._raises(error, given)

    def pages(self, contents: list[dict[str, Any]]) -> None:
        if not self._engine.paginates(self._operation.name):
            raise ValueProblem("the operation has no paginator: write returns")
        self._pages(contents)


class _Host:
    """What a rule needs of a fake."""

    def __init__(self, engine: Engine) -> None:
        self.engine = engine


class _Writer:
    """Writes one rule, and collects what is wrong with it."""

    def __init__(
        self,
        document: RulesDocument,
        number: int,
        table: dict[str, Any],
        engines: Mapping[str, Engine],
    ) -> None:
        self._directory = document.file.parent
        self._place = document.place(number)
        self._table = table
        self._engines = engines
        self._head = f"{self._place}: rule {number + 1}"
        self._matches_nothing = False
        self._problems: list[str] = []

    def write(self) -> list[str]:
        """The problems; without one, the rule is now the engine's."""
        service, operation = self._table.get("service"), self._table.get("operation")
        if not isinstance(service, str) or not isinstance(operation, str):
            return []  # the schema has told
        engine = self._engines.get(service)
        if engine is None:
            known = ", ".join(self._engines)
            hint = did_you_mean(nearest(service, tuple(self._engines)))
            return [f"{self._head}: {service} is not served, only {known}{hint}"]
        name = self._operation(engine, operation)
        if name is None:
            return self._problems
        self._head = f"{self._head} ({service} {name})"
        rule = self._rule(engine, name)
        for where, given in self._answers():
            self._try_answer(rule, where, given)
        self._try("delays", self._delay, rule)
        self._try("fails_by_chance", self._chance, rule)
        if not self._problems:
            rule.optional()
        return self._problems

    def _operation(self, engine: Engine, given: str) -> str | None:
        methods = engine.service.methods
        for name, method in methods.items():
            if given in (name, method):
                return name
        hint = did_you_mean(nearest(given, tuple(methods)))
        service = self._table["service"]
        self._problems.append(f"{self._head}: {service} has no operation {given!r}{hint}")
        return None

    def _rule(self, engine: Engine, name: str) -> _FileRule:
        """The rule with its conditions, or without any if these are wrong."""
        when = self._table.get("when", {})
        strict = self._table.get("strict")
        strict = strict if isinstance(strict, bool) else None
        host: Any = _Host(engine)
        try:
            read_ones = conditions(when if is_object(when) else {})
            return _FileRule(host, name, read_ones, strict, where=self._place)
        except (FakeError, ValueProblem) as problem:
            self._note("when", problem)
            self._matches_nothing = True
            return _FileRule(host, name, {}, strict, where=self._place)

    def _answers(self) -> Iterator[tuple[str, dict[str, Any]]]:
        """Each answer with its place in the rule."""
        own = {key: value for key, value in self._table.items() if key in _HEADS}
        listed = self._table.get("answers")
        if own and listed is not None:
            self._problems.append(
                f"{self._head}: {next(iter(own))} and answers: write all answers into the list"
            )
        if own:
            yield "", own
        elif is_list(listed):
            for number, one in enumerate(listed):
                if is_object(one):
                    yield f"answers[{number}]", one
        elif listed is None:
            heads = ", ".join(_HEADS)
            self._problems.append(f"{self._head}: has no answer: add one of {heads}, or answers")

    def _try_answer(self, rule: _FileRule, where: str, given: dict[str, Any]) -> None:
        try:
            self._answer(rule, given)
        except AmbiguousRulesError as problem:
            if not self._matches_nothing:  # else it is compared without its conditions
                self._note(where, problem)
        except (FakeError, ValueProblem) as problem:
            self._note(where, problem)

    def _answer(self, rule: _FileRule, given: dict[str, Any]) -> None:
        heads = [name for name in _HEADS if name in given]
        if len(heads) != 1:
            got = " and ".join(heads) or "none"
            raise ValueProblem(f"expected one of {', '.join(_HEADS)}, got {got}")
        (head,) = heads
        for key in given:
            if key in _HEADS or key in _ANYWHERE or key in _WITH.get(head, ()):
                continue
            owners = [name for name, keys in _WITH.items() if key in keys]
            if owners:  # other keys are unknown to the schema, too
                raise ValueProblem(f"{key} goes with {' or '.join(owners)}, not with {head}")
        getattr(self, f"_{head}")(rule, given)
        if "times" in given:
            rule.times(given["times"])
        if "cuts_off" in given:
            rule.cuts_off(after=given["cuts_off"])
        if "drips" in given:
            rule.drips(bytes_per_second=given["drips"])

    def _returns(self, rule: _FileRule, given: dict[str, Any]) -> None:
        rule.returns(self._table_of(given["returns"]))

    def _returns_sample(self, rule: _FileRule, given: dict[str, Any]) -> None:
        rule.returns_sample(given.get("seed", 0), self._table_of(given["returns_sample"]))

    def _raises(self, rule: _FileRule, given: dict[str, Any]) -> None:
        known = ("message", "http_status", "unmodelled")
        options = {key: given[key] for key in known if key in given}
        rule.raises(given["raises"], {**options, **self._table_of(given.get("fields", {}))})

    def _pages(self, rule: _FileRule, given: dict[str, Any]) -> None:
        rule.pages([self._table_of(page) for page in given["pages"]])

    def _throttles(self, rule: _FileRule, given: dict[str, Any]) -> None:
        code = given["throttles"]
        options = {key: given[key] for key in ("message", "http_status") if key in given}
        rule.throttles(code if isinstance(code, str) else None, **options)

    def _fails_connection(self, rule: _FileRule, _: dict[str, Any]) -> None:
        rule.fails_connection()

    def _table_of(self, value: Any) -> dict[str, Any]:
        if not is_object(value):
            raise ValueProblem(f"expected a table, got {kind_of(value)}")
        found: dict[str, Any] = answer(value, self._directory)
        return found

    def _delay(self, rule: _FileRule, seconds: Any) -> None:
        if isinstance(seconds, int | float):
            rule.delays(float(seconds), real=True)

    def _chance(self, rule: _FileRule, given: Any) -> None:
        if is_object(given) and "chance" in given:
            rule.fails_by_chance(**given)

    def _try(self, key: str, write: Callable[[_FileRule, Any], None], rule: _FileRule) -> None:
        if key in self._table:
            try:
                write(rule, self._table[key])
            except (FakeError, ValueProblem) as problem:
                self._note(key, problem)
            except TypeError:  # an unknown key, which the schema has told
                pass

    def _note(self, where: str, problem: Exception) -> None:
        """Keep a problem, without the name of the rule, which the place gives."""
        text = str(problem)
        if f"written at {self._place}: " in text:
            text = text.partition(f"written at {self._place}: ")[2]
        self._problems.append(f"{self._head}: {f'{where}: ' if where else ''}{text}")

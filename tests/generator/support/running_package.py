"""Code of the docs, run: beside the package that is generated for a service, against its fake."""

from __future__ import annotations

import importlib
import io
import re
from collections.abc import Iterator
from contextlib import redirect_stdout, suppress
from typing import Any

from botocore.exceptions import WaiterError
from botosmith import ir
from botosmith.models.documents import is_list, is_object
from botosmith.names import fake_class, fake_method
from botosmith.site.examples.examples import Example
from botosmith.site.snippets import Pane
from botosmith_runtime.protocols.requests import SentRequest
from documented_service import TEXT, DocumentedService, code_of

_ADDED = {("ChecksumMode", "ENABLED"), ("EncodingType", "url"), ("accountId", "-")}


class RunningPackage:
    """The generated package of a service, under its fake; it runs what the panes show."""

    def __init__(
        self, service: DocumentedService, keys: tuple[str, ...] = ("typed", "boto3")
    ) -> None:
        """``keys`` are the panes to run; they have to print the same."""
        self._service = service
        self._keys = keys
        fakes = importlib.import_module(f"{service.ir.package}.fakes")
        self._fake_class: Any = getattr(fakes, fake_class(service.ir.class_name))

    def failures(self) -> Iterator[str]:
        """Where a snippet does not do what it shows."""
        yield from self.calls()
        yield from self._tests()
        yield from self.guide()

    def calls(self) -> Iterator[str]:
        """The same for calls, paginators and waiters."""
        with self._fake_class(allow_unused=True) as fake, fake.patch():
            for operation, example, panes in self._service.each():
                if example.problems or "typed" not in panes or needs_crt(example.sent):
                    continue
                yield from self._calls(fake, operation, example, panes)
                yield from self._errors(fake, operation)
            for paginator in self._service.ir.paginators:
                yield from self._pages(fake, paginator)
            for waiter in self._service.ir.waiters:
                yield from self._waits(fake, waiter)

    def _calls(
        self, fake: Any, operation: ir.Operation, example: Example, panes: dict[str, Pane]
    ) -> Iterator[str]:
        printed: list[str] = []
        for key in self._keys:
            rule = self._rule(fake, operation).returns(**example.response)
            printed.append(self._run(panes[key]))
            if [dict(call) for call in rule.calls] != [example.request | added(rule, example)]:
                yield f"{operation.name}: {key} asks for {rule.calls}, not for {example.request}"
        if len(set(printed)) > 1 or (
            printed[0] == "None\n" and "None" not in example.response.values()
        ):
            yield f"{operation.name}: printed {printed}"
        prints = re.search(r"(?m)^ *print\(", code_of(panes["typed"]))
        if prints and not printed[0] and holds_items(example):
            yield f"{operation.name}: printed nothing"

    def _errors(self, fake: Any, operation: ir.Operation) -> Iterator[str]:
        errors = [self._service.errors[name] for name in operation.errors]
        catching = self._service.snippets.catching(operation, *errors)
        for name, error in zip(operation.errors, errors, strict=True):
            sample: dict[str, Any] = self._service.sampler.value(name, "output", full=True)
            fields = {k: v for k, v in sample.items() if k.lower() not in ("message", "code")}
            own = getattr(fake.client.exceptions, error.class_name)
            if fake.client.exceptions.from_code(error.code) is not own:
                continue  # errors that share a code: the wire tells no more
            says, rule = TEXT, self._rule(fake, operation)
            match operation.error_code_in:
                case "body":
                    rule.raises(name, message=TEXT, **fields)
                case "header":
                    rule.raises(name)
                    says = "\n"
                case "status":
                    rule.raises(str(error.http_status))
                    says = name
            printed = self._run(catching)
            if not printed.startswith(says):
                yield f"{operation.name}: {name}: printed {printed!r}"

    def _pages(self, fake: Any, paginator: ir.Paginator) -> Iterator[str]:
        operation = next(o for o in self._service.ir.operations if o.name == paginator.operation)
        example = next((e for e in self._service.examples.of(operation) if not e.problems), None)
        if example is None or needs_crt(example.sent):
            return
        config = self._service.model.document("paginators-1")["pagination"][paginator.name]
        more, outputs = config.get("more_results"), _as_list(config.get("output_token"))
        if required_in(self._service.sampler.shapes[operation.output], outputs):
            return  # which no last page can have
        page = last_page(example.response, more, [one for one in outputs if one])
        for pane in self._chosen(self._service.snippets.paginating(paginator)):
            rule = self._rule(fake, operation).pages([page])
            self._run(pane)
            if rule.call_count != 1:
                yield f"{paginator.name}: {pane.key} made {rule.call_count} calls"

    def _waits(self, fake: Any, waiter: ir.Waiter) -> Iterator[str]:
        operation = next(o for o in self._service.ir.operations if o.name == waiter.operation)
        for pane in self._chosen(self._service.snippets.waiting(waiter)):
            rule = self._rule(fake, operation)
            rule.raises("Unlikely", unmodelled=True, message=TEXT)
            with suppress(WaiterError):  # or the error is what the waiter waits for
                self._run(pane)
            if rule.call_count != 1:
                yield f"{waiter.name}: {pane.key} made {rule.call_count} calls"

    def _tests(self) -> Iterator[str]:
        for operation, example, panes in self._service.each():
            if "fake" not in panes or needs_crt(example.sent):
                continue
            names: dict[str, Any] = {}
            exec(code_of(panes["fake"]), names)
            test = names[f"test_{operation.wire_method}"]
            with self._fake_class() as fake:  # which fails if its rule is not used
                try:
                    test(fake)
                except AssertionError:
                    yield f"{operation.name}: its test fails:\n{code_of(panes['fake'])}"

    def guide(self) -> Iterator[str]:
        """Scripts of the testing page fail by themselves; a test wants its fixture.

        The section about asyncio is for an environment that has aiobotocore.
        """
        for section in self._service.guide():
            if (section.anchor == "asyncio") != ("async" in self._keys):
                continue
            names: dict[str, Any] = {}
            try:
                exec(code_of(section.pane), names)
                for test in [names[name] for name in names if name.startswith("test_")]:
                    with self._fake_class() as fake:
                        test(fake)
            except Exception as error:
                yield f"testing, {section.anchor}: {error!r}:\n{code_of(section.pane)}"

    def _chosen(self, panes: list[Pane]) -> list[Pane]:
        return [pane for pane in panes if pane.key in self._keys]

    def _rule(self, fake: Any, operation: ir.Operation) -> Any:
        fake.reset()
        return getattr(fake, fake_method(operation.method))()

    def _run(self, pane: Pane) -> str:
        with redirect_stdout(io.StringIO()) as printed:
            exec(code_of(pane), {})
        return printed.getvalue()


def last_page(page: Any, more: str | None, tokens: list[Any]) -> Any:
    """A page without others behind it: ``more``, a dotted path, is false, and no token is there."""
    for path in tokens:
        page = _changed(page, path, None)
    return _changed(page, more, False) if more else page


def _changed(page: Any, path: str, value: Any) -> Any:
    name, _, rest = path.partition(".")
    if not is_object(page) or name not in page:
        return page
    changed = {**page, name: _changed(page[name], rest, value) if rest else value}
    return {key: item for key, item in changed.items() if item is not None}


def required_in(shape: ir.Shape, names: list[Any]) -> bool:
    """Whether a structure requires one of these members."""
    return any(member.required and member.name in names for member in shape.members)


def _as_list(value: Any) -> list[Any]:
    return value if is_list(value) else [value]


def needs_crt(sent: SentRequest | None) -> bool:
    """Whether botocore needs an optional library to sign a request."""
    return sent is None or sent.scheme == "v4a"


def holds_items(example: Example) -> bool:
    """Whether a response has a list that is not empty, or none at all."""
    lists = [value for value in example.response.values() if is_list(value)]
    return not lists or any(lists)


def added(rule: Any, example: Example) -> dict[str, Any]:
    """What botocore adds to a request: idempotency tokens, and what suits S3."""
    made_up = re.compile(r"[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[0-9a-f]{4}-[0-9a-f]{12}")
    return {
        name: value
        for call in rule.calls
        for name, value in call.items()
        if name not in example.request
        and (made_up.fullmatch(str(value)) or (name, value) in _ADDED)
    }

"""The code of the testing guide: what a service's fake can do, with operations of that service.

Each method returns one script that runs unchanged, or None if it does not apply to the service.
"""

from __future__ import annotations

from botosmith import names, text
from botosmith.site.snippets import Pane
from botosmith.site.snippets.layout import WIDE, Group, Item
from botosmith.site.snippets.literals import Arguments, python_item
from botosmith.site.testing.operations import WHY
from botosmith.site.testing.scripts import TestingScripts
from botosmith.site.testing.waiters import answers


class TestingExamples(TestingScripts):
    """The scripts of one service."""

    @property
    def method(self) -> str:
        """The method of the operation that the guide calls; empty if there is no suitable one."""
        return self._chosen.shown.operation.method if self._chosen.shown else ""

    def matching(self) -> Pane | None:
        """Which of several rules answers a call."""
        shown = self._chosen.shown
        if shown is None or not shown.key:
            return None
        optional = (p.name for p in shown.operation.parameters if not p.required)
        absent = next(filter(names.is_plain_key, optional), "")
        others: list[tuple[str, Item]] = [(f"{shown.key}=", "ANY")]
        others += [(f"{absent}=", "ABSENT")] if absent else []
        value = text.literal(shown.request[shown.key])
        return self.script(
            *self.sampled("others", shown, others),
            *self.sampled("by_pattern", shown, [(f"{shown.key}=", 're.compile(".+")')]),
            *self.sampled("exact", shown, [(f"{shown.key}=", value)]),
            self.call(shown),
            "assert [exact.call_count, by_pattern.call_count, others.call_count] == [1, 0, 0]",
            before=("import re\n",),
            more=("ABSENT", "ANY") if absent else ("ANY",),
            options="allow_unused=True",
        )

    def ambiguous(self) -> Pane | None:
        """Two rules for the same calls."""
        if self._chosen.shown is None:
            return None
        return self.script(
            f"{self.rule(self._chosen.shown)}.returns_sample()",
            "with pytest.raises(AmbiguousRulesError):",
            f"    {self.rule(self._chosen.shown)}.returns_sample()",
            before=("import pytest",),
            after=("from botosmith_runtime.fakes import AmbiguousRulesError",),
            options="allow_unused=True",
        )

    def sequences(self) -> Pane | None:
        """One answer after the other."""
        if self._chosen.shown is None:
            return None
        rule = self.rule(self._chosen.shown)
        response = self._chosen.shown.response
        first = Arguments(response).call("rule.returns")
        item = python_item(response)
        both = Group("rule.returns_each(", [("", item), ("", item)], ")", "call")
        call = f"    {self.call(self._chosen.shown, indent=8)}"
        return self.script(
            f"rule = {rule}",
            self.written(first),
            "rule.returns_sample()",
            "for _ in range(3):  # the first, and then always the sample",
            call,
            "assert rule.call_count == 3",
            "",
            "fake.reset()  # no rules, no calls",
            f"rule = {rule}",
            self.written(both),
            "for _ in range(2):  # a third call would raise UnexpectedCallError",
            call,
        )

    def errors(self) -> Pane | None:
        """An error that the operation declares."""
        shown = self._chosen.shown
        if shown is None or shown.error is None:
            return None
        error = shown.error
        arguments = Arguments({"message": WHY}, text.literal(error.name))
        return self.script(
            self.written(arguments.call(f"{self.rule(shown)}.raises")),
            f"with pytest.raises({error.class_name}) as caught:",
            f"    {self.call(shown, indent=8)}",
            f'assert caught.value.message == "{WHY}"',
            before=("import pytest",),
            after=(f"from {self._service.package}.errors import {error.class_name}",),
        )

    def retries(self) -> Pane | None:
        """Throttled attempts that botocore retries, and simulated time."""
        shown = self._chosen.shown
        if shown is None:
            return None
        return self.script(
            f"rule = {self.rule(shown)}",
            "rule.throttles(times=2).returns_sample().delays(30)",
            self.call(shown),
            "assert rule.call_count == 1  # one call, of three attempts",
            "assert fake.elapsed >= 30  # seconds that nobody waited for",
        )

    def record(self) -> Pane | None:
        """The record of calls."""
        shown = self._chosen.shown
        if shown is None:
            return None
        key = text.literal(shown.key)
        seen = [f"assert call.request[{key}] == rule.calls[0][{key}]"] if shown.key else []
        return self.script(
            f"rule = {self.rule(shown)}.returns_sample()",
            self.call(shown),
            "call = fake.calls[0]",
            f'assert call.operation == "{shown.operation.name}"',
            *seen,
            "fake.assert_used()  # now, not only at the end",
            "fake.reset()",
            "assert fake.call_count == 0",
        )

    def awaited(self) -> Pane | None:
        """A call that is awaited."""
        shown = self._chosen.shown
        if shown is None:
            return None
        call = Arguments(shown.request).call(f"await fake.aio_client.{shown.operation.method}")
        first, *rest = self.head("use", ("fake", self._fake), "None")
        return self.script(
            f"rule = {self.rule(shown)}.returns_sample()",
            "asyncio.run(use(fake))",
            "assert rule.call_count == 1",
            before=("import asyncio\n",),
            functions=[f"async {first}", *rest, f"    {self.written(call)}", "", ""],
        )

    def responders(self) -> Pane | None:
        """An answer that depends on the request."""
        shown = self._chosen.shown
        if shown is None or not shown.key or shown.error is None:
            return None
        error = shown.error.class_name
        asked, answered = self.asked(shown), self.names(shown).answer
        answer = [
            *self.head("answer", ("request", asked), f"{answered} | {error}"),
            f"    if request[{text.literal(shown.key)}] == "
            f"{text.literal(shown.request[shown.key])}:",
            f'        return error({error}, "{WHY}")',
            f"    {self.written(python_item(shown.response), before='return ', indent=4)}",
            "",
            "",
        ]
        return self.script(
            f"fake.{names.fake_method(shown.operation.method)}().responds(answer)",
            f"with pytest.raises({error}):",
            f"    {self.call(shown, indent=8)}",
            before=("import pytest",),
            after=(
                f"from {self._service.package}.errors import {error}",
                self.imported("fake_types", answered),
                self.imported("type_defs", asked),
            ),
            more=("error",),
            functions=answer,
        )

    def strict(self) -> Pane | None:
        """A strict fake, which checks as Stubber does."""
        shown = self._chosen.shown
        if shown is None:
            return None
        rule = f"fake.{names.fake_method(shown.operation.method)}"
        open_rule = f"{rule}({self.names(shown).strict}=False)"
        if not shown.request:
            call = f"fake.client.{shown.operation.method}()"
            return self.script(f"{rule}().returns_sample()", call, options="strict=True")
        asked = self.asked(shown)
        return self.script(
            self.written(python_item(shown.request), before=f"request: {asked} = "),
            f"{rule}(**request).returns_sample()",
            f"{open_rule}.returns_sample()",
            "for _ in range(2):  # a third call would raise UnexpectedCallError",
            f"    fake.client.{shown.operation.method}(**request)",
            after=(self.imported("type_defs", asked),),
            options="strict=True",
        )

    def helpers(self) -> Pane | None:
        """The test's own functions and values, with their types."""
        shown = self._chosen.shown
        if shown is None:
            return None
        written = self.names(shown)
        answer: list[str] = []
        if shown.response:
            before = f"ANSWER: {written.answer} = "
            answer = [self.written(python_item(shown.response), before=before, indent=0), "", ""]
        head = f"def rule(fake: {self._fake}) -> {written.rule}:"
        imported = f"from {self._service.package}.fakes import {self._fake}, {written.rule}"
        if max(len(head), len(imported)) > WIDE:
            return None  # it would show how lines are broken, and little else
        return self.script(
            f"rule(fake).returns({'**ANSWER' if answer else ''})",
            self.call(shown),
            after=[f"from {self._service.package}.fake_types import {written.answer}"]
            if answer
            else (),
            more=(written.rule,),
            functions=(*answer, head, f"    return {self.rule(shown)}", "", ""),
        )

    def options(self) -> Pane | None:
        """A fake that checks less."""
        shown = self._chosen.shown
        if shown is None:
            return None
        return self.script(
            f"{self.rule(shown)}.returns_sample()",
            self.call(shown),
            options='answer_checks="structural"',
        )

    def auto(self) -> Pane | None:
        """Answers without rules."""
        if self._chosen.shown is None:
            return None
        return self.script(
            self.call(self._chosen.shown),
            "assert fake.call_count == 1",
            options="auto=True, seed=1",
        )

    def pages(self) -> Pane | None:
        """Two pages, and a loop over them."""
        for paginator in self._service.paginators:
            operation = self._operations[paginator.operation]
            example = self._chosen.good(operation)
            pages = self._chosen.pages(paginator, operation)
            if example is None or pages is None:
                continue
            required = {p.name for p in operation.parameters if p.required}
            asked = Arguments({k: v for k, v in example.request.items() if k in required})
            listing = asked.call(f"fake.client.{names.items_method(paginator.method)}")
            given = [("", python_item(pages))]
            rule = f"fake.{names.fake_method(operation.method)}()"
            return self.script(
                self.written(Group(f"{rule}.pages(", given, ")", "call")),
                self.written(listing, before="items = "),
                "assert len(list(items)) == 2",
                moments=asked.moments,
            )
        return None

    def waiting(self) -> Pane | None:
        """A waiter that polls twice, if the code is short."""
        for waiter in self._service.waiters:
            operation = self._operations[waiter.operation]
            example = self._chosen.good(operation)
            found = answers(waiter, operation, self._context) if example else None
            if example is None or found is None:
                continue
            asked = Arguments(example.request)
            wait = asked.call(f'fake.client.get_waiter("{waiter.method}").wait')
            return self.script(
                f"rule = fake.{names.fake_method(operation.method)}()",
                *map(self.written, found),
                self.written(wait),
                f"assert rule.call_count == {len(found)}",
                *[f"assert fake.elapsed >= {waiter.delay}  # seconds"][: len(found) - 1],
                moments=asked.moments,
            )
        return None

    def streaming(self, *, events: bool) -> Pane | None:
        """The test of an operation whose response has a streaming body, or an event stream."""
        for operation in self._service.operations:
            members = self._context.shapes[operation.output].members if operation.output else ()
            if any(member.form == ("events" if events else "stream") for member in members):
                example = self._chosen.good(operation)
                panes = self._context.wide_snippets.panes(operation, example) if example else []
                if found := [pane for pane in panes if pane.key == "fake"]:
                    return found[0]
        return None

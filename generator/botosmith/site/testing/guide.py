"""The testing guide: how the service's fake is used, and what its rules can do."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from botosmith import names
from botosmith.site.context import Context
from botosmith.site.parts.code import python_pane
from botosmith.site.snippets import Pane
from botosmith.site.testing import transfers
from botosmith.site.testing.examples import TestingExamples
from botosmith.site.testing.stubber import rows as stubber_rows


@dataclass(frozen=True, slots=True, kw_only=True)
class Section:
    """A part of the guide: words of ours, with code between backquotes, and one example.

    ``rows`` compare two ways of doing the same: Stubber's and ours.
    """

    anchor: str
    title: str
    paragraphs: tuple[str, ...]
    pane: Pane
    rows: tuple[tuple[str, str], ...]


def sections(context: Context) -> Iterator[Section]:
    """The guide of one service; every example in it runs as it stands."""
    examples = TestingExamples(context)
    for anchor, title, paragraphs, pane in _sections(context, examples):
        if pane:
            method = examples.method if anchor == "stubber" else ""
            yield Section(
                anchor=anchor,
                title=title,
                paragraphs=paragraphs,
                pane=pane,
                rows=stubber_rows(context, method) if method else (),
            )


def _sections(
    context: Context, examples: TestingExamples
) -> Iterator[tuple[str, str, tuple[str, ...], Pane | None]]:
    service = context.service
    heads = any(o.error_code_in == "status" for o in service.operations)
    fake, fixture = names.fake_class(service.class_name), names.fake_fixture(service.package)
    yield (
        "pytest",
        "In pytest",
        (
            f"A test that takes `{fixture}` has a fake: the fixture comes with the package and "
            "needs no conftest line. A rule that was never used fails the test, unless it is "
            "`optional()`, as a fixture's default should be.",
            "`@pytest.mark.botosmith(allow_unused=True)` gives the fakes of a test, a class or, as "
            "`pytestmark`, a module other options; outside pytest it is "
            f"`with {fake}(allow_unused=True) as fake:`. Both take `strict`, `auto`, `seed`, "
            "`allow_unused`, `answer_checks`, `region_name` and `config`. With `strict=True` the "
            'fake is a Stubber: "Which calls a rule answers", "Rules that match the same calls" '
            'and "One answer after the other" are about fakes without it.',
        ),
        _first_example(context),
    )
    yield (
        "matching",
        "Which calls a rule answers",
        (
            "A rule asks for the members that it names and no others; its own `strict=True` asks "
            "for exactly these. A member may be a value, a compiled regular expression for the "
            "whole text, a predicate, `ANY` for whatever is given, or `ABSENT` for what is left "
            f"out. `ANY` and `ABSENT` come from `{service.package}.fakes`, as does `error` below.",
            "The most specific rule wins: the one with most values; among equals the one with most "
            "predicates and regular expressions, then with most `ANY`, then a strict one, then one "
            "that is not `optional()`. Which was written first does not matter, unless the whole "
            "fake is `strict=True`: there it is all that matters.",
        ),
        examples.matching(),
    )
    yield (
        "ambiguous",
        "Rules that match the same calls",
        (
            "Two rules with the same conditions are refused when the second gets its answer; two "
            "that match one call equally well, when the call comes. Both are an "
            "`AmbiguousRulesError`: give both answers to one rule, or one rule another member; or "
            "make one `optional()`, which the other overrides.",
        ),
        examples.ambiguous(),
    )
    yield (
        "sequences",
        "One answer after the other",
        (
            "Answers are given in the order in which they are written, each to one call, the last "
            "one to all that follow: `.returns(A).returns(B)` repeats B for ever, "
            "`.returns_each(A, B)` answers two calls and then raises. `.times(n)` behind an answer "
            "says how many calls it is for. In a strict fake no answer is for ever: each is for "
            "one call.",
        ),
        examples.sequences(),
    )
    yield (
        "errors",
        "Errors",
        (
            "`raises` takes an error that the operation declares, by name or class, with its "
            "fields, or as `error` makes it; "
            + ("a common error by its code; " if service.common_errors else "")
            + "any other code with `unmodelled=True`. It is the outcome after botocore's retries: "
            "what the code under test gets to see." + (_HEAD if heads else ""),
        ),
        examples.errors(),
    )
    yield (
        "retries",
        "Retries and time",
        (
            "`throttles` and `fails_connection` are what botocore's retries get to see: refused "
            "attempts, which it makes again; so are botocore's own errors in `raises`, such as "
            "`ReadTimeoutError`. No fake sleeps: retries, waiters and `delays` let "
            "time pass on `fake.elapsed`, in seconds.",
        ),
        examples.retries(),
    )
    yield (
        "responders",
        "Answers that depend on the request",
        (
            "`responds` takes a function of the request. It gives a response, which is checked, or "
            "an error: `error` makes one of its class, the text and the fields, or of a code, with "
            "the other options of `raises`." + (_HEAD_BY_KEY if heads else ""),
        ),
        examples.responders(),
    )
    yield (
        "pages",
        "Pages",
        (
            "`pages` answers each call with the page that it asks for, and fills in the tokens "
            "that lead from one to the next.",
        ),
        examples.pages(),
    )
    yield (
        "waiters",
        "Waiters",
        ("Waiters poll the fake as they would the service, without the waiting.",),
        examples.waiting(),
    )
    yield (
        "bodies",
        "Streaming bodies",
        ("A body is given as bytes, text or a file; the client gives a stream.",),
        examples.streaming(events=False),
    )
    yield (
        "transfers",
        "Files that boto3 sends and fetches",
        (
            "`upload_file`, `download_file` and the like are boto3's, no operations of the model: "
            "there are no rules for them, but for what they call. `fake.client` has them, too, "
            "if boto3 was imported before the fake was opened.",
            "An upload is `put_object`. A download is `head_object`, whose `ContentLength` must "
            "be there, and then `get_object`.",
        ),
        transfers.small(context),
    )
    yield (
        "multipart",
        "Large files",
        (
            "From 8 MB on boto3 moves parts, several at once and in no order, unless its "
            "`TransferConfig` says otherwise. Each part of a download asks for a `Range` and "
            "needs its `ContentRange`.",
        ),
        transfers.large(context),
    )
    yield (
        "events",
        "Event streams",
        ("A stream of events is given as a list; the client gives an iterator.",),
        examples.streaming(events=True),
    )
    yield (
        "record",
        "What was called",
        (
            "`fake.calls` has every call, in order: its `operation` and the `request`, as botocore "
            "sent it. `rule.calls` are the requests of one rule, `call_count` how many there were.",
            "Closing a fake, or `assert_used` before that, fails if a rule was not used as it "
            "says, or if the code under test swallowed a call that no rule answers. "
            "A rule that is `optional()` need not be used, such as a fixture's default; "
            f"`{fake}(allow_unused=True)` minds no unused rule. `reset` forgets rules, calls and "
            "time.",
        ),
        examples.record(),
    )
    yield (
        "samples",
        "Without rules",
        (
            f"`{fake}(auto=True)` answers every operation that has no rule with a valid sample, "
            "the same one for the same seed.",
        ),
        examples.auto(),
    )
    yield (
        "types",
        "Helpers of typed tests",
        (
            f"A helper that makes a rule returns a type of `{service.package}.fakes`, named after "
            f"the operation. What rules answer has types in `{service.package}.fake_types`: those "
            "of responses in `type_defs` have `ResponseMetadata` as well, which answers may leave "
            "to the fake.",
        ),
        examples.helpers(),
    )
    yield (
        "options",
        "Answers and regions of a service's own",
        (
            "Services at times break limits of their own models. `answer_checks` says how much of "
            "the model answers have to obey: all of it (`strict`, the default); what code that "
            "trusts the types relies upon (`structural`), where the client gives a `ShapeWarning` "
            "for the rest; nothing (`off`).",
            "`region_name` is where `fake.client` is, unless `config` says it; else us-east-1. "
            "The marker takes these options, too.",
        ),
        examples.options(),
    )
    yield (
        "stubber",
        "Coming from Stubber",
        (
            f"`{fake}(strict=True)` checks what botocore's Stubber does, and "
            "`@pytest.mark.botosmith(strict=True)` says so of the fakes of a test, a class or, as "
            "`pytestmark`, a module. Answers are given in the order in which they are written, "
            "over all rules: `first.returns()`, `second.returns()`, `first.returns()` are for "
            "calls of the first rule, the second and the first again. Each is for one call, unless "
            "`.times(n)` says otherwise; a call has the parameters of its rule and no others, "
            "idempotency tokens that botocore fills in aside. If a call is out of turn, the error "
            "shows what was expected next, member by member.",
            "Without it, a rule asks for the members that it names, its last answer is for all "
            "calls to come, and rules may be used in any order. In a strict fake a rule may say "
            "`strict=False`, and one that is `optional()` stands outside the order: it answers "
            "what the rule whose turn it is does not, as often as it is asked. "
            "`strict=True, allow_unused=True` keeps the order, but calls may end before the "
            "answers do.",
            "A dict that is passed on as `**expected_params` has the type of the request, as in "
            "the example: to type checkers a plain one might hold anything.",
        ),
        examples.strict(),
    )
    yield (
        "patching",
        "Code that calls boto3 itself",
        (
            "`patch` takes boto3, one of its sessions, or the module under test. Inside the block, "
            f'each `client("{service.name}")` is a client of the fake, with its own events and '
            "configuration.",
        ),
        python_pane(
            f"import boto3\nfrom {service.package}.fakes import {fake}\n\n"
            f"with {fake}() as fake, fake.patch(boto3):\n"
            f'    client = boto3.client("{service.name}")  # its calls go to the fake'
        ),
    )


def _first_example(context: Context) -> Pane | None:
    for operation in context.service.operations:
        for example in context.examples.of(operation):
            if example.sent and example.sent.scheme == "v4a":
                continue  # which takes an optional library
            for pane in context.wide_snippets.panes(operation, example):
                if pane.key == "fake":
                    return pane
    return None


_HEAD = (
    " The answer to a HEAD request has no body, and no name of an error arrives: there it is the "
    '`ClientError` of a status, `.raises("404")`.'
)
_HEAD_BY_KEY = (
    ' To a HEAD request it is the status: `error("404")` for one key, a response for another.'
)

"""The testing guide: how to use the service's fake, and what its rules can do."""

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
    """A section of the guide: our own text, with code between backquotes, and one example.

    ``rows`` is a table of Stubber's features and ours.
    """

    anchor: str
    title: str
    paragraphs: tuple[str, ...]
    pane: Pane
    rows: tuple[tuple[str, str], ...]


def sections(context: Context) -> Iterator[Section]:
    """The guide of one service; every example in it runs unchanged."""
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
            "`optional()`. Make a rule optional if it is a default in a fixture.",
            "`@pytest.mark.botosmith(allow_unused=True)` sets options for the fakes of a test, a "
            "class or, as `pytestmark`, a module. Outside pytest, write "
            f"`with {fake}(allow_unused=True) as fake:`. Both take `strict`, `auto`, `seed`, "
            "`allow_unused`, `answer_checks`, `region_name` and `config`. With `strict=True` the "
            'fake works like a Stubber. The sections "Which calls a rule answers", "Rules that '
            'match the same calls" and "One answer after the other" are about fakes without it.',
        ),
        _first_example(context),
    )
    yield (
        "matching",
        "Which calls a rule answers",
        (
            "A rule compares the members that it names, and ignores others. A rule with "
            "`strict=True` accepts no others. A condition is a value, a compiled regular "
            "expression for the whole string, a predicate, `ANY` for any value, or `ABSENT` for "
            f"no value. `ANY` and `ABSENT` come from `{service.package}.fakes`, as does `error` "
            "below.",
            "The most specific rule wins: the one with the most values. If that is equal, the one "
            "with the most predicates and regular expressions wins, then the one with the most "
            "`ANY`, then a strict one, then one that is not `optional()`. The order in which rules "
            "are written only matters if the whole fake is `strict=True`.",
        ),
        examples.matching(),
    )
    yield (
        "ambiguous",
        "Rules that match the same calls",
        (
            "Two rules with the same conditions raise `AmbiguousRulesError` when the second gets "
            "its answer. Two rules that match one call equally well raise it when the call is "
            "made. Give both answers to one rule, or add a member to one of them, or make one "
            "`optional()`, so that the other overrides it.",
        ),
        examples.ambiguous(),
    )
    yield (
        "sequences",
        "One answer after the other",
        (
            "A rule gives its answers in the order in which they are written. Each answers one "
            "call, and the last one answers all further calls: `.returns(A).returns(B)` repeats B, "
            "and `.returns_each(A, B)` answers two calls and then raises. `.times(n)` after an "
            "answer sets the number of calls that it is for. In a strict fake, each answer is for "
            "one call.",
        ),
        examples.sequences(),
    )
    yield (
        "errors",
        "Errors",
        (
            "`raises` takes an error that the operation declares: by name or class, with its "
            "fields, or made with `error`. It also takes "
            + ("a common error by its code, and " if service.common_errors else "")
            + "any other code with `unmodelled=True`. The code under test gets this error: it is "
            "the result after botocore's retries." + (_HEAD if heads else ""),
        ),
        examples.errors(),
    )
    yield (
        "retries",
        "Retries and time",
        (
            "`throttles` and `fails_connection` fail attempts, which botocore retries. botocore's "
            "own errors in `raises`, such as `ReadTimeoutError`, are retried, too. A fake does not "
            "sleep: retries, waiters and `delays` only add seconds to `fake.elapsed`.",
        ),
        examples.retries(),
    )
    yield (
        "responders",
        "Answers that depend on the request",
        (
            "`responds` takes a function of the request. It returns a response, which is checked, "
            "or an error. `error` makes an error from a class, a message and fields, or from a "
            "code, with the other options of `raises`." + (_HEAD_BY_KEY if heads else ""),
        ),
        examples.responders(),
    )
    yield (
        "pages",
        "Pages",
        (
            "`pages` answers each call with the page that it requests, and fills in the tokens "
            "between pages.",
        ),
        examples.pages(),
    )
    yield (
        "waiters",
        "Waiters",
        ("Waiters poll the fake as they poll the service, but do not sleep.",),
        examples.waiting(),
    )
    yield (
        "bodies",
        "Streaming bodies",
        ("Pass a body as bytes, text or a file; the client returns a stream.",),
        examples.streaming(events=False),
    )
    yield (
        "transfers",
        "Files that boto3 sends and fetches",
        (
            "`upload_file`, `download_file` and similar methods are boto3's, and not operations of "
            "the model. There are no rules for them, but for the operations that they call. "
            "`fake.client` has these methods if boto3 was imported before the fake was opened.",
            "An upload calls `put_object`. A download calls `head_object`, whose response needs "
            "`ContentLength`, and then `get_object`.",
        ),
        transfers.small(context),
    )
    yield (
        "multipart",
        "Large files",
        (
            "From 8 MB on, boto3 transfers a file in parts, several at the same time and in any "
            "order. Its `TransferConfig` changes that. The request for each part of a download has "
            "a `Range`, and the response needs its `ContentRange`.",
        ),
        transfers.large(context),
    )
    yield (
        "events",
        "Event streams",
        ("Pass an event stream as a list; the client returns an iterator.",),
        examples.streaming(events=True),
    )
    yield (
        "record",
        "What was called",
        (
            "`fake.calls` has every call, in order: its `operation` and its `request`, as botocore "
            "would send it. `rule.calls` has the requests of one rule, and `call_count` their "
            "number.",
            "Closing a fake, or `assert_used` before that, fails if a rule was used too little, or "
            "if the code under test caught the error of a call that no rule answered. A rule that "
            "is `optional()` need not be used, such as a default in a fixture. "
            f"`{fake}(allow_unused=True)` accepts all unused rules. `reset` forgets rules, calls "
            "and time.",
        ),
        examples.record(),
    )
    yield (
        "asyncio",
        "Code that awaits",
        (
            "`fake.aio_client` is a client for asyncio, over aiobotocore. It shares the rules and "
            f"the calls of `fake.client`. Install the extra `aio` of `{service.distribution}`.",
            "An answer is used up when a call reaches the fake, so that a call that is cancelled "
            "later has used it up. A fake belongs to no event loop. A responder may be a "
            "coroutine. `fake.patch` also reaches sessions of aiobotocore, if it was imported "
            "before.",
        ),
        examples.awaited(),
    )
    yield (
        "samples",
        "Without rules",
        (
            f"`{fake}(auto=True)` answers each call that no rule answers with a valid sample. The "
            "same seed gives the same sample.",
        ),
        examples.auto(),
    )
    yield (
        "types",
        "Helpers of typed tests",
        (
            f"A helper that makes a rule returns a type of `{service.package}.fakes`, named after "
            f"the operation. The types of answers are in `{service.package}.fake_types`. The types "
            "of responses in `type_defs` require `ResponseMetadata`, which the fake adds to "
            "answers.",
        ),
        examples.helpers(),
    )
    yield (
        "options",
        "Answers and regions of a service's own",
        (
            "Some services break the limits of their own models. `answer_checks` sets how far "
            "answers must obey the model. With `strict`, the default, they must obey all of it. "
            "With `structural`, they must obey what typed code relies on, and the client gives a "
            "`ShapeWarning` for the rest. With `off`, nothing is checked.",
            "`region_name` is the region of `fake.client`. The default is that of `config`, or "
            "else us-east-1. The marker takes these options, too.",
        ),
        examples.options(),
    )
    yield (
        "stubber",
        "Coming from Stubber",
        (
            f"`{fake}(strict=True)` checks what botocore's Stubber checks. "
            "`@pytest.mark.botosmith(strict=True)` does the same for the fakes of a test, a class "
            "or, as `pytestmark`, a module. Answers are used in the order in which they are "
            "written, over all rules: `first.returns()`, `second.returns()`, `first.returns()` "
            "answer calls of the first rule, of the second, and of the first again. Each answers "
            "one call, unless `.times(n)` sets another number. A call must have exactly the "
            "parameters of its rule; idempotency tokens that botocore adds do not count. If a "
            "call comes too early or too late, the error shows what was expected next, member by "
            "member.",
            "Without it, a rule compares the members that it names, its last answer is for all "
            "further calls, and rules may be used in any order. In a strict fake, a rule may have "
            "`strict=False`. A rule that is `optional()` is not part of the order: it answers any "
            "number of calls that the rule whose turn it is does not match. With "
            "`strict=True, allow_unused=True` the order still applies, but the calls may end "
            "before the answers do.",
            "If you pass a dict as `**expected_params`, give it the type of the request, as in the "
            "example. Type checkers do not know the keys of a plain dict.",
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
    " The response to a HEAD request has no body, so no error name arrives. For such operations, "
    'write the status, as in `.raises("404")`: it is a `ClientError`.'
)
_HEAD_BY_KEY = (
    ' For a HEAD request the code is the status: return `error("404")` for one key, and a response '
    "for another."
)

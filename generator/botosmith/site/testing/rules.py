"""What a rule of a fake can do: one line for each method."""

from __future__ import annotations

RULES = (
    (
        "fake.operation(Member=value)",
        "A rule: answers the calls whose request has these members. Values, `ANY`, a predicate or "
        "a compiled regular expression; `strict=True` asks for exactly these.",
    ),
    (".returns(**response)", "The response, checked in full when it is written."),
    (".returns_sample(seed=1, **overrides)", "A valid response made from the shape."),
    (".returns_each(first, second)", "One response after the other, and then none."),
    (".pages([first, second])", "The pages of a paginator, with their tokens."),
    (
        ".raises(error, message=...)",
        "An error that the operation declares, by name or class, or a common one by its code; "
        "others with `unmodelled=True`. "
        "What comes out after botocore's retries.",
    ),
    (".responds(function)", "Whatever the function makes of the request."),
    (".times(n)", "How many calls the last answer is for, no more and no less."),
    (".optional()", "A default: the rule need not be used, and one of the same conditions wins."),
    (".delays(seconds)", "Time that passes on the fake's clock; nothing sleeps."),
    (".fails_connection()", "No answer at all; botocore's retries really run."),
    (".throttles(times=2)", "Refusals as AWS makes them: what botocore's retries see."),
    (".calls, .call_count", "The requests that the rule has answered, in order."),
)

"""What a rule of a fake can do: one line for each method."""

from __future__ import annotations

RULES = (
    (
        "fake.operation(Member=value)",
        "A rule: answers the calls whose request has these members. A condition is a value, `ANY`, "
        "a predicate or a compiled regular expression; `strict=True` accepts no other members.",
    ),
    (".returns(**response)", "The response, checked in full when it is written."),
    (".returns_sample(seed=1, **overrides)", "A valid response made from the shape."),
    (".returns_each(first, second)", "One response after the other, each for one call."),
    (".pages([first, second])", "The pages of a paginator, with their tokens."),
    (
        ".raises(error, message=...)",
        "An error that the operation declares, by name or class, or a common one by its code; "
        "others with `unmodelled=True`. It is the result after botocore's retries.",
    ),
    (".responds(function)", "The response or error that the function returns for the request."),
    (".times(n)", "The exact number of calls that the last answer is for."),
    (
        ".optional()",
        "A default: the rule need not be used, and another rule with the same conditions wins.",
    ),
    (".delays(seconds)", "Adds simulated time to `fake.elapsed`; nothing sleeps."),
    (".fails_connection()", "A connection error in each attempt; botocore's retries really run."),
    (".throttles(times=2)", "A throttling error in two attempts, which botocore retries."),
    (".calls, .call_count", "The requests that the rule has answered, in order."),
)

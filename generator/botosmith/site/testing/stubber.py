"""The testing guide's section for users of ``botocore.stub.Stubber``."""

from __future__ import annotations

from botosmith import names
from botosmith.site.context import Context


def rows(context: Context, method: str) -> tuple[tuple[str, str], ...]:
    """Pairs of Stubber's code and the fake's, for an operation of that method."""
    service = context.service
    fake = names.fake_class(service.class_name)
    rule = f"fake.{names.fake_method(method)}"
    return (
        (
            "`Stubber(client)`, `activate()`, `deactivate()`",
            f"`with {fake}(strict=True) as fake:` or the fixture "
            f"`{names.fake_fixture(service.package)}`. The client is `fake.client`; "
            "`fake.patch(...)` gives it to code that makes its own.",
        ),
        (
            f'`add_response("{method}", response, expected_params)`',
            f"`{rule}(**expected_params).returns(**response)`",
        ),
        (
            "`add_response` without `expected_params`",
            f"`{rule}(strict=False).returns(**response)`",
        ),
        ("The same `add_response` n times", "`.returns(**response).times(n)`"),
        ("An `add_response` for each page", "`.pages([first, second])`, which links them"),
        (
            f'`add_client_error("{method}", service_error_code="Code")`',
            f'`{rule}(...).raises("Code")`; `unmodelled=True` lets it be a code that the model '
            "does not know.",
        ),
        ("`service_message`", '`.raises("Code", message="text")`'),
        (
            "`http_status_code`",
            "What the model says of the error; `http_status=` with `unmodelled=True`.",
        ),
        ("`modeled_fields`", 'Keywords: `.raises("Code", Field=value)`'),
        ("`response_meta`", "`.returns(ResponseMetadata={...}, **response)`"),
        (
            "`ANY`",
            "`ANY`, this package's or botocore's; or `ABSENT`, a predicate, a regular expression",
        ),
        (
            "`assert_no_pending_responses()`",
            "Nothing: the end of the test or of the `with` fails where an answer was not used. "
            "`fake.assert_used()` asks before.",
        ),
        (
            "`StubResponseError` and those below it",
            "`UnexpectedCallError`, an `AssertionError`, so that code which handles botocore's "
            "errors does not swallow it; a response that is wrong is a `RuleError` at the rule.",
        ),
    )

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
            f'`{rule}(...).raises("Code")`; with `unmodelled=True` for a code that the model does '
            "not have.",
        ),
        ("`service_message`", '`.raises("Code", message="text")`'),
        (
            "`http_status_code`",
            "The status of the error in the model; or `http_status=` with `unmodelled=True`.",
        ),
        ("`modeled_fields`", 'Keywords: `.raises("Code", Field=value)`'),
        ("`response_meta`", "`.returns(ResponseMetadata={...}, **response)`"),
        (
            "`ANY`",
            "`ANY` of this package or of botocore; or `ABSENT`, a predicate, a regular expression",
        ),
        (
            "`assert_no_pending_responses()`",
            "Nothing: the end of the test or of the `with` fails if an answer was not used. "
            "`fake.assert_used()` checks earlier.",
        ),
        (
            "`StubResponseError` and its subclasses",
            "`UnexpectedCallError`, an `AssertionError`, so that code which catches botocore's "
            "errors does not catch it. A wrong response raises `RuleError` where the rule is "
            "written.",
        ),
    )

"""Traits of the sidecar files of ``service-2.json``."""

from __future__ import annotations

from botosmith.models.traits.trait import FLAG, JUDGED, LIST, OBJECT, STRING, Trait, TraitPlace

_EXAMPLE: tuple[TraitPlace, ...] = ("example",)
_EXTRAS: tuple[TraitPlace, ...] = ("extras",)
_OF_OPERATION: tuple[TraitPlace, ...] = ("extras of an operation",)
_OF_MEMBER: tuple[TraitPlace, ...] = ("extras of a member",)

_TEXT = ("documentation-changed",)
_PAGES = ("paginator-changed",)
_WAITS = ("waiter-changed",)

PAGINATORS = [
    Trait(name="version", places=("paginators", "waiters", "examples"), kind=JUDGED,
          about="the version of the format"),
    Trait(name="pagination", places=("paginators",), kind=JUDGED, inside="paginator", nested=1,
          about="the paginators, by operation"),
    Trait(name="input_token", places=("paginator",), kind=JUDGED, change=_PAGES,
          about="the request members for the next page"),
    Trait(name="output_token", places=("paginator",), kind=JUDGED, change=_PAGES,
          about="the path of the next token in a page"),
    Trait(name="limit_key", places=("paginator",), kind=JUDGED, change=_PAGES,
          about="the member with the size of a page"),
    Trait(name="more_results", places=("paginator",), kind=JUDGED, change=_PAGES,
          about="the path of the member that says if more pages follow"),
    Trait(name="result_key", places=("paginator",), kind=JUDGED, change=_PAGES,
          about="the paths of the items in a page"),
    Trait(name="non_aggregate_keys", places=("paginator",), kind=JUDGED, change=_PAGES,
          about="members that are the same on every page"),
]  # fmt: skip

WAITERS = [
    Trait(name="waiters", places=("waiters",), kind=JUDGED, inside="waiter", nested=1,
          about="the waiters, by name"),
    Trait(name="operation", places=("waiter",), kind=JUDGED, change=_WAITS, about="what is called"),
    Trait(name="delay", places=("waiter",), kind=JUDGED, change=_WAITS,
          about="seconds between two calls"),
    Trait(name="maxAttempts", places=("waiter",), kind=JUDGED, change=_WAITS,
          about="the most calls"),
    Trait(name="description", places=("waiter",), kind=STRING, change=_TEXT, about="a text"),
    Trait(name="acceptors", places=("waiter",), kind=JUDGED, change=_WAITS, inside="acceptor",
          nested=1, about="which answers end the wait"),
    Trait(name="state", places=("acceptor",), kind=JUDGED, about="how the wait ends"),
    Trait(name="matcher", places=("acceptor",), kind=JUDGED, about="what is compared"),
    Trait(name="argument", places=("acceptor",), kind=JUDGED, about="the path in the response"),
    Trait(name="expected", places=("acceptor",), kind=JUDGED, about="the expected value"),
]  # fmt: skip

EXAMPLES = [
    Trait(name="examples", places=("examples",), kind=JUDGED, inside="example", nested=2,
          about="lists of examples, by operation"),
    Trait(name="id", places=_EXAMPLE, kind=STRING, about="names the example"),
    Trait(name="title", places=_EXAMPLE, kind=STRING, about="a line about it"),
    Trait(name="description", places=_EXAMPLE, kind=STRING, about="more about it"),
    Trait(name="input", places=_EXAMPLE, kind=OBJECT, about="a request"),
    Trait(name="output", places=_EXAMPLE, kind=OBJECT, about="its response"),
    Trait(name="comments", places=_EXAMPLE, kind=OBJECT, about="comments on members"),
]  # fmt: skip

# `extras.schema.json` defines the format and checks the types. Facts about shapes, members and
# errors are compared together with these.
EXTRAS = [
    Trait(name="origin", places=_EXTRAS, kind=JUDGED, change=("origin-changed",),
          about="the model that this one was cut from"),
    Trait(name="clientClass", places=_EXTRAS, kind=JUDGED, change=("service-id-changed",),
          about="the client's class"),
    Trait(name="endpoint", places=_EXTRAS, kind=JUDGED, change=("endpoint-changed",),
          about="a service without public hosts"),
    Trait(name="authentication", places=_EXTRAS, kind=JUDGED, change=("authentication-changed",),
          about="schemes in addition to AWS's"),
    Trait(name="errorMessage", places=_EXTRAS, kind=JUDGED, change=("error-message-path-changed",),
          about="the path of an error's message"),
    Trait(name="topics", places=_EXTRAS, kind=JUDGED, change=_TEXT, about="additional pages"),
    Trait(name="glossary", places=_EXTRAS, kind=JUDGED, change=_TEXT, about="names of patterns"),
    Trait(name="links", places=_EXTRAS, kind=JUDGED, change=_TEXT, about="external pages"),
    Trait(name="privileges", places=_OF_OPERATION, kind=LIST, change=_TEXT,
          about="what a caller needs"),
    Trait(name="restrictions", places=_OF_OPERATION, kind=LIST, change=_TEXT,
          about="when it cannot be called"),
    Trait(name="successStatus", places=_OF_OPERATION, kind=JUDGED,
          change=("success-status-changed",), about="the status of a success"),
    Trait(name="repeatedHeader", places=_OF_MEMBER, kind=FLAG, change=("wire-format-changed",),
          about="one header line for each item of a list"),
    Trait(name="presence", places=_OF_MEMBER, kind=OBJECT, change=("presence-rule-changed",),
          about="when a member of a response is present"),
]  # fmt: skip

ROWS = [*PAGINATORS, *WAITERS, *EXAMPLES, *EXTRAS]

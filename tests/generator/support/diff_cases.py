"""For every kind of change one of the tiny model's, and what it is classed as."""

from __future__ import annotations

from dataclasses import dataclass

from tiny_model import TINY, Json, merged

Model = dict[str, Json]


@dataclass(frozen=True, slots=True)
class Case:
    """What is changed, on top of what is there before, and the changes that are found.

    Expected are lines such as ``breaking request shapes.Job.members.Id member-removed``.
    """

    change: Model
    expected: str
    before: Model | None = None

    def models(self) -> tuple[Model, Model]:
        """The old documents and the new ones."""
        old = patched(patched(BASE, BOTH_WAYS), self.before or {})
        return old, patched(old, self.change)


def patched(model: Model, patch: Model) -> Model:
    """The documents, each with its merge patch applied."""
    return {stem: merged(model.get(stem, {}), patch.get(stem, {})) for stem in {**model, **patch}}


def shape(name: str, patch: Json | None) -> Model:
    """A patch of one shape."""
    return {"service-2": {"shapes": {name: patch}}}


def operation(name: str, patch: Json | None) -> Model:
    """A patch of one operation."""
    return {"service-2": {"operations": {name: patch}}}


def metadata(**patch: object) -> Model:
    """A patch of the metadata."""
    return {"service-2": {"metadata": patch}}


def extras(**patch: object) -> Model:
    """A patch of ``botosmith-1.json``."""
    return {"botosmith-1": patch}


def member(name: str, patch: Json | None) -> Model:
    """A patch of a member of ``Both``, which requests and responses hold."""
    return shape("Both", {"members": {name: patch}})


BASE: Model = {
    **TINY,
    "endpoint-rule-set-1": {"version": "1.0", "parameters": {}, "rules": []},
}
_FILTER = {"shape": "Both"}
BOTH_WAYS: Model = {
    "service-2": {
        "operations": {"ListJobs": {"http": {"method": "POST"}}},
        "shapes": {
            "ListJobsInput": {"members": {"Both": _FILTER}},
            "ListJobsOutput": {"members": {"Both": _FILTER}},
            "Both": {
                "type": "structure",
                "required": ["Text"],
                "members": {
                    "Text": {"shape": "Text"},
                    "Size": {"shape": "Size"},
                    "When": {"shape": "When"},
                    "Kind": {"shape": "Kind"},
                    "List": {"shape": "Texts"},
                },
            },
            "Text": {"type": "string", "min": 1, "max": 9, "pattern": "[a-z]+"},
            "Texts": {"type": "list", "member": {"shape": "Text"}},
            "Size": {"type": "integer"},
            "When": {"type": "timestamp"},
            "Kind": {"type": "string", "enum": ["one", "two"]},
        },
    }
}

_NEW_OPERATION = {"name": "StopJob", "http": {"method": "POST", "requestUri": "/stop"}}
_ERROR: Json = {"type": "structure", "members": {}, "exception": True}
_ENDPOINT: Json = {"required": True, "region": "local"}
_LIMITED: Model = {
    "service-2": {
        "shapes": {
            "Long": {"type": "long"},
            "Share": {"type": "double"},
            "Both": {"members": {"Long": {"shape": "Long"}, "Share": {"shape": "Share"}}},
        }
    }
}

CASES: dict[str, Case] = {
    # --- the service --------------------------------------------------------------------------
    "service id": Case(
        metadata(serviceId="Other"), "breaking service metadata.serviceId service-id-changed"
    ),
    "protocol": Case(
        metadata(protocol="rest-xml"), "risky service metadata.protocol protocol-changed"
    ),
    "endpoint": Case(
        metadata(endpointPrefix="big"), "risky service metadata.endpointPrefix endpoint-changed"
    ),
    "endpoint of extras": Case(
        extras(endpoint=_ENDPOINT), "risky service endpoint endpoint-changed"
    ),
    "endpoint rules": Case(
        {"endpoint-rule-set-1": {"rules": [{"type": "error", "conditions": [], "error": "No."}]}},
        "risky service endpoint-rule-set-1 endpoint-rules-changed",
    ),
    "context parameter": Case(
        member("Text", {"contextParam": {"name": "Text"}}),
        "risky service shapes.Both.members.Text.contextParam endpoint-parameters-changed",
    ),
    "signature": Case(
        metadata(signatureVersion="v2"),
        "risky service metadata.signatureVersion signature-changed",
    ),
    "signature of an operation": Case(
        operation("GetJob", {"authtype": "none"}),
        "risky service operations.GetJob.authtype signature-changed",
    ),
    "authentication": Case(
        extras(authentication={"bearer": {}}),
        "risky service authentication authentication-changed",
        before=extras(endpoint=_ENDPOINT),
    ),
    "message path": Case(
        extras(errorMessage="Message.value"),
        "risky service errorMessage error-message-path-changed",
    ),
    "other metadata": Case(
        metadata(serviceFullName="Tiny"), "safe service metadata.serviceFullName metadata-changed"
    ),
    "origin": Case(
        extras(origin={"service": "big", "apiVersion": "2020-01-01"}),
        "safe service origin origin-changed",
    ),
    # --- operations ---------------------------------------------------------------------------
    "new operation": Case(
        operation("StopJob", _NEW_OPERATION), "safe service operations.StopJob operation-added"
    ),
    "lost operation": Case(
        operation("StopJob", None),
        "breaking service operations.StopJob operation-removed",
        before=operation("StopJob", _NEW_OPERATION),
    ),
    "deprecation": Case(
        operation("GetJob", {"deprecated": True}),
        "safe service operations.GetJob.deprecated operation-deprecated",
    ),
    "no deprecation": Case(
        operation("GetJob", {"deprecated": None}),
        "safe service operations.GetJob.deprecated operation-undeprecated",
        before=operation("GetJob", {"deprecated": True}),
    ),
    "another trait": Case(
        operation("GetJob", {"httpChecksumRequired": True}),
        "risky service operations.GetJob.httpChecksumRequired operation-trait-changed",
    ),
    "method": Case(
        operation("GetJob", {"http": {"method": "POST"}}),
        "risky service operations.GetJob.http.method http-method-changed",
    ),
    "path": Case(
        operation("ListJobs", {"http": {"requestUri": "/all"}}),
        "risky service operations.ListJobs.http.requestUri http-path-changed",
    ),
    "status": Case(
        operation("ListJobs", {"http": {"responseCode": 202}}),
        "risky service operations.ListJobs.successStatus success-status-changed",
    ),
    "host": Case(
        operation("ListJobs", {"endpoint": {"hostPrefix": "data."}}),
        "risky service operations.ListJobs.endpoint host-prefix-changed",
    ),
    "new request": Case(
        operation("StopJob", {"input": {"shape": "Both"}}),
        "safe request operations.StopJob.input request-added",
        before=operation("StopJob", _NEW_OPERATION),
    ),
    "lost request": Case(
        operation("ListJobs", {"input": None}),
        "breaking request operations.ListJobs.input request-removed",
        before={"paginators-1": {"pagination": {"ListJobs": None}}},
    ),
    "new response": Case(
        operation("StopJob", {"output": {"shape": "Both"}}),
        "safe response operations.StopJob.output response-added",
        before=operation("StopJob", _NEW_OPERATION),
    ),
    "lost response": Case(
        operation("ListJobs", {"output": None}),
        "breaking response operations.ListJobs.output response-removed",
    ),
    # --- errors -------------------------------------------------------------------------------
    "new error": Case(
        operation("ListJobs", {"errors": [{"shape": "NoSuchJob"}]}),
        "risky response operations.ListJobs.errors error-added",
    ),
    "lost error": Case(
        operation("GetJob", {"errors": []}),
        "safe response operations.GetJob.errors error-removed",
    ),
    "lost class": Case(
        shape("Odd", None),
        "breaking service shapes.Odd error-class-removed",
        before=shape("Odd", _ERROR),
    ),
    "error code": Case(
        shape("NoSuchJob", {"error": {"code": "Gone"}}),
        "breaking response shapes.NoSuchJob.error.code error-code-changed",
    ),
    "error status": Case(
        shape("NoSuchJob", {"error": {"httpStatusCode": 410}}),
        "risky response shapes.NoSuchJob.error.httpStatusCode error-status-changed",
    ),
    "error status of extras": Case(
        extras(errors={"NoSuchJob": {"httpStatus": 410}}),
        "risky response shapes.NoSuchJob.error.httpStatusCode error-status-changed",
        before=shape("NoSuchJob", {"error": {"httpStatusCode": None}}),
    ),
    "blame": Case(
        shape("NoSuchJob", {"fault": True}),
        "risky response shapes.NoSuchJob.fault error-blame-changed",
    ),
    "retry": Case(
        shape("NoSuchJob", {"retryable": {"throttling": True}}),
        "risky response shapes.NoSuchJob.retryable error-retry-changed",
    ),
    # --- what calls operations ----------------------------------------------------------------
    "new paginator": Case(
        {"paginators-1": TINY["paginators-1"]},
        "safe service pagination.ListJobs paginator-added",
        before={"paginators-1": {"pagination": {"ListJobs": None}}},
    ),
    "lost paginator": Case(
        {"paginators-1": {"pagination": {"ListJobs": None}}},
        "breaking service pagination.ListJobs paginator-removed",
    ),
    "paginator": Case(
        {"paginators-1": {"pagination": {"ListJobs": {"result_key": "Tags"}}}},
        "risky service pagination.ListJobs.result_key paginator-changed",
    ),
    "new waiter": Case(
        {"waiters-2": TINY["waiters-2"]},
        "safe service waiters.JobDone waiter-added",
        before={"waiters-2": {"waiters": {"JobDone": None}}},
    ),
    "lost waiter": Case(
        {"waiters-2": {"waiters": {"JobDone": None}}},
        "breaking service waiters.JobDone waiter-removed",
    ),
    "waiter": Case(
        {"waiters-2": {"waiters": {"JobDone": {"delay": 9}}}},
        "risky service waiters.JobDone.delay waiter-changed",
    ),
    "examples": Case(
        {"examples-1": {"examples": {"GetJob": None}}},
        "safe service examples.GetJob examples-changed",
    ),
    # --- shapes -------------------------------------------------------------------------------
    "type": Case(
        shape("Size", {"type": "string"}),
        "breaking request shapes.Size type-changed\nbreaking response shapes.Size type-changed",
    ),
    "name of a type": Case(
        {"service-2": {"shapes": {"Kind": None, "Sort": {"type": "string", "enum": ["one", "two"]},
                                  "Both": {"members": {"Kind": {"shape": "Sort"}}}}}},
        "risky request shapes.Sort shape-renamed\nrisky response shapes.Sort shape-renamed",
    ),
    "name of a shape without a type": Case(
        {"service-2": {"shapes": {"Size": None, "Number": {"type": "integer"},
                                  "Both": {"members": {"Size": {"shape": "Number"}}}}}},
        "",
    ),
    "new member": Case(
        member("More", {"shape": "Size"}),
        "safe request shapes.Both.members.More member-added\n"
        "safe response shapes.Both.members.More member-added",
    ),
    "new required member": Case(
        shape("Both", {"members": {"More": {"shape": "Size"}}, "required": ["Text", "More"]}),
        "breaking request shapes.Both.members.More required-member-added\n"
        "safe response shapes.Both.members.More required-member-added",
    ),
    "new required token": Case(
        shape("Both", {"members": {"Token": {"shape": "Text", "idempotencyToken": True}},
                       "required": ["Text", "Token"]}),
        "safe request shapes.Both.members.Token member-added\n"
        "safe response shapes.Both.members.Token member-added",
    ),
    "lost member": Case(
        member("Size", None),
        "breaking request shapes.Both.members.Size member-removed\n"
        "breaking response shapes.Both.members.Size member-removed",
    ),
    "required": Case(
        shape("Both", {"required": ["Text", "Size"]}),
        "breaking request shapes.Both.members.Size member-made-required\n"
        "safe response shapes.Both.members.Size member-made-required",
    ),
    "optional": Case(
        shape("Both", {"required": []}),
        "safe request shapes.Both.members.Text member-made-optional\n"
        "breaking response shapes.Both.members.Text member-made-optional",
    ),
    "deprecated member": Case(
        member("Size", {"deprecated": True}),
        "safe request shapes.Both.members.Size.deprecated member-deprecated\n"
        "safe response shapes.Both.members.Size.deprecated member-deprecated",
    ),
    "member not deprecated": Case(
        member("Size", {"deprecated": None}),
        "safe request shapes.Both.members.Size.deprecated member-undeprecated\n"
        "safe response shapes.Both.members.Size.deprecated member-undeprecated",
        before=member("Size", {"deprecated": True}),
    ),
    "presence": Case(
        extras(presence={"Job": {"Reason": {"presentWhen": {"State": ["done"]}}}}),
        "risky response shapes.Job.members.Reason.presence presence-rule-changed",
    ),
    "union": Case(
        shape("Both", {"union": True}),
        "breaking request shapes.Both.union union-made\nsafe response shapes.Both.union union-made",
        before=shape("Both", {"required": None}),
    ),
    "union by extras": Case(
        extras(shapes={"Both": {"union": True}}),
        "breaking request shapes.Both.union union-made\nsafe response shapes.Both.union union-made",
        before=shape("Both", {"required": None}),
    ),
    "no union": Case(
        shape("Both", {"union": None}),
        "safe request shapes.Both.union union-unmade\n"
        "risky response shapes.Both.union union-unmade",
        before=shape("Both", {"required": None, "union": True}),
    ),
    "sparse": Case(
        shape("Texts", {"sparse": True}),
        "safe request shapes.Texts.sparse list-made-sparse\n"
        "risky response shapes.Texts.sparse list-made-sparse",
    ),
    "dense": Case(
        shape("Texts", {"sparse": None}),
        "breaking request shapes.Texts.sparse list-made-dense\n"
        "safe response shapes.Texts.sparse list-made-dense",
        before=shape("Texts", {"sparse": True}),
    ),
    "document": Case(
        shape("Both", {"document": True}),
        "breaking request shapes.Both.document document-changed\n"
        "breaking response shapes.Both.document document-changed",
    ),
    "streaming": Case(
        member("Blob", {"streaming": True}),
        "risky request shapes.Both.members.Blob.streaming streaming-changed\n"
        "breaking response shapes.Both.members.Blob.streaming streaming-changed",
        before={"service-2": {"shapes": {"Blob": {"type": "blob"},
                                         "Both": {"members": {"Blob": {"shape": "Blob"}}}}}},
    ),
    "event stream": Case(
        shape("Both", {"eventstream": True}),
        "breaking request shapes.Both.eventstream event-stream-changed\n"
        "breaking response shapes.Both.eventstream event-stream-changed",
    ),
    "token": Case(
        member("Text", {"idempotencyToken": True}),
        "safe request shapes.Both.members.Text.idempotencyToken idempotency-token-added\n"
        "safe response shapes.Both.members.Text.idempotencyToken idempotency-token-added",
    ),
    "no token": Case(
        member("Text", {"idempotencyToken": None}),
        "risky request shapes.Both.members.Text.idempotencyToken idempotency-token-removed\n"
        "safe response shapes.Both.members.Text.idempotencyToken idempotency-token-removed",
        before=member("Text", {"idempotencyToken": True}),
    ),
    "secret": Case(
        shape("Text", {"sensitive": True}),
        "safe request shapes.Text.sensitive sensitivity-changed\n"
        "safe response shapes.Text.sensitive sensitivity-changed",
    ),
    # --- constraints --------------------------------------------------------------------------
    "new value": Case(
        shape("Kind", {"enum": ["one", "two", "three"]}),
        "safe request shapes.Kind.enum enum-value-added\n"
        "risky response shapes.Kind.enum enum-value-added",
    ),
    "lost value": Case(
        shape("Kind", {"enum": ["one"]}),
        "breaking request shapes.Kind.enum enum-value-removed\n"
        "safe response shapes.Kind.enum enum-value-removed",
    ),
    "values in another order": Case(shape("Kind", {"enum": ["two", "one"]}), ""),
    "enumeration": Case(
        shape("Text", {"enum": ["a"]}),
        "breaking request shapes.Text.enum enum-added\nsafe response shapes.Text.enum enum-added",
    ),
    "no enumeration": Case(
        shape("Kind", {"enum": None}),
        "safe request shapes.Kind.enum enum-removed\nrisky response shapes.Kind.enum enum-removed",
    ),
    "pattern": Case(
        shape("Kind", {"pattern": "[a-z]+"}),
        "breaking request shapes.Kind.pattern pattern-added\n"
        "safe response shapes.Kind.pattern pattern-added",
    ),
    "no pattern": Case(
        shape("Text", {"pattern": None}),
        "safe request shapes.Text.pattern pattern-removed\n"
        "risky response shapes.Text.pattern pattern-removed",
    ),
    "tighter pattern": Case(
        shape("Text", {"pattern": "[a-f]+"}),
        "breaking request shapes.Text.pattern pattern-tightened\n"
        "safe response shapes.Text.pattern pattern-tightened",
    ),
    "tighter pattern by extras": Case(
        extras(shapes={"Text": {"pattern": "[a-f]+"}}),
        "breaking request shapes.Text.pattern pattern-tightened\n"
        "safe response shapes.Text.pattern pattern-tightened",
    ),
    "looser pattern": Case(
        shape("Text", {"pattern": "[a-z0-9]*"}),
        "safe request shapes.Text.pattern pattern-loosened\n"
        "risky response shapes.Text.pattern pattern-loosened",
    ),
    "other pattern": Case(
        shape("Text", {"pattern": "[b-z0-9]+"}),
        "breaking request shapes.Text.pattern pattern-changed\n"
        "risky response shapes.Text.pattern pattern-changed",
    ),
    "the same pattern in other words": Case(shape("Text", {"pattern": "^[a-z][a-z]*$"}), ""),
    "higher minimum": Case(
        shape("Text", {"min": 2}),
        "breaking request shapes.Text.min minimum-raised\n"
        "safe response shapes.Text.min minimum-raised",
    ),
    "no minimum": Case(
        shape("Text", {"min": None}),
        "safe request shapes.Text.min minimum-lowered\n"
        "risky response shapes.Text.min minimum-lowered",
    ),
    "lower maximum": Case(
        shape("Text", {"max": 8}),
        "breaking request shapes.Text.max maximum-lowered\n"
        "safe response shapes.Text.max maximum-lowered",
    ),
    "no maximum": Case(
        shape("Text", {"max": None}),
        "safe request shapes.Text.max maximum-raised\n"
        "risky response shapes.Text.max maximum-raised",
    ),
    "new maximum": Case(
        shape("Size", {"max": 8}),
        "breaking request shapes.Size.max maximum-lowered\n"
        "safe response shapes.Size.max maximum-lowered",
    ),
    "limits that the types have anyway": Case(
        {"service-2": {"shapes": {"Kind": {"min": 0}, "Texts": {"min": 0},
                                  "Size": {"min": -(2**31), "max": 2**31 - 1},
                                  "Long": {"min": -(2**63), "max": 2**63 - 1}}}},
        "",
        before=_LIMITED,
    ),
    "limits within those of the types": Case(
        {"service-2": {"shapes": {"Size": {"max": 2**31 - 2}, "Long": {"min": -(2**63) + 1},
                                  "Share": {"min": 0}}}},
        "\n".join(f"breaking request {what}\nsafe response {what}" for what in (
            "shapes.Size.max maximum-lowered", "shapes.Long.min minimum-raised",
            "shapes.Share.min minimum-raised",
        )),
        before=_LIMITED,
    ),
    # --- the wire -----------------------------------------------------------------------------
    "place": Case(
        member("Text", {"locationName": "text"}),
        "risky request shapes.Both.members.Text.locationName wire-place-changed\n"
        "risky response shapes.Both.members.Text.locationName wire-place-changed",
    ),
    "format": Case(
        shape("Texts", {"flattened": True}),
        "risky request shapes.Texts.flattened wire-format-changed\n"
        "risky response shapes.Texts.flattened wire-format-changed",
    ),
    "times": Case(
        shape("When", {"timestampFormat": "iso8601"}),
        "risky request shapes.When.timestampFormat timestamp-format-changed\n"
        "risky response shapes.When.timestampFormat timestamp-format-changed",
    ),
    "a trait that is new to us": Case(
        shape("Text", {"colour": "blue"}),
        "risky request shapes.Text.colour trait-changed\n"
        "risky response shapes.Text.colour trait-changed",
    ),
    # --- texts --------------------------------------------------------------------------------
    "text": Case(
        member("Text", {"documentation": "<p>Words.</p>"}),
        "safe service shapes.Both.members.Text.documentation documentation-changed",
    ),
}  # fmt: skip

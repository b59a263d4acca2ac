"""Changes of a service and its operations, and what each is classed as."""

from __future__ import annotations

from changed_models import Case, extras, member, metadata, operation, shape
from tiny_model import TINY, Json

_NEW_OPERATION = {"name": "StopJob", "http": {"method": "POST", "requestUri": "/stop"}}
_ERROR: Json = {"type": "structure", "members": {}, "exception": True}
_ENDPOINT: Json = {"required": True, "region": "local"}

SERVICE_CASES: dict[str, Case] = {
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
    # --- texts --------------------------------------------------------------------------------
    "text": Case(
        member("Text", {"documentation": "<p>Words.</p>"}),
        "safe service shapes.Both.members.Text.documentation documentation-changed",
    ),
}

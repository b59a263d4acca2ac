"""A small model without a problem, to be spoilt by a patch."""

from __future__ import annotations

import copy
from typing import Any

from botosmith.models.documents import is_object

Json = dict[str, Any]

_STRING = {"shape": "String"}
TINY: dict[str, Json] = {
    "service-2": {
        "version": "2.0",
        "metadata": {
            "apiVersion": "2020-01-01",
            "endpointPrefix": "tiny",
            "protocol": "rest-json",
            "serviceFullName": "Tiny Service",
            "serviceId": "Tiny",
            "signatureVersion": "v4",
        },
        "documentation": "<p>Keeps jobs.</p>",
        "operations": {
            "GetJob": {
                "name": "GetJob",
                "http": {"method": "GET", "requestUri": "/jobs/{Id}"},
                "input": {"shape": "GetJobInput"},
                "output": {"shape": "Job"},
                "errors": [{"shape": "NoSuchJob"}],
            },
            "ListJobs": {
                "name": "ListJobs",
                "http": {"method": "GET", "requestUri": "/jobs"},
                "input": {"shape": "ListJobsInput"},
                "output": {"shape": "ListJobsOutput"},
            },
        },
        "shapes": {
            "GetJobInput": {
                "type": "structure",
                "required": ["Id"],
                "members": {"Id": {"shape": "String", "location": "uri"}},
            },
            "Job": {
                "type": "structure",
                "members": {
                    "Id": _STRING,
                    "Parent": {"shape": "Job"},
                    "State": {"shape": "State"},
                    "Reason": _STRING,
                },
            },
            "Jobs": {"type": "list", "member": {"shape": "Job"}},
            "ListJobsInput": {
                "type": "structure",
                "members": {"Token": {"shape": "String", "location": "querystring"}},
            },
            "ListJobsOutput": {
                "type": "structure",
                "members": {"Jobs": {"shape": "Jobs"}, "NextToken": _STRING, "Tags": _STRING},
            },
            "NoSuchJob": {
                "type": "structure",
                "members": {"message": _STRING},
                "error": {"code": "NoSuchJob", "httpStatusCode": 404},
                "exception": True,
            },
            "State": {"type": "string", "enum": ["done", "failed"]},
            "String": {"type": "string", "min": 1, "max": 20, "pattern": "[a-z]+"},
        },
    },
    "paginators-1": {
        "pagination": {
            "ListJobs": {
                "input_token": "Token",
                "output_token": "NextToken",
                "result_key": "Jobs",
            }
        }
    },
    "waiters-2": {
        "version": 2,
        "waiters": {
            "JobDone": {
                "operation": "GetJob",
                "delay": 5,
                "maxAttempts": 10,
                "acceptors": [
                    {"state": "success", "matcher": "path", "argument": "State", "expected": "done"}
                ],
            }
        },
    },
    "examples-1": {"version": "1.0", "examples": {"GetJob": [{"input": {"Id": "j"}}]}},
    "botosmith-1": {
        "version": "1.0",
        "presence": {"Job": {"Reason": {"presentWhen": {"State": ["failed"]}}}},
    },
}


def merged(document: Json, patch: Json) -> Json:
    """A JSON merge patch (RFC 7396), applied to a copy."""
    result = copy.deepcopy(document)
    for key, value in patch.items():
        if value is None:
            result.pop(key, None)
        elif is_object(value) and is_object(result.get(key)):
            result[key] = merged(result[key], value)
        else:
            result[key] = value
    return result

"""A model with every rule that a shape can have, and the checks that are generated from a model."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from botocore.model import ServiceModel
from botosmith.build import build
from botosmith.load import Library, Model
from botosmith.render import render_module
from botosmith_runtime.findings import RESPONSE
from botosmith_runtime.violations import Check, Violation, check

Json = dict[str, Any]

_EVERY: dict[str, Json] = {
    "Any": {"shape": "Plain"},
    "Sized": {"shape": "Sized"},
    "AtLeast": {"shape": "AtLeast"},
    "Code": {"shape": "Code"},
    "Color": {"shape": "Color"},
    "Count": {"shape": "Count"},
    "Whole": {"shape": "Whole"},
    "Long": {"shape": "Long"},
    "Share": {"shape": "Share"},
    "Score": {"shape": "Score"},
    "Flag": {"shape": "Flag"},
    "When": {"shape": "When"},
    "Bytes": {"shape": "Bytes"},
    "Texts": {"shape": "Texts"},
    "Gaps": {"shape": "Gaps"},
    "ByColor": {"shape": "ByColor"},
    "Holes": {"shape": "Holes"},
    "Grid": {"shape": "Grid"},
    "Either": {"shape": "Either"},
    "Tree": {"shape": "Tree"},
    "Document": {"shape": "Document"},
    "Header": {"shape": "Plain", "jsonvalue": True, "location": "header", "locationName": "x-j"},
    "Refined": {"shape": "Plain", "enum": ["in", "out"]},
    "Pin": {"shape": "Pin"},
    "Account": {"shape": "Account"},
    "Vault": {"shape": "Vault"},
    "Keyed": {"shape": "Keyed"},
    "Notes": {"shape": "Notes"},
    "SecretDocument": {"shape": "SecretDocument"},
}
_SHAPES: dict[str, Json] = {
    "Plain": {"type": "string"},
    "Sized": {"type": "string", "min": 2, "max": 5},
    "AtLeast": {"type": "string", "min": 1},
    "Code": {"type": "string", "max": 12, "pattern": "[A-Z]{2}-\\d+"},
    "Color": {"type": "string", "enum": ["red", "green", "blue"]},
    "Count": {"type": "integer", "min": 1, "max": 1000},
    "Whole": {"type": "integer"},
    "Long": {"type": "long"},
    "Share": {"type": "double", "min": 0, "max": 1},
    "Score": {"type": "float"},
    "Flag": {"type": "boolean"},
    "When": {"type": "timestamp"},
    "Bytes": {"type": "blob", "min": 1, "max": 4},
    "Texts": {"type": "list", "member": {"shape": "Sized"}, "min": 1, "max": 3},
    "Gaps": {"type": "list", "member": {"shape": "Sized"}, "sparse": True},
    "ByColor": {
        "type": "map",
        "key": {"shape": "Color"},
        "value": {"shape": "Count"},
        "min": 1,
        "max": 2,
    },
    "Holes": {
        "type": "map",
        "key": {"shape": "Plain"},
        "value": {"shape": "Count"},
        "sparse": True,
    },
    "Row": {"type": "list", "member": {"shape": "Count"}},
    "Grid": {"type": "list", "member": {"shape": "Row"}, "max": 3},
    "Either": {
        "type": "structure",
        "union": True,
        "members": {"Left": {"shape": "Count"}, "Right": {"shape": "Plain"}},
    },
    "Tree": {
        "type": "structure",
        "required": ["Name"],
        "members": {
            "Name": {"shape": "Plain"},
            "Only": {"shape": "Tree"},
            "Branches": {"shape": "Trees"},
            "Named": {"shape": "TreeMap"},
        },
    },
    "Trees": {"type": "list", "member": {"shape": "Tree"}},
    "TreeMap": {"type": "map", "key": {"shape": "Plain"}, "value": {"shape": "Tree"}},
    "Document": {"type": "structure", "document": True, "members": {}},
    "SecretDocument": {
        "type": "structure",
        "document": True,
        "sensitive": True,
        "members": {},
    },
    "Pin": {"type": "string", "pattern": "[0-9]{4}", "sensitive": True},
    "Account": {
        "type": "structure",
        "sensitive": True,
        "required": ["Owner"],
        "members": {
            "Owner": {"shape": "Sized"},
            "Words": {"shape": "Words"},
            "Level": {"shape": "Color"},
        },
    },
    "Words": {"type": "list", "member": {"shape": "Sized"}, "sensitive": True},
    "Vault": {
        "type": "map",
        "key": {"shape": "Plain"},
        "value": {"shape": "Sized"},
        "sensitive": True,
        "max": 2,
    },
    "SecretKey": {"type": "string", "max": 6, "sensitive": True},
    "Keyed": {"type": "map", "key": {"shape": "SecretKey"}, "value": {"shape": "Count"}},
    "Notes": {"type": "list", "member": {"shape": "Pin"}, "max": 2},
    "Token": {"type": "string", "min": 1},
    "State": {"type": "string", "enum": ["ready", "busy", "failed"]},
    "Ask": {
        "type": "structure",
        "required": ["Id", "Token"],
        "members": {
            "Id": {"shape": "Plain"},
            "Token": {"shape": "Token", "idempotencyToken": True},
            "Host": {"shape": "Plain", "hostLabel": True},
            **_EVERY,
        },
    },
    "Answer": {
        "type": "structure",
        "required": ["Id"],
        "members": {
            "Id": {"shape": "Plain"},
            "State": {"shape": "State"},
            "Since": {"shape": "When"},
            "Reason": {"shape": "Plain"},
            **_EVERY,
        },
    },
    "Upload": {
        "type": "structure",
        "payload": "Body",
        "members": {"Body": {"shape": "Stream"}},
    },
    "Stream": {"type": "blob", "streaming": True, "sensitive": True},
}
_HTTP = {"method": "POST", "requestUri": "/"}
EVERYTHING: dict[str, Json] = {
    "service-2": {
        "version": "2.0",
        "metadata": {
            "apiVersion": "2020-01-01",
            "endpointPrefix": "everything",
            "protocol": "rest-json",
            "serviceFullName": "Everything",
            "serviceId": "Everything",
            "signatureVersion": "v4",
        },
        "operations": {
            "Try": {
                "name": "Try",
                "http": _HTTP,
                "input": {"shape": "Ask"},
                "output": {"shape": "Answer"},
                "endpoint": {"hostPrefix": "{Host}."},
            },
            "Put": {"name": "Put", "http": _HTTP, "input": {"shape": "Upload"}},
            "Echo": {
                "name": "Echo",
                "http": _HTTP,
                "input": {"shape": "Tree"},
                "output": {"shape": "Tree"},
            },
        },
        "shapes": _SHAPES,
    },
    "botosmith-1": {
        "version": "1.0",
        "presence": {
            "Answer": {
                "Since": {
                    "presentWhen": {"State": ["busy", "failed"]},
                    "absentWhen": {"State": ["ready"]},
                },
                "Reason": {"onlyWhen": {"State": ["failed"]}},
            }
        },
    },
}


@dataclass(frozen=True, slots=True)
class Checked:
    """A model, and the functions of its generated ``checks.py``."""

    documents: dict[str, Json]
    model: ServiceModel
    requests: dict[str, Check]
    responses: dict[str, Check]

    def request(self, operation: str, payload: Any) -> list[Violation]:
        return check(self.requests[operation], payload)

    def response(self, operation: str, payload: Any) -> list[Violation]:
        return check(self.responses[operation], payload, RESPONSE)


def checked(model: Model) -> Checked:
    """Generate the checks of a model and load them."""
    service = build(model)
    module: dict[str, Any] = {"__name__": f"{service.package}.checks"}
    exec(compile(render_module(service, "checks"), "checks.py", "exec"), module)
    return Checked(
        model.documents,
        ServiceModel(model.document("service-2"), model.service),
        module["REQUESTS"],
        module["RESPONSES"],
    )


def everything() -> Checked:
    return checked(
        Model(
            service="everything",
            api_version="2020-01-01",
            directory=Path(),
            documents=EVERYTHING,
            files={},
        )
    )


def of_service(service: str, *directories: Path) -> Checked:
    return checked(Library(directories).load(service))


Side = Callable[[str, Any], list[Violation]]

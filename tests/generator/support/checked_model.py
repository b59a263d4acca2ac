"""The functions of generated ``checks.py`` modules, beside the models that they come from."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Any

from botocore.model import ServiceModel
from botosmith.build.service import build
from botosmith.models.load import Library
from botosmith.package.render import render_module
from botosmith_runtime.findings import RESPONSE
from botosmith_runtime.violations import Check, Violation, check

GOLDENS = Path(__file__).parents[1] / "goldens"
MODELS = Path(__file__).parents[3] / "models"


@dataclass(frozen=True, slots=True)
class Checked:
    """A model, and the functions of its generated ``checks.py``."""

    documents: dict[str, dict[str, Any]]
    model: ServiceModel
    requests: dict[str, Check]
    responses: dict[str, Check]

    def request(self, operation: str, payload: Any) -> list[Violation]:
        return check(self.requests[operation], payload)

    def response(self, operation: str, payload: Any) -> list[Violation]:
        return check(self.responses[operation], payload, RESPONSE)


def checked(service: str) -> Checked:
    """Generate the checks of a service and load them: a golden's, this project's or botocore's."""
    model = Library((GOLDENS, MODELS)).load(service)
    built = build(model)
    module: dict[str, Any] = {"__name__": f"{built.package}.checks"}
    exec(compile(render_module(built, "checks"), "checks.py", "exec"), module)
    return Checked(
        model.documents,
        ServiceModel(model.document("service-2"), model.service),
        module["REQUESTS"],
        module["RESPONSES"],
    )

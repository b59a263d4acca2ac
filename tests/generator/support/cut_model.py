"""The tiny model with more to leave out, and a slice of it under ``models/jobs``."""

from __future__ import annotations

import json
from typing import Any

from project import Project
from tiny_model import Json

FOLDER = "models/jobs/2020-01-01"
ENDPOINT: Json = {"required": True, "region": "local"}
LIST: dict[str, Json] = {  # a patch: an operation with shapes of its own, and what stands beside it
    "service-2": {
        "shapes": {
            "ListJobsInput": {"members": {"Order": {"shape": "Order"}}},
            "Order": {"type": "string", "enum": ["up", "down"]},
        }
    },
    "botosmith-1": {
        "operations": {"GetJob": {"privileges": []}, "ListJobs": {"privileges": ["all"]}},
        "errors": {"NoSuchJob": {"httpStatus": 404}},
        "endpoint": ENDPOINT,
        "authentication": {"cookie": {"name": "c", "peerMember": "Token"}, "bearer": {}},
        "topics": [
            {
                "name": "a",
                "title": "A",
                "operations": ["GetJob", "ListJobs"],
                "structures": ["Job"],
            },
            {"name": "b", "title": "B", "operations": ["ListJobs"]},
        ],
    },
}


def read(project: Project, folder: str = FOLDER) -> dict[str, Any]:
    return {
        path.stem: json.loads(path.read_text(encoding="utf-8"))
        for path in sorted((project.directory / folder).iterdir())
    }


def sliced(project: Project, *operations: str, patch: dict[str, Json] | None = None) -> Json:
    project.add(patch if patch is not None else LIST)
    ended = project.run("slice", "tiny", *operations, "--name", "jobs")
    assert (ended.status, ended.stderr) == (0, "")
    return read(project)

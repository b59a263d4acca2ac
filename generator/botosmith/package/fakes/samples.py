"""The contents of ``samples.json``: sample responses for fakes."""

from __future__ import annotations

import json
from datetime import datetime
from typing import Any

from botosmith import ir
from botosmith.samples import NoSample, Sampler

_SEEDS = range(3)


def samples(service: ir.Service) -> str:
    """The contents of ``samples.json``: responses by operation, the fullest first.

    An operation without any valid response is left out.
    """
    samplers = [Sampler(service, seed) for seed in _SEEDS]
    responses: dict[str, list[str]] = {}
    for operation in service.operations:
        try:
            found = [sampler.response(operation.name) for sampler in samplers]
            found.append(samplers[0].response(operation.name, full=False))
        except NoSample:
            continue
        written = [_compact(one) for one in found]
        responses[operation.name] = list(dict.fromkeys(written))
    lines = (f"{json.dumps(name)}: [{','.join(written)}]" for name, written in responses.items())
    return '{"responses": {\n' + ",\n".join(lines) + "\n}}\n"


def _plain(value: Any) -> str:
    """Values that are not JSON, as strings; the fake turns them into datetimes and bytes again."""
    if isinstance(value, datetime):
        return value.isoformat()
    text: bytes = value if isinstance(value, bytes) else value.read()
    return text.decode("ascii")


_compact = json.JSONEncoder(separators=(",", ":"), default=_plain).encode

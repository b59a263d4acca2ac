"""The AWS CLI of an environment of its own: its examples, and the requests that it makes."""

from __future__ import annotations

import base64
import json
import os
import subprocess
from collections.abc import Iterable
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from conformance.cli_examples import Command

VARIABLE = "BOTOSMITH_TEST_AWS"
"""The environment variable that holds the path of the ``aws`` command."""

_RECORDER = Path(__file__).parents[1] / "cli_recorder.py"
_DIRECTORY = "import awscli, os; print(os.path.join(os.path.dirname(awscli.__file__), 'examples'))"


@dataclass(frozen=True, slots=True)
class Request:
    """What the CLI makes of a command: an operation of botocore's, and its parameters.

    ``problem`` says why there is none; the rest is empty then.
    """

    name: str
    service: str = ""
    operation: str = ""
    parameters: Any = None
    problem: str = ""


class AwsCli:
    """The CLI whose ``aws`` command is at ``path``."""

    def __init__(self, path: Path) -> None:
        self._python = path.with_name("python")
        self.examples = Path(self._run("-c", _DIRECTORY).strip())

    def requests(
        self, commands: Iterable[Command], operations: Iterable[str]
    ) -> tuple[list[Request], dict[str, list[str] | None]]:
        """The requests of commands, and which service and operation each of ``operations`` is.

        ``operations`` are two words of the CLI's each, such as ``s3api put-object``.
        """
        asked = {"commands": [*map(asdict, commands)], "operations": sorted({*operations})}
        answered = self._run(str(_RECORDER), given=json.dumps(asked))
        *answers, last = [json.loads(line, object_hook=_value) for line in answered.splitlines()]
        return [Request(**answer) for answer in answers], last["operations"]

    def _run(self, *arguments: str, given: str = "") -> str:
        command = [str(self._python), *arguments]
        environment = {name: value for name, value in os.environ.items() if name != "PYTHONPATH"}
        ended = subprocess.run(
            command, input=given, env=environment, stdout=subprocess.PIPE, text=True, check=True
        )
        return ended.stdout


def installed() -> AwsCli | None:
    """The CLI that the environment variable names, if it is set."""
    path = os.environ.get(VARIABLE)
    return AwsCli(Path(path)) if path else None


def _value(found: dict[str, Any]) -> Any:
    """Bytes again, where the recorder has marked them."""
    return base64.b64decode(found["$bytes"]) if found.keys() == {"$bytes"} else found

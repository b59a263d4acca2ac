"""Run in the AWS CLI's own environment: commands become the requests that the CLI would send.

    python cli_recorder.py <requests.json >recorded.jsonl

``requests.json`` has ``commands``, each with ``name``, ``words`` and ``files``, and ``operations``,
which are two words of the CLI's each (``sqs send-message``).
A line of JSON answers each command, with ``service``, ``operation`` and ``parameters`` as they are
behind the handlers of botocore's ``before-parameter-build``, or with a ``problem``; the last line
says which operation each of the CLI's commands is. Nothing is sent, and nothing else is started.
"""

from __future__ import annotations

import base64
import contextlib
import datetime
import decimal
import functools
import importlib
import io
import json
import os
import socket
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import Any

# Commands of the CLI's own: they work with files, threads and other programs.
_OWN = {"configure", "history", "s3"}


class Recorded(BaseException):
    """Ends a command at its first request; the CLI catches each Exception."""

    def __init__(self, model: Any, parameters: Any) -> None:
        self.service: str = model.service_model.service_name
        self.operation: str = model.name
        self.parameters = parameters


def main() -> None:
    """Answer the commands of the standard input on the standard output."""
    asked = json.load(sys.stdin)
    answers = sys.stdout
    with tempfile.TemporaryDirectory() as directory:
        _keep_inside(directory)
        driver = _driver()
        for command in asked["commands"]:
            answer = _answer(driver, command)
            if "problem" in answer:  # some commands leave handlers behind that break later ones
                driver = _driver()
                answer = _answer(driver, command)
            print(json.dumps({"name": command["name"], **answer}, default=_plain), file=answers)
        operations = {command: _operation(driver, command) for command in asked["operations"]}
        print(json.dumps({"operations": operations}), file=answers)


def _keep_inside(directory: str) -> None:
    """No configuration, no terminal, no network and no program but this one."""
    for name in [name for name in os.environ if name.startswith("AWS_")]:
        del os.environ[name]
    os.environ.update(
        AWS_ACCESS_KEY_ID="testing",
        AWS_SECRET_ACCESS_KEY="testing",
        AWS_DEFAULT_REGION="us-east-1",
        AWS_EC2_METADATA_DISABLED="true",
        AWS_CONFIG_FILE=str(Path(directory, "config")),
        HOME=directory,
        PAGER="cat",
    )
    os.chdir(directory)
    Path("config").write_text("[default]\ncli_follow_urlparam = false\n", encoding="utf-8")
    sys.stdin = io.StringIO()
    for place, name in ((socket.socket, "connect"), (subprocess, "Popen")):
        setattr(place, name, _refuse)


def _refuse(*_: Any, **__: Any) -> None:
    raise OSError("nothing is started or reached from here")


def _driver() -> Any:
    """The CLI. Its clients are made once, and each ends its command at the first request."""
    driver = importlib.import_module("awscli.clidriver").create_clidriver()
    create = driver.session.create_client

    @functools.cache
    def created(service: str) -> Any:
        client = create(service, region_name="us-east-1")
        client.meta.events.register_last("before-parameter-build", _on_request)
        return client

    def client(service_name: str, *_: Any, **__: Any) -> Any:
        return created(service_name)

    driver.session.create_client = client
    return driver


def _on_request(params: Any, model: Any, **_: Any) -> None:
    raise Recorded(model, params)


def _answer(driver: Any, command: dict[str, Any]) -> dict[str, Any]:
    words: list[str] = command["words"]
    if not words:
        return {"problem": "no words"}
    if words[0] in _OWN or "help" in words:
        return {"problem": "the CLI's own"}
    for name, content in command["files"].items():
        Path(name).write_text(content, encoding="utf-8")
    complaint = io.StringIO()
    try:
        with contextlib.redirect_stdout(io.StringIO()), contextlib.redirect_stderr(complaint):
            driver.main(_here(words))
    except Recorded as found:
        return {
            "service": found.service,
            "operation": found.operation,
            "parameters": found.parameters,
        }
    except SystemExit:
        pass
    except Exception as error:  # of the CLI's parser; some are not caught by it
        return {"problem": f"{type(error).__name__}: {error}"}
    finally:
        for name in command["files"]:
            Path(name).unlink(missing_ok=True)
    return {"problem": (complaint.getvalue().strip().splitlines() or ["it sends nothing"])[-1]}


def _here(words: list[str]) -> list[str]:
    """The words with files in this directory, whatever directory the example has them in."""
    here: list[str] = []
    for word in words:
        start, found, path = word.partition("file://")
        start, found, path = (start, found, path) if found else word.partition("fileb://")
        here.append(f"{start}{found}{path.replace(chr(92), '/').split('/')[-1]}" if found else word)
    if "--profile" in here[:-1]:
        at = here.index("--profile")
        del here[at : at + 2]
    return here


def _operation(driver: Any, command: str) -> list[str] | None:
    """Service and operation of two words of the CLI's, None where these are no operation."""
    service, _, name = command.partition(" ")
    found = driver._get_command_table().get(service)
    table: dict[str, Any] = getattr(found, "_get_command_table", dict[str, Any])()
    model = getattr(table.get(name), "_operation_model", None)
    return model and [model.service_model.service_name, model.name]


def _plain(value: Any) -> Any:
    """A value in JSON's terms; bytes are marked."""
    if isinstance(value, bytes | bytearray):
        return {"$bytes": base64.b64encode(value).decode()}
    if isinstance(value, datetime.datetime):
        return value.isoformat()
    if isinstance(value, decimal.Decimal):
        return float(value)
    if hasattr(value, "read"):
        return _plain(value.read())
    raise TypeError(f"{type(value).__name__} in a request")


if __name__ == "__main__":
    main()

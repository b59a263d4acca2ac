"""What the model marks as sensitive appears in no message, and not in what pytest prints."""

from __future__ import annotations

import importlib
import os
import re
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from botocore.exceptions import ClientError
from botosmith_runtime.fakes import ANY, FakeError
from botosmith_runtime.violations import RequestShapeError

SECRET = "hunter2-hunter2"
OTHER = "correct-horse"


def unknown_call(fake: Any) -> None:
    fake.client.create_secret(Name="n", SecretString=SECRET)


def near_miss(fake: Any) -> None:
    fake.create_secret(Name="m", SecretString=OTHER).returns()
    fake.client.create_secret(Name="n", SecretString=SECRET, SecretBinary=SECRET.encode())


def near_miss_of_an_expression(fake: Any) -> None:
    fake.create_secret(Name="m", SecretString=re.compile(OTHER)).returns()
    fake.client.create_secret(Name="n", SecretString=SECRET)


def equal_rules(fake: Any) -> None:
    fake.create_secret(Name="n", SecretString=ANY).returns()
    fake.create_secret(SecretString=ANY, Description="d").returns()
    fake.client.create_secret(Name="n", SecretString=SECRET, Description="d")


def same_rules(fake: Any) -> None:
    fake.create_secret(SecretString=OTHER).returns()
    fake.create_secret(SecretString=OTHER).returns()


def unused_rule(fake: Any) -> None:
    fake.create_secret(SecretString=OTHER).returns()
    fake.assert_used()


def impossible_rule(fake: Any) -> None:
    fake.create_secret(SecretString=SECRET * 10_000)


def predicate_that_raises(fake: Any) -> None:
    nothing: dict[str, bool] = {}
    fake.create_secret(SecretString=nothing.__getitem__).returns()
    fake.client.create_secret(Name="n", SecretString=SECRET)


def refused_request(fake: Any) -> None:
    fake.client.create_secret(Name="n", SecretString=SECRET * 10_000)


def error_of_the_service(fake: Any) -> None:
    fake.create_secret(SecretString=OTHER).optional().returns()
    fake.create_secret().raises("ResourceExistsException")
    fake.client.create_secret(Name="n", SecretString=SECRET)


CASES: list[Callable[[Any], None]] = [
    *(unknown_call, near_miss, near_miss_of_an_expression, equal_rules, same_rules, unused_rule),
    *(impossible_rule, predicate_that_raises, refused_request, error_of_the_service),
]


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.__name__)
@pytest.mark.parametrize("strict", [False, True])
def test_messages(fakes: dict[str, Any], case: Callable[[Any], None], strict: bool) -> None:
    with fakes["secretsmanager"](strict=strict, allow_unused=True) as fake:
        fake.allow_unused = False
        try:
            case(fake)
        except (FakeError, RequestShapeError, ClientError) as error:
            message = str(error)
        else:
            message = ""
        assert SECRET not in message
        assert OTHER not in message
        assert message or strict
        shown = repr([*fake.calls, *fake.engine.rules, *(rule.calls for rule in fake.engine.rules)])
        assert SECRET not in shown
        assert OTHER not in shown
        fake.reset()


def test_near_misses_say_that_something_is_hidden(fakes: dict[str, Any]) -> None:
    with fakes["secretsmanager"]() as fake:
        fake.create_secret(Name="n", SecretString=OTHER).returns()
        with pytest.raises(FakeError, match=r"SecretString +<hidden> +!= +<hidden>"):
            fake.client.create_secret(Name="n", SecretString=SECRET)
        fake.reset()
        rule = fake.create_secret().returns()
        fake.client.create_secret(Name="n", SecretString=SECRET)
        assert rule.calls[0]["SecretString"] == SECRET  # it is there for who asks
        assert repr(rule.calls[0]).count("<hidden>") == 1


def test_secrets_at_any_depth(fakes: dict[str, Any]) -> None:
    with fakes["bedrock-runtime"]() as fake:
        fake.converse(modelId="m", requestMetadata={"k": OTHER}).returns_sample()
        with pytest.raises(FakeError) as told:
            fake.client.converse(modelId="n", requestMetadata={"k": SECRET})
        assert SECRET not in str(told.value)
        assert OTHER not in str(told.value)
        fake.reset()


TEST = """
import os
import pytest
from botosmith_secretsmanager.fakes import FakeSecretsManager

def make(client):
    client.create_secret(Name="n", SecretString=os.environ["THE_SECRET"])

@pytest.mark.parametrize("case", ["unknown", "near", "raises", "refused", "sent", "responder"])
def test_it(case, monkeypatch):
    if case == "refused":
        monkeypatch.setenv("THE_SECRET", os.environ["THE_SECRET"] * 10_000)
    with FakeSecretsManager() as fake:
        if case == "near":
            fake.create_secret(Name="m").returns()
        elif case == "raises":
            fake.create_secret().raises("ResourceExistsException")
        elif case == "sent":
            fake.create_secret().fails_connection()
        elif case == "responder":
            fake.create_secret().responds(lambda request: {})
            make(fake.client)
            assert fake.calls == ()
        make(fake.client)
"""


@pytest.mark.parametrize("options", [["--tb=long"], ["--tb=long", "--showlocals"], ["-vv"]])
def test_what_pytest_prints(fakes: dict[str, Any], tmp_path: Path, options: list[str]) -> None:
    package = Path(importlib.import_module(fakes["secretsmanager"].__module__).__file__ or "")
    (tmp_path / "test_it.py").write_text(TEST)
    path = os.pathsep.join([str(package.parents[1]), *sys.path])
    command = [sys.executable, "-m", "pytest", "-q", "-p", "no:cacheprovider"]
    plugin = ["-p", "botosmith_runtime.pytest_plugin"]
    ran = subprocess.run(
        [*command, *plugin, *options, "test_it.py"], cwd=tmp_path, text=True, check=False,
        env={**os.environ, "PYTHONPATH": path, "THE_SECRET": SECRET,
                 "PYTEST_DISABLE_PLUGIN_AUTOLOAD": "1"}, capture_output=True,
    )  # fmt: skip
    assert "6 failed" in ran.stdout, ran.stdout + ran.stderr
    assert SECRET not in ran.stdout

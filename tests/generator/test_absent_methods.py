"""Operations that clients have no method for: what botocore cannot call, and what slices lack."""

from __future__ import annotations

import importlib
from typing import Any

import pytest
from botosmith_glue_migration import connect
from project import Project

METHOD = "start_speech_synthesis_stream"
WHY = "botocore cannot call StartSpeechSynthesisStream, .* over HTTP/2"


def test_clients_and_fakes_say_what_botocore_cannot_call(fakes: dict[str, Any]) -> None:
    package = importlib.import_module(fakes["polly"].__module__.removesuffix(".fakes"))
    keys: Any = {"aws_access_key_id": "a", "aws_secret_access_key": "b"}
    with fakes["polly"]() as fake:
        for one in (package.connect(region_name="us-east-1", **keys), fake.client, fake):
            assert not hasattr(one, METHOD)  # as with botocore's own client
            with pytest.raises(AttributeError, match=WHY):
                getattr(one, METHOD)
        assert not hasattr(fake.boto3_client, METHOD)


def test_its_page_says_so(project: Project) -> None:
    assert project.run("build", "polly").status == 0
    operations = project.directory / "out/site/polly/operations"
    for name in ("html", "md"):
        told = "botocore cannot call this operation"
        assert told in (operations / f"{METHOD}.{name}").read_text("utf-8")
        assert told not in (operations / f"synthesize_speech.{name}").read_text("utf-8")
    readme = (project.directory / "out/polly/README.md").read_text("utf-8")
    assert METHOD not in readme
    assert "`synthesize_speech`" in readme


def test_clients_of_slices_say_what_they_lack() -> None:
    client: Any = connect(region_name="us-east-1")
    with pytest.raises(AttributeError, match=r"GetTables is not in glue-migration.*slice --update"):
        client.get_tables(DatabaseName="d")
    with pytest.raises(AttributeError, match=r"no attribute 'nothing'$"):
        client.nothing()

"""Fakes of AWS's services as servers, and foreign clients that cannot reach anything else."""

from __future__ import annotations

import os
from collections.abc import Iterator

import pytest
from generated_fakes import GeneratedFakes


@pytest.fixture(autouse=True)
def clean_environment(monkeypatch: pytest.MonkeyPatch) -> None:
    """Nothing of the user's: no credentials, no profile, no proxy."""
    for name in list(os.environ):
        if name.startswith("AWS_") or name.lower().endswith("_proxy"):
            monkeypatch.delenv(name)
    monkeypatch.setenv("AWS_CONFIG_FILE", os.devnull)
    monkeypatch.setenv("AWS_SHARED_CREDENTIALS_FILE", os.devnull)
    monkeypatch.setenv("AWS_EC2_METADATA_DISABLED", "true")


@pytest.fixture(scope="session")
def fakes(tmp_path_factory: pytest.TempPathFactory) -> Iterator[GeneratedFakes]:
    """The classes of fakes of botocore's services, by their names."""
    with pytest.MonkeyPatch.context() as patch:
        yield GeneratedFakes(tmp_path_factory, patch)

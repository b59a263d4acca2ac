"""Services on loopback, and the four ways in which plain clients come to know their models."""

from __future__ import annotations

import os
import ssl
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
import trustme
from aws_stand_in import AwsStandIn
from machine import Machine, by_data_path, by_installation
from personium_unit import PersoniumUnit
from site_directory import environment, fill


@pytest.fixture(scope="session")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return fill(tmp_path_factory.mktemp("site"))


@pytest.fixture
def machine(
    authority: trustme.CA, authority_file: str, site: Path, tmp_path: Path
) -> Iterator[Machine]:
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    certificate: Any = authority.issue_cert("localhost")
    certificate.configure_cert(context)
    aws, unit = AwsStandIn(), PersoniumUnit(context)
    variables = environment(
        site,
        tmp_path,
        AWS_ENDPOINT_URL_IMPORTEXPORT=aws.url,
        AWS_ENDPOINT_URL_GLUE_MIGRATION=aws.url,
        AWS_CA_BUNDLE=authority_file,
        AWS_BEARER_TOKEN_PERSONIUM_CELL=unit.token,
        AWS_PAGER="",
    )
    yield Machine(aws, unit, tmp_path, site, variables)
    aws.stop()
    unit.stop()


@pytest.fixture(params=[by_data_path, by_installation])
def found(request: pytest.FixtureRequest, machine: Machine) -> Machine:
    """A machine where plain botocore finds the models, without any code of ours."""
    make: Callable[[Machine], None] = request.param
    make(machine)
    return machine


@pytest.fixture(scope="session")
def aws_command() -> str:
    command = os.environ.get("BOTOSMITH_TEST_AWS")
    if command is None:
        pytest.skip("needs the AWS CLI in an environment of its own: tox -e clients")
    return command

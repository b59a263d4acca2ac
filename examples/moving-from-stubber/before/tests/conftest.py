"""Clients with a Stubber each, which have to use every response."""

from __future__ import annotations

from collections.abc import Generator, Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING, NamedTuple

import boto3
import pytest
from botocore.stub import Stubber
from orders.clients import Clients

if TYPE_CHECKING:
    from botocore.client import BaseClient

SESSION = boto3.Session("test", "test", region_name="eu-west-1")


class Stubbers(NamedTuple):
    """One Stubber for each client."""

    sqs: Stubber
    s3: Stubber
    dynamodb: Stubber


@contextmanager
def stubbed(client: BaseClient) -> Generator[Stubber]:
    """A Stubber that fails where a response is left over."""
    with Stubber(client) as stubber:
        yield stubber
        stubber.assert_no_pending_responses()


@pytest.fixture
def clients() -> Clients:
    """Clients of the three services, with made-up credentials."""
    return Clients(
        sqs=SESSION.client("sqs"), s3=SESSION.client("s3"), dynamodb=SESSION.client("dynamodb")
    )


@pytest.fixture
def stubs(clients: Clients) -> Iterator[Stubbers]:
    """Their Stubbers."""
    with (
        stubbed(clients.sqs) as sqs,
        stubbed(clients.s3) as s3,
        stubbed(clients.dynamodb) as dynamodb,
    ):
        yield Stubbers(sqs, s3, dynamodb)

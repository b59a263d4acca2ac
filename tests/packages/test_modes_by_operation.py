"""Modes of checks that differ by operation, in all the ways to set modes."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import AbstractContextManager, ExitStack
from typing import Any

import pytest
from botocore.config import Config
from botosmith_glue_migration import GlueMigrationClient, connect
from botosmith_glue_migration.fakes import FakeGlueMigration
from shape_payloads import BAD_REQUEST, JUNK, glue, outcome
from wire import KEYS

MODES: Any = {"GetCatalogImportStatus": "strict", "*": "warn"}
OFF: Any = {"GetCatalogImportStatus": "off"}
Way = Callable[[ExitStack, Any], Any]


def connected(_: ExitStack, modes: Any) -> Any:
    return glue(request_checks=modes)[0]


def wrapped(_: ExitStack, modes: Any) -> Any:
    return GlueMigrationClient(glue()[0], request_checks=modes)


def in_block(stack: ExitStack, modes: Any) -> Any:
    client, _ = glue()
    stack.enter_context(client.checks(request=modes))
    return client


def of_fake(stack: ExitStack, modes: Any) -> Any:
    fake = stack.enter_context(FakeGlueMigration(auto=True))
    stack.enter_context(fake.client.checks(request=modes))
    return fake.client


def of_wrapped_fake(stack: ExitStack, modes: Any) -> Any:
    fake = stack.enter_context(FakeGlueMigration(auto=True))
    return GlueMigrationClient(fake.client, request_checks=modes)


def of_patched_fake(stack: ExitStack, modes: Any) -> Any:
    fake = stack.enter_context(FakeGlueMigration(auto=True))
    patched: AbstractContextManager[Any] = fake.patch()
    stack.enter_context(patched)
    options: Any = {"region_name": "us-east-1", **KEYS}
    return connect(request_checks=modes, **options)


WAYS: list[tuple[Way, str]] = [
    (connected, "certain"), (wrapped, "certain"), (in_block, "certain"),
    (of_fake, "strict"), (of_wrapped_fake, "strict"), (of_patched_fake, "strict"),
]  # fmt: skip


@pytest.mark.parametrize(("way", "otherwise"), WAYS)
def test_operations_have_modes_of_their_own(way: Way, otherwise: str) -> None:
    for modes, expected in (
        (MODES, ("refused", "warned")),
        (OFF, ("passed", "refused" if otherwise == "strict" else "warned")),
    ):
        with ExitStack() as stack:
            client = way(stack, modes)
            assert outcome(client.get_catalog_import_status, **BAD_REQUEST) == expected[0]
            assert outcome(client.import_catalog_to_glue, **BAD_REQUEST) == expected[1]


def test_a_mode_for_all_replaces_those_of_operations_for_a_block() -> None:
    client, _ = glue(JUNK, request_checks=MODES, response_checks={"ImportCatalogToGlue": "off"})
    with client.checks(request="off", response={"GetCatalogImportStatus": "strict"}):
        assert outcome(client.get_catalog_import_status, **BAD_REQUEST) == "raised"
    assert outcome(client.get_catalog_import_status, **BAD_REQUEST) == "refused"
    with client.checks(ignore={}):
        assert outcome(client.get_catalog_import_status, **BAD_REQUEST) == "refused"


def test_without_validation_the_operations_that_are_not_named_are_not_checked() -> None:
    lax = Config(parameter_validation=False)
    client, _ = glue(config=lax, request_checks={"GetCatalogImportStatus": "strict"})
    assert outcome(client.get_catalog_import_status, **BAD_REQUEST) == "refused"
    plain = glue(config=lax, request_checks="off")[0]._client
    del vars(plain)["_botosmith_checker"]
    again = GlueMigrationClient(plain, request_checks={"GetCatalogImportStatus": "strict"})
    assert outcome(again.get_catalog_import_status, **BAD_REQUEST) == "refused"


@pytest.mark.parametrize(
    ("modes", "said"),
    [
        (
            {"GetCatalogImport": "off"},
            "'GetCatalogImport': there is no operation GetCatalogImport;",
        ),
        ({"GetCatalogImportStatus": "lax"}, "GetCatalogImportStatus='lax': expected one of strict"),
        ({"*": "lax"}, r"\*='lax': expected one of strict, certain"),
    ],
)
def test_what_no_mode_of_an_operation_is(modes: Any, said: str) -> None:
    with pytest.raises(ValueError, match=f"request_checks: {said}"):
        glue(request_checks=modes)

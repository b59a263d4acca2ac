"""``fake.patch`` and programs that make asynchronous clients of their own."""

from __future__ import annotations

import asyncio
import subprocess
import sys
from types import ModuleType
from typing import Any

import pytest
from aio_packages import Packages
from aio_parts import KEYS, AioConfig, AioSession, HttpxSession, get_session
from botosmith_importexport.aio import ImportExportClient, connect
from botosmith_importexport.fakes import FakeImportExport
from botosmith_personium_cell import aio as cell_aio
from botosmith_personium_cell.fakes import FakePersoniumCell
from botosmith_runtime.fakes import FakeClosedError, UnexpectedCallError
from botosmith_runtime.violations import RequestShapeError

STARTED: Any = {"ProgressCode": "Started"}


async def ask(client: Any) -> str:
    found: str = (await client.get_status(JobId="J1"))["ProgressCode"]
    return found


def test_sessions_and_connect_give_clients_of_the_fake(fake: FakeImportExport) -> None:
    fake.get_status().returns(**STARTED)

    async def use() -> None:
        with fake.patch():
            async with get_session().create_client("importexport") as plain:
                assert await ask(plain) == "Started"
            session = AioSession()
            for region in ("eu-west-1", "eu-west-1", "eu-west-3"):
                async with session.create_client("importexport", region_name=region) as plain:
                    assert await ask(plain) == "Started"
            async with connect(region_name="eu-west-1") as client:
                assert isinstance(client, ImportExportClient)
                assert await ask(client) == "Started"
            async with connect(session=session, request_checks="off") as client:
                assert await ask(client) == "Started"

    asyncio.run(use())
    assert fake.call_count == 6


def test_clients_keep_their_own_handlers_retries_and_checks(fake: FakeImportExport) -> None:
    fake.get_status().returns(**STARTED)
    fake.list_jobs().throttles(times=1).returns(Jobs=[])
    seen: list[str] = []
    config = AioConfig(retries={"mode": "adaptive"}, http_session_cls=HttpxSession)

    def note(model: Any, **_: Any) -> None:
        seen.append(model.name)

    def note_other(**_: Any) -> None:
        seen.append("other")

    async def use() -> None:
        session = get_session()
        session.register("before-call.importexport", note)
        with fake.patch():
            async with (
                session.create_client("importexport", config=config) as one,
                session.create_client("importexport", config=config) as other,
            ):
                other.meta.events.register("before-call", note_other)
                await ask(one)
                await ask(other)
                await one.list_jobs()
                with pytest.raises(RequestShapeError):
                    await one.get_status(JobId=7)

    asyncio.run(use())
    assert seen == ["GetStatus", "GetStatus", "other", "ListJobs"]


def test_clients_of_a_module_are_replaced(fake: FakeImportExport) -> None:
    fake.get_status().returns(**STARTED)
    app: Any = ModuleType("app")

    async def use() -> None:
        async with (
            connect(**KEYS) as typed,
            get_session().create_client("s3", **KEYS) as other,
        ):
            app.typed, app.plain, app.other = typed, vars(typed)["_client"], other
            with fake.patch(app):
                assert await ask(app.typed) == await ask(app.plain) == "Started"
                assert isinstance(app.typed, ImportExportClient)
                assert app.other is other
            assert app.typed is typed
            with fake.patch(), pytest.raises(UnexpectedCallError, match="a real client of import"):
                await typed.get_status(JobId="J1")
        fake.engine.unexpected.clear()

    asyncio.run(use())


@pytest.mark.parametrize("config", [None, AioConfig(http_session_cls=HttpxSession)])
def test_others_can_be_blocked(fake: FakeImportExport, config: Any) -> None:
    async def use() -> None:
        with fake.patch(block_others=True):
            made = get_session().create_client("sqs", config=config, **KEYS)
            async with made as client:
                with pytest.raises(UnexpectedCallError, match="a client of sqs would have sent"):
                    await client.list_queues()

    asyncio.run(use())
    fake.engine.unexpected.clear()


def test_only_one_session(fake: FakeImportExport) -> None:
    fake.get_status().returns(**STARTED)

    async def use() -> None:
        mine, other = get_session(), get_session()
        with fake.patch(mine):
            async with mine.create_client("importexport") as client:
                assert await ask(client) == "Started"
            made = other.create_client("importexport", **KEYS)
            async with made as client:
                assert "botosmith" not in type(client).__mro__[0].__module__

    asyncio.run(use())


def test_clients_outlive_neither_patch_nor_fake() -> None:
    async def use() -> None:
        with FakeImportExport() as fake:
            fake.get_status().returns(**STARTED)
            with fake.patch():
                async with get_session().create_client("importexport") as client:
                    await ask(client)
            assert await ask(client) == "Started"  # still the fake's
        with pytest.raises(
            FakeClosedError, match="GetStatus was called, but this FakeImportExport"
        ):
            await ask(client)

    asyncio.run(use())


def test_fakes_of_two_services(packages: Packages) -> None:
    async def use() -> None:
        with packages.of("sqs").fake() as sqs, packages.of("s3").fake() as s3:
            sqs.send_message().returns_sample()
            s3.get_object().returns(Body=b"text")
            with sqs.patch(), s3.patch():
                session = get_session()
                async with (
                    session.create_client("sqs") as queue,
                    session.create_client("s3", region_name="eu-west-1") as store,
                ):
                    assert queue.meta.region_name == "us-east-1"
                    assert store.meta.region_name == "eu-west-1"
                    url = "https://sqs.us-east-1.amazonaws.com/123456789012/q"
                    await queue.send_message(QueueUrl=url, MessageBody="m")
                    body = (await store.get_object(Bucket="bucket", Key="k"))["Body"]
                    assert await body.read() == b"text"

    asyncio.run(use())


def test_a_service_outside_aws_needs_no_token() -> None:
    async def use() -> None:
        with FakePersoniumCell() as fake:
            fake.get_cell_import_status().fails_connection(times=1).returns(status="ready")
            with fake.patch():
                async with cell_aio.connect() as cell:
                    status = await cell.get_cell_import_status(CellName="cell1")
            assert status["status"] == "ready"

    asyncio.run(use())


def test_an_import_under_the_patch_is_too_late() -> None:
    program = """
from botosmith_importexport.fakes import FakeImportExport
import asyncio, sys
fake = FakeImportExport()
fake.patch()
assert "aiobotocore" not in sys.modules
from aiobotocore.session import get_session
async def use():
    async with get_session().create_client("importexport"): pass
try:
    asyncio.run(use())
except AssertionError as error:
    print(error)
"""
    ran = subprocess.run(
        [sys.executable, "-c", f"import sys; sys.path[:0] = {sys.path!r}\n{program}"],
        capture_output=True, text=True, check=True,
    )  # fmt: skip
    assert ran.stdout == (
        "aiobotocore was imported after fake.patch(), which does not reach its sessions: import it "
        "before\n"
    )

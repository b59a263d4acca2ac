"""What is wrong with a program that awaits, said in a sentence that names what to type."""

from __future__ import annotations

import asyncio
import copy
import gc
import importlib
import os
import pickle
import subprocess
import sys
import warnings
from pathlib import Path
from typing import Any

import botocore.session
import botosmith_importexport
import pytest
from aio_parts import KEYS, get_session
from announced import announce
from botosmith_importexport import aio
from botosmith_importexport.aio import ImportExportClient, connect
from botosmith_importexport.fakes import FakeImportExport

ROOT = Path(__file__).parents[2]


def message(error: type[BaseException], use: Any) -> str:
    with pytest.raises(error) as caught:
        asyncio.run(use())
    return str(caught.value)


async def _await(value: Any) -> Any:
    return await value


def test_a_synchronous_client_in_an_asynchronous_block() -> None:
    async def use() -> None:
        async with botosmith_importexport.connect(**KEYS) as client:  # type: ignore[attr-defined]
            del client

    assert message(TypeError, use) == (
        "ImportExportClient is synchronous: write async with connect(...) with the connect of "
        "botosmith_importexport.aio"
    )


def test_connect_without_a_block() -> None:
    given: Any = connect(**KEYS)

    async def in_plain_block() -> None:
        with given as client:
            del client

    assert message(TypeError, lambda: _await(given)) == (
        "connect() is not awaited: write async with connect(...) as client"
    )
    assert message(TypeError, in_plain_block) == (
        "the client is asynchronous: write async with connect(...) as client"
    )
    with pytest.raises(AttributeError, match=r"get_status is an attribute of the client: write"):
        given.get_status(JobId="J1")
    with pytest.raises(AttributeError, match="'Connecting' object has no attribute 'get_state'"):
        given.get_state()


def test_a_block_within_its_own() -> None:
    opening = connect(**KEYS)

    async def use() -> None:
        async with opening, opening:
            pass

    assert message(RuntimeError, use).endswith("call connect(...) for each client")


def test_a_session_that_is_not_aiobotocores() -> None:
    sessions: Any = [botocore.session.Session(), importlib.import_module("boto3").Session(), "x"]
    for session in sessions:

        async def use(session: Any = session) -> None:
            async with connect(session=session):
                pass

        assert message(TypeError, use).startswith(
            "session: expected a session of aiobotocore, got "
        )
    given: Any = get_session()
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # aiobotocore's coroutine is never awaited
        with pytest.raises(TypeError, match=r"botosmith_importexport\.aio is for these"):
            botosmith_importexport.connect(session=given, **KEYS)
        gc.collect()


def test_a_client_of_the_other_kind() -> None:
    plain: Any = botocore.session.Session().create_client("importexport", **KEYS)
    with pytest.raises(TypeError) as caught:
        ImportExportClient(plain)
    assert str(caught.value).endswith("its calls return no coroutines; botosmith_importexport is "
                                      "for these")  # fmt: skip
    with pytest.raises(TypeError, match="wraps a client of aiobotocore, such as that of session"):
        ImportExportClient("importexport")  # type: ignore[arg-type]  # pyright: ignore[reportArgumentType]

    async def use() -> None:
        async with get_session().create_client("importexport", **KEYS) as client:
            botosmith_importexport.ImportExportClient(client)

    assert "botosmith_importexport.aio is for these" in message(TypeError, use)

    async def other_service() -> None:
        async with get_session().create_client("sts", **KEYS) as client:
            ImportExportClient(client)

    assert message(ValueError, other_service) == "expected a client of importexport, got one of sts"


def test_a_client_after_its_block() -> None:
    async def use() -> None:
        async with connect(**KEYS) as client:
            pass
        await client.get_status(JobId="J1")

    assert message(RuntimeError, use) == (
        "ImportExportClient.get_status was called, but the client is closed: call it inside the "
        "block of async with connect(...)"
    )


def test_a_loop_that_is_gone() -> None:
    opening = connect(**KEYS)
    client = asyncio.run(opening.__aenter__())

    async def use() -> None:
        await client.get_status(JobId="J1")

    assert message(RuntimeError, use) == (
        "ImportExportClient.get_status was called, but the client was opened in an event loop "
        "which is closed: open a client in each event loop, async with connect(...)"
    )


def test_copies_and_pickles() -> None:
    async def use() -> None:
        async with connect(**KEYS) as client:
            for refused in (copy.deepcopy, pickle.dumps):
                with pytest.raises(TypeError, match="its connections belong to one event loop"):
                    refused(client)
            assert copy.copy(client).meta is client.meta

    asyncio.run(use())


def test_a_call_without_await() -> None:
    with FakeImportExport(allow_unused=True) as fake:
        fake.get_status().returns(ProgressCode="Started")
        call: Any = fake.aio_client.get_status(JobId="J1")
        with pytest.raises(TypeError, match="'coroutine' object is not subscriptable"):
            call["ProgressCode"]
        call.close()
        assert fake.why_unreached() == (
            "the fake got no call: await the calls of fake.aio_client, since a call that is not "
            "awaited is not made"
        )


TESTS = """
import asyncio

def test_awaited(fake_importexport):
    fake_importexport.get_status().returns(ProgressCode="Started")
    async def app(client):
        return await client.get_status(JobId="J1")
    asyncio.run(app(fake_importexport.client))

def test_not_awaited(fake_importexport):
    fake_importexport.get_status().returns(ProgressCode="Started")
    async def app(client):
        return client.get_status(JobId="J1")["ProgressCode"]
    asyncio.run(app(fake_importexport.aio_client))
"""


def test_pytest_shows_what_to_write(tmp_path: Path) -> None:
    (tmp_path / "test_app.py").write_text(TESTS)
    announce(tmp_path, [ROOT / "generator/runtime", ROOT / "out/importexport"])
    ran = subprocess.run(
        [sys.executable, "-m", "pytest", "-q", "-p", "no:asyncio", "-p", "no:cacheprovider",
         "-W", "ignore", "--rootdir", str(tmp_path), str(tmp_path)],
        env={**os.environ, "PYTHONPATH": os.pathsep.join([str(tmp_path), *sys.path])},
        capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert "2 failed" in ran.stdout, ran.stdout + ran.stderr
    assert (
        "fake.client is synchronous: its calls are not awaited; give code that awaits" in ran.stdout
    )
    assert "await the calls of fake.aio_client" in ran.stdout


@pytest.mark.parametrize(
    ("distributions", "expected"),
    [
        ({}, 'asyncio clients need aiobotocore: install the extra aio, such as pip install "bot'),
        (
            {"aiobotocore": "3.9.2"},
            "botosmith supports aiobotocore>=3.10,<3.11, and 3.9.2 is installed: pip install "
            '"aiobotocore>=3.10,<3.11"',
        ),
        (
            {"aiobotocore": "2.25.1", "aioboto3": "15.5.0"},
            "aioboto3 15.5.0 requires aiobotocore 2.25.1, so install it in another environment",
        ),
        ({"aiobotocore": "3.100.0"}, "and 3.100.0 is installed"),
    ],
)
def test_an_unsupported_aiobotocore(
    distributions: dict[str, str], expected: str, tmp_path: Path
) -> None:
    """Real metadata, of distributions in a directory of their own."""
    for name, version in distributions.items():
        metadata = tmp_path / f"{name}-{version}.dist-info" / "METADATA"
        metadata.parent.mkdir()
        metadata.write_text(f"Metadata-Version: 2.1\nName: {name}\nVersion: {version}\n")
    hidden = [path for path in sys.path if not Path(path, "aiobotocore").is_dir()]
    if distributions:
        hidden = sys.path
    else:
        site = tmp_path / "site"  # all that is installed, but for aiobotocore
        site.mkdir()
        for path in sys.path:
            for found in Path(path).glob("*") if Path(path, "aiobotocore").is_dir() else ():
                if not found.name.startswith("aiobotocore"):
                    (site / found.name).symlink_to(found)
        hidden.append(str(site))
    program = f"""
import sys
sys.path[:] = {[str(tmp_path), *hidden]!r}
for statement in (
    "import botosmith_importexport.aio",
    "from botosmith_importexport.fakes import FakeImportExport; FakeImportExport().aio_client",
    "from botosmith_importexport.fakes import FakeImportExport; FakeImportExport().patch()",
    "import botosmith_importexport; print('imported')",
):
    try:
        exec(statement)
    except ImportError as error:
        print(error)
"""
    ran = subprocess.run(
        [sys.executable, "-S", "-c", program], capture_output=True, text=True, check=True
    )
    first, second, last = ran.stdout.splitlines()
    assert expected in first
    assert (first, last) == (second, "imported")


def test_importing_the_synchronous_package_imports_no_aiobotocore() -> None:
    program = f"""
import sys
sys.path[:0] = {sys.path!r}
import botosmith_importexport, botosmith_importexport.fakes, botosmith_importexport.checks
with botosmith_importexport.fakes.FakeImportExport() as fake:
    fake.patch()
    fake.list_jobs().returns(Jobs=[])
    fake.client.list_jobs()
found = [name for name in sys.modules if name.partition(".")[0] in ("aiobotocore", "aiohttp")]
assert not found and not [name for name in sys.modules if ".aio" in name], found
"""
    subprocess.run([sys.executable, "-c", program], check=True)
    assert aio.__all__ == ["ImportExportClient", "connect", "register"]

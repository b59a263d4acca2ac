"""The fixtures of fakes in tests that pytest-asyncio or anyio run, each in a loop of its own."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest
from announced import announce

ROOT = Path(__file__).parents[2]
TESTS = """
import pytest
from botosmith_importexport.aio import connect

pytestmark = pytest.mark.MARK

class App:
    def __init__(self, client):
        self.client = client

    async def poll(self):
        return (await self.client.get_status(JobId="J1"))["ProgressCode"]

FIXTURE
async def app(fake_importexport):
    with fake_importexport.patch():
        async with connect() as client:
            yield App(client)

@pytest.mark.parametrize("code", ["Started", "Pending"])
async def test_poll(fake_importexport, code):
    fake_importexport.get_status(JobId="J1").returns(ProgressCode=code)
    assert await App(fake_importexport.aio_client).poll() == code

async def test_of_an_asynchronous_fixture(app, fake_importexport):
    fake_importexport.get_status(JobId="J1").throttles(times=1).returns(ProgressCode="Started")
    assert await app.poll() == "Started"

async def test_an_unused_rule_fails(fake_importexport):
    fake_importexport.get_status(JobId="J1").returns(ProgressCode="Started")
"""
PLUGINS = {
    "asyncio": ("import pytest_asyncio\n", "@pytest_asyncio.fixture", ["-p", "pytest_asyncio"]),
    "anyio": ("", "@pytest.fixture", ["-p", "no:asyncio"]),
}


@pytest.mark.parametrize("name", PLUGINS)
def test_fixtures(name: str, tmp_path: Path) -> None:
    imports, fixture, options = PLUGINS[name]
    text = TESTS.replace("MARK", name).replace("FIXTURE", fixture)
    if name == "anyio":
        text += '\n@pytest.fixture\ndef anyio_backend():\n    return "asyncio"\n'
    (tmp_path / "test_app.py").write_text(imports + text)
    announce(tmp_path, [ROOT / "generator/runtime", ROOT / "out/importexport"])
    (tmp_path / "pytest.ini").write_text(
        "[pytest]\nasyncio_default_fixture_loop_scope = function\nfilterwarnings = error\n"
        if name == "asyncio"
        else "[pytest]\nfilterwarnings = error\n"
    )
    ran = subprocess.run(
        [sys.executable, "-m", "pytest", "-q", "-p", "no:cacheprovider", *options, str(tmp_path)],
        cwd=tmp_path, env={**os.environ, "PYTHONPATH": os.pathsep.join([str(tmp_path), *sys.path])},
        capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert "1 failed, 3 passed" in ran.stdout, ran.stdout + ran.stderr
    assert "FakeImportExport has unused rules" in ran.stdout

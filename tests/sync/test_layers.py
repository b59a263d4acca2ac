"""The directories for Lambda and for containers that docs/sync.md tells how to make."""

from __future__ import annotations

import re
import shutil
import subprocess
from pathlib import Path

import pytest
from clean_environment import CleanEnvironment
from guides import blocks
from reader import Environment, Reader
from shop import PAGE, Shop

SECTION = PAGE.partition("### Lambda layers and container images\n")[2].partition("\n## ")[0]
SIZE = re.compile(r"(\d+\.\d) MB")
FILES = """\
[project]
name = "shop"
version = "1"

[tool.botosmith.slices.s3-shop]
service = "s3"
operations = ["GetObject"]
"""
PROGRAM = """\
import sys
sys.path.append({directory!r})
import botosmith_s3_shop, botosmith_runtime, botocore
from botosmith_s3_shop.fakes import FakeS3Shop
with FakeS3Shop() as fake:
    fake.get_object(Bucket="orders", Key="1").returns(ContentLength=7)
    print(fake.client.get_object(Bucket="orders", Key="1")["ContentLength"])
client = botosmith_s3_shop.connect(
    region_name="eu-west-1", aws_access_key_id="a", aws_secret_access_key="b"
)
print(client.meta.region_name)
print([botosmith_s3_shop.__file__.startswith({directory!r}),
       botosmith_runtime.__file__.startswith({directory!r}),
       botocore.__file__.startswith({directory!r})])
"""


@pytest.fixture
def files(shop: Shop) -> Shop:
    """A project that calls one operation of S3."""
    shop.write(FILES)
    return shop


def test_a_layer_has_all_that_lambda_lacks(files: Shop, tmp_path: Path) -> None:
    (command,) = (block.content.strip() for block in blocks(SECTION) if block.language == "sh")
    built(files, command)
    layer = files.root / "layer" / "python"
    assert {path.name for path in layer.iterdir() if not path.name.endswith(".dist-info")} == {
        "botosmith_runtime",
        "botosmith_s3_shop",
    }
    lambdas = CleanEnvironment.make(tmp_path / "lambda")  # where botocore is installed
    printed = lambdas.run(PROGRAM.format(directory=str(layer)), cwd=tmp_path)
    assert printed == "7\neu-west-1\n[True, True, False]\n"
    sizes = [size(layer / part) for part in ("botosmith_runtime", "botosmith_s3_shop")]
    for stated, measured in zip(SIZE.findall(SECTION), sizes, strict=True):
        assert float(stated) == pytest.approx(measured / 1e6, rel=0.2)


def test_an_image_has_botocore_too(files: Shop, tmp_path: Path) -> None:
    (image,) = (block.content for block in blocks(SECTION) if block.language == "dockerfile")
    place = tmp_path / "image"
    place.mkdir()
    environment = Environment.create(tmp_path / "python")
    reader = Reader(place, environment)
    for line in image.splitlines():
        word, _, rest = line.partition(" ")
        if word == "COPY":
            source, target = rest.split()
            copy = shutil.copytree if (files.root / source).is_dir() else shutil.copy
            copy(files.root / source, place / target)
        elif word == "RUN":
            ran = reader.run(rest)
            assert ran.returncode == 0, ran.stderr
        else:
            assert word in ("FROM", "WORKDIR", "CMD"), line
    program = PROGRAM.format(directory=str(tmp_path / "python"))
    ran = subprocess.run(
        [environment.binaries / "python", "-I", "-c", program],
        cwd=place, capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert ran.stdout == "7\neu-west-1\n[True, True, True]\n", ran.stderr


def built(files: Shop, command: str) -> None:
    """Run a command of the page's, as a shell does, in an environment that has pip."""
    reader = Reader(files.root, Environment.create(files.root.parent / "pip"))
    ran = reader.run(command)
    assert ran.returncode == 0, ran.stderr


def size(directory: Path) -> int:
    """The bytes of all files under a directory."""
    return sum(path.stat().st_size for path in directory.rglob("*") if path.is_file())

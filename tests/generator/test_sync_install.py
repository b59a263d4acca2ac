"""What ``botosmith sync`` builds, installed by a real pip into a clean environment."""

from __future__ import annotations

import shlex
import shutil
import subprocess
import sys
from pathlib import Path

import botocore
from botosmith.output.wheels import build_wheels, runtime_project
from clean_environment import CleanEnvironment, recording_index
from project import Ended, Project
from synced import Program

ROOT = Path(__file__).parents[2]
OLDER = ROOT / "tests" / "data" / "botosmith_importexport-0.1.0-py3-none-any.whl"
"""A package that commit c4fb7e5 built."""

USES = {
    "sts": "get_caller_identity()",
    "sqs": 'send_message(QueueUrl="q", MessageBody="one")',
    "ssm": 'get_parameter(Name="n")',
    "kms": 'encrypt(KeyId="k", Plaintext=b"p")',
}
METHODS = "import botosmith_sqs_shop as it; print(hasattr(it.SQSShopClient, 'purge_queue'))"


def test_two_commands_bring_a_new_call_into_the_environment(
    project: Project, tmp_path: Path
) -> None:
    program = Program(project)
    program.write('"""An app of ten modules and four services."""\n')
    (program.root / "botosmith.toml").unlink()
    (program.root / "pyproject.toml").write_text('[project]\nname = "shop"\nversion = "1"\n')
    for number in range(9):
        service = [*USES][number % len(USES)]
        text = f'import boto3\n\nclient = boto3.client("{service}")\n\n\ndef run():\n    client.'
        (program.code.parent / f"part_{number}.py").write_text(f"{text}{USES[service]}\n")
    environment = CleanEnvironment.make(tmp_path)

    assert project.run("init").status == 0
    with recording_index() as (index, asked):
        for there in (False, True):
            installed = installation(program.sync())
            environment.pip(*installed, cwd=program.root, index=index)
            assert environment.run(METHODS, cwd=tmp_path) == f"{there}\n"
            with (program.code.parent / "part_1.py").open("a") as module:
                module.write('    client.purge_queue(QueueUrl="q")\n')
    assert asked == []  # nobody can put a package of these names there
    listed = environment.pip("list", "--format=freeze", cwd=tmp_path)
    assert f"botosmith-sqs-shop=={botocore.__version__}.1" in listed.splitlines()
    assert f"botosmith-sts-shop=={botocore.__version__}.0" in listed.splitlines()
    directory = program.project.out / "wheels"
    upgrade = ("install", "--upgrade", "--find-links", directory, "botosmith-sqs-shop")
    again = environment.pip(*upgrade, cwd=tmp_path)
    assert "Successfully installed" not in again


def installation(ended: Ended) -> list[str]:
    """The arguments of pip that a sync ends with."""
    assert ended.status == 0, ended.stderr
    pip, *arguments = shlex.split(ended.stdout.splitlines()[-1].removeprefix("install: "))
    assert pip == "pip"
    return arguments


def test_packages_of_two_botosmiths_run_side_by_side(project: Project, tmp_path: Path) -> None:
    program = Program(project)
    program.write()
    older = {name: program.project.out / "wheels" / name for name in wheels(program, "0.1.0")}
    newer = tmp_path / "newer"
    for folder in ("botosmith", "runtime"):
        shutil.copytree(ROOT / "generator" / folder, newer / folder)
    for file, text in (
        ("botosmith/__init__.py", '__version__ = "0.1.0"'),
        ("runtime/pyproject.toml", 'version = "0.1.0"'),
    ):
        before = (newer / file).read_text(encoding="utf-8")
        assert before.count(text) == 1
        (newer / file).write_text(before.replace(text, text.replace("0.1.0", "0.1.1")))
    other = program.root / "other"
    other.mkdir()
    (other / "botosmith.toml").write_text('services = ["kms"]\n')
    ran = subprocess.run(
        [sys.executable, "-m", "botosmith", "sync"],
        cwd=other,
        env={"PYTHONPATH": f"{newer}:{newer / 'runtime'}", "PATH": ""},
        capture_output=True,
        text=True,
        check=False,
    )
    assert ran.returncode == 0, ran.stderr
    environment = CleanEnvironment.make(tmp_path)
    packages = [path for name, path in older.items() if "runtime" not in name]
    environment.pip(
        "install", *packages, *(other / "out" / "wheels").glob("*.whl"), cwd=program.root
    )
    assert "botosmith-runtime==0.1.1" in environment.pip("list", "--format=freeze", cwd=tmp_path)
    environment.pip("check", cwd=tmp_path)
    printed = environment.run(
        "from botosmith_sts_shop.fakes import FakeSTSShop\n"
        "from botosmith_kms.fakes import FakeKMS\n"
        "with FakeSTSShop() as one, FakeKMS() as other:\n"
        "    one.get_caller_identity().returns(Account='1')\n"
        "    other.list_keys().returns(Keys=[])\n"
        "    print(one.client.get_caller_identity()['Account'], other.client.list_keys()['Keys'])",
        cwd=tmp_path,
    )
    assert printed == "1 []\n"


def wheels(program: Program, runtime: str) -> list[str]:
    ended = program.sync()
    assert f"botosmith_runtime-{runtime}-py3-none-any.whl" in ended.stdout, ended
    return [Path(one).name for one in installation(ended)[1:]]


def test_a_package_of_an_earlier_commit_runs_on_this_runtime(tmp_path: Path) -> None:
    (runtime,) = build_wheels([runtime_project()], tmp_path / "wheels")
    environment = CleanEnvironment.make(tmp_path)
    environment.pip("install", runtime, OLDER, cwd=tmp_path)
    printed = environment.run(
        "from botosmith_importexport.errors import InvalidJobIdException\n"
        "from botosmith_importexport.fakes import FakeImportExport\n"
        "from botosmith_runtime.violations import RequestShapeError\n"
        "with FakeImportExport() as fake:\n"
        "    fake.list_jobs().returns(Jobs=[], IsTruncated=False)\n"
        "    fake.get_status(JobId='J1').returns(ProgressCode='Started')\n"
        "    fake.get_status(JobId='J2').raises('InvalidJobIdException', message='none')\n"
        "    client = fake.client\n"
        "    print(client.get_status(JobId='J1')['ProgressCode'], [*client.iter_list_jobs()])\n"
        "    for wrong in ({'JobId': 'J2'}, {'JobID': 'J1'}):\n"
        "        try:\n"
        "            client.get_status(**wrong)\n"
        "        except (InvalidJobIdException, RequestShapeError) as error:\n"
        "            print(type(error).__name__)",
        cwd=tmp_path,
    )
    assert printed == "Started []\nInvalidJobIdException\nRequestShapeError\n"

"""Which operations does a source tree call? What is found, and what is admitted not to be."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from botosmith.load import Library
from botosmith.slicing.source_code import usage
from project import Project

HEAD = "import boto3\nimport functools\nsession = boto3.Session()\ns3 = boto3.client('s3')\n"

FOUND: dict[str, tuple[str, dict[str, set[str]]]] = {
    "a variable": ("s3.get_object(Bucket='b')", {"s3": {"GetObject"}}),
    "at once": ("boto3.client('sts').get_caller_identity()", {"sts": {"GetCallerIdentity"}}),
    "a session": ("session.client('sqs').send_message()", {"sqs": {"SendMessage"}}),
    "by name": ("session.client(service_name='sqs').send_message()", {"sqs": {"SendMessage"}}),
    "a constant": ("N = 'kms'\nk = boto3.client(N)\nk.encrypt()", {"kms": {"Encrypt"}}),
    "self": (
        "class A:\n def __init__(self): self.x = boto3.client('sqs')\n"
        " def f(self): self.x.send_message()",
        {"sqs": {"SendMessage"}},
    ),
    "an attribute of a class": (
        "class A:\n x = boto3.client('sqs')\n def f(self): self.x.send_message()\n"
        "A.x.add_permission()",
        {"sqs": {"SendMessage", "AddPermission"}},
    ),
    "a function": (
        "def make():\n return boto3.client('sns')\nmake().publish()",
        {"sns": {"Publish"}},
    ),
    "a property": (
        "class A:\n @property\n def x(self): return boto3.client('sns')\n"
        " def f(self): self.x.publish()",
        {"sns": {"Publish"}},
    ),
    "a context": ("with boto3.client('iam') as i:\n i.list_users()", {"iam": {"ListUsers"}}),
    "a walrus": ("if (i := boto3.client('iam')):\n i.list_users()", {"iam": {"ListUsers"}}),
    "a choice": (
        "def f(given=None):\n i = given or boto3.client('iam')\n i.list_users()",
        {"iam": {"ListUsers"}},
    ),
    "an annotation": (
        "from types_boto3_sqs import SQSClient\ndef f(q: 'SQSClient | None'): q.send_message()",
        {"sqs": {"SendMessage"}},
    ),
    "an annotation of stubs": (
        "from mypy_boto3_sqs.client import SQSClient as C\ndef f(*, q: C): q.send_message()",
        {"sqs": {"SendMessage"}},
    ),
    "a typed client": (
        "from botosmith_sqs import connect\nq = connect()\nq.send_message()",
        {"sqs": {"SendMessage"}},
    ),
    "a typed client by its module": (
        "import botosmith_sqs\nbotosmith_sqs.connect().send_message()",
        {"sqs": {"SendMessage"}},
    ),
    "typed clients of two services": (
        "from botosmith_sqs.client import connect as sqs\nimport botosmith_sns.client as sns\n"
        "with sqs() as q: q.send_message()\nsns.connect().publish()",
        {"sqs": {"SendMessage"}, "sns": {"Publish"}},
    ),
    "a wrapped client": (
        "from botosmith_s3 import S3Client\ntyped = S3Client(s3)\ntyped.get_object()\n"
        "with typed.checks(response='off'): typed.shape_warnings",
        {"s3": {"GetObject"}},
    ),
    "an annotation of a typed client": (
        "from botosmith_sqs import SQSClient\nimport botosmith_sns\n"
        "def f(q: SQSClient, n: 'botosmith_sns.SNSClient | None'): q.send_message(), n.publish()",
        {"sqs": {"SendMessage"}, "sns": {"Publish"}},
    ),
    "items across pages": (
        "from botosmith_s3 import *\ns = connect()\nfor k in s.iter_list_objects_v2(): pass\n"
        "s.get_paginator('list_buckets'), s.get_waiter('bucket_exists')",
        {"s3": {"ListObjectsV2", "ListBuckets", "HeadBucket"}},
    ),
    "not called here": ("functools.partial(s3.list_buckets)", {"s3": {"ListBuckets"}}),
    "a paginator": (
        "for p in s3.get_paginator('list_objects_v2').paginate(): pass",
        {"s3": {"ListObjectsV2"}},
    ),
    "a waiter": ("s3.get_waiter('bucket_exists').wait()", {"s3": {"HeadBucket"}}),
    "a URL": ("s3.generate_presigned_url(ClientMethod='get_object')", {"s3": {"GetObject"}}),
    "getattr": ("getattr(s3, 'list_buckets')()", {"s3": {"ListBuckets"}}),
    "a helper": ("s3.download_file('b', 'k', 'f')", {"s3": {"GetObject", "HeadObject"}}),
    "what is no operation": ("s3.meta.region_name; s3.exceptions.NoSuchKey; s3.close()", {}),
    "an inner name": (
        "def f():\n s3 = boto3.client('sqs')\n s3.send_message()\ns3.get_object()",
        {"sqs": {"SendMessage"}, "s3": {"GetObject"}},
    ),
}

UNDECIDED = {
    "a parameter": ("s3.list_buckets()\ndef f(c): c.get_object()", "get_object may be"),
    "a client passed on": (
        "use(boto3.client('sqs'))\ndef use(q): q.send_message()",
        "send_message may be an operation of sqs",
    ),
    "a typed client passed on": (
        "from botosmith_sqs import connect\nuse(connect())\ndef use(q): q.send_message()",
        "send_message may be an operation of sqs",
    ),
    "a subclass": (
        "from botosmith_sqs import SQSClient\nclass Q(SQSClient):\n"
        " def send(self): self.send_message()",
        "send_message may be an operation of sqs",
    ),
    "one name of two packages": (
        "def f():\n from botosmith_sqs import connect\n return connect().add_permission()\n"
        "def g():\n from botosmith_s3 import connect",
        "add_permission may be an operation of sqs",
    ),
    "a package without a model": (
        "from botosmith_bookshelf import connect\nconnect().get_book()",
        "botosmith_bookshelf is imported, but there is no model of bookshelf to slice",
    ),
    "two services": (
        "x = boto3.client('sqs')\nx = boto3.client('sns')\nx.publish()\n"
        "boto3.client('sns').subscribe()",
        "publish may be an operation of sns",
    ),
    "a computed name": ("getattr(s3, 'list_' + x)()", "getattr of a client of s3: no literal"),
    "a computed paginator": ("s3.get_paginator(x)", "get_paginator of a client of s3: no literal"),
    "a computed service": ("boto3.client(x).go()", "a client of a service that is no literal name"),
    "a resource": ("boto3.resource('s3').Bucket('b')", "a resource calls operations"),
    "no such operation": ("s3.put_objekt()", "s3 has no operation for put_objekt"),
    "no such waiter": ("s3.get_waiter('lunch')", "s3 has no operation for waiter 'lunch'"),
    "no Python": ("def (", "not read, it is no Python: invalid syntax"),
}  # fmt: skip


@pytest.fixture(scope="module")
def library() -> Library:
    return Library()


@pytest.mark.parametrize(("source", "operations"), FOUND.values(), ids=FOUND)
def test_found(
    tmp_path: Path, library: Library, source: str, operations: dict[str, set[str]]
) -> None:
    (tmp_path / "app.py").write_text(HEAD + source, encoding="utf-8")
    found = usage(tmp_path, library)
    assert found.operations == operations
    assert found.undecided == set()


@pytest.mark.parametrize(("source", "reason"), UNDECIDED.values(), ids=UNDECIDED)
def test_undecided(tmp_path: Path, library: Library, source: str, reason: str) -> None:
    (tmp_path / "app.py").write_text(HEAD + source, encoding="utf-8")
    (undecided,) = usage(tmp_path, library).undecided
    assert undecided.reason.startswith(reason)
    assert undecided.line > 4


def test_clients_of_another_file(tmp_path: Path, library: Library) -> None:
    (tmp_path / "pkg").mkdir()
    (tmp_path / "pkg" / "aws.py").write_text(
        HEAD + "sqs = session.client('sqs')\ndef sns(): return session.client('sns')\n"
        "from botosmith_kms import connect as kms\n",
        encoding="utf-8",
    )
    (tmp_path / "app.py").write_text(
        "from pkg.aws import sqs as queue, sns, kms\nfrom pkg import aws\n"
        "kms().encrypt(); queue.send_message(); sns().publish(); aws.s3.list_buckets()",
        encoding="utf-8",
    )
    assert usage(tmp_path, library).operations == {
        "kms": {"Encrypt"},
        "sqs": {"SendMessage"},
        "sns": {"Publish"},
        "s3": {"ListBuckets"},
    }


def test_nothing_is_run(tmp_path: Path, library: Library) -> None:
    (tmp_path / "app.py").write_text("raise SystemExit('run')", encoding="utf-8")
    assert usage(tmp_path, library).operations == {}


# --- the command -----------------------------------------------------------------------------


def operations(project: Project, name: str) -> list[str]:
    (path,) = (project.directory / "models" / name).glob("*/service-2.json")
    return list(json.loads(path.read_text(encoding="utf-8"))["operations"])


@pytest.fixture
def app(project: Project) -> Project:
    (project.directory / "src").mkdir()
    (project.directory / "src" / "app.py").write_text(
        f"{HEAD}s3.list_buckets()\nboto3.client('sts').get_caller_identity()\ns3.nope()\n",
        encoding="utf-8",
    )
    return project


def test_a_slice_for_every_service(app: Project) -> None:
    ended = app.run("slice", "--from-code", "src", "--name", "app")
    assert ended.status == 0
    assert "undecided: src/app.py:7: s3 has no operation for nope\n" in ended.stderr
    assert "1 place undecided: " in ended.stderr
    assert operations(app, "s3-app") == ["ListBuckets"]
    assert operations(app, "sts-app") == ["GetCallerIdentity"]


def test_a_slice_for_one_service(app: Project) -> None:
    assert app.run("slice", "sts", "--from-code", "src", "--name", "who").status == 0
    assert operations(app, "who") == ["GetCallerIdentity"]
    assert [path.name for path in (app.directory / "models").iterdir()] == ["who"]


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["sqs", "--from-code", "src", "--name", "x"], "no operations of sqs found to slice for"),
        (["--from-code", "empty", "--name", "x"], "empty holds no Python files"),
        (["--from-code", "nowhere", "--name", "x"], "Path 'nowhere' does not exist"),
        (["s3", "ListBuckets", "--from-code", "src", "--name", "x"], "name operations or pass"),
        (["s4", "--from-code", "src", "--name", "x"], "unknown service 's4'"),
    ],
)
def test_mistakes_write_nothing(app: Project, arguments: list[str], said: str) -> None:
    (app.directory / "empty").mkdir()
    ended = app.run("slice", *arguments)
    assert (ended.status, ended.stdout) == (2, "")
    assert said in ended.stderr
    assert not (app.directory / "models").exists()

"""Which operations does a source tree call? What is found, and what is admitted not to be."""

from __future__ import annotations

from pathlib import Path

import pytest
from botosmith.models.load import Library
from botosmith.tools.slice.source_code import usage

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
    "a helper that calls nothing": (
        "r = boto3.client('rds')\nr.generate_db_auth_token('h', 1, 'u')\n"
        "getattr(r, 'generate_db_auth_token')\ns3.list_buckets()",
        {"s3": {"ListBuckets"}},
    ),
    "what is no operation": ("s3.meta.region_name; s3.exceptions.NoSuchKey; s3.close()", {}),
    "an inner name": (
        "def f():\n s3 = boto3.client('sqs')\n s3.send_message()\ns3.get_object()",
        {"sqs": {"SendMessage"}, "s3": {"GetObject"}},
    ),
}

PASSED: dict[str, tuple[str, dict[str, set[str]]]] = {
    "by position and by name": (
        "use(boto3.client('sqs'))\nuse(q=boto3.client('sqs'), to='x')\n"
        "def use(q, *, to=None):\n q.send_message()\n q.get_paginator('list_queues')",
        {"sqs": {"SendMessage", "ListQueues"}},
    ),
    "a typed client": (
        "from botosmith_sqs import connect\nuse(connect())\ndef use(q): q.send_message()",
        {"sqs": {"SendMessage"}},
    ),
    "through many hands": (
        "def a(*args, **options): b(*args, **options)\n"
        "def b(first, *rest, q, n=None): q.send_message(); [r.publish() for r in rest]\n"
        "a(1, boto3.client('sns'), q=boto3.client('sqs'))",
        {"sqs": {"SendMessage"}, "sns": {"Publish"}},
    ),
    "each service apart": (  # add_permission is an operation of both
        "def make(name): return boto3.client(name)\n"
        "class Holder:\n def __init__(self, c): self.c = c\n def get(self): return self.c\n"
        "Holder(make('sns')).get().add_permission()\nHolder(make('sqs')).get().send_message()",
        {"sqs": {"SendMessage"}, "sns": {"AddPermission"}},
    ),
    "to an object": (
        "class Base:\n def __init__(self, c, *, n): self.c, self.n = c, n\n"
        "class A(Base):\n def __init__(self, c, n): super().__init__(c, n=n)\n"
        " def f(self): self.c.send_message()\n"
        "def g(a: 'A'): a.n.publish()\nA(boto3.client('sqs'), boto3.client('sns'))",
        {"sqs": {"SendMessage"}, "sns": {"Publish"}},
    ),
    "to a field": (
        "import dataclasses\n@dataclasses.dataclass\nclass A:\n name: str\n c: object\n"
        " n: object = dataclasses.field(default_factory=lambda: boto3.client('sns'))\n"
        " def f(self): self.c.send_message(); self.n.publish()\nA('a', c=boto3.client('sqs'))",
        {"sqs": {"SendMessage"}, "sns": {"Publish"}},
    ),
    "by default": (
        "def f(c=boto3.client('sqs'), **k): c.send_message()\n"
        "def g(c=None):\n c = c or boto3.client('sns')\n c.publish()",
        {"sqs": {"SendMessage"}, "sns": {"Publish"}},
    ),
    "in part, and to a thread": (
        "import threading\ndef f(x, c): c.send_message()\ndef g(c): c.publish()\n"
        "functools.partial(f, c=boto3.client('sqs'))(1)\n"
        "threading.Thread(target=g, args=(boto3.client('sns'),)).start()\n"
        "def h(pool): pool.submit(lambda x: x.list_users(), boto3.client('iam'))",
        {"sqs": {"SendMessage"}, "sns": {"Publish"}, "iam": {"ListUsers"}},
    ),
    "in containers": (
        "d = {'q': boto3.client('sqs'), 'n': boto3.client('sns')}\nd['q'].send_message()\n"
        "d.get('n').publish()\nfor c in d.values():\n c.add_permission()\n"
        "def pair(): return boto3.client('iam'), 1\ni, _ = pair()\ni.list_users()",
        {
            "sqs": {"SendMessage", "AddPermission"},
            "sns": {"Publish", "AddPermission"},
            "iam": {"ListUsers"},
        },
    ),
    "a name, too": (
        "def pages(c, operation): return c.get_paginator(operation)\n"
        "pages(s3, 'list_buckets'); pages(boto3.client('sqs'), 'list_queues')",
        {"s3": {"ListBuckets"}, "sqs": {"ListQueues"}},
    ),
    "to fixtures and tests": (
        "import pytest\nfrom botocore.stub import Stubber\n"
        "def fixture_for(service):\n @pytest.fixture(name=service)\n def make():\n"
        "  with Stubber(boto3.client(service)) as stub:\n   yield stub\n return make\n"
        "sqs = fixture_for('sqs')\nsns = fixture_for('sns')\n"
        "@pytest.fixture\ndef topic(sns): return sns.client\n"
        "def use(c): c.send_message()\ndef test_use(sqs, topic):\n"
        " sqs.add_response('send_message', {}); use(sqs.client); topic.publish()",
        {"sqs": {"SendMessage"}, "sns": {"Publish"}},
    ),
    "by a fake": (
        "def use(c): c.send_message()\ndef test_use(fake_sqs):\n"
        " fake_sqs.get_queue_url(QueueName='q').returns(); use(fake_sqs.client)",
        {"sqs": {"SendMessage"}},
    ),
    "by a decorator": (
        "def with_client(n):\n def around(f):\n  def inner(*a): return f(boto3.client(n), *a)\n"
        "  return inner\n return around\n@with_client('sqs')\ndef f(c, x): c.send_message()",
        {"sqs": {"SendMessage"}},
    ),
    "a subclass": (
        "from botosmith_sqs import SQSClient\nclass Q(SQSClient):\n"
        " def send(self): self.send_message()",
        {"sqs": {"SendMessage"}},
    ),
    "one name of two packages": (
        "def f():\n from botosmith_sqs import connect\n return connect().send_message()\n"
        "def g():\n from botosmith_sns import connect\n return connect().publish()",
        {"sqs": {"SendMessage"}, "sns": {"Publish"}},
    ),
    "two services": (
        "x = boto3.client('sqs')\nx = boto3.client('sns')\nx.publish()",
        {"sns": {"Publish"}},
    ),
}

UNDECIDED = {
    "a parameter": ("s3.list_buckets()\ndef f(c): c.get_object()", "get_object may be"),
    "None by default": ("def f(c=None): c.get_object(Bucket='b')", "get_object may be"),
    "a paginator of something": (
        "def f(c): c.get_paginator('list_buckets')",
        "list_buckets may be s3's ListBuckets: it is not clear what get_paginator is called on",
    ),
    "a waiter of something": (
        "def f(c): c.get_waiter('bucket_exists')",
        "waiter bucket_exists may be s3's, which calls HeadBucket: ",
    ),
    "a URL of something": (
        "def f(c): c.generate_presigned_url('get_object')",
        "get_object may be s3's GetObject: ",
    ),
    "not called here": ("def f(c): return c.list_buckets", "list_buckets may be"),
    "from elsewhere": ("from lib import c\nc.list_buckets()", "list_buckets may be"),
    "what a foreign class has": (
        "from lib import A\nclass B(A):\n def f(self): self.list_buckets()",
        "list_buckets may be",
    ),
    "a common name with all that it needs": (
        "boto3.client('dynamodb')\ndef f(c): c.scan(TableName='t')",
        "scan may be dynamodb's Scan",
    ),
    "a package without a model": (
        "from botosmith_bookshelf import connect\nconnect().get_book()",
        "botosmith_bookshelf is imported, but there is no model of bookshelf to slice",
    ),
    "a computed name": ("getattr(s3, 'list_' + x)()", "getattr of a client of s3: no literal"),
    "a computed paginator": ("s3.get_paginator(x)", "get_paginator of a client of s3: no literal"),
    "one computed name of two": (
        "def pages(n): return s3.get_paginator(n)\npages('list_buckets'); pages(input())",
        "get_paginator of a client of s3: no literal",
    ),
    "a computed service": ("boto3.client(x).go()", "a client of a service whose name"),
    "a resource": ("boto3.resource('s3').Bucket('b')", "a resource calls operations"),
    "no such operation": ("s3.put_objekt()", "s3 has no operation for put_objekt"),
    "no such waiter": ("s3.get_waiter('lunch')", "s3 has no operation for waiter 'lunch'"),
    "no Python": ("def (", "not read, because it is not Python: invalid syntax"),
}  # fmt: skip

NO_CALLS = """
db = boto3.client('dynamodb')
class Store:
    def list_buckets(self): pass
def f(a, store: Store, *, d={}):
    a.query(User).filter(); a.scan(); d.get('x'); a.copy(); a.get('x'); store.list_buckets()
    a.list_buckets('by', 'position'); a.list_tables(Colour='none of its members')
    [].copy(); {}.query(TableName='t'); functools.query(TableName='t')
"""


@pytest.fixture(scope="module")
def library() -> Library:
    return Library()


CASES = {**FOUND, **{f"passed {name}": case for name, case in PASSED.items()}}


@pytest.mark.parametrize(("source", "operations"), CASES.values(), ids=CASES)
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


def test_a_call_of_another_service_than_those_known(tmp_path: Path, library: Library) -> None:
    source = (
        "def f(n): boto3.client(n).describe_certificate(CertificateArn='a')\nf('ds'); f(input())\n"
    )
    (tmp_path / "app.py").write_text(HEAD + source, encoding="utf-8")
    reasons = sorted(one.reason for one in usage(tmp_path, library).undecided)
    assert reasons[0] == "a client of a service whose name is not a literal"
    assert reasons[1].startswith("describe_certificate may be acm's")


def test_common_names_are_not_listed(tmp_path: Path, library: Library) -> None:
    (tmp_path / "app.py").write_text(HEAD + NO_CALLS, encoding="utf-8")
    assert usage(tmp_path, library).undecided == set()


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

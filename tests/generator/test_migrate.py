"""``botosmith migrate``: imports of types-boto3 become imports of generated packages."""

from __future__ import annotations

import stat
from pathlib import Path

import pytest
from project import Project

BEFORE = '''"""Everything that an import can be. mypy_boto3_s3.S3Client is prose here."""

from typing import TYPE_CHECKING

import boto3
import mypy_boto3_sns
import mypy_boto3_sqs
import mypy_boto3_sqs.type_defs
import types_boto3_kms.type_defs as kms_types, os
from mypy_boto3_s3 import S3Client, ListObjectsV2Paginator, ObjectExistsWaiter  # kept
from mypy_boto3_s3.client import S3Client as Client, BotocoreClientError
from types_boto3_s3 import type_defs as s3_types
from types_boto3_sns import Client as Sns
from types_boto3_dynamodb.type_defs import (
    AttributeValueTypeDef,  # the wire's
    KeysAndAttributesOutputTypeDef,
)

if TYPE_CHECKING:
    # of resources
    from mypy_boto3_s3 import S3ServiceResource
    from mypy_boto3_s3.service_resource import Bucket, Object as S3Object
    from mypy_boto3_dynamodb.type_defs import (
        AttributeValueTypeDef,
        PutItemInputTablePutItemTypeDef,
        TableAttributeValueTypeDef,
        UniversalAttributeValueTypeDef,
    )
    from mypy_boto3_iam.type_defs import PolicyDocumentDictTypeDef
    from mypy_boto3_kms.service_resource import Key


def one(client: "S3Client", text: "mypy_boto3_sqs.SQSClient", q: mypy_boto3_sqs.SQSClient):
    message: mypy_boto3_sqs.type_defs.MessageTypeDef = {}
    queue: "list[mypy_boto3_sqs.client.SQSClient]" = []
    paginator: mypy_boto3_sns.ListTopicsPaginator
    topics: mypy_boto3_sns.SNSClient
    key: kms_types.TagTypeDef
    rule: "s3_types.RuleTypeDef"
    return boto3.client("s3"), message, queue, os, Sns
'''
AFTER = '''"""Everything that an import can be. mypy_boto3_s3.S3Client is prose here."""

from typing import TYPE_CHECKING

import boto3
import mypy_boto3_sns
import botosmith_sqs
import botosmith_sqs.type_defs
import botosmith_kms.type_defs as kms_types, os
from botosmith_s3 import S3Boto3Client as S3Client  # kept
from botosmith_s3.paginator import ListObjectsV2Paginator  # kept
from botosmith_s3.waiter import ObjectExistsWaiter  # kept
from botosmith_s3.client import S3Boto3Client as Client
from botocore.exceptions import ClientError as BotocoreClientError
from botosmith_s3 import type_defs as s3_types
from botosmith_sns import SNSBoto3Client as Sns
from botosmith_dynamodb.type_defs import (
    AttributeValueTypeDef,  # the wire's
    KeysAndAttributesOutputTypeDef,
)

if TYPE_CHECKING:
    # of resources
    from botosmith_s3.service_resource import S3ServiceResource
    from botosmith_s3.service_resource import Bucket, Object as S3Object
    from botosmith_dynamodb.type_defs import AttributeValueTypeDef
    from botosmith_dynamodb.resource_type_defs import (
        PutItemInputTablePutItemTypeDef,
        TableAttributeValueTypeDef,
    )
    from mypy_boto3_dynamodb.type_defs import UniversalAttributeValueTypeDef
    from mypy_boto3_iam.type_defs import PolicyDocumentDictTypeDef
    from mypy_boto3_kms.service_resource import Key


def one(client: "S3Client", text: "botosmith_sqs.SQSBoto3Client", q: botosmith_sqs.SQSBoto3Client):
    message: botosmith_sqs.type_defs.MessageTypeDef = {}
    queue: "list[botosmith_sqs.SQSBoto3Client]" = []
    paginator: mypy_boto3_sns.ListTopicsPaginator
    topics: mypy_boto3_sns.SNSClient
    key: kms_types.TagTypeDef
    rule: "s3_types.RuleTypeDef"
    return boto3.client("s3"), message, queue, os, Sns
'''
LEFT = """\
src/app.py:23: mypy_boto3_dynamodb.type_defs.UniversalAttributeValueTypeDef: use \
AttributeValueTypeDef of botosmith_dynamodb.type_defs
src/app.py:29: mypy_boto3_iam.type_defs.PolicyDocumentDictTypeDef: use dict[str, Any]: botocore \
decodes a policy to a dict, whatever it holds
src/app.py:30: mypy_boto3_kms.service_resource.Key: use a client: boto3 has no resources of kms
src/app.py:36: mypy_boto3_sns.ListTopicsPaginator: use from botosmith_sns.paginator import \
ListTopicsPaginator
src/app.py:37: mypy_boto3_sns.SNSClient: use from botosmith_sns import SNSBoto3Client
"""


@pytest.fixture
def source(project: Project) -> Path:
    pytest.importorskip("libcst")
    file = project.directory / "src/app.py"
    file.parent.mkdir()
    file.write_text(BEFORE, encoding="utf-8")
    return file


def test_every_form_of_import(project: Project, source: Path) -> None:
    source.chmod(0o640)
    ended = project.run("migrate", "src")
    assert source.read_text("utf-8") == AFTER
    assert stat.S_IMODE(source.stat().st_mode) == 0o640
    assert ended.stdout.startswith(LEFT), ended.stdout
    assert "23 names rewritten in 1 files; 5 stay\n" in ended.stdout
    assert ended.stdout.endswith("botosmith stubs --own dynamodb kms s3 sns sqs\n")
    assert (ended.status, ended.stderr) == (1, "")
    again = project.run("migrate", "src")
    assert source.read_text("utf-8") == AFTER
    assert again.status == 1


def test_diff_writes_nothing(project: Project, source: Path) -> None:
    ended = project.run("migrate", "--diff", "src/app.py")
    assert source.read_text("utf-8") == BEFORE
    assert "+import botosmith_sqs\n" in ended.stdout
    assert ended.stderr.startswith(LEFT)
    assert ended.status == 1


def test_files_that_are_no_code_of_the_project(project: Project, source: Path) -> None:
    """Environments and hidden directories are skipped; line ends and encodings are kept."""
    source.write_bytes(b"# coding: latin-1\r\nfrom mypy_boto3_s3 import S3Client  # \xe9\r\n")
    for place in (".hidden", "env", "node_modules"):
        (source.parent / place).mkdir()
        (source.parent / place / "app.py").write_text(BEFORE, encoding="utf-8")
    (source.parent / "env/pyvenv.cfg").touch()
    ended = project.run("migrate", "src")
    assert (ended.status, ended.stdout.splitlines()[0]) == (0, "1 names rewritten in 1 files")
    assert source.read_bytes() == (
        b"# coding: latin-1\r\nfrom botosmith_s3 import S3Boto3Client as S3Client  # \xe9\r\n"
    )


@pytest.mark.parametrize(
    ("content", "said"),
    [
        ("from mypy_boto3_s3 import (\n", "this is not Python that can be read: "),
        ("from mypy_boto3_s3.type_defs import *\n", "use an import of each name that is used"),
        (
            "from mypy_boto3_nothing import NothingClient\nimport mypy_boto3_nothing\n",
            "",
        ),
        ("from mypy_boto3_s3 import Sx3Client\n", "use S3Boto3Client of botosmith_s3.client"),
        ("from mypy_boto3_s3.version import __version__\n", "generated packages have no such"),
    ],
)
def test_what_cannot_be_rewritten(project: Project, source: Path, content: str, said: str) -> None:
    source.write_text(content, encoding="utf-8")
    ended = project.run("migrate", "src")
    assert source.read_text("utf-8") == content
    assert said in ended.stdout
    assert ended.stderr == ""
    assert ended.status == (1 if said else 0)

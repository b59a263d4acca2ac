"""``plugin.enable(fast=True)``: plain clients that start faster, and are botocore's all the same.

Programs run in fresh processes, once with it and once without, and have to print the same.
"""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable
from hashlib import sha1
from pathlib import Path
from typing import Any

import pytest
from botocore.loaders import JSONFileLoader, Loader
from site_directory import environment, fill, python

FAST = "from botosmith_runtime import plugin; plugin.enable(fast=True)\n"
ENABLE = "from botosmith_runtime import plugin; plugin.enable()\n"
DATA = Path(Loader.BUILTIN_DATA_PATH)
DESCRIBED = """
def described(client):
    meta = client.meta
    signer = client._request_signer
    return (
        meta.service_model.service_name, meta.service_model.api_version, meta.region_name,
        meta.partition, meta.endpoint_url, signer.signing_name, signer.region_name,
        signer.signature_version, sorted(meta.method_to_api_mapping.items()),
    )
"""
IN_PARTS = """
def in_parts(client):
    shapes = client.meta.service_model._service_description["shapes"]
    return type(shapes).__name__ == "PartialObject"
"""

Run = Callable[..., str]


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return fill(tmp_path_factory.mktemp("site"), "importexport", "glue-migration")


@pytest.fixture
def run(site: Path, tmp_path: Path) -> Run:
    """Runs a program that finds the packages, without any configuration of the machine."""

    def run_program(program: str, **variables: str) -> str:
        return python(program, environment(site, tmp_path, **variables))

    return run_program


@pytest.fixture
def same(run: Run) -> Run:
    """Runs a program with and without it: what both print."""

    def both(program: str, **variables: str) -> str:
        plain = run(f"{ENABLE}{DESCRIBED}{program}", **variables)
        assert run(f"{FAST}{DESCRIBED}{program}", **variables) == plain
        return plain

    return both


@pytest.mark.parametrize(
    ("before", "fast"),
    [
        (f"{FAST}import boto3; create = boto3.client", True),
        (f"import boto3\n{FAST}create = boto3.client", True),
        (f"import boto3; boto3.setup_default_session()\n{FAST}create = boto3.client", True),
        (f"import boto3; boto3.client('sts', 'us-east-1')\n{FAST}create = boto3.client", True),
        (f"import boto3\n{FAST}{ENABLE}create = boto3.Session().client", True),
        (f"import boto3\n{ENABLE}{FAST}create = boto3.Session().client", True),
        (f"{FAST}from botocore.session import Session; create = Session().create_client", True),
        (
            "from botocore.session import Session; from botosmith_runtime import plugin\n"
            "session = Session(); plugin.register(session, fast=True)\n"
            "create = session.create_client",
            True,
        ),
        (f"{ENABLE}import boto3; create = boto3.Session().client", False),
        (f"{FAST}plugin.disable(); import boto3; create = boto3.client", False),
        (f"{FAST}import boto3; boto3.setup_default_session(); plugin.disable()\n"
         "create = boto3.client", False),
        (f"import boto3; boto3.setup_default_session()\n{FAST}plugin.disable()\n"
         "create = boto3.client", False),
    ],
)  # fmt: skip
def test_whatever_comes_first(run: Run, before: str, fast: bool) -> None:
    program = f"{before}\n{IN_PARTS}print(in_parts(create('sqs', region_name='us-east-1')))"
    assert run(program) == f"{fast}\n"


@pytest.mark.parametrize(
    "before",
    [
        f"{FAST}import boto3",
        f"{ENABLE}import boto3; boto3.setup_default_session()",
        f"{FAST}import boto3; boto3.setup_default_session()",
        f"import boto3; boto3.setup_default_session()\n{FAST}",
        f"import boto3; boto3.setup_default_session()\n{FAST}{FAST}",
    ],
)
def test_disable_undoes_it(run: Run, before: str) -> None:
    """No package is found any more, nothing is checked, and boto3's own data still is."""
    program = f"""
{before}
plugin.enable(checks=True)
plugin.disable()
plugin.disable()
from botocore.exceptions import UnknownServiceError
try:
    boto3.client("glue-migration", region_name="us-east-1")
except UnknownServiceError:
    print("unknown")
client = boto3.client("importexport", region_name="us-east-1")
print("models" in client.meta.service_model.metadata, hasattr(client, "_botosmith_checker"))
print(type(boto3.DEFAULT_SESSION._session.get_component("data_loader")).__name__)
print(boto3.resource("sqs", region_name="us-east-1").meta.service_name)
plugin.enable()
print(boto3.client("glue-migration", region_name="us-east-1").meta.service_model.service_id)
"""
    assert run(program) == "unknown\nFalse False\nLoader\nsqs\nGlue Migration\n"


def test_nothing_heavy_is_imported(run: Run) -> None:
    program = f"""
import sys
{FAST}
heavy = {{"boto3", "botocore.session", "botocore.loaders", "importlib.metadata"}}
assert not heavy & set(sys.modules), heavy & set(sys.modules)
"""
    run(program)


def test_a_loader_of_the_users_own_stays(run: Run) -> None:
    """Be it of an initializer, of a session that is there, or one that reads files in its way."""
    program = """
import botocore.session
import botocore
from botocore.loaders import JSONFileLoader, Loader
from botosmith_runtime import plugin
class Own(Loader): pass
class Files(JSONFileLoader): pass
botocore.register_initializer(lambda s: s.register_component("data_loader", Own()))
plugin.enable(fast=True)
print(type(botocore.session.Session().get_component("data_loader")).__name__)
session = botocore.session.Session()
session.register_component("data_loader", Loader(file_loader=Files()))
from botosmith_runtime.loader import read_in_parts
read_in_parts(session)
print(type(session.get_component("data_loader").file_loader).__name__)
"""
    assert run(program) == "Own\nFiles\n"


def test_all_clients_of_a_session(same: Run) -> None:
    """Those of AWS's own log-in among them, after others and between them."""
    printed = same("""
import boto3
session = boto3.Session(region_name="eu-west-1")
names = {*session.get_available_services()}
for name in ("s3", "ec2", "sts", "sso", "sso-oidc", "signin", "importexport", "s3", "iam"):
    if name in names:
        print(described(session.client(name)))
print(described(session.client("ec2", api_version="2016-11-15")))
print(described(session.client("cloudfront", api_version="2019-03-26")))
""")
    assert printed.count("\n") >= 10


SIGN_IN = """
import json, threading
from http.server import BaseHTTPRequestHandler, HTTPServer
KEYS = {"AccessKeyId": "AKIDROLE", "SecretAccessKey": "s", "SessionToken": "t"}
class Handler(BaseHTTPRequestHandler):
    def do_POST(self):
        inner = "".join(f"<{name}>{value}</{name}>" for name, value in KEYS.items())
        self.answer(
            "<AssumeRoleResponse><AssumeRoleResult><Credentials>" + inner +
            "<Expiration>2999-01-01T00:00:00Z</Expiration></Credentials></AssumeRoleResult>"
            "</AssumeRoleResponse>", "text/xml")
    def do_GET(self):
        keys = {"accessKeyId": "AKIDSSO", "secretAccessKey": "s", "sessionToken": "t"}
        self.answer(json.dumps({"roleCredentials": {**keys, "expiration": 32503680000000}}),
                    "application/json")
    def answer(self, body, kind):
        print(self.command, self.path)
        self.send_response(200)
        self.send_header("Content-Type", kind)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body.encode())
    def log_message(self, *_): pass
server = HTTPServer(("localhost", 0), Handler)
threading.Thread(target=server.serve_forever, args=(0.01,), daemon=True).start()
import os
url = f"http://localhost:{server.server_port}"
os.environ.update(AWS_ENDPOINT_URL_STS=url, AWS_ENDPOINT_URL_SSO=url)
import boto3
for profile in ("role", "sso"):
    session = boto3.Session(profile_name=profile)
    session.client("s3")
    print(session.get_credentials().get_frozen_credentials())
server.shutdown()
server.server_close()
"""


def test_clients_that_fetch_credentials(same: Run, tmp_path: Path) -> None:
    """botocore makes clients of STS and SSO for itself, with the same session."""
    start = "https://acme.awsapps.com/start"
    (tmp_path / ".aws/sso/cache").mkdir(parents=True)
    (tmp_path / ".aws/config").write_text(f"""
[profile base]
aws_access_key_id = AKIDBASE
aws_secret_access_key = secret
[profile role]
role_arn = arn:aws:iam::123456789012:role/reader
role_session_name = tests
source_profile = base
region = eu-west-1
[profile sso]
sso_start_url = {start}
sso_region = eu-west-1
sso_account_id = 123456789012
sso_role_name = reader
region = eu-west-1
""")
    token = {"startUrl": start, "accessToken": "token", "expiresAt": "2999-01-01T00:00:00Z"}
    cached = tmp_path / ".aws/sso/cache" / f"{sha1(start.encode()).hexdigest()}.json"
    cached.write_text(json.dumps({**token, "region": "eu-west-1"}))
    printed = same(SIGN_IN)
    assert "AKIDROLE" in printed
    assert "AKIDSSO" in printed


def test_services_and_regions(same: Run) -> None:
    printed = same("""
import boto3
for make in (lambda: boto3.Session(), lambda: boto3.Session(profile_name=None)):
    session = make()
    session.client("sqs", region_name="us-east-1")
    print(session.get_available_services(), session.get_available_resources())
    for partition in session.get_available_partitions():
        for service in ("s3", "iam", "importexport", "no-such-service", "sts"):
            for more in (True, False):
                print(session.get_available_regions(service, partition, more))
    print(session.get_partition_for_region("cn-north-1"))
""")
    assert "'eu-central-1'" in printed


@pytest.mark.parametrize(
    "name", ["no-such-service", "S3", "../data/s3", "", ".", "s3/", "..", "s3/.."]
)
def test_an_unknown_service(same: Run, name: str) -> None:
    said = same(f"""
from botocore.session import Session
for again in range(2):
    try:
        print(described(Session().create_client({name!r}, region_name="us-east-1")))
    except Exception as error:
        print(type(error).__name__, error)
""")
    assert said.startswith("UnknownServiceError Unknown service: ")


def test_documentation(same: Run) -> None:
    """What ``help`` shows, and what botocore reads of documentation for itself."""
    printed = same("""
import pydoc
from botocore.session import Session
session = Session()
for service, methods in {"s3": ("put_object", "copy"), "dynamodb": ("get_item",)}.items():
    client = session.create_client(service, region_name="us-east-1")
    print(client.meta.service_model.documentation)
    print(client.meta.service_model.client_context_parameters)
    for method in methods:
        if hasattr(client, method):
            print(pydoc.plain(pydoc.render_doc(getattr(client, method))).partition("\\n\\n")[2])
""")
    assert "ServerSideEncryption" in printed


def test_resources_before_and_after(run: Run) -> None:
    """Of a session that was there before: those that it has made, and those that it makes."""
    program = f"""
import boto3
session = boto3.Session(region_name="us-east-1")
before = session.resource("s3")
{FAST}plugin.register(session, fast=True)
for resource in (before, session.resource("s3"), session.resource("dynamodb"),
                 boto3.resource("s3", region_name="us-east-1")):
    print(resource.meta.service_name, resource.meta.client.meta.endpoint_url)
print(before.Bucket("b").Object("k").key, session.resource("s3").Bucket("b").Object("k").key)
"""
    s3 = "s3 https://s3.amazonaws.com\n"
    assert run(program) == f"{s3}{s3}dynamodb https://dynamodb.us-east-1.amazonaws.com\n{s3}k k\n"


def test_a_redirect_of_s3(same: Run) -> None:
    """A bucket in another region: botocore asks where, and goes there."""
    printed = same("""
import boto3
from botocore.awsrequest import AWSResponse
class Empty:
    def stream(self, **_): return iter([b""])
def send(request, **_):
    print(request.method, request.url)
    there = "eu-central-1" in request.url
    headers = {} if there else {"x-amz-bucket-region": "eu-central-1"}
    return AWSResponse(request.url, 200 if there else 301, headers, Empty())
client = boto3.client("s3", region_name="us-east-1")
client.meta.events.register("before-send", send)
client.head_object(Bucket="my-bucket", Key="k")
""")
    assert "https://my-bucket.s3.eu-central-1.amazonaws.com/k" in printed


def test_threads_share_a_session(same: Run) -> None:
    printed = same("""
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier
from botocore.session import Session
session = Session()
session.get_component("data_loader")  # botocore makes it twice if two threads begin at once
names = ["s3", "ec2", "s3", "dynamodb", "s3", "importexport", "ec2", "sqs"]
barrier = Barrier(len(names))
def make(name):
    barrier.wait()
    return described(session.create_client(name, region_name="us-east-1"))
with ThreadPoolExecutor(len(names)) as pool:
    for one in pool.map(make, names):
        print(one)
""")
    assert printed.count("\n") == 8


def test_profiles_and_data_paths(same: Run, tmp_path: Path) -> None:
    """Directories of the user's come before botocore's, with newer versions and their own files."""
    newest = max((DATA / "sqs").iterdir())
    for place in ("one", "two", ".aws/models"):
        version = tmp_path / place / "sqs" / f"2099-01-0{len(place) % 9}"
        version.mkdir(parents=True)
        shutil.copytree(newest, version, dirs_exist_ok=True)
    endpoints = JSONFileLoader().load_file(str(DATA / "endpoints"))
    endpoints["partitions"][0]["services"]["sns"] = {"endpoints": {"eu-west-1": {"hostname": "h"}}}
    (tmp_path / "two" / "endpoints.json").write_text(json.dumps(endpoints))
    extras = {
        "version": 1.0,
        "merge": {
            "operations": {
                "Extra": {"name": "Extra", "http": {"method": "POST", "requestUri": "/"}}
            }
        },
    }
    (tmp_path / "one" / "sqs" / "2099-01-03" / "service-2.sdk-extras.json").write_text(
        json.dumps(extras)
    )
    (tmp_path / ".aws" / "config").write_text(
        f"[profile dev]\nregion = eu-west-1\ndata_path = {tmp_path / 'one'}\n"
    )
    program = """
import boto3
session = boto3.Session(profile_name="dev")
print(described(session.client("sqs")))
print(session.get_available_regions("sns"))
print(session._session.get_component("data_loader").search_paths)
"""
    assert "extra" in same(program)
    assert "['eu-west-1']" in same(program, AWS_DATA_PATH=str(tmp_path / "two"))


LAYOUTS: dict[str, Callable[[Any], str]] = {
    "minified": lambda document: json.dumps(document, separators=(",", ":")),
    "indented by four": lambda document: json.dumps(document, indent=4),
    "indented by tabs": lambda document: json.dumps(document, indent="\t"),
    "spaced": lambda document: json.dumps(document, indent=2, separators=(",", " : ")),
}


@pytest.mark.parametrize("layout", LAYOUTS.values(), ids=LAYOUTS)
def test_a_botocore_whose_files_look_different(
    same: Run, run: Run, tmp_path: Path, layout: Callable[[Any], str]
) -> None:
    """They are read whole where they have to be, and the log says so, a line for each file."""
    data = tmp_path / "data"
    version = max((DATA / "sqs").iterdir())
    for path in (DATA / "endpoints", version / "service-2", version / "endpoint-rule-set-1"):
        target = data / path.relative_to(DATA)
        target.parent.mkdir(parents=True, exist_ok=True)
        document = JSONFileLoader().load_file(str(path))
        target.with_name(f"{path.name}.json").write_text(layout(document))
    for path in DATA.glob("*.json"):
        if not (data / path.name).exists():
            shutil.copy(path, data)
    program = f"""
import logging
from botocore.loaders import Loader
Loader.BUILTIN_DATA_PATH = {str(data)!r}
lines = []
handler = logging.Handler()
handler.emit = lambda record: lines.append(record.getMessage())
logging.getLogger("botocore.loaders").addHandler(handler)
logging.getLogger("botocore.loaders").setLevel(logging.INFO)
from botocore.session import Session
session = Session()
print(described(session.create_client("sqs", region_name="eu-west-1")))
print(session.get_available_regions("s3"))
"""
    assert "https://sqs.eu-west-1.amazonaws.com" in same(program)
    said = run(f"{FAST}{DESCRIBED}{program}print(*lines, sep='\\n')").splitlines()[2:]
    names = [line.partition(" as a whole: ")[0].rpartition("/")[2] for line in said]
    assert names in (["endpoints"], ["endpoints", "service-2"])


def test_many_sessions_share_bytes_and_no_objects(run: Run) -> None:
    program = f"""
{FAST}
from botocore.session import Session
def parts(session):
    loader = session.get_component("data_loader")
    return loader.load_data("endpoints"), loader.load_service_model("sqs", "service-2")
one, other = parts(Session()), parts(Session())
for mine, others in zip(one, other):
    assert mine == others and mine is not others
one[0]["partitions"][0]["services"]["sqs"]["changed"] = True
one[1]["shapes"]["QueueDoesNotExist"]["changed"] = True
one[1]["operations"]["SendMessage"]["changed"] = True
assert "changed" not in other[0]["partitions"][0]["services"]["sqs"]
assert "changed" not in other[1]["shapes"]["QueueDoesNotExist"]
assert "changed" not in other[1]["operations"]["SendMessage"]
"""
    run(program)

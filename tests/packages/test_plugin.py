"""``botosmith_runtime.plugin``: plain clients of all installed packages, in fresh processes."""

from __future__ import annotations

import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import botosmith_runtime
import pytest
from site_directory import SERVICES, announce, environment, fill, python

CLIENTS = f"""
for service in {SERVICES}:
    made = create(service, region_name="us-east-1", endpoint_url="https://unit.example/")
    version = made.meta.service_model.api_version
    print(service, version, type(made).__name__)
assert create("sts", region_name="us-east-1").meta.service_model.service_name == "sts"
"""
MADE = """\
glue-migration 2017-03-31 GlueMigration
importexport 2010-06-01 ImportExport
personium-cell 1.5.6 PersoniumCell
"""
ENABLE = "from botosmith_runtime import plugin; plugin.enable()\n"

Run = Callable[..., str]


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return fill(tmp_path_factory.mktemp("site"))


@pytest.fixture
def run(site: Path, tmp_path: Path) -> Run:
    """Runs a program that finds the three packages, without any configuration of the machine."""

    def run_program(program: str, *, site: Path = site, **variables: str) -> str:
        return python(program, environment(site, tmp_path, **variables))

    return run_program


@pytest.mark.parametrize(
    "program",
    [
        f"{ENABLE}import boto3; create = boto3.client",
        f"import boto3\n{ENABLE}create = boto3.client",
        f"import boto3; boto3.client('sts', 'us-east-1')\n{ENABLE}create = boto3.client",
        f"import boto3\n{ENABLE}boto3.setup_default_session(); create = boto3.client",
        f"import boto3\n{ENABLE}{ENABLE}{ENABLE}create = boto3.Session().client",
        f"{ENABLE}from botocore.session import Session; create = Session().create_client",
        f"import botocore.session\n{ENABLE}create = botocore.session.get_session().create_client",
        "import boto3; from botosmith_runtime import plugin; session = boto3.Session()\n"
        "session.client('sts', 'us-east-1'); plugin.register(session); create = session.client",
        "from botocore.session import Session; from botosmith_runtime import plugin\n"
        "session = Session(); plugin.register(session); plugin.register(session, checks=True)\n"
        "create = session.create_client",
        f"{ENABLE}import boto3; session = boto3.Session(); plugin.register(session)\n"
        "import botosmith_importexport; botosmith_importexport.register(session)\n"
        "create = session.client",
    ],
)
def test_whatever_comes_first(run: Run, program: str) -> None:
    assert run(f"{program}\n{CLIENTS}") == MADE


def test_nothing_heavy_is_imported(run: Run) -> None:
    program = f"""
import sys
{ENABLE}
heavy = {{"boto3", "botocore.session", "botocore.loaders", "importlib.metadata"}}
assert not heavy & set(sys.modules), heavy & set(sys.modules)
from botocore.session import Session
Session().create_client("importexport", region_name="us-east-1")
assert not [name for name in sys.modules if name.startswith("botosmith_importexport")]
assert "boto3" not in sys.modules
"""
    run(program)


def test_profiles_and_data_paths(run: Run, site: Path, tmp_path: Path) -> None:
    """What a profile or the environment adds is found after the packages' models."""
    for place in ("one", "two"):
        source = site / "botosmith_glue_migration" / "models" / "glue-migration"
        shutil.copytree(source, tmp_path / place / f"service-{place}")
        older = tmp_path / place / "importexport" / "2010-06-01"
        older.mkdir(parents=True)
        (older / "service-2.json").write_text("{}")
    (tmp_path / ".aws").mkdir()
    (tmp_path / ".aws/config").write_text(
        f"[profile dev]\nregion = eu-west-1\ndata_path = {tmp_path / 'one'}\n"
    )
    program = f"""
{ENABLE}import boto3
session = boto3.Session(profile_name="dev")
print(session.region_name, session.client("service-one").meta.region_name)
create = session.client
{CLIENTS}
"""
    assert run(program) == f"eu-west-1 eu-west-1\n{MADE}"
    # The profile of the environment does not exist; the one that is asked for does.
    assert run(program, AWS_PROFILE="missing") == f"eu-west-1 eu-west-1\n{MADE}"
    program = f"{ENABLE}import boto3; create = boto3.client; create('service-two', 'us-east-1')"
    assert run(f"{program}\n{CLIENTS}", AWS_DATA_PATH=str(tmp_path / "two")) == MADE


CALL = """
from botocore.stub import Stubber
import botosmith_runtime.violations as violations, warnings
from botocore.config import Config
nobody = {"endpoint_url": "http://localhost:9", "config": Config(retries={"max_attempts": 0})}
client = boto3.client("glue-migration", region_name="us-east-1", **nobody)
with Stubber(client) as stub, warnings.catch_warnings(record=True) as caught:
    warnings.simplefilter("always")
    stub.add_response("get_catalog_import_status", {"ImportStatus": {"ImportedBy": "a\\nb"}})
    client.get_catalog_import_status()
print([type(one.message).__name__ for one in caught], [one.filename for one in caught])
with warnings.catch_warnings(record=True) as caught:
    warnings.simplefilter("always")
    try:
        client.get_catalog_import_status(CatalogId="x" * 256)
    except violations.RequestShapeError as error:
        print(str(error).partition(", got")[0])
    except Exception as error:
        print(*(type(one.message).__name__ for one in caught), type(error).__name__)
"""
CHECKED = """\
['ShapeWarning'] ['<string>']
the request of GetCatalogImportStatus breaks its shape:
  CatalogId: length: expected 1 to 255 characters
"""
UNCHECKED = "[] []\nEndpointConnectionError\n"
LENIENT = "[] []\nShapeWarning EndpointConnectionError\n"
WARNED_ONLY = "['ShapeWarning'] ['<string>']\nEndpointConnectionError\n"
IGNORED = {"BOTOSMITH_IGNORE_CHECKS": "GetCatalogImportStatus"}
BY_OPERATION = "off GetCatalogImportStatus=strict"
STRICT_PROFILE = "botosmith_request_checks = strict\nbotosmith_response_checks = warn\n"


@pytest.mark.parametrize(
    ("enable", "expected"),
    [
        ("plugin.enable()", UNCHECKED),
        ("plugin.enable(checks=True)", CHECKED),
        ('plugin.enable(request="strict")', CHECKED),
        ("plugin.enable(); plugin.enable(checks=True); plugin.enable()", CHECKED),
        ("boto3.setup_default_session(); plugin.enable(checks=True)", CHECKED),
        ("plugin.enable(); boto3.setup_default_session(); plugin.enable(checks=True)", CHECKED),
        ("plugin.register(boto3.DEFAULT_SESSION or boto3._get_default_session())", UNCHECKED),
        ("plugin.register(boto3._get_default_session(), checks=True)", CHECKED),
    ],
)
def test_checks_of_plain_clients(run: Run, enable: str, expected: str) -> None:
    program = f"import boto3; from botosmith_runtime import plugin\n{enable}\n{CALL}"
    modes = {"BOTOSMITH_REQUEST_CHECKS": "strict", "BOTOSMITH_RESPONSE_CHECKS": "warn"}
    assert run(program, **modes) == expected


@pytest.mark.parametrize(
    ("given", "variables", "profile", "expected"),
    [
        ("checks=True", {}, "", LENIENT),
        ("checks=True", {}, STRICT_PROFILE, CHECKED),
        ("checks=True", {"BOTOSMITH_REQUEST_CHECKS": "off"}, STRICT_PROFILE, WARNED_ONLY),
        ('request="strict"', {"BOTOSMITH_REQUEST_CHECKS": "off"}, STRICT_PROFILE, CHECKED),
        ('request="strict", response="warn"', {}, "", CHECKED),
        (
            'request={"GetCatalogImportStatus": "strict", "GetStatus": "off"}, response="warn"',
            {},
            "",
            CHECKED,
        ),
        ("checks=True", {"BOTOSMITH_REQUEST_CHECKS": BY_OPERATION}, STRICT_PROFILE, CHECKED),
        (
            "checks=True",
            {"BOTOSMITH_RESPONSE_CHECKS": "off GetCatalogImportStatus=warn"},
            f"botosmith_request_checks = {BY_OPERATION}",
            CHECKED,
        ),
        (
            'ignore={"GetCatalogImportStatus.CatalogId": "length"}',
            {},
            STRICT_PROFILE,
            WARNED_ONLY,
        ),
        (
            "checks=True",
            {"BOTOSMITH_IGNORE_CHECKS": "GetCatalogImportStatus.CatalogId=length,enum"},
            STRICT_PROFILE,
            WARNED_ONLY,
        ),
        (
            "checks=True",
            {"BOTOSMITH_IGNORE_CHECKS": "GetCatalogImportStatus"},
            STRICT_PROFILE,
            UNCHECKED,
        ),
    ],
)
def test_where_modes_of_plain_clients_come_from(
    run: Run, tmp_path: Path, given: str, variables: dict[str, str], profile: str, expected: str
) -> None:
    (tmp_path / ".aws").mkdir()
    (tmp_path / ".aws/config").write_text(f"[default]\n{profile}")
    program = f"from botosmith_runtime import plugin; plugin.enable({given}); import boto3\n{CALL}"
    assert run(program, **variables) == expected


def test_what_is_said_of_one_service_is_not_of_others(run: Run) -> None:
    program = """
import boto3
from botosmith_runtime import plugin
plugin.enable(request="strict", ignore={"GetStatus.JobId": "length"})
for service in ("importexport", "glue-migration"):
    boto3.client(service, region_name="us-east-1")
plugin.enable(ignore={"GetStatus.JobID": "length"})
try:
    boto3.client("importexport", region_name="us-east-1")
except ValueError as error:
    print(error)
"""
    said = "ignore: 'GetStatus.JobID': there is no member GetStatus.JobID; did you mean JobId?\n"
    assert run(program) == said


@pytest.mark.parametrize(
    ("enable", "variables", "profile", "said"),
    [
        ('request="lenient"', {}, "", "request_checks='lenient': expected one of strict, certain"),
        (
            "checks=True",
            {"BOTOSMITH_REQUEST_CHECKS": "GetStatus=no"},
            "",
            "BOTOSMITH_REQUEST_CHECKS: request_checks: GetStatus='no': expected one of strict, ",
        ),
        ('ignore={"GetStatus": "enums"}', {}, "", "ignore: 'GetStatus': 'enums' is not a rule: "),
        (
            "checks=True",
            {"BOTOSMITH_RESPONSE_CHECKS": "no"},
            "",
            "BOTOSMITH_RESPONSE_CHECKS: response_checks='no': expected one of strict, structural",
        ),
        (
            "checks=True",
            {},
            "botosmith_ignore_checks = GetStatus=enums",
            "botosmith_ignore_checks of the profile: ignore: 'GetStatus': 'enums' is not a rule: ",
        ),
    ],
)
def test_modes_that_do_not_exist(
    run: Run, tmp_path: Path, enable: str, variables: dict[str, str], profile: str, said: str
) -> None:
    (tmp_path / ".aws").mkdir()
    (tmp_path / ".aws/config").write_text(f"[default]\n{profile}\n")
    program = f"""
import boto3
from botosmith_runtime import plugin
try:
    plugin.enable({enable})
    boto3.client("importexport", region_name="us-east-1")
except ValueError as error:
    print(error)
"""
    assert run(program, **variables).startswith(said)


def test_other_modes_for_a_block(run: Run) -> None:
    """Of a plain client, of a resource's, and of one that a typed client wraps."""
    program = """
import boto3, warnings
from types import SimpleNamespace
from botocore.stub import Stubber
from botosmith_glue_migration import GlueMigrationClient
from botosmith_runtime import plugin
plugin.enable(request="strict", response="off")
client = boto3.client("glue-migration", region_name="us-east-1")
resource = SimpleNamespace(meta=SimpleNamespace(client=client))
rules = {"GetCatalogImportStatus.CatalogId": "length"}
def call():
    with Stubber(client) as stub, warnings.catch_warnings(record=True) as caught:
        warnings.simplefilter("always")
        stub.add_response("get_catalog_import_status", {"ImportStatus": {"ImportedBy": "a\\nb"}})
        try:
            client.get_catalog_import_status(CatalogId="x" * 256)
        except Exception as error:
            return type(error).__name__
        return [one.message.direction for one in caught]
print(call())
with plugin.checks(client, request="certain", response="warn"):
    print(call())
with plugin.checks(resource, ignore=rules):
    print(call())
with plugin.checks(GlueMigrationClient(client), request="off"):
    print(call(), [one.direction for one in plugin.shape_warnings(resource)])
print(call())
for wrong in (boto3.client("sts", region_name="us-east-1"), 5):
    try:
        plugin.checks(wrong, request="off")
    except ValueError as error:
        print(error)
"""
    told = "expected a client that checks what it sends and receives, got {}: call plugin.enable("
    told += "checks=True) before the client is made, and install the package of its service\n"
    assert run(program) == (
        "RequestShapeError\n['request', 'response']\n[]\n[] ['request', 'response']\n"
        f"RequestShapeError\n{told.format('a STS')}{told.format('an int')}"
    )


def test_generated_clients_beside_it(run: Run) -> None:
    """``connect`` and wrapping do as without it, and nothing is checked twice."""
    program = """
import boto3, warnings
from botosmith_runtime import plugin
plugin.enable(request="strict", response="warn")
junk = {"ImportStatus": {"ImportedBy": "a\\nb"}}
from botocore.stub import Stubber
from botosmith_glue_migration import GlueMigrationClient, connect
wrapped = GlueMigrationClient(boto3.client("glue-migration", region_name="us-east-1"))
for client in (wrapped, connect(region_name="us-east-1", response_checks="warn"), connect(
    region_name="us-east-1", session=boto3._get_default_session(), response_checks="strict"
)):
    with Stubber(client) as stub, warnings.catch_warnings(record=True) as caught:
        warnings.simplefilter("always")
        stub.add_response("get_catalog_import_status", junk)
        stub.add_client_error("get_catalog_import_status", "OperationTimeoutException")
        try:
            client.get_catalog_import_status()
        except Exception as error:
            print(type(error).__name__)
        try:
            client.get_catalog_import_status()
        except client.exceptions.OperationTimeoutException as error:
            print(type(error).__module__, len(caught), len(client.shape_warnings))
    with client.checks(request="off"):
        try:  # botocore's own validation, which strict checks do without
            client.get_catalog_import_status(CatalogId=7)
        except Exception as error:
            print(type(error).__name__)
"""
    warned = "botosmith_glue_migration.errors 1 1\nParamValidationError\n"
    raised = "ResponseShapeError\nbotosmith_glue_migration.errors 0 0\nParamValidationError\n"
    assert run(program) == 2 * warned + raised


def rival(site: Path) -> str:
    package = site / "botosmith_importexport"
    shutil.copytree(package, site / "acme_importexport")
    announce(site, "acme-importexport", "importexport", "acme_importexport")
    return (
        "acme-importexport and botosmith-importexport both bring a model of importexport "
        "2010-06-01: uninstall all but one.\n"
        f"  acme-importexport: {site / 'acme_importexport' / 'models'}\n"
        f"  botosmith-importexport: {package / 'models'}\n"
    )


def damaged(site: Path) -> str:
    (site / "botosmith_importexport/models/importexport/2010-06-01/service-2.json").unlink()
    return (
        "botosmith-importexport announces a model of importexport, but there is none in its "
        "package botosmith_importexport: expected models/importexport/<api-version>/service-2.json"
        ". Reinstall botosmith-importexport\n"
    )


@pytest.mark.parametrize("spoil", [rival, damaged])
def test_packages_that_cannot_be_used(
    run: Run, tmp_path: Path, spoil: Callable[[Path], str]
) -> None:
    """Clients of that service are refused; those of others, and what is registered by hand, not."""
    site = fill(tmp_path / "site", "importexport", "glue-migration")
    expected = spoil(site)
    command = [sys.executable, "-m", "botosmith_runtime", "path"]
    variables = environment(site, tmp_path)
    told = subprocess.run(command, env=variables, capture_output=True, text=True, check=False)
    assert (told.returncode, told.stdout) == (2, "")
    assert told.stderr == f"botosmith: {expected}"
    connects = """
import botosmith_importexport
print(botosmith_importexport.connect(region_name="us-east-1").meta.service_model.api_version)
"""
    program = f"""
{ENABLE}import boto3
from botosmith_runtime.installed import InstalledModelError
print(boto3.client("glue-migration", "us-east-1").meta.service_model.service_id)
try:
    boto3.client("importexport", "us-east-1")
except InstalledModelError as error:
    print(error)
{connects if spoil is rival else ""}
"""
    printed = f"Glue Migration\n{expected}" + ("2010-06-01\n" if spoil is rival else "")
    assert run(program, site=site) == printed


def test_the_search_path(site: Path, tmp_path: Path) -> None:
    def path(*arguments: str, variables: dict[str, str], flags: str = "-E") -> tuple[int, str, str]:
        flag = [flags] if flags != "-E" else []
        command = [sys.executable, *flag, "-m", "botosmith_runtime", *arguments]
        ran = subprocess.run(command, env=variables, capture_output=True, text=True, check=False)
        return ran.returncode, ran.stdout, ran.stderr

    names = ("glue_migration", "importexport", "personium_cell")
    models = ":".join(str(site / f"botosmith_{name}" / "models") for name in names)
    variables = environment(site, tmp_path)
    assert path("path", variables=variables) == (0, f"{models}\n", "")
    usage = path(variables=variables)
    assert (usage[0], usage[1], usage[2].splitlines()[0]) == (
        2,
        "",
        "usage: python -m botosmith_runtime path",
    )
    program = "import boto3; create = boto3.client\n" + CLIENTS
    assert python(program, {**variables, "AWS_DATA_PATH": models}) == MADE
    # A Python without any package, and without botocore.
    (tmp_path / "botosmith_runtime").symlink_to(Path(botosmith_runtime.__file__).parent)
    status, printed, said = path(
        "path", variables={**variables, "PYTHONPATH": str(tmp_path)}, flags="-S"
    )
    assert (status, printed) == (2, "")
    assert said.startswith("botosmith: no generated package is installed in this Python (")


def test_what_of_botocore_it_stands_on(run: Run) -> None:
    """Says what botocore has changed, should the other tests fail."""
    program = """
import botocore
from botocore.session import Session
called = []
botocore.register_initializer(called.append)
session = Session()
assert called == [session], "sessions no longer call initializers"
store = session.get_component("config_store")
configured = store.get_config_provider("data_path")
assert configured.provide() is None, "data_path has another provider"
class Mine:
    def provide(self):
        return "/mine"
store.set_config_provider("data_path", Mine())
paths = session.get_component("data_loader").search_paths
assert paths[0] == "/mine", "the loader is no longer made from data_path"
events = []
session.register("choose-service-name", lambda **given: events.append(("choose", given)))
session.register("creating-client-class", lambda **given: events.append(("create", given)))
client = session.create_client("sts", region_name="us-east-1")
names = [name for name, _ in events]
assert names == ["choose", "create"], f"the events of a new client are {names}"
assert events[0][1]["service_name"] == "sts"
from botocore.client import BaseClient
assert events[1][1]["base_classes"] == [BaseClient], "a client's class has other bases"
"""
    run(program)

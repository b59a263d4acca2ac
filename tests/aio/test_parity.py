"""What types-aiobotocore declares of a service, ``aio`` declares under the same name.

The comparison is that of ``tests/stubs``, where types-boto3's names are compared.
"""

from __future__ import annotations

import json
from fnmatch import fnmatchcase
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import pytest
from aws_services import CROSS_SECTION, few_or_all
from botosmith.tools.builds import package_files
from declared import Declared, declared
from parity import differences

ROOT = Path(__file__).parents[2]
RUNTIME = ROOT / "generator/runtime/botosmith_runtime"
LISTED: dict[str, dict[str, str]] = json.loads((ROOT / "tests/data/parity.json").read_text("utf-8"))
SERVICES = few_or_all(CROSS_SECTION)
# aioboto3 adds these to clients, and aiobotocore does not.
TRANSFERS = {"copy", "download_file", "download_fileobj", "upload_file", "upload_fileobj"}
# aiobotocore's own name -> botocore's, as in the packages for boto3
NAMES = {"AioPageIterator": "PageIterator", "AioEventStream": "EventStream"}


def packaged(service: str) -> Declared:
    files: dict[str, Any] = package_files(service, (ROOT / "models",))
    synchronous = {
        Path(n).stem: t for n, t in files.items() if n.endswith(".py") and "/aio/" not in n
    }
    own = {Path(n).stem: t for n, t in files.items() if n.endswith(".py") and "/aio/" in n}
    shared = {name: synchronous[name] for name in ("type_defs", "literals")}
    base = declared({**shared, **{n: own[n] for n in ("client", "paginator", "waiter")}})
    streams = declared({"client": "", "type_defs": own["type_defs"]})
    inherited = declared(
        {
            "client": (RUNTIME / "aio/client.py").read_text("utf-8"),
            "type_defs": (RUNTIME / "type_defs.py").read_text("utf-8"),
        }
    )
    synchronous_base = declared(
        {
            "client": (RUNTIME / "client.py")
            .read_text("utf-8")
            .replace("class Client(", "class AClient("),
            "type_defs": "",
        }
    )
    return Declared(
        methods={**synchronous_base.methods, **inherited.methods, **base.methods},
        paginators=base.paginators,
        waiters=base.waiters,
        typed_dicts={**inherited.typed_dicts, **base.typed_dicts, **streams.typed_dicts},
        aliases={**inherited.aliases, **base.aliases},
        literals=base.literals,
    )


def theirs(service: str) -> Declared:
    spec = find_spec(f"types_aiobotocore_{service.replace('-', '_')}")
    assert spec is not None
    assert spec.submodule_search_locations is not None
    texts: dict[str, str] = {}
    for path in Path(spec.submodule_search_locations[0]).glob("*.pyi"):
        texts[path.stem] = path.read_text("utf-8")
        for name, plain in NAMES.items():
            texts[path.stem] = texts[path.stem].replace(name, plain)
    found = declared(texts)
    assert len(found.methods) > 4, "the package was not understood"
    return found


@pytest.mark.parametrize("service", SERVICES)
def test_what_differs_is_known(service: str) -> None:
    listed = LISTED.get(service, {})
    unknown = [
        str(one)
        for one in differences(theirs(service), packaged(service))
        if not one.reasons
        and not any(fnmatchcase(one.name, pattern) for pattern in listed)
        and not (one.name in TRANSFERS and not one.ours)
    ]
    assert unknown == [], "no reason is known; see tests/data/parity.json"

"""Model files that are read in part: the same as botocore reads, whatever they look like."""

from __future__ import annotations

import copy
import gzip
import json
import pickle
from collections.abc import Callable
from itertools import accumulate
from pathlib import Path
from threading import Thread
from typing import Any

import pytest
from botocore.exceptions import UnknownServiceError
from botocore.loaders import JSONFileLoader, Loader
from botocore.session import Session
from botosmith_importexport import connect, register
from botosmith_runtime.model_files import PartialFiles
from botosmith_runtime.partial_json import PartialObject, Unparsed
from hypothesis import given
from hypothesis import strategies as st
from same_data import same

DATA = Path(Loader.BUILTIN_DATA_PATH)
SERVICES = ("ec2", "iam", "importexport", "lambda", "s3")


def paths(service: str) -> list[str]:
    """The files of a service that are read in part, without their extensions."""
    names = ("service-2", "endpoint-rule-set-1")
    found = [path for name in names for path in (DATA / service).glob(f"*/{name}.json*")]
    return sorted(str(path).partition(".json")[0] for path in found)


def read(path: str) -> tuple[Any, bool]:
    """What is in a file, equal to what botocore has of it, and whether it was read in part."""
    whole = JSONFileLoader().load_file(path)
    found = PartialFiles(()).load_file(path)
    assert same(whole, found), path
    objects = [found.get("shapes"), *(one["services"] for one in found.get("partitions", ()))]
    return found, all(type(one) is PartialObject for one in objects if one)


@pytest.mark.parametrize("service", SERVICES)
def test_models_are_as_botocore_reads_them(service: str) -> None:
    assert [read(path)[1] for path in paths(service)] == [True] * len(paths(service))


def test_endpoints_are_as_botocore_reads_them() -> None:
    assert read(str(DATA / "endpoints"))[1]


@pytest.mark.aws
def test_all_models_are_as_botocore_reads_them() -> None:
    for service in sorted(path.name for path in DATA.iterdir() if path.is_dir()):
        assert all(read(path)[1] for path in paths(service)), service


SERVICE = b"""{
  "metadata":{"serviceId":"Odd"},
  "operations":{},
  "shapes":{
    "A":{
      "type":"string"
    },
    "B":{"type":"list","member":{"shape":"A"}}
  }
}
"""


@pytest.mark.parametrize(
    "content",
    [
        SERVICE,
        SERVICE.replace(b"\n", b"\r\n"),
        SERVICE.replace(b"\n", b""),
        SERVICE.replace(b"  ", b"\t"),
        SERVICE.replace(b"  ", b""),
        SERVICE.replace(b"      ", b"    "),
        SERVICE.replace(b'"A":', b'"\\u0041":'),
        SERVICE.replace(b"Odd", 'Öd\\n    \\"A'.encode()),
        SERVICE.replace(b'{"type":"list","member":{"shape":"A"}}', b'"B"'),
        SERVICE.replace(b'"B"', b'"A"'),
        SERVICE.replace(b'"string"', b'"string'),
        SERVICE.replace(b'"string"', b"NaN"),
        SERVICE.replace(b"    },\n", b"    },,\n"),
        SERVICE[:-20],
        b"[]",
        b"{}",
        b'{"shapes": []}',
        b"",
        b"\xff\xfe{}",
    ],
)
@pytest.mark.parametrize("packed", [False, True])
def test_other_layouts_are_read_whole(tmp_path: Path, content: bytes, packed: bool) -> None:
    """Or refused as botocore refuses them, when they are read or when a shape is."""
    path = tmp_path / "service-2"
    file, written = (".json.gz", gzip.compress(content)) if packed else (".json", content)
    path.with_suffix(file).write_bytes(written)
    ours = outcome(lambda: PartialFiles((str(tmp_path),)).load_file(str(path)))
    assert ours == outcome(lambda: JSONFileLoader().load_file(str(path)))


@pytest.mark.parametrize("damaged", [slice(-9), slice(20), slice(0)])
def test_a_damaged_archive_is_refused_as_botocore_does(tmp_path: Path, damaged: slice) -> None:
    (tmp_path / "service-2.json.gz").write_bytes(gzip.compress(SERVICE)[damaged])
    path = str(tmp_path / "service-2")
    ours = outcome(lambda: PartialFiles((str(tmp_path),)).load_file(path))
    assert ours == outcome(lambda: JSONFileLoader().load_file(path))


def outcome(load: Callable[[], Any]) -> str:
    """All that is in a file, or how it is refused."""
    try:
        return json.dumps(load())
    except (OSError, ValueError, EOFError) as error:
        return type(error).__name__


def partial(values: dict[str, Any]) -> PartialObject:
    lines = [json.dumps(value).encode() + b"\n" for value in values.values()]
    starts = [*accumulate(map(len, lines), initial=0)]
    parts = map(slice, starts, starts[1:])
    members = tuple(zip(values, parts, strict=True))
    return PartialObject(Unparsed(b"".join(lines), members), lambda: values)


def changed(one: dict[str, Any]) -> dict[str, Any]:
    one["z"] = one["a"] = 3
    one.pop("b", None)
    return one.copy()


USES: dict[str, Callable[[dict[str, Any]], Any]] = {
    "items": lambda one: list(one.items()),
    "values": lambda one: list(one.values()),
    "keys": lambda one: [list(one), list(one.keys()), list(reversed(one)), len(one)],
    "get": lambda one: [one.get("a"), one.get("z"), one.get("z", 1), "a" in one, "z" in one],
    "pop": lambda one: [one.pop("a", None), one.pop("z", 1), one.copy()],
    "popitem": lambda one: one.popitem() if one else None,
    "setdefault": lambda one: [one.setdefault("a", 1), one.setdefault("z", 2), one.copy()],
    "update": lambda one: [{**one, "z": 1}, one | {"a": 2}],
    "set": changed,
    "dict": lambda one: [dict(one), {**one}, one.copy(), {} | one, one | {"z": 1}],
    "into": lambda one: {"z": 1}.update(one) or dict(z=1, **one),
    "equal": lambda one: [one == {}, one == dict(one), one != dict(one)],
    "json": json.dumps,
    "repr": repr,
    "copies": lambda one: [copy.copy(one), copy.deepcopy(one), pickle.loads(pickle.dumps(one))],
}
JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(), inner, max_size=3),
    max_leaves=5,
)


@pytest.mark.parametrize("use", USES.values(), ids=USES)
@given(values=st.dictionaries(st.sampled_from("abc"), JSON))
def test_it_is_used_like_a_dict(use: Callable[[Any], Any], values: dict[str, Any]) -> None:
    found, expected = use(partial(copy.deepcopy(values))), use(copy.deepcopy(values))
    assert repr(found) == repr(expected)
    assert found == expected


def test_threads_get_the_same_object() -> None:
    shapes = read(paths("ec2")[-1])[0]["shapes"]
    taken: list[list[int]] = []
    fresh = partial({**shapes})
    threads = [
        Thread(target=lambda: taken.append([id(fresh[name]) for name in fresh])) for _ in range(8)
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert taken == [[id(fresh[name]) for name in fresh]] * len(threads)


def session() -> Session:
    """One that knows a package, and so reads models in part."""
    made = Session()
    register(made)
    return made


def test_an_unknown_service_is_refused_as_by_botocore() -> None:
    said: list[str] = []
    for one in (Session(), session()):
        with pytest.raises(UnknownServiceError) as caught:
            one.create_client("no-such-service", region_name="us-east-1")
        said.append(str(caught.value).replace("importexport, ", ""))
    assert said[0] == said[1]


def test_services_and_regions_are_those_of_botocore() -> None:
    plain, ours = Session(), session()
    assert set(ours.get_available_services()) == {*plain.get_available_services(), "importexport"}
    for service in ("s3", "iam", "importexport"):
        assert ours.get_available_regions(service) == plain.get_available_regions(service)
    ours.create_client("s3", region_name="us-east-1")
    assert "dynamodb" in ours.get_available_services()


def test_a_directory_of_the_users_goes_before_botocores(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    newer = tmp_path / "sqs" / "2099-01-01"
    newer.mkdir(parents=True)
    model = JSONFileLoader().load_file(paths("sqs")[-1])
    model["metadata"]["apiVersion"] = "2099-01-01"
    (newer / "service-2.json").write_text(json.dumps(model))
    monkeypatch.setenv("AWS_DATA_PATH", str(tmp_path))
    client = session().create_client("sqs", region_name="us-east-1")
    assert client.meta.service_model.api_version == "2099-01-01"


def test_a_client_reads_few_shapes(monkeypatch: pytest.MonkeyPatch) -> None:
    parsed: list[str] = []
    ask = PartialObject.__getitem__

    def noted(self: PartialObject, name: str) -> Any:
        parsed.append(name)
        return ask(self, name)

    monkeypatch.setattr(PartialObject, "__getitem__", noted)
    connect(region_name="us-east-1")
    assert "importexport" in parsed
    assert not {"CreateJobInput", "ec2", "s3"}.intersection(parsed)

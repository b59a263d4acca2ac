"""Uses of packages made from the goldens that a type checker has to accept."""

from datetime import datetime, timezone
from decimal import Decimal
from gzip import GzipFile
from io import BytesIO
from pathlib import Path
from tempfile import NamedTemporaryFile, SpooledTemporaryFile
from typing import Any

from botocore.paginate import PageIterator
from botocore.response import StreamingBody
from botosmith_added_methods import connect as connect_files
from botosmith_bearer import connect as connect_bearer
from botosmith_builtin_members import connect as connect_builtin
from botosmith_document import connect as connect_document
from botosmith_enum_values import connect as connect_enums
from botosmith_error_fields.errors import Clashing, import_
from botosmith_error_fields.type_defs import DetailTypeDef
from botosmith_event_stream import connect as connect_events
from botosmith_idempotency_token import connect as connect_token
from botosmith_input_output_variants import connect as connect_records
from botosmith_keyword_members import connect as connect_keywords
from botosmith_keyword_members.type_defs import ConditionOutputTypeDef, RouteRequestTypeDef
from botosmith_mangled_names import connect as connect_mangled
from botosmith_method_names import connect as connect_methods
from botosmith_paginators import connect as connect_pages
from botosmith_paginators.type_defs import ItemTypeDef, ListSeveralResponseTypeDef
from botosmith_recursion import connect as connect_recursion
from botosmith_recursion.type_defs import TreeOutputTypeDef
from botosmith_sparse_list import connect as connect_sparse
from botosmith_streaming_blob import connect as connect_blobs
from botosmith_tagged_union import connect as connect_union
from botosmith_tagged_union.type_defs import ValueOutputTypeDef, ValueTypeDef
from botosmith_waiters import connect as connect_waiters
from typing_extensions import assert_type


def text_of(value: ValueOutputTypeDef) -> str:
    """A union's only key, asked for in the usual ways."""
    if text := value.get("text"):
        return assert_type(text, str)
    if "text" in value:
        return assert_type(value["text"], str)
    if "number" in value:
        return str(assert_type(value["number"], float))
    if "array" in value:
        return " ".join(text_of(item) for item in value["array"])
    if "fields" in value:
        return " ".join(text_of(item) for item in value["fields"].values())
    if "SDK_UNKNOWN_MEMBER" in value:
        return assert_type(value["SDK_UNKNOWN_MEMBER"]["name"], str)
    numbers = [item["number"] for item in value.get("array", []) if "number" in item]
    match value:
        case {"nothing": nothing}:
            return str(nothing.get("anything"))
        case _:
            return str(assert_type(numbers, list[float]))


def take(value: ValueTypeDef) -> list[ValueTypeDef]:
    """A user's helper that names the request's type."""
    return [take(item)[0] for item in value.get("array", ())] or [value]


def sent_back() -> None:
    union = connect_union()
    made: ValueTypeDef = {"array": [{"text": "a"}, {"fields": {"n": {"number": 1}}}]}
    stored = union.store(Value=made)
    if "Value" in stored:
        union.store(Value=stored["Value"])
        union.store(Value={"array": [stored["Value"], {"nothing": {}}]})
        values: list[ValueTypeDef] = [made, {"number": Decimal("1.5")}]
        values.append(stored["Value"])
        values.extend(stored["Value"].get("array", []))
        by_name: dict[str, ValueTypeDef] = {"made": made, "stored": stored["Value"]}
        by_name.update(stored["Value"].get("fields", {}))
        take(stored["Value"])
    records = connect_records()
    record = records.get_record(Id="1").get("Record")
    if record is not None:
        assert_type(record["At"], datetime)
        assert_type(record.get("Counts"), dict[str, int] | None)
        records.put_record(Record=record)
        records.put_record(Record={**record, "Names": ["a"]})
    records.put_record(Record={"At": "2020-01-01", "Body": "text", "Names": ("a",)})
    records.put_record(Record={"At": 1_600_000_000})
    records.put_record(Record={"At": datetime.now(timezone.utc), "Body": BytesIO(b"file")})
    tree = connect_recursion()
    answer = tree.evaluate(Chain={"Name": "a", "Next": {"Name": "b", "Next": {"Name": "c"}}})
    if "Tree" in answer and "Directory" in answer:
        tree.evaluate(Chain={"Name": "a"}, Tree={"Children": [answer["Tree"], {"Children": []}]})
        assert_type(answer["Tree"]["Children"][0]["Children"], list[TreeOutputTypeDef])


def keywords(condition: ConditionOutputTypeDef) -> list[str]:
    request: RouteRequestTypeDef = {"from": "a", "to": "b", "in": {"not": {"in": ["x"]}}}
    route = connect_keywords().route(**request)
    assert_type(route["None"], str)
    if "in" in condition:
        return assert_type(condition["in"], list[str])
    if "not" in condition:
        return keywords(condition["not"])
    for entry in connect_mangled().list_(__token="t").get("entries", []):
        assert_type(entry.get("None", {}).get("reason"), str | None)
    return []


def builtins() -> None:
    response = connect_builtin().describe(id="1", str=2, Sequence=("a", "b"))
    assert_type(response.get("list"), int | None)
    assert_type(response.get("items"), list[str] | None)
    assert_type(response.get("bytes"), bytes | None)


def streams() -> None:
    blobs = connect_blobs()
    body = blobs.download(Key="k")["Body"]
    assert_type(body, StreamingBody)
    blobs.upload(Key="k", Body=body)
    blobs.upload(Key="k", Body=bytearray(b"bytes"))
    blobs.upload(Key="k", Body=GzipFile("file.gz"))
    look = blobs.look()
    assert_type((look["Content"].read(), look["Status"]), tuple[bytes, int])
    assert_type(look["Labels"], dict[str, str])
    assert_type(blobs.settings()["Settings"].get("Scale"), float | None)
    with open("file", "rb") as file, NamedTemporaryFile() as named, SpooledTemporaryFile() as both:
        blobs.upload(Key="k", Body=file)
        blobs.upload(Key="k", Body=named)
        blobs.upload(Key="k", Body=both)
    for event in connect_events().listen()["EventStream"]:
        assert_type(event["Text"].get("Text"), str | None)  # the errors of a stream are raised


def values() -> None:
    connect_token().create(Nested={"Token": "t"}, Plain="p")
    connect_enums().choose(Odd="in progress")
    connect_document().configure(Schema={"type": ["string", None, 1.5]})
    connect_sparse().measure(Gaps=[1.0, None], Dense=[2])
    methods = connect_methods()
    methods.import_()
    methods.service_()
    methods.close()


def pollers() -> None:
    pages = connect_pages()
    for item in pages.iter_list_several(Prefix="a"):
        assert_type(item, ItemTypeDef)
    for row in pages.iter_list_nested():
        assert_type(row, list[str])
    pages.get_paginator("list_map").paginate()
    pages.get_paginator("list_computed").paginate().build_full_result()
    several = pages.get_paginator("list_several").paginate(
        PaginationConfig={"StartingToken": None, "MaxItems": None, "PageSize": None}
    )
    for item in several.search("Items[]"):
        assert_type(item, ItemTypeDef)
    assert_type(next(several.search("Items[].Id")), Any)
    everything = several.build_full_result()
    assert_type(everything.get("Items"), list[ItemTypeDef] | None)
    assert_type(everything.get("NextToken"), str | None)
    plain: PageIterator[ListSeveralResponseTypeDef] = several
    assert_type(next(iter(plain)).get("Prefixes"), list[str] | None)
    waiters = connect_waiters()
    waiters.get_waiter("items_ready").wait(Id="1")
    waiters.get_waiter("alive").wait(WaiterConfig={"MaxAttempts": 2})


def errors() -> None:
    try:
        connect_bearer(endpoint_url="https://localhost/", token="…").get()
    except Clashing as error:
        assert_type(error.args_, list[str] | None)
        assert_type(error.Detail, DetailTypeDef | None)
        assert_type(error.response["Detail"], DetailTypeDef)
        assert_type(error.response["Error"]["Code"], str)
        assert_type(error.response["ResponseMetadata"]["HTTPStatusCode"], int)
        assert_type(error.str_, list[str] | None)
    except import_ as error:
        assert_type(error.message, str)
        assert_type(error.response["Error"]["Message"], str)


class PartSizes:
    """As boto3's TransferConfig, which has no types."""

    multipart_threshold = 8 * 2**20
    use_threads = True


def transfers(untyped: Any) -> None:
    files = connect_files(session=untyped)
    assert_type(files.upload_file("file", "bucket", "key"), None)
    files.upload_file(
        Path("file"), Bucket="b", Key="k", ExtraArgs={"ACL": "private"}, Callback=print
    )
    files.upload_file("file", "b", "k", Config=PartSizes())
    files.upload_file("file", "b", "k", None, None, untyped)
    files.upload_fileobj(BytesIO(b"text"), "b", "k")
    files.upload_fileobj(files.get_object(Bucket="b", Key="k")["Body"], "b", "k")
    with open("file", "rb") as source, NamedTemporaryFile() as target:
        files.upload_fileobj(source, "b", "k")
        files.download_fileobj("b", "k", target)
    with SpooledTemporaryFile() as both:
        files.download_fileobj("b", "k", both)
        files.upload_fileobj(both, "b", "k")
    files.download_file("b", "k", "file", {"VersionId": "v"})
    files.copy({"Bucket": "b", "Key": "k", "VersionId": "v"}, "b", "l", SourceClient=files)
    assert_type(files.generate_presigned_url("get_object", {"Bucket": "b", "Key": "k"}), str)
    connect_methods().generate_presigned_url("import")  # boto3's name, whatever ours is

"""Uses of packages made from the goldens that a type checker has to flag, line by line."""

from io import StringIO

from botocore.config import Config
from botosmith_added_methods import connect as connect_files
from botosmith_document import connect as connect_document
from botosmith_enum_values import connect as connect_enums
from botosmith_error_fields.errors import Clashing
from botosmith_event_stream import connect as connect_events
from botosmith_idempotency_token import connect as connect_token
from botosmith_input_output_variants import connect as connect_records
from botosmith_input_output_variants.type_defs import RecordTypeDef
from botosmith_keyword_members import connect as connect_keywords
from botosmith_method_names import connect as connect_methods
from botosmith_paginators import connect as connect_pages
from botosmith_sparse_list import connect as connect_sparse
from botosmith_streaming_blob import connect as connect_blobs
from botosmith_tagged_union import connect as connect_union
from botosmith_tagged_union.type_defs import ValueOutputTypeDef, ValueTypeDef
from botosmith_waiters import connect as connect_waiters


def unions(value: ValueOutputTypeDef) -> None:
    other: ValueTypeDef = {"texts": "a"}  # error: no such member
    wrong: ValueTypeDef = {"number": "1"}  # error: a number
    connect_union().store(Value={"array": [{"text": 1}]})  # error: text
    value["texts"]  # error: no such member
    value.get("number", 0.0).strip()  # error: a number
    for event in connect_events().listen().get("EventStream", ()):
        event["Trouble"]  # error: botocore raises it
    del other, wrong


def variants(record: RecordTypeDef) -> None:
    records = connect_records()
    records.put_record(Record={"Body": b""})  # error: At is required
    records.put_record(Record={"At": [2020]})  # error: a moment
    records.put_record(Record={"At": "2020-01-01", "Body": 1})  # error: bytes
    records.put_record(Record={"At": "2020-01-01", "Counts": {"a": "1"}})  # error: numbers
    record["Names"].append("a")  # error: a request may hold a tuple
    record["At"].year  # error: a request may hold text


def values() -> None:
    connect_token().create(Nested={}, Plain="p")  # error: only tokens of the request are made up
    connect_enums().choose(Odd="in-progress")  # error: no such value
    connect_document().configure(Schema={1, 2})  # error: JSON has no sets
    connect_sparse().measure(Dense=[1.0, None])  # error: only Gaps may have gaps
    connect_blobs().upload(Key="k", Body=None)  # error: nothing to read
    connect_blobs().download(Key="k")["Body"].decode()  # error: a stream
    connect_blobs().look()["Status"].upper()  # error: a number
    connect_keywords().route(to="b")  # error: from is required
    connect_methods().Import()  # error: import_


def pollers() -> None:
    connect_pages().iter_list_map()  # error: its pages hold a map
    connect_pages().iter_list_nested(Token="t")  # error: that is the paginator's own
    connect_pages().get_paginator("list_nothing")  # error: no such paginator
    several = connect_pages().get_paginator("list_several").paginate()
    several.build_full_result()["ResponseMetadata"]  # error: not of all pages
    next(several.search("Items")).get("Name", "").bit_count()  # error: text
    connect_waiters().get_waiter("items_ready").wait()  # error: Id is required
    connect_waiters().get_waiter("ItemsReady")  # error: items_ready


def errors(error: Clashing) -> None:
    error.my_fields  # error: no such attribute
    error.response["Details"]  # error: no such member
    error.response["Error"]["Kode"]  # error: no such key
    error.Detail["Name"]  # error: it may be missing


def transfers() -> None:
    files = connect_files()
    files.upload_file("file", "bucket")  # error: Key is required
    files.upload_file(b"file", "b", "k")  # error: a path
    files.upload_file("file", "b", "k", Config=Config())  # error: that of transfers
    files.upload_file("file", "b", "k", Callback=str.upper)  # error: it gets numbers
    files.upload_fileobj(StringIO(), "b", "k")  # error: bytes
    files.upload_fileobj(b"text", "b", "k")  # error: a file
    files.download_fileobj("b", "k", StringIO())  # error: bytes
    files.copy("b/k", "b", "l")  # error: a dict
    files.copy({"Bucket": "b"}, "b", "l")  # error: Key is missing
    files.generate_presigned_post("b", "k")  # error: which takes CreateBucket
    files.generate_presigned_url("get_objekt")  # error: no such method
    files.generate_presigned_url("GetObject")  # error: get_object
    connect_blobs().upload_file("file", "b", "k")  # error: S3 alone has it

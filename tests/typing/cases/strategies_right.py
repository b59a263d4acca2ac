"""Strategies, as a type checker has to accept them."""

from botosmith_event_stream import strategies as event_stream
from botosmith_event_stream.fakes import FakeEventStream
from botosmith_glue_migration.strategies import import_catalog_to_glue_response
from botosmith_importexport.fakes import FakeImportExport
from botosmith_importexport.strategies import get_status_request, get_status_response
from botosmith_importexport.type_defs import GetStatusInputTypeDef, GetStatusOutputTypeDef
from botosmith_runtime.type_defs import EmptyResponseMetadataTypeDef
from botosmith_streaming_blob import strategies as streaming_blob
from botosmith_streaming_blob.fakes import FakeStreamingBlob
from botosmith_streaming_blob.type_defs import DownloadResponseTypeDef
from hypothesis import given
from hypothesis.strategies import SearchStrategy
from typing_extensions import assert_type

assert_type(get_status_request(), SearchStrategy[GetStatusInputTypeDef])
assert_type(streaming_blob.download_response(), SearchStrategy[DownloadResponseTypeDef])


@given(get_status_request(), get_status_response())
def test_status(request: GetStatusInputTypeDef, response: GetStatusOutputTypeDef) -> None:
    with FakeImportExport() as fake:
        # pyrefly takes a TypedDict to have more keys than it says.
        fake.get_status(**request).returns(**response)  # pyrefly: ignore[open-unpacking]
        assert fake.client.get_status(**request) == response
        fake.get_status().returns_each(response, response)


@given(import_catalog_to_glue_response())
def test_nothing(response: EmptyResponseMetadataTypeDef) -> None:
    assert response["ResponseMetadata"]["HTTPStatusCode"] == 200


def streams(events: FakeEventStream, blobs: FakeStreamingBlob) -> None:
    event_stream.listen_response().map(lambda one: events.listen().returns_each(one))
    streaming_blob.download_response().map(lambda one: blobs.download().returns(**one))
    ready = get_status_response().filter(lambda one: one.get("ProgressCode") == "Success")
    assert_type(ready.map(lambda one: one.get("ErrorCount", 0)), SearchStrategy[int])

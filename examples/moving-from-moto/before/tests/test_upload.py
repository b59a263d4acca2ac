"""An upload is stored, listed and announced."""

from __future__ import annotations

from moto.core.models import DEFAULT_ACCOUNT_ID
from moto.sns.models import sns_backends
from photos import catalog, store
from photos.places import REGION, TOPIC
from photos.upload import upload


def test_an_upload_is_stored_listed_and_announced() -> None:
    assert upload("sea", "a.jpg", b"an image")

    assert store.load("sea/a.jpg") == b"an image"
    assert catalog.names("sea") == ["a.jpg"]
    topic = sns_backends[DEFAULT_ACCOUNT_ID][REGION].topics[TOPIC]
    assert [notification[1] for notification in topic.sent_notifications] == ["sea/a.jpg"]


def test_a_second_upload_changes_nothing() -> None:
    upload("sea", "a.jpg", b"an image")

    assert not upload("sea", "a.jpg", b"another image")
    assert store.load("sea/a.jpg") == b"an image"

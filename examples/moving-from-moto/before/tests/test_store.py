"""Photos are stored, and read again."""

from __future__ import annotations

from photos import store


def test_a_photo_is_read_as_it_was_written() -> None:
    store.save("sea/a.jpg", b"an image")

    assert store.load("sea/a.jpg") == b"an image"


def test_a_photo_may_be_missing() -> None:
    assert store.load("sea/a.jpg") is None

"""Albums know their photos."""

from __future__ import annotations

import pytest

from photos import catalog

pytestmark = pytest.mark.usefixtures("table")


def test_an_album_has_a_name_once() -> None:
    assert catalog.add("sea", "a.jpg")
    assert not catalog.add("sea", "a.jpg")


def test_names_are_found_by_their_first_letter() -> None:
    for name in ("b.jpg", "a2.jpg", "a1.jpg"):
        catalog.add("sea", name)

    assert catalog.names("sea") == ["a1.jpg", "a2.jpg", "b.jpg"]
    assert catalog.names("sea", "a") == ["a1.jpg", "a2.jpg"]

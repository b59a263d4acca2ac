"""Sets of characters, and the categories of Unicode that patterns name."""

from __future__ import annotations

import unicodedata

from botosmith.patterns.character_sets import EVERYTHING, CharacterSet
from botosmith.patterns.properties import property_set
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st


def test_categories_are_those_of_unicode_13() -> None:
    assigned = property_set("IsAssigned")
    assert assigned is not None
    assert "\u08c7" in assigned  # new in 13.0
    assert "\u0870" not in assigned  # new in 14.0
    if unicodedata.unidata_version != "13.0.0":
        return
    for category in ("Lu", "Mn", "Nd", "Sc", "Cf", "Zs"):
        members = property_set(category)
        assert members == CharacterSet.from_ranges(
            *(
                (code, code)
                for code in range(0x110000)
                if unicodedata.category(chr(code)) == category
            )
        )


@given(*([st.lists(st.tuples(st.integers(0, 300), st.integers(0, 20)), max_size=8)] * 2))
@settings(deadline=None, suppress_health_check=[HealthCheck.too_slow])
def test_character_sets_are_sets(one: list[tuple[int, int]], two: list[tuple[int, int]]) -> None:
    left, right = (
        CharacterSet.from_ranges(*((low, low + more) for low, more in some)) for some in (one, two)
    )
    for code in range(340):
        character = chr(code)
        assert (character in left | right) == (character in left or character in right)
        assert (character in left & right) == (character in left and character in right)
        assert (character in ~left) != (character in left)
    assert (left | right).covers(left)
    assert left.covers(right) == (left | right == left)
    assert left | ~left == EVERYTHING

"""Random texts that are nearly what they should be: moments, and JSON."""

from __future__ import annotations

import json
from random import Random

_WORDS = [
    "2010-06-01", "2010", "06", "1", "12", "31", "32", "99", "0", "00", "T", "t", " ", " ", " ",
    ":", ":", "-", "-", "/", ".", ",", "+", "Z", "z", "GMT", "UTC", "EST", "am", "PM", "a", "p",
    "h", "m", "s", "hour", "minutes", "Jan", "february", "May", "Sept", "sat", "Monday", "of", "at",
    "ad", "st", "th", "(", ")", "03", "0300", "14", "23", "24", "59", "60", "61", "20100601",
    "20100601123000", "123000", "12.5", "10:30", "10:30:15", "2010-06-01T12:30:00Z", "+02:00",
    "-0800", ".123456", "'", ";", "junk", "nan", "inf", "\u00e9", "\t", "1_0", "1e5", "1990",
    "9999", "0001", "10000", "29", "Feb", "100", "1,5", "GMT+3", "BRST-3", "\x00",
]  # fmt: skip
_MOMENTS = [
    "2010-06-01T12:30:00Z", "Tue, 01 Jun 2010 12:30:00 GMT", "2010-06-01 12:30:00.123456+02:00",
    "20100601T123000Z", "Jan 5, 2024 at 3:45 pm", "12h30m15s", "5/6/2010 10:15 AM",
    "Sat Oct 11 17:13:46 UTC 2003", "Thu Sep 25 10:49:41.5 -0300 (BRST) 2003", "-12345.678",
    "April of 2003", "10/Oct/2000:13:55:36 -0700",
]  # fmt: skip
_PAYLOADS = [
    {"Id": "x\u00e9\n", "Token": "t", "Grid": [[1, 2], []], "Flag": True},
    {"Id": "", "Score": 1.5, "Share": 0.25, "Document": {"a": [None, -1e300, "\U0001f600"]}},
    {"Id": "1", "Vault": {"__proto__": "ab", "10": "cd", "2": "\ud800"}, "Either": {"Left": 1}},
]


def moments(random: Random, count: int) -> list[str]:
    """Dates and times with some characters changed, and their parts in any order."""
    return [
        _edited(random.choice(_MOMENTS), random, "0123456789:-/., TZapm+()")
        if random.random() < 0.4
        else "".join(random.choice(_WORDS) for _ in range(random.randint(0, 8)))
        for _ in range(count)
    ]


def texts(random: Random, count: int) -> list[str]:
    """JSON with some characters changed."""
    return [
        _edited(
            json.dumps(
                random.choice(_PAYLOADS),
                indent=random.choice([None, 1]),
                ensure_ascii=random.random() < 0.5,
            ),
            random,
            '{}[]",:\\0123eE+-.u\n\x01x\U0001f600',
        )
        for _ in range(count)
    ]


def _edited(text: str, random: Random, letters: str) -> str:
    characters = list(text)
    for _ in range(random.randint(0, 3)):
        at = random.randrange(len(characters))
        if random.random() < 0.5 and len(characters) > 1:
            del characters[at]
        else:
            characters.insert(at, random.choice(letters))
    return "".join(characters)

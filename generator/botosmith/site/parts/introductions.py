"""What a service is, in one sentence: for lists in which services stand side by side.

The documentation of many of AWS's services begins with a heading, or with a welcome to itself. The
first sentence that says what the service is or does is then better, if there is one.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import islice

from botosmith import text

_OF_ITSELF = re.compile(
    r"Welcome to .*"
    r"|(?:This|The) .*\b(?:references?|guides?|documentation|document|actions and data types)\b.*"
    r"|[^.:!?]{1,80}",  # no sentence, so a heading
    re.IGNORECASE,
)
_TELLING = re.compile(
    r"\b(?:is an? |enables? |lets? |helps? |allows? |provides? |automates? |collects? )"
)
_POINTING = re.compile(
    r"(?:A|Alternatively|As|Each|For|If|In|It|On|See|The APIs?|To|With|You) "
    r"|\w+, which\b|.*\b(?:SDKs?|latest version)\b"
)
_FAR = 12  # sentences that are looked at


def introduction(documentation: str) -> str:
    """The sentence; the first one where no other says more."""
    first = text.summary(documentation)
    if not _OF_ITSELF.fullmatch(first):
        return first
    for sentence in islice(_sentences(documentation), _FAR):
        mute = _OF_ITSELF.fullmatch(sentence) or _POINTING.match(sentence)
        if not mute and _TELLING.search(sentence):
            return sentence
    return first


def _sentences(documentation: str) -> Iterator[str]:
    return (one for part in text.paragraphs(documentation) for one in text.sentences(part))

"""A sentence that describes a service, for lists of services.

The documentation of many AWS services begins with a heading or a welcome. Then the first sentence
that describes the service is better, if there is one.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import islice

from botosmith import text

_OF_ITSELF = re.compile(
    r"Welcome to .*"
    r"|(?:This|The) .*\b(?:references?|guides?|documentation|document|actions and data types)\b.*"
    r"|[^.:!?]{1,80}",  # not a sentence, so a heading
    re.IGNORECASE,
)
_TELLING = re.compile(
    r"\b(?:is an? |enables? |lets? |helps? |allows? |provides? |automates? |collects? )"
)
_POINTING = re.compile(
    r"(?:A|Alternatively|As|Each|For|If|In|It|On|See|The APIs?|To|With|You) "
    r"|\w+, which\b|.*\b(?:SDKs?|latest version)\b"
)
_FAR = 12  # the most sentences that are tried


def introduction(documentation: str) -> str:
    """The sentence; the first one if no other is better."""
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

"""How large a model and its samples may be: each limit, and the reason for its number.

A limit is looked at before the work that it bounds is begun. A model at these limits builds in
seconds, within 500 MB. The limits of files do not apply to what botocore ships, which is trusted.
What AWS's largest models have of each is in ``tests/conformance/census.json``, and a test holds
that every limit allows for a quarter more.
"""

from __future__ import annotations

MODEL_BYTES = 8 * 2**20
"""Of all files of a model together, unpacked."""

MODEL_VALUES = 200_000
"""Of all files together: JSON values, which take more memory than text."""

MODEL_FILES = 100
"""In the directory of a model."""

JSON_DIGITS = 100
"""Of a whole number."""

JSON_DEPTH = 200
"""Objects and lists of a file, one inside the other."""

OPERATIONS = 1_500
"""Of a service."""

ERRORS = 5_000
"""Of all operations."""

SHAPES = 10_000
"""Of a service."""

MEMBERS = 2_000
"""Of one structure."""

MEMBERS_IN_ALL = 24_000
"""Of all structures, and once more of each operation's request and response: of these, types are
made for every operation."""

ENUM = 5_000
"""Values of one enumeration."""

DOCUMENTATION = 200_000
"""Characters of one documentation."""

OPEN_TAGS = 500
"""Of a documentation's HTML, at once, going by the tags alone: an HTML parser's time grows with the
square."""

TAGS = 100
"""Elements of a documentation's HTML, one inside the other; deeper ones are left out of pages."""

NAME = 200
"""Characters of a name; names of files are made of most."""

PATTERNS = 1_000
"""Of a model, each with the lengths that it holds for."""

PATTERN_CHARACTERS = 50_000
"""Of all patterns of a model."""

REPEATS = 2_500
"""``*``, ``+`` and ``{`` of all patterns of a model; each takes some time to be looked at for what
a text can do with it."""

JMESPATH_LENGTH = 2_000
"""Characters of an expression."""

JMESPATH_DEPTH = 50
"""Parts of an expression, one inside the other."""

LIST_DEPTH = 16
"""Lists and maps, one inside the other, without a structure in between: their checks are loops, and
Python takes no more than 20, one inside the other."""

SHAPE_DEPTH = 50
"""Structures, lists and maps, one inside the other, before any repeats.

botocore takes some four levels of Python's stack for one, of 1,000.
"""

VALUE = 10
"""Characters that a value is taken to have by itself, with its name, where samples are measured."""

SAMPLE = 200_000
"""Characters of the smallest value of a shape."""

SAMPLES = 1_000_000
"""Characters of the smallest requests and responses of all operations."""

SAMPLE_DEPTH = 40
"""Structures, lists and maps from which on a sample holds what it must."""

DETOURS = 100
"""Ways that a sample tries in vain before it takes the shortest ones."""

"""How large a model and its samples may be: each limit, and the reason for its number.

A limit is checked before the work that it bounds. A model at these limits builds in seconds, within
500 MB. The limits of files do not apply to botocore's own models, which are trusted. The sizes of
AWS's largest models are in ``tests/conformance/census.json``; a test checks that every limit is at
least a quarter larger.
"""

from __future__ import annotations

MODEL_BYTES = 8 * 2**20
"""Bytes of all files of a model together, unpacked."""

MODEL_VALUES = 200_000
"""JSON values in all files together; they take more memory than text."""

MODEL_FILES = 100
"""Files in the directory of a model."""

JSON_DIGITS = 100
"""Digits of a whole number."""

JSON_DEPTH = 200
"""Levels of objects and lists in a file."""

OPERATIONS = 1_500
"""Operations of a service."""

ERRORS = 5_000
"""Errors in the lists of all operations together."""

SHAPES = 10_000
"""Shapes of a service."""

MEMBERS = 2_000
"""Members of one structure."""

MEMBERS_IN_ALL = 24_000
"""Members of all structures, and again those of each operation's request and response, for which
every operation has its own types."""

ENUM = 5_000
"""Values of one enumeration."""

DOCUMENTATION = 200_000
"""Characters of one documentation string."""

OPEN_TAGS = 500
"""Open tags at one place in a documentation string: the time of an HTML parser grows with the
square of this."""

TAGS = 100
"""Levels of elements in a documentation string; pages leave out deeper ones."""

NAME = 200
"""Characters of a name; most names become file names."""

PATTERNS = 1_000
"""Patterns of a model; the same pattern with other lengths counts again."""

PATTERN_CHARACTERS = 50_000
"""Characters of all patterns of a model together."""

REPEATS = 2_500
"""``*``, ``+`` and ``{`` in all patterns of a model together; to check whether one is safe takes
time."""

JMESPATH_LENGTH = 2_000
"""Characters of a JMESPath expression."""

JMESPATH_DEPTH = 50
"""Levels of a JMESPath expression."""

LIST_DEPTH = 16
"""Levels of lists and maps without a structure in between: their checks are nested loops, and
Python allows at most 20."""

SHAPE_DEPTH = 50
"""Levels of structures, lists and maps, without recursion.

botocore uses about four levels of Python's stack for each, and the stack has 1,000.
"""

VALUE = 10
"""Characters that a value and its name count for, in the size of a sample."""

SAMPLE = 200_000
"""Characters of the smallest value of a shape."""

SAMPLES = 1_000_000
"""Characters of the smallest requests and responses of all operations."""

SAMPLE_DEPTH = 40
"""Levels of structures, lists and maps; below these, a sample only has required members."""

DETOURS = 100
"""Failed attempts after which a sample only uses the smallest values."""

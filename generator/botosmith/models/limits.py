"""How large a model and its samples may be: each limit, and the reason for its number.

A limit is looked at before the work that it bounds is begun. The figures of AWS are those of the
439 models of botocore 1.44.5, to which the limits of files do not apply: what botocore ships is
trusted. A model at these limits builds in seconds, within 500 MB.
"""

from __future__ import annotations

MODEL_BYTES = 8 * 2**20
"""Of all files of a model together, unpacked. AWS's largest (ec2) has 4,565,418."""

MODEL_VALUES = 200_000
"""Of all files together: JSON values, which take more memory than text. AWS's most: 72,544."""

MODEL_FILES = 100
"""In the directory of a model. AWS's most: 8."""

JSON_DIGITS = 100
"""Of a whole number. AWS's longest has 19: those of 64 bits."""

JSON_DEPTH = 200
"""Objects and lists of a file, one inside the other. AWS's deepest rule set has 41."""

OPERATIONS = 1_500
"""Of a service. AWS's most (ec2): 830."""

ERRORS = 5_000
"""Of all operations. AWS's most (connect): 2,347."""

SHAPES = 10_000
"""Of a service. AWS's most (ec2): 4,414."""

MEMBERS = 2_000
"""Of one structure. AWS's most (quicksight): 575."""

MEMBERS_IN_ALL = 24_000
"""Of all structures, and once more of each operation's request and response: of these, types are
made for every operation. AWS's most (ec2): 15,748."""

ENUM = 5_000
"""Values of one enumeration. AWS's most (ec2's InstanceType): 1,437."""

DOCUMENTATION = 200_000
"""Characters of one documentation. AWS's longest (connect) has 82,642."""

OPEN_TAGS = 500
"""Of a documentation's HTML, at once, going by the tags alone: an HTML parser's time grows with the
square. AWS's most: 14."""

TAGS = 100
"""Elements of a documentation's HTML, one inside the other; deeper ones are left out of pages."""

NAME = 200
"""Characters of a name; names of files are made of most. AWS's longest has 155."""

PATTERNS = 1_000
"""Of a model, each with the lengths that it holds for. AWS's most (sagemaker): 322."""

PATTERN_CHARACTERS = 50_000
"""Of all patterns of a model. AWS's most (sagemaker): 13,475."""

REPEATS = 2_500
"""``*``, ``+`` and ``{`` of all patterns of a model; each takes some time to be looked at for what
a text can do with it. AWS's most (sagemaker): 825."""

JMESPATH_LENGTH = 2_000
"""Characters of an expression. AWS's longest has 201."""

JMESPATH_DEPTH = 50
"""Parts of an expression, one inside the other. AWS's deepest has 8."""

LIST_DEPTH = 16
"""Lists and maps, one inside the other, without a structure in between: their checks are loops, and
Python takes no more than 20, one inside the other. AWS's deepest has 4."""

SHAPE_DEPTH = 50
"""Structures, lists and maps, one inside the other, before any repeats. AWS's deepest has 23.

botocore takes some four levels of Python's stack for one, of 1,000.
"""

VALUE = 10
"""Characters that a value is taken to have by itself, with its name, where samples are measured."""

SAMPLE = 200_000
"""Characters of the smallest value of a shape. AWS's largest has 4,106, and its largest full sample
50,343."""

SAMPLES = 1_000_000
"""Characters of the smallest requests and responses of all operations. AWS's most: 60,000."""

SAMPLE_DEPTH = 40
"""Structures, lists and maps from which on a sample holds what it must. AWS's deepest has 19."""

DETOURS = 100
"""Ways that a sample tries in vain before it takes the shortest ones. AWS's samples need 20."""

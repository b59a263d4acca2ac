"""How much of a request is read: more than any service takes, and little enough to be safe."""

from __future__ import annotations

HEADERS = 64 * 1024
"""Bytes of all headers together; S3 takes 8 KB, and other services less than 40 KB."""
HEADER_LINES = 1_000
TARGET = 64 * 1024
"""Characters of path and query."""
DEPTH = 250
"""Structures, lists and maps inside one another; DynamoDB takes 32."""
FIELDS = 100_000
"""Pairs of a form or of a query string."""
INFLATED = 256 * 1024 * 1024
"""Bytes of a body that arrived compressed."""

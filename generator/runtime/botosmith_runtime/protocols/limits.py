"""Limits for requests: higher than those of any service, but low enough to be safe."""

from __future__ import annotations

HEADERS = 64 * 1024
"""Bytes of all headers together; S3 allows 8 KB, and other services less than 40 KB."""
HEADER_LINES = 1_000
TARGET = 64 * 1024
"""Characters of path and query."""
DEPTH = 250
"""Structures, lists and maps inside one another; DynamoDB allows 32."""
FIELDS = 100_000
"""Pairs of a form or of a query string."""
INFLATED = 256 * 1024 * 1024
"""Bytes of a compressed body after decompression."""

"""Methods of clients that are not operations, and the operations that they call."""

from __future__ import annotations

from botosmith.build.added_methods import called_operations

# botocore's own methods of every client.
PASSIVE = frozenset(
    {"can_paginate", "close", "exceptions", "generate_presigned_url", "get_paginator"}
    | {"get_waiter", "meta", "waiter_names"}
)

# Attributes that botosmith's clients add.
OWN_PASSIVE = frozenset({"checks", "exceptions_class", "service", "shape_warnings"})

# Methods that boto3 and botocore add, with the operations that they call.
HELPERS = called_operations()

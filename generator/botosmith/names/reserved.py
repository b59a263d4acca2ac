"""Names that generated code uses for something else, so that names from a model must not be these.

To add one renames things in users' code, which is a breaking change.
"""

from __future__ import annotations

# Attributes of botocore's own clients: an operation that replaces one breaks them.
CLIENT_ATTRIBUTES = frozenset(
    {"can_paginate", "close", "exceptions", "generate_presigned_url", "get_paginator"}
    | {"get_waiter", "meta", "waiter_names"}
)

# Attributes of the generated client that an operation's method must not replace.
RESERVED_METHODS = (
    CLIENT_ATTRIBUTES
    | {"checks", "exceptions_class", "service", "shape_warnings"}
    # ... and names that the class body itself uses.
    | {"bool", "bytes", "datetime", "dict", "float", "int", "list", "overload", "str"}
)

# Attributes of the generated fake that an operation's method must not replace.
RESERVED_FAKE_METHODS = frozenset(
    {
        "aio_client",
        "allow_unused",
        "assert_used",
        "boto3_client",
        "call_count",
        "calls",
        "client",
        "client_class",
        "close",
    }
    | {"closed", "elapsed", "endpoint_url", "engine", "patch", "reset", "resource", "store"}
)

# Attributes of every error class; ``code`` and ``message`` already have the value of a member of
# that name.
RESERVED_ERROR_ATTRIBUTES = frozenset(
    {"add_note", "args", "fields", "fmt", "http_status", "operation_name", "response"}
    | {"with_traceback", "MSG_TEMPLATE"}
    # ... and names in the annotations of other attributes.
    | {"Any", "bool", "bytes", "datetime", "dict", "float", "int", "list", "str"}
)
INHERITED_ERROR_ATTRIBUTES = frozenset({"code", "message"})

# File names that Windows reserves for devices, in any case and with any extension.
# learn.microsoft.com/windows/win32/fileio/naming-a-file
DEVICES = frozenset(
    {"con", "prn", "aux", "nul", "conin$", "conout$"}
    | {f"{port}{number}" for port in ("com", "lpt") for number in "0123456789\u00b9\u00b2\u00b3"}
)

# Names that modules of a generated package, and ``client.exceptions``, use for something else.
RESERVED_CLASSES = frozenset(
    {"ClientError", "Exceptions", "ServiceError", "TYPE_CHECKING", "errors", "from_code"}
    | {"from_waiter"}
    # ... and names in the annotations of ``errors.py``.
    | {"Any", "EventStream", "StreamingBody", "Union", "annotations", "bool", "bytes"}
    | {"datetime", "dict", "float", "int", "list", "str"}
)

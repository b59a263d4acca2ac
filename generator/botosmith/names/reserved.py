"""Names that generated code has for something else, so that nothing of a model's may take them.

Adding one renames things in users' code: that is a breaking change.
"""

from __future__ import annotations

# Attributes of botocore's own clients: a model whose operation replaces one breaks them.
CLIENT_ATTRIBUTES = frozenset(
    {"can_paginate", "close", "exceptions", "generate_presigned_url", "get_paginator"}
    | {"get_waiter", "meta", "waiter_names"}
)

# Attributes of the generated client that an operation's method must not replace.
RESERVED_METHODS = (
    CLIENT_ATTRIBUTES
    | {"checks", "exceptions_class", "service", "shape_warnings"}
    # ... and what the class's body itself refers to.
    | {"bool", "bytes", "datetime", "dict", "float", "int", "list", "overload", "str"}
)

# Attributes of the generated fake that an operation's method must not replace.
RESERVED_FAKE_METHODS = frozenset(
    {
        "allow_unused",
        "assert_used",
        "boto3_client",
        "call_count",
        "calls",
        "client",
        "client_class",
        "close",
    }
    | {"closed", "elapsed", "endpoint_url", "engine", "patch", "reset", "store"}
)

# Attributes of every error class; ``code`` and ``message`` already carry what a member of that
# name would.
RESERVED_ERROR_ATTRIBUTES = frozenset(
    {"add_note", "args", "fields", "fmt", "http_status", "operation_name", "response"}
    | {"with_traceback", "MSG_TEMPLATE"}
    # ... and what annotations of the others are written with.
    | {"Any", "bool", "bytes", "datetime", "dict", "float", "int", "list", "str"}
)
INHERITED_ERROR_ATTRIBUTES = frozenset({"code", "message"})

# Names of files that Windows has for devices, in any case and with any extension.
# learn.microsoft.com/windows/win32/fileio/naming-a-file
DEVICES = frozenset(
    {"con", "prn", "aux", "nul", "conin$", "conout$"}
    | {f"{port}{number}" for port in ("com", "lpt") for number in "0123456789\u00b9\u00b2\u00b3"}
)

# Names that modules of a generated package, and ``client.exceptions``, use for something else.
RESERVED_CLASSES = frozenset(
    {"ClientError", "Exceptions", "ServiceError", "TYPE_CHECKING", "errors", "from_code"}
    | {"from_waiter"}
    # ... and what ``errors.py`` writes annotations with.
    | {"Any", "EventStream", "StreamingBody", "Union", "annotations", "bool", "bytes"}
    | {"datetime", "dict", "float", "int", "list", "str"}
)

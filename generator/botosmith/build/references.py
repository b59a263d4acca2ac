"""Where the documentation of an operation is."""

from __future__ import annotations

import re

from botosmith.models.extras import Extras
from botosmith.models.load import SERVICE_MODEL, Model

_AWS = "https://docs.aws.amazon.com/goto/WebAPI"
"""AWS's own redirects, which botocore's documentation uses as well."""

_URL = re.compile(r"https?://[!-~]+")
_UID = re.compile(r"[\w.-]+", re.ASCII)


def references(model: Model, extras: Extras) -> dict[str, str]:
    """The URL of each operation's documentation, or empty.

    The model states it in ``documentationUrl``. AWS has a page for each operation of botocore's
    models, and so for each operation of their slices.
    """
    document = model.document(SERVICE_MODEL)
    uid = document["metadata"].get("uid", "") if model.shipped else extras.origin_uid
    return {
        name: _stated(operation.get("documentationUrl", "")) or _of_aws(uid, name)
        for name, operation in document["operations"].items()
    }


def _stated(url: str) -> str:
    return url if _URL.fullmatch(url) else ""


def _of_aws(uid: str, operation: str) -> str:
    return f"{_AWS}/{uid}/{operation}" if _UID.fullmatch(uid) else ""

"""Parts of aiobotocore whose published types are narrower than what they take."""

from __future__ import annotations

from importlib import import_module
from typing import Any

AioConfig: Any = import_module("aiobotocore.config").AioConfig
AioSession: Any = import_module("aiobotocore.session").AioSession
AioAWSResponse: Any = import_module("aiobotocore.awsrequest").AioAWSResponse
AIOHTTPSession: Any = import_module("aiobotocore.httpsession").AIOHTTPSession
ClientSession: Any = import_module("aiohttp").ClientSession
HttpxSession: Any = import_module("aiobotocore.httpxsession").HttpxSession
get_session: Any = import_module("aiobotocore.session").get_session

BACKENDS = [AIOHTTPSession, HttpxSession]
KEYS: Any = {
    "aws_access_key_id": "AKIDEXAMPLE",
    "aws_secret_access_key": "secret",
    "region_name": "us-east-1",
}

"""The environment of botocore's parts here: no configuration of the machine or the user."""

from __future__ import annotations

from functools import lru_cache
from typing import Any

from botocore import handlers
from botocore.hooks import EventAliaser, HierarchicalEmitter
from botocore.loaders import Loader

REGION = "us-east-1"
ELIDED = "..."
"""The placeholder for a signature or a secret."""

_HOOKS: Any = HierarchicalEmitter  # botocore's internals accept more than their stubs
_ALIASER: Any = EventAliaser
_HANDLERS: Any = handlers.BUILTIN_HANDLERS
BUILTINS = {
    "AWS::Region": REGION,
    "AWS::UseFIPS": False,
    "AWS::UseDualStack": False,
    "AWS::STS::UseGlobalEndpoint": False,
    "AWS::S3::UseGlobalEndpoint": True,
    "AWS::S3::Accelerate": False,
    "AWS::S3::ForcePathStyle": False,
    "AWS::S3::UseArnRegion": True,
    "AWS::S3Control::UseArnRegion": False,
    "AWS::S3::DisableMultiRegionAccessPoints": False,
    "AWS::Auth::AccountIdEndpointMode": "preferred",
}
"""The client's values for the parameters of endpoint rules."""


class Config:
    """The attributes of a client's configuration that handlers read: nothing is configured."""

    s3: Any = None
    signature_version: Any = None
    region_name = REGION
    inject_host_prefix = True
    request_min_compression_size_bytes = 10_240
    disable_request_compression = True

    def __getattr__(self, name: str) -> None:
        return None


class Signer:
    """The signer that handlers use for operations that contain a second, presigned request."""

    _region_name = REGION

    def generate_presigned_url(self, *_: Any, **__: Any) -> str:
        """No URL: it would contain a signature."""
        return ELIDED


@lru_cache(maxsize=1)
def partitions() -> Any:
    """The partitions of regions that botocore knows."""
    loader = Loader(
        include_default_search_paths=False, extra_search_paths=[Loader.BUILTIN_DATA_PATH]
    )
    return loader.load_data("partitions")


@lru_cache(maxsize=1)
def hooks() -> Any:
    """botocore's own handlers, without the one that reads the environment."""
    hooks = _HOOKS()
    aliases = _ALIASER(hooks)  # handlers know some services by older names
    register = {
        handlers.REGISTER_FIRST: aliases.register_first,
        handlers.REGISTER_LAST: aliases.register_last,
    }
    for event, handler, *order in _HANDLERS:
        if handler is not handlers.add_recursion_detection_header:
            (register[order[0]] if order else aliases.register)(event, handler)
    return hooks

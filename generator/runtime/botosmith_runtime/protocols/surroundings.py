"""What botocore's parts find around them here: nothing that a machine or a user has configured."""

from __future__ import annotations

from functools import lru_cache
from typing import Any

from botocore import handlers
from botocore.hooks import EventAliaser, HierarchicalEmitter
from botocore.loaders import Loader

REGION = "us-east-1"
ELIDED = "..."
"""What stands for a signature, or for a secret."""

_HOOKS: Any = HierarchicalEmitter  # botocore's inner parts take more than their stubs say
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
"""The answers to what endpoint rules ask of a client."""


class Config:
    """The client's configuration, as far as handlers ask for it: nothing is configured."""

    s3: Any = None
    signature_version: Any = None
    region_name = REGION
    inject_host_prefix = True
    request_min_compression_size_bytes = 10_240
    disable_request_compression = True

    def __getattr__(self, name: str) -> None:
        return None


class Signer:
    """What handlers presign with, for operations that carry a second request inside."""

    _region_name = REGION

    def generate_presigned_url(self, *_: Any, **__: Any) -> str:
        """No URL: it would hold a signature."""
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
    """botocore's own handlers, without the one that looks at the environment."""
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

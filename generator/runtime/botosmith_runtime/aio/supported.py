"""The versions of aiobotocore that work."""

from __future__ import annotations

from importlib.metadata import PackageNotFoundError, version

SUPPORTED = ">=3.10,<3.11"
"""As a requirement; the extra ``aio`` in ``pyproject.toml`` is the same."""

_SERIES = "3.10."
_INSTALL = f'pip install "aiobotocore{SUPPORTED}"'


def check_supported() -> None:
    """Raise ImportError if there is no aiobotocore, or one of another series."""
    try:
        found = version("aiobotocore")
    except PackageNotFoundError:
        raise ImportError(
            "asyncio clients need aiobotocore: install the extra aio, such as "
            'pip install "botosmith-importexport[aio]"',
            name="aiobotocore",
        ) from None
    if not f"{found}.".startswith(_SERIES):
        pinned = f"; {pin}" if (pin := _pinned(found)) else ""
        raise ImportError(
            f"botosmith supports aiobotocore{SUPPORTED}, and {found} is installed: "
            f"{_INSTALL}{pinned}",
            name="aiobotocore",
        )


def _pinned(found: str) -> str:
    """What to do if aioboto3 requires the version that was found."""
    try:
        aioboto3 = version("aioboto3")
    except PackageNotFoundError:
        return ""
    return f"aioboto3 {aioboto3} requires aiobotocore {found}, so install it in another environment"

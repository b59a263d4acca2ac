"""Line ends, which git changes in a checkout if ``core.autocrlf`` is set."""

from __future__ import annotations


def unified(content: bytes) -> bytes:
    """The bytes with ``\\n`` for ``\\r\\n``; unchanged if git treats the file as binary."""
    return content if b"\0" in content else content.replace(b"\r\n", b"\n")


def alike(found: dict[str, bytes], expected: dict[str, bytes]) -> bool:
    """Whether the files are the same, except for line ends."""
    return found.keys() == expected.keys() and all(
        content == expected[path] or unified(content) == unified(expected[path])
        for path, content in found.items()
    )

"""Line ends, which git changes in a checkout where ``core.autocrlf`` is set."""

from __future__ import annotations


def unified(content: bytes) -> bytes:
    """A text's bytes with ``\\n`` for ``\\r\\n``; what git takes for no text, as it is."""
    return content if b"\0" in content else content.replace(b"\r\n", b"\n")


def alike(found: dict[str, bytes], expected: dict[str, bytes]) -> bool:
    """Whether these are the same files, apart from line ends."""
    return found.keys() == expected.keys() and all(
        content == expected[path] or unified(content) == unified(expected[path])
        for path, content in found.items()
    )

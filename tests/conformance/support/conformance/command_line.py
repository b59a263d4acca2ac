"""The options of the scripts in tests/conformance."""

from __future__ import annotations

import argparse


def parser(documentation: str) -> argparse.ArgumentParser:
    """A parser that shows a script's docstring as its help."""
    description, _, epilog = documentation.partition("\n")
    return argparse.ArgumentParser(
        description=description,
        epilog=epilog,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )

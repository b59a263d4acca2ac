"""Draw the pictures of the guides again.

    python tests/docs/draw.py

They go into docs/pictures/. The charts of benchmarks come from `python tests/benchmarks/run.py`.
"""

from __future__ import annotations

import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent / "support"))

# After the path is set.
from pictures import editor
from pictures.pipeline import pipeline

DOCS = Path(__file__).parents[2] / "docs"


def drawn() -> dict[Path, str]:
    """The text of each picture, by its file."""
    pictures = {"pipeline": pipeline(), **editor.pictures()}
    return {DOCS / "pictures" / f"{name}.svg": text for name, text in pictures.items()}


def main() -> None:
    """Write the pictures."""
    for path, text in drawn().items():
        path.parent.mkdir(exist_ok=True)
        path.write_text(text, encoding="utf-8", newline="\n")
        print(path.relative_to(DOCS.parent))


if __name__ == "__main__":
    main()

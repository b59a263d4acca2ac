"""Count what the botocore that is installed ships, and write it to ``census.json``.

    python tests/conformance/count.py

``run.py`` and the tests compare with it.
"""

from __future__ import annotations

import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent / "support"))

import botocore  # after the path is set, as all below
from botosmith.models.load import SERVICE_MODEL, Library
from conformance import census, largest


def main() -> None:
    """Look at every service once."""
    library = Library()
    operations: dict[str, int] = {}
    measures: dict[str, dict[str, int]] = {}
    for service in library.all_services():
        model = library.load(service)
        operations[service] = len(model.document(SERVICE_MODEL)["operations"])
        measures[service] = largest.measures(model)
    most = largest.largest(measures)
    census.write(census.Census(botocore.__version__, operations, most))
    print(f"botocore {botocore.__version__}: {len(operations)} services, {census.FILE} written")


if __name__ == "__main__":
    main()

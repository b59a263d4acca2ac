"""``python -m botosmith_runtime path`` prints the directories of the installed packages' models.

With ::

    export AWS_DATA_PATH="$(python -m botosmith_runtime path)"

boto3, the AWS CLI and everything else that uses botocore finds them. Exit status: 0, or 2 if no
package is installed, or if one cannot be used.
"""

from __future__ import annotations

import sys

from botosmith_runtime.installed import installed

_USAGE = """usage: python -m botosmith_runtime path

Prints the models of all generated packages that this Python has, as AWS_DATA_PATH takes them:
    export AWS_DATA_PATH="$(python -m botosmith_runtime path)"
"""


def main(arguments: list[str]) -> int:
    """Print the search path; the result is the exit status."""
    if arguments in (["-h"], ["--help"]):
        print(_USAGE, end="")
        return 0
    if arguments != ["path"]:
        print(_USAGE, end="", file=sys.stderr)
        return 2
    found = installed()
    for problem in found.problems.values():
        print(f"botosmith: {problem}", file=sys.stderr)
    if found.problems:
        return 2
    if not found.packages:
        none = f"no generated package is installed in this Python ({sys.executable})"
        print(f"botosmith: {none}", file=sys.stderr)
        return 2
    print(found.search_path)
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))

"""Chromium for the tests of the docs site: Debian's, installed if this machine lets us.

Does nothing where there is one. Never fails: tests without a browser skip, and say why; with
BOTOSMITH_TESTS_COMPLETE set, as in CI, they fail instead.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys

PROGRAMS = ("chromium", "chromium-browser", "google-chrome", "chrome")


def chromium() -> str | None:
    """The path of a Chromium, None if there is none."""
    return next(filter(None, map(shutil.which, PROGRAMS)), None)


def main() -> None:
    if chromium():
        return
    if shutil.which("apt-get") is None:
        print("chromium is not here, and neither is apt-get to install it", file=sys.stderr)
        return
    prefix = [] if os.geteuid() == 0 else ["sudo", "--non-interactive"]
    environment = os.environ | {"DEBIAN_FRONTEND": "noninteractive"}
    try:
        for command in (["update"], ["install", "-y", "chromium"]):
            subprocess.run(
                [*prefix, "apt-get", "-qq", *command],
                check=True,
                env=environment,
                stdout=subprocess.DEVNULL,
            )
    except (OSError, subprocess.CalledProcessError) as error:
        print(f"chromium cannot be installed: {error}", file=sys.stderr)


if __name__ == "__main__":
    main()

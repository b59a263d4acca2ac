"""The same models give the same bytes: in another directory, process, time zone and language."""

from __future__ import annotations

import hashlib
import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

from botosmith.patterns.sample import sample
from botosmith.text import literal, printable, raw_literal
from hostile_model import model
from tiny_model import TINY

MODELS = Path(__file__).parents[2] / "models"
DIGEST = "1857f25ec2e66a2dc21e32f94aef0427a050dc423311140e7f36ba83101010e1"
SETTINGS: tuple[dict[str, str], ...] = (
    {"PYTHONHASHSEED": "0", "LC_ALL": "C", "PYTHONUTF8": "0", "TZ": "UTC"},
    {"PYTHONHASHSEED": "4242", "LC_ALL": "C.UTF-8", "TZ": "Asia/Tokyo", "COLUMNS": "40"},
)


def test_directories_and_environments_leave_the_bytes_alone(tmp_path: Path) -> None:
    built: list[dict[str, bytes]] = []
    for number, setting in enumerate(SETTINGS):
        project = tmp_path / ("deeper/" * number) / f"project {number}"
        shutil.copytree(MODELS, project / "models")
        for service, documents in (("hostile", model()), ("tiny", TINY)):
            folder = project / "models" / service / "2020-01-01"
            folder.mkdir(parents=True)
            # The order in which a directory lists its files is nobody's promise.
            for stem in sorted(documents, reverse=bool(number)):
                content = json.dumps(documents[stem])
                (folder / f"{stem}.json").write_text(content, encoding="utf-8")
        ended = subprocess.run(
            [sys.executable, "-m", "botosmith", "build"],
            cwd=project,
            env={**os.environ, **setting},
            capture_output=True,
            text=True,
            check=False,
        )
        assert ended.returncode == 0, ended.stderr
        out = project / "out"
        built.append(
            {
                path.relative_to(out).as_posix(): path.read_bytes()
                for path in sorted(out.rglob("*"))
                if path.is_file()
            }
        )
    assert built[0] == built[1]
    assert len(built[0]) > 50
    assert not [path for path, content in built[0].items() if str(tmp_path).encode() in content]


def test_every_version_of_python_prints_characters_alike() -> None:
    """Each knows another Unicode; the digest is of what Python 3.11 printed."""
    text = "".join(map(chr, range(0x110000)))
    raw = "".join(map(raw_literal, text))
    # U+0CF3 is a letter from Unicode 15 on, which Python 3.12 knows and 3.11 does not.
    classes = [f"[{chr(code)}-{chr(code + 9)}]" for code in range(0xCF0, 0xCF6)]
    sampled = "".join(sample(one, 1, 1, 0) or "" for one in classes)
    printed = f"{literal(text)}\n{printable(text)}\n{raw}\n{sampled}".encode()
    assert hashlib.sha256(printed).hexdigest() == DIGEST

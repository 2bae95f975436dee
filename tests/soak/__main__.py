"""Runs the tests that take minutes, piece by piece, and keeps the last output of each in docs/soak.txt.

python -m tests.soak              all pieces
python -m tests.soak kills fuzz   some; the others stay in the file as they were
"""

from __future__ import annotations

import os
import re
import subprocess
import sys
import time
from datetime import UTC, datetime
from pathlib import Path

ROOT = Path(__file__).parents[2]
REPORT = ROOT / "docs" / "soak.txt"
PIECES = {
    "kills": ("tests/soak/test_many_kills.py",),
    "cuts": ("tests/flows/test_cut_off.py", "tests/forget/test_cut_off.py", "tests/flows/test_disk.py"),
    "schedule": ("tests/soak/test_schedule.py", "tests/soak/test_deployment.py"),
    "fuzz": ("tests/hostile/test_fuzz.py", "-n", "2"),
    "hostile": (
        "tests/hostile/test_pages.py",
        "tests/hostile/test_files.py",
        "tests/hostile/test_output.py",
        "-n",
        "2",
    ),
}
_HEADING = re.compile(r"^== (\w+), ", re.MULTILINE)
# What pytest says of itself, and whatever changes with the place
_NOISE = re.compile(r"^(\.+ *(\[ *\d+%\])?|bringing up nodes.*|=+ (short test summary info|PASSES) =+|_+ \S.* _+)$")


def main(names: list[str]) -> int:
    sections = _kept()
    failed = 0
    for name in names or PIECES:
        code, section = _run(name)
        sections[name] = section
        failed += code != 0
        REPORT.write_text("\n".join(sections[piece] for piece in PIECES if piece in sections), encoding="utf-8")
        print(section, flush=True)
    return failed


def _run(name: str) -> tuple[int, str]:
    begun = time.monotonic()
    command = [sys.executable, "-m", "pytest", "-m", "slow", "-rA", "--color=no", *PIECES[name]]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    minutes = (time.monotonic() - begun) / 60
    said = done.stdout if done.returncode else _figures(done.stdout)
    heading = f"== {name}, {datetime.now(UTC):%Y-%m-%d %H:%M} UTC, {_machine()}, {minutes:.1f} minutes"
    return done.returncode, f"{heading}\n{said.replace(str(ROOT), '.')}\n{done.stderr}".rstrip() + "\n"


def _figures(said: str) -> str:
    lines = [line for line in said.splitlines() if line.strip() and not _NOISE.match(line)]
    return "\n".join(line for line in lines if not line.startswith(("-----", "[gw", "PASSED [")))


def _machine() -> str:
    memory = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") / 2**30
    return f"{os.cpu_count()} cores, {memory:.0f} GiB, Python {sys.version.split()[0]}"


def _kept() -> dict[str, str]:
    if not REPORT.is_file():
        return {}
    parts = _HEADING.split(REPORT.read_text(encoding="utf-8"))
    return {name: f"== {name}, {text.rstrip()}\n" for name, text in zip(parts[1::2], parts[2::2], strict=True)}


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))

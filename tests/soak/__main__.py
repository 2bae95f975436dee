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
    "readers": ("tests/warehouse/test_readers.py",),
    "order": ("tests/flows/test_any_order.py",),
    "schedule": ("tests/soak/test_schedule.py", "tests/soak/test_deployment.py"),
    "fuzz-text": ("tests/hostile/test_fuzz.py", "-k", "files[text"),
    "fuzz-html": ("tests/hostile/test_fuzz.py", "-k", "files[html"),
    "fuzz-jsonl": ("tests/hostile/test_fuzz.py", "-k", "files[jsonl"),
    "fuzz-gz": ("tests/hostile/test_fuzz.py", "-k", "files[gz"),
    "fuzz-joint": ("tests/hostile/test_fuzz.py", "-k", "default_engine"),
    "hostile": ("tests/hostile/test_pages.py", "tests/hostile/test_files.py", "tests/hostile/test_output.py"),
}
_HEADING = re.compile(r"^== ([\w-]+), ", re.MULTILINE)
# What pytest says of itself, and nanobind (under DuckDB) at the end of every process
_NOISE = re.compile(
    r"^(=+ test session starts|hypothesis profile|(platform|rootdir:|configfile:|plugins:|cachedir:|collect(ing|ed)) "
    r"|nanobind: | - (leaked|\.\.\. skipped) |See https://nanobind)"
)


def main(names: list[str]) -> int:
    failed = 0
    for name in names or PIECES:
        code, section = _run(name)
        failed += code != 0
        sections = {**_kept(), name: section}  # read anew: another piece may run beside this one
        REPORT.write_text("\n".join(sections[piece] for piece in PIECES if piece in sections), encoding="utf-8")
        print(section, flush=True)
    return failed


def _run(name: str) -> tuple[int, str]:
    begun = time.monotonic()
    command = [sys.executable, "-m", "pytest", "-m", "slow", "-vv", "-s", "--color=no", *PIECES[name]]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    return done.returncode, section(name, done.stdout + done.stderr, (time.monotonic() - begun) / 60)


def section(name: str, said: str, minutes: float) -> str:
    """What the report says of a piece."""
    heading = f"== {name}, {datetime.now(UTC):%Y-%m-%d %H:%M} UTC, {_machine()}, {minutes:.1f} minutes"
    lines = [line.rstrip() for line in said.replace(str(ROOT), ".").splitlines()]
    return "\n".join([heading, *(line for line in lines if line and not _NOISE.match(line))]) + "\n"


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

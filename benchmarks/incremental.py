"""How long a run takes when little is new: N made pages in a first run, 1% more in a second, and nothing in a third.

    PYTHONPATH=. python benchmarks/incremental.py [--pages 20000] [--share 0.01] [--folder DIR] [--profile FILE]

Each run is a process of its own, as a user starts it, without a server. With `--folder` pages and dataset stay there.
With `--profile` the second run is profiled (and slower).
"""

from __future__ import annotations

import argparse
import os
import resource
import shutil
import subprocess
import sys
import tempfile
import time
from dataclasses import dataclass
from pathlib import Path

from benchmarks.made_pages import make_officials, write_pages

_ROOT = Path(__file__).resolve().parents[1]


@dataclass(frozen=True)
class Spent:
    """What a run took: seconds by the clock, seconds of CPU of its main process, workers aside; and what it said."""

    wall: float
    cpu: float
    said: str

    def __str__(self) -> str:
        return f"{self.wall:.0f} s by the clock, {self.cpu:.0f} s of CPU beside the workers"


def run(pages: Path, data: Path, profile: Path | None = None) -> Spent:
    """One run of the command line. Raises CalledProcessError if it fails."""
    before, begun = resource.getrusage(resource.RUSAGE_CHILDREN), time.monotonic()
    program = ["-m", "cProfile", "-o", str(profile)] if profile else []
    command = [sys.executable, *program, "-m", "flows.cli", "run", "--no-server", str(pages), "--data", str(data)]
    environment = {**os.environ, "PYTHONPATH": str(_ROOT), "COLUMNS": "200"}
    done = subprocess.run(command, cwd=_ROOT, env=environment, capture_output=True, text=True, check=False)
    if done.returncode:
        sys.exit(f"the run failed:\n{done.stdout}\n{done.stderr}")
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    cpu = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
    return Spent(time.monotonic() - begun, cpu, done.stdout + done.stderr)


def main() -> None:
    """Make the pages, run three times, say what each run took."""
    ap = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    ap.add_argument("--pages", type=int, default=20_000)
    ap.add_argument("--share", type=float, default=0.01, help="how many are new in the second run, as a share")
    ap.add_argument("--folder", type=Path, help="where pages and dataset stay; default: a temporary folder")
    ap.add_argument("--profile", type=Path, help="where to write the profile of the second run")
    args = ap.parse_args()
    folder = args.folder or Path(tempfile.mkdtemp(prefix="incremental-"))
    try:
        measure(folder, args.pages, max(1, round(args.pages * args.share)), args.profile)
    finally:
        if args.folder is None:
            shutil.rmtree(folder)


def measure(folder: Path, n_pages: int, n_new: int, profile: Path | None) -> None:
    """Runs on the pages, then with the new ones, then with nothing new, and prints what each took."""
    pages, data = folder / "pages", folder / "data"
    officials = make_officials(n_pages)
    write_pages(pages, officials, range(n_pages))
    full = run(pages, data)
    print(
        f"{n_pages:,} pages, all new: {full}\n{full.said}",
        flush=True,
    )
    write_pages(pages, officials, range(n_pages, n_pages + n_new))
    more = run(pages, data, profile)
    print(f"{n_new:,} pages new: {more}\n{more.said}", flush=True)
    nothing = run(pages, data)
    print(f"nothing new: {nothing}\n")
    print(f"share of the full run: {more.wall / full.wall:.1%} by the clock")


if __name__ == "__main__":
    main()

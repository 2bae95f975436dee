"""Runs of the command line that are killed at random moments, and what must hold after each."""

from __future__ import annotations

import os
import random
import shutil
import signal
import subprocess
import sys
import time
from dataclasses import dataclass, field
from pathlib import Path

import duckdb

ROOT = Path(__file__).parents[1]
TABLES = ("people", "roles", "events", "event_participants", "person_mentions", "role_claims", "event_claims")


@dataclass
class Kills:
    """What came of it: seconds into the run at each kill, and in which stage's folder work was under way."""

    after: list[float] = field(default_factory=list)
    finished: int = 0


def run_line(data: Path, *options: str) -> subprocess.Popen[str]:
    """A run on the samples, in a session of its own so that all its processes can be found."""
    command = [sys.executable, "-m", "flows.cli", "run", "samples", "--data", str(data), *options]
    environment = {**os.environ, "PYTHONPATH": str(ROOT)}
    return subprocess.Popen(
        command, cwd=ROOT, env=environment, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True,
        start_new_session=True,
    )  # fmt: skip


def to_be_built_again(dataset: Path, data: Path) -> Path:
    """A copy of the dataset with its release, of which everything has to be made anew from the pages."""
    shutil.copytree(dataset, data, symlinks=True)
    shutil.rmtree(data / "stages")
    shutil.rmtree(data / "runs")
    return data


def kill_runs(data: Path, times: int, longest: float, seed: int, *options: str) -> Kills:
    """Kills that many runs, each with SIGKILL after a random time; the release must open after each.

    `longest` is how long a run takes; where one is done sooner, the next are killed sooner.
    """
    chance = random.Random(seed)
    kills = Kills()
    while len(kills.after) < times:
        run, begun = run_line(data, *options), time.monotonic()
        after = chance.uniform(0.15 * longest, longest)
        try:
            run.communicate(timeout=after)
        except subprocess.TimeoutExpired:
            run.send_signal(signal.SIGKILL)
            run.communicate()
            kills.after.append(round(after, 1))
        else:
            assert run.returncode == 0
            kills.finished += 1
            longest = time.monotonic() - begun
            shutil.rmtree(data / "stages")  # all work begins anew
            shutil.rmtree(data / "runs")
        assert count_people(data) > 0
        assert_nothing_lives_on(run.pid)
    return kills


def count_people(data: Path) -> int:
    with duckdb.connect(str((data / "demarche.duckdb").resolve()), read_only=True) as con:
        (count,) = con.execute("SELECT count(*) FROM people").fetchall()[0]
    return int(count)


def assert_nothing_lives_on(session: int) -> None:
    """Workers of a killed run end by themselves."""
    for _ in range(100):
        listed = subprocess.run(
            ["ps", "-o", "pid=", "--sid", str(session)], capture_output=True, text=True, check=False
        )
        if not listed.stdout.split():
            return
        time.sleep(0.1)
    raise AssertionError(f"processes of the killed run live on: {listed.stdout.split()}")


def bytes_of(release: Path) -> dict[str, bytes]:
    return {name: (release / f"{name}.parquet").read_bytes() for name in TABLES}

"""A schedule of every minute on a live local server: two runs, the second with nothing new, and a clean end."""

from __future__ import annotations

import json
import os
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

pytestmark = pytest.mark.slow

ROOT = Path(__file__).parents[2]


@pytest.fixture
def environment(tmp_path: Path) -> Iterator[dict[str, str]]:
    """A server of its own, on a database of its own."""
    given = {name: value for name, value in os.environ.items() if not name.startswith(("PREFECT_", "DEMARCHE_"))}
    given |= {"PREFECT_HOME": str(tmp_path / "prefect"), "DEMARCHE_SERVER_PORT": "4377", "PYTHONPATH": str(ROOT)}
    given |= {"DO_NOT_TRACK": "1"}
    yield given
    subprocess.run([sys.executable, "-m", "flows.cli", "server", "stop"], env=given, cwd=ROOT, check=True)


def states(data: Path) -> list[str]:
    records = [json.loads(path.read_text(encoding="utf-8")) for path in sorted((data / "runs").glob("run_*.json"))]
    return [record["run"]["state"] for record in records]


def wait_for(what: Callable[[], bool], seconds: float, schedule: subprocess.Popen[bytes], log: Path) -> None:
    end = time.monotonic() + seconds
    while not what():
        assert schedule.poll() is None, log.read_text(encoding="utf-8")
        assert time.monotonic() < end, log.read_text(encoding="utf-8")
        time.sleep(0.2)


def test_every_minute(tmp_path: Path, environment: dict[str, str]) -> None:
    pages, data, log = tmp_path / "pages", tmp_path / "data", tmp_path / "schedule.log"
    shutil.copytree(ROOT / "samples", pages)
    command = [sys.executable, "-m", "flows.cli", "serve", str(pages), "--cron", "* * * * *", "--data", str(data)]
    with log.open("wb") as said:
        schedule = subprocess.Popen(command, env=environment, cwd=ROOT, stdout=said, stderr=said)
    try:
        wait_for(lambda: states(data)[:1] == ["completed"], 300, schedule, log)
        wait_for(lambda: states(data)[1:2] == ["unchanged"], 180, schedule, log)
        page = (pages / "undated-asylum.txt").read_text(encoding="utf-8")
        (pages / "new.txt").write_text(page.replace("asylum", "refuge"), encoding="utf-8")
        wait_for(lambda: "completed" in states(data)[2:], 240, schedule, log)
        wait_for(lambda: states(data)[-1] == "running", 120, schedule, log)
        schedule.send_signal(signal.SIGTERM)
        assert schedule.wait(timeout=60) == 0
    finally:
        schedule.kill()
    told = log.read_text(encoding="utf-8")
    assert "Traceback" not in told
    assert "Nothing new: all 17 pages were read before." in told
    assert "18 pages seen: 1 new, 17 read before." in told
    assert told.endswith("Stopped. Where a run was at work, the next one goes on.\n")
    assert "failed" in states(data)[-1]

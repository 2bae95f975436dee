"""A schedule of every minute on a live local server: runs, overlaps, kills, failures, and a clean end."""

from __future__ import annotations

import os
import shutil
import signal
import time
from pathlib import Path

import pytest
from live import ROOT, SECRETS, Live, live

__all__ = ["live"]

pytestmark = pytest.mark.slow


def serve(live: Live, pages: Path) -> tuple[str, ...]:
    return ("flows.cli", "serve", str(pages), "--cron", "* * * * *", "--data", str(live.data))


def test_every_minute(live: Live) -> None:
    begun = time.monotonic()
    pages = live.folder / "pages"
    shutil.copytree(ROOT / "samples", pages)
    schedule = live.start(*serve(live, pages))
    try:
        live.wait_for(lambda: live.states()[:1] == ["completed"], 300, schedule)
        live.wait_for(lambda: live.states()[1:2] == ["unchanged"], 180, schedule)
        page = (pages / "undated-asylum.txt").read_text(encoding="utf-8")
        (pages / "new.txt").write_text(page.replace("asylum", "refuge"), encoding="utf-8")
        live.wait_for(lambda: "completed" in live.states()[2:], 240, schedule)
        live.wait_for(lambda: live.states()[-1] == "running", 120, schedule)
        schedule.send_signal(signal.SIGTERM)
        assert schedule.wait(timeout=60) == 0
    finally:
        schedule.kill()
    told = live.log.read_text(encoding="utf-8")
    assert "Traceback" not in told
    assert "Nothing new: all 17 pages were read before." in told
    assert "18 pages seen: 1 new, 17 read before." in told
    assert told.endswith("Stopped. Where a run was at work, the next one goes on.\n")
    assert "failed" in live.states()[-1]
    assert live.hook == []
    print(f"\n{(time.monotonic() - begun) / 60:.0f} minutes of schedule: runs ended {', '.join(live.states())}")


def test_a_schedule_that_was_killed_goes_on_and_leaves_no_run_behind(live: Live) -> None:
    pages = live.folder / "pages"
    shutil.copytree(ROOT / "samples", pages)
    schedule = live.start(*serve(live, pages))
    live.wait_for(lambda: live.states() == ["running"], 300, schedule)
    os.killpg(schedule.pid, signal.SIGKILL)
    schedule.wait()
    (killed,) = [run["id"] for run in live.flow_runs() if run["state_type"] == "RUNNING"]
    again = live.start(*serve(live, pages))
    try:
        live.wait_for(lambda: live.states()[-1:] == ["completed"], 420, again)
        live.wait_for(lambda: "COMPLETED" in [run["state_type"] for run in live.flow_runs()], 60, again)
        again.send_signal(signal.SIGTERM)
        assert again.wait(timeout=60) == 0
    finally:
        again.kill()
    assert live.states()[0] == "failed"
    assert {run["id"]: run["state_type"] for run in live.flow_runs()}[killed] == "CRASHED"
    for flow in ("build-dataset", "ingest", "clean", "extract", "resolve", "publish"):
        assert "RUNNING" not in [run["state_type"] for run in live.flow_runs(flow)], flow


def test_a_failure_is_told_once_and_without_secrets_and_a_run_that_overlaps_is_refused(live: Live) -> None:
    """Nearly all pages are of a kind that stops a run; a run by hand holds the directory for the next one."""
    pages = live.folder / "pages"
    pages.mkdir()
    for number in range(40):
        (pages / f"{number}.txt").write_text(" \n" * (number + 1), encoding="utf-8")
    schedule = live.start(*serve(live, pages))
    try:
        live.wait_for(lambda: live.states()[:1] == ["failed"], 300, schedule)
        live.wait_for(lambda: len(live.hook) == 1, 20, schedule)
        holder = live.start("tests.soak.hold", str(live.data))
        live.wait_for(lambda: "another run is at work here" in live.log.read_text(encoding="utf-8"), 150, schedule)
        assert f"process {holder.pid}" in live.log.read_text(encoding="utf-8")
        holder.kill()
        schedule.send_signal(signal.SIGTERM)
        assert schedule.wait(timeout=60) == 0
    finally:
        schedule.kill()
    told = live.log.read_text(encoding="utf-8")
    assert "Traceback" not in told
    failed = [line for line in told.splitlines() if "  failed  " in line]
    assert "pages were set aside" in failed[0]
    assert live.hook[0]["error"] == "GateError"
    assert "pages were set aside" in live.hook[0]["text"]
    assert live.holding(["never-to-be-seen-83", *SECRETS.values()]) == []


def test_a_schedule_ends_with_a_message_when_its_server_is_gone(live: Live) -> None:
    pages = live.folder / "pages"
    shutil.copytree(ROOT / "samples", pages)
    schedule = live.start("flows.cli", "serve", str(pages), "--cron", "0 5 * * *", "--data", str(live.data))
    live.wait_for(lambda: "On schedule" in live.log.read_text(encoding="utf-8"), 300, schedule)
    live.call("flows.cli", "server", "stop")
    assert schedule.wait(timeout=180) == 75
    assert "the local Prefect server is gone" in live.log.read_text(encoding="utf-8")

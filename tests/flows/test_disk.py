"""Disks that are full or cannot be written to, for real: small ones in memory, mounted for one process."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from inline import PAGES, build_here

if TYPE_CHECKING:
    from conftest import TinyRelease

HERE = Path(__file__).parent
ROOT = HERE.parents[1]


def on_a_small_disk(what: str, folder: Path, made: Path, *sizes: int) -> dict[str, Any]:
    command = ["unshare", "--user", "--map-root-user", "--mount", sys.executable, str(HERE / "small_disk.py")]
    folder.mkdir()
    done = subprocess.run(
        [*command, what, str(folder), str(made), *map(str, sizes)],
        env={**os.environ, "PYTHONPATH": os.pathsep.join([str(ROOT), str(HERE)])},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    told: dict[str, Any] = json.loads(done.stdout.splitlines()[-1])
    return told


@pytest.fixture(autouse=True, scope="module")
def _disks_can_be_mounted() -> None:
    try:
        subprocess.run(["unshare", "--user", "--map-root-user", "--mount", "true"], check=True, capture_output=True)
    except (OSError, subprocess.CalledProcessError):
        pytest.skip("this machine lets nobody mount a file system of their own")


def test_a_disk_that_cannot_be_written_to_is_told_and_can_be_read(published_tiny: TinyRelease, tmp_path: Path) -> None:
    told = on_a_small_disk("read-only", tmp_path / "disk", published_tiny.data_dir)
    for command in ("run", "releases"):
        code, said = told[command]
        assert (code, "Read-only file system" in said, "Traceback" in said) == (1, True, False), said
    assert told["show"][0] == 0, told["show"][1]
    assert "Hossein Heydari" in told["show"][1]
    assert json.loads(told["query"][1]) == [{"n": 3}]


@pytest.mark.slow
def test_a_disk_that_is_full_stops_the_run_and_with_more_space_it_is_finished(tmp_path: Path) -> None:
    made = tmp_path / "made"
    build_here(made, PAGES[:1])
    sizes = [0, 20, 60, 120, 200, 300, 500, 800, 1_200, 1_800, 2_500, 3_500, 5_000, 20_000]
    told = on_a_small_disk("full", tmp_path / "disk", made, *sizes)
    said = {size: outcome for size, (outcome, _, _) in told.items()}
    assert said["0"] != "finished"
    assert said["20000"] == "finished"
    stopped = [outcome for outcome in said.values() if outcome != "finished"]
    assert len(stopped) >= 6
    assert all("No space left on device" in outcome for outcome in stopped), said
    assert all(stands for _, stands, _ in told.values())
    assert len({json.dumps(tables) for _, _, tables in told.values()}) == 1
    print(f"\n{len(stopped)} runs stopped by a full disk, of {len(said)}; all finished with more space")

"""Run by `unshare`: a file system of its own, of a chosen size, in memory, that only this process sees.

small_disk.py read-only FOLDER RELEASED    what commands say and show on a disk that cannot be written to
small_disk.py full FOLDER RELEASED KB...   a run on ever larger disks, each full at some moment, then on a large one
"""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
from pathlib import Path

from inline import PAGES, build_here, released
from typer.testing import CliRunner, Result

from flows.cli import app

LARGE = 200_000


def mount(folder: Path, options: str) -> None:
    subprocess.run(["mount", "-t", "tmpfs", "-o", options, "demarche", str(folder)], check=True)


def call(*arguments: str) -> Result:
    return CliRunner().invoke(app, list(arguments), env={"COLUMNS": "200", "NO_COLOR": "1"})


def read_only(folder: Path, made: Path) -> dict[str, object]:
    mount(folder, f"size={LARGE}k")
    shutil.copytree(made, folder / "data", symlinks=True)
    mount(folder, f"remount,ro,size={LARGE}k")
    data = str(folder / "data")
    commands = [
        ("run", PAGES[0], "--no-server", "--data", data),
        ("releases", "activate", "r9", "--data", data),
        ("show", "Heydari", "--data", data),
        ("query", "SELECT count(*) AS n FROM sources", "--format", "json", "--data", data),
    ]
    done = {command[0]: call(*command) for command in commands}
    return {name: [result.exit_code, result.output] for name, result in done.items()}


def full(folder: Path, made: Path, sizes: list[int]) -> dict[str, object]:
    told = {}
    for size in sizes:
        mount(folder, f"size={LARGE}k")
        data = folder / "data"
        shutil.copytree(made, data, symlinks=True)
        before = (data / "demarche.duckdb").resolve()
        used = shutil.disk_usage(folder).used // 1024
        mount(folder, f"remount,size={used + size}k")
        try:
            build_here(data)
            said = "finished"
        except Exception as error:
            said = f"{type(error).__name__}: {error}"
        stands = before.is_file() and bool(call("show", "Safarov", "--data", str(data)).exit_code == 0)
        mount(folder, f"remount,size={LARGE}k")
        build_here(data)
        told[str(size)] = [said, stands, sorted((name, len(rows)) for name, rows in released(data).items())]
        subprocess.run(["umount", str(folder)], check=True)
    return told


if __name__ == "__main__":
    what, folder, made, *sizes = sys.argv[1:]
    told = (
        read_only(Path(folder), Path(made))
        if what == "read-only"
        else full(Path(folder), Path(made), [*map(int, sizes)])
    )
    print(json.dumps(told))

"""A Prefect server of its own on a database of its own, the demarche commands on it, and what it knows of runs."""

from __future__ import annotations

import json
import os
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path
from typing import Any

import httpx
import pytest

ROOT = Path(__file__).parents[2]
SECRETS = {"DEMARCHE_CHAT_API_KEY": "sk-never-to-be-seen-81", "STORAGE_PASSWORD": "never-to-be-seen-82"}


@dataclass
class Live:
    """Where it all lies. `hook` is what the failure webhook was sent."""

    folder: Path
    port: int
    environment: dict[str, str]
    hook: list[dict[str, Any]] = field(default_factory=list)

    @property
    def data(self) -> Path:
        return self.folder / "data"

    @property
    def log(self) -> Path:
        return self.folder / "schedule.log"

    def start(self, *arguments: str) -> subprocess.Popen[bytes]:
        """The command, in a session of its own, what it says at the end of the log."""
        with self.log.open("ab") as said:
            return subprocess.Popen(
                [sys.executable, "-m", *arguments], env=self.environment, cwd=ROOT, stdout=said, stderr=said,
                start_new_session=True,
            )  # fmt: skip

    def call(self, *arguments: str) -> str:
        done = subprocess.run(
            [sys.executable, "-m", *arguments], env=self.environment, cwd=ROOT, capture_output=True, text=True,
            check=False,
        )  # fmt: skip
        assert done.returncode == 0, done.stdout + done.stderr
        return done.stdout

    def states(self) -> list[str]:
        """How the runs in the data directory ended, the first first."""
        paths = sorted((self.data / "runs").glob("run_*.json"))
        return [json.loads(path.read_text(encoding="utf-8"))["run"]["state"] for path in paths]

    def flow_runs(self, flow: str = "build-dataset") -> list[dict[str, Any]]:
        """What the server knows of the flow's runs, the last first."""
        asked = {"flows": {"name": {"any_": [flow]}}, "sort": "START_TIME_DESC"}
        found: list[dict[str, Any]] = httpx.post(f"{self.api}/flow_runs/filter", json=asked, timeout=30).json()
        return found

    @property
    def api(self) -> str:
        return f"http://127.0.0.1:{self.port}/api"

    def wait_for(self, what: Callable[[], bool], seconds: float, *alive: subprocess.Popen[bytes]) -> None:
        end = time.monotonic() + seconds
        while not what():
            assert all(process.poll() is None for process in alive), self.log.read_text(encoding="utf-8")
            assert time.monotonic() < end, f"{self.states()}\n{self.log.read_text(encoding='utf-8')}"
            time.sleep(0.2)

    def holding(self, secrets: list[str]) -> list[str]:
        """The files in which one of the secrets stands: data, logs, the server's database, anything."""
        return [
            str(path.relative_to(self.folder))
            for path in self.folder.rglob("*")
            if path.is_file() and any(secret.encode() in path.read_bytes() for secret in secrets)
        ]


@pytest.fixture
def live(tmp_path: Path) -> Iterator[Live]:
    hook: list[dict[str, Any]] = []

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            hook.append(json.loads(self.rfile.read(int(self.headers["Content-Length"]))))
            self.send_response(204)
            self.end_headers()

        def log_message(self, *_: object) -> None:
            pass

    with HTTPServer(("127.0.0.1", 0), Handler) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        given = {name: value for name, value in os.environ.items() if not name.startswith(("PREFECT_", "DEMARCHE_"))}
        given |= {"PREFECT_HOME": str(tmp_path / "prefect"), "PYTHONPATH": str(ROOT), "DO_NOT_TRACK": "1"}
        given |= {"DEMARCHE_FAILURE_WEBHOOK": f"http://127.0.0.1:{server.server_port}/never-to-be-seen-83", **SECRETS}
        with socket.socket() as taken:
            taken.bind(("127.0.0.1", 0))
            port = int(taken.getsockname()[1])
        given["DEMARCHE_SERVER_PORT"] = str(port)
        found = Live(tmp_path, port, given, hook)
        yield found
        found.call("flows.cli", "server", "stop")
        server.shutdown()

"""A server that is gone is not taken for one that runs."""

from __future__ import annotations

import json
import socket
import subprocess
import sys
from pathlib import Path

import pytest

from flows import server


@pytest.fixture
def state(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("PREFECT_HOME", str(tmp_path))
    return tmp_path / "server.json"


def test_no_server_without_a_state_file(state: Path) -> None:
    assert server.running_server() is None


def test_the_state_of_a_dead_server_is_removed(state: Path) -> None:
    gone = subprocess.Popen([sys.executable, "-c", ""])
    gone.wait()
    state.write_text(json.dumps({"pid": gone.pid, "port": 4200}), encoding="utf-8")
    assert server.running_server() is None
    assert not state.exists()


def test_a_number_that_went_to_another_program_is_no_server(state: Path) -> None:
    with subprocess.Popen(["sleep", "60"]) as other:
        state.write_text(json.dumps({"pid": other.pid, "port": 4200}), encoding="utf-8")
        assert server.running_server() is None
        assert server.stop() is None
        assert other.poll() is None
        other.kill()


def test_a_broken_state_file_is_no_server(state: Path) -> None:
    state.write_text("{", encoding="utf-8")
    assert server.running_server() is None


def test_a_taken_port_is_not_used(state: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    started: list[int] = []
    monkeypatch.setattr(server, "_start", lambda port: started.append(port) or server.Server(1, port))
    with socket.socket() as taken:
        taken.bind((server.HOST, 0))
        taken.listen()
        server.find_or_start(taken.getsockname()[1])
        assert started != [taken.getsockname()[1]]


def test_a_server_that_ends_while_starting_shows_the_end_of_its_log(state: Path) -> None:
    server.log_path().write_text("first line\nport in use\n", encoding="utf-8")
    gone = subprocess.Popen([sys.executable, "-c", ""])
    gone.wait()
    with pytest.raises(server.ServerError, match="port in use"):
        server.wait_until_ready(server.Server(gone.pid, 9), seconds=5)

"""One Prefect server on this machine: found if it runs, started if not, kept for later runs.

A server of its own, not Prefect's temporary one: that takes as long to start in every process, loses task records at
its end, and never runs a schedule.
"""

from __future__ import annotations

import fcntl
import json
import os
import signal
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from pathlib import Path

HOST = "127.0.0.1"
_PROBE_SECONDS = 2.0
# Settings of the server process. Task runs come in bursts: with the defaults of one record at a time the recorder falls
# minutes behind a thousand of them.
SERVER_ENV = {
    "PREFECT_SERVER_ANALYTICS_ENABLED": "false",
    "DO_NOT_TRACK": "1",
    "PREFECT_CLOUD_ENABLE_ORCHESTRATION_TELEMETRY": "false",
    "PREFECT_TELEMETRY_ENABLE_RESOURCE_METRICS": "false",
    "PREFECT_SERVER_SERVICES_TASK_RUN_RECORDER_BATCH_SIZE": "200",
    "PREFECT_SERVER_SERVICES_TASK_RUN_RECORDER_READ_BATCH_SIZE": "200",
    "PREFECT_SERVER_SERVICES_TASK_RUN_RECORDER_FLUSH_INTERVAL": "1",
    "PREFECT_SERVER_LOGGING_LEVEL": "WARNING",
}


class ServerError(Exception):
    """The local Prefect server cannot be started or reached; the message says why and what to do."""


@dataclass(frozen=True)
class Server:
    """A server as its state file says."""

    pid: int
    port: int

    @property
    def api_url(self) -> str:
        """Where programs talk to it."""
        return f"http://{HOST}:{self.port}/api"

    @property
    def web_url(self) -> str:
        """Where people look at it."""
        return f"http://{HOST}:{self.port}"


def home() -> Path:
    """Where the server keeps its database, log and state: PREFECT_HOME, set in this package if the user has not."""
    return Path(os.environ["PREFECT_HOME"]).expanduser()


def log_path() -> Path:
    """What the server says."""
    return home() / "server.log"


def find_or_start(port: int) -> Server:
    """The local server, started if none runs; it may take a while to answer (`wait_until_ready`).

    Raises:
        ServerError: its folder cannot be written to.
    """
    try:
        home().mkdir(parents=True, exist_ok=True)
        with _one_at_a_time():
            found = running_server()
            if found is None:
                found = _start(port if _is_free(port) else _free_port())
                _state_path().write_text(json.dumps(asdict(found)), encoding="utf-8")
    except OSError as error:
        raise ServerError(
            f"{home()}: {error.strerror}. Set PREFECT_HOME to a folder that can be written to."
        ) from error
    return found


def running_server() -> Server | None:
    """The local server whose process is alive; None if there is none. A state file left by a dead one is removed."""
    try:
        said = json.loads(_state_path().read_text(encoding="utf-8"))
        server = Server(int(said["pid"]), int(said["port"]))
    except (OSError, ValueError, KeyError, TypeError):
        return None
    if _is_ours(server.pid):
        return server
    _state_path().unlink(missing_ok=True)
    return None


def is_ready(api_url: str) -> bool:
    """Whether a Prefect server answers there."""
    try:
        with urllib.request.urlopen(f"{api_url}/health", timeout=_PROBE_SECONDS) as answer:  # noqa: S310 (http only)
            return bool(answer.status == 200)
    except (OSError, ValueError):
        return False


def wait_until_ready(server: Server, seconds: float, on_wait: Callable[[float], None] = lambda _: None) -> None:
    """Returns when the server answers; `on_wait` hears the seconds that have passed.

    Raises:
        ServerError: its process ended, or it did not answer in time. The message shows the end of its log.
    """
    begun = time.monotonic()
    while not is_ready(server.api_url):
        passed = time.monotonic() - begun
        if not _is_ours(server.pid):
            raise ServerError(f"the local Prefect server ended while starting. The end of its log:\n{_log_end()}")
        if passed > seconds:
            raise ServerError(
                f"the local Prefect server did not answer within {seconds:.0f} s. Raise DEMARCHE_SERVER_START_SECONDS, "
                f"or see {log_path()}. Its end:\n{_log_end()}"
            )
        on_wait(passed)
        time.sleep(0.2)


def stop() -> Server | None:
    """The server that was ended; None if none was running."""
    server = running_server()
    if server is None:
        return None
    os.kill(server.pid, signal.SIGTERM)
    for _ in range(100):
        if not _is_ours(server.pid):
            break
        time.sleep(0.1)
    else:
        os.kill(server.pid, signal.SIGKILL)
    _state_path().unlink(missing_ok=True)
    return server


def user_server() -> str | None:
    """The API URL of a server that the user chose by PREFECT_API_URL."""
    return os.environ.get("PREFECT_API_URL") or None


def _start(port: int) -> Server:
    env = {**os.environ, **SERVER_ENV, "PREFECT_HOME": str(home())}
    # By environment and not by --port: the web page learns the port from the settings
    env |= {"PREFECT_SERVER_API_HOST": HOST, "PREFECT_SERVER_API_PORT": str(port)}
    with log_path().open("ab") as log:
        process = subprocess.Popen(
            [sys.executable, "-m", "prefect", "server", "start"],
            stdin=subprocess.DEVNULL,
            stdout=log,
            stderr=log,
            env=env,
            cwd=home(),
            start_new_session=True,
        )
    return Server(process.pid, port)


def _is_ours(pid: int) -> bool:
    """Whether the process lives and is a Prefect server: its number may have gone to another program."""
    try:
        done, _ = os.waitpid(pid, os.WNOHANG)  # if it is our own child, so that it does not linger as a zombie
        if done:
            return False
    except ChildProcessError:
        pass
    listed = subprocess.run(["ps", "-o", "stat=,command=", "-p", str(pid)], capture_output=True, text=True, check=False)
    state, _, command = listed.stdout.strip().partition(" ")
    return bool(state) and not state.startswith("Z") and "prefect" in command


def _is_free(port: int) -> bool:
    with socket.socket(socket.AF_INET, socket.SOCK_STREAM) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((HOST, port))
        except OSError:
            return False
    return True


def _free_port() -> int:
    with socket.socket(socket.AF_INET, socket.SOCK_STREAM) as probe:
        probe.bind((HOST, 0))
        return int(probe.getsockname()[1])


def _state_path() -> Path:
    return home() / "server.json"


def _log_end() -> str:
    try:
        return "\n".join(log_path().read_text(encoding="utf-8", errors="replace").splitlines()[-10:])
    except OSError:
        return "(there is no log)"


@contextmanager
def _one_at_a_time() -> Iterator[None]:
    with (home() / "server.lock").open("a") as file:
        fcntl.flock(file, fcntl.LOCK_EX)
        yield

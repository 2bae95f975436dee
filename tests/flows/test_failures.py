"""A run that fails: tried again where that can help, told once, and without secrets."""

from __future__ import annotations

import errno
import json
import threading
from collections.abc import Iterator
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path

import httpx
import pytest

from flows.data_dir import DataDirError
from flows.failures import HIDDEN, hide_secrets, may_pass, tell_of, try_again, without_secrets
from flows.server import ServerError
from flows.settings import SettingsError, load_settings
from flows.workers import NoClusterError, WorkerDied
from tasks.extract.engine import EngineStoppedError
from tasks.ingest.find import InputError
from tasks.validate.gate import GateError
from warehouse.checking import CheckError

SECRET = "s3cr3t-0f-the-h00k"


@dataclass
class Hook:
    """A server that takes messages, and answers as it is told."""

    status: int = 200
    heard: list[dict[str, object]] = field(default_factory=list)
    address: str = ""


@pytest.fixture
def hook() -> Iterator[Hook]:
    hook = Hook()

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            hook.heard.append(json.loads(self.rfile.read(int(self.headers["Content-Length"]))))
            self.send_response(hook.status)
            self.end_headers()

        def log_message(self, *_: object) -> None:
            pass

    with HTTPServer(("127.0.0.1", 0), Handler) as server:
        hook.address = f"http://127.0.0.1:{server.server_port}/{SECRET}"
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield hook
        server.shutdown()


@pytest.mark.parametrize(
    ("error", "helps"),
    [
        (ServerError("the local Prefect server did not answer"), True),
        (NoClusterError("no Dask scheduler answers"), True),
        (EngineStoppedError("no chat server answers", may_pass=True), True),
        (httpx.ConnectError("connection refused"), True),
        (OSError(errno.ESTALE, "Stale file handle"), True),
        (OSError(errno.EIO, "Input/output error"), True),
        (EngineStoppedError("the chat server refuses access"), False),
        (WorkerDied("Dask is not installed"), False),
        (OSError(errno.ENOSPC, "No space left on device"), False),
        (OSError(errno.EROFS, "Read-only file system"), False),
        (PermissionError(errno.EACCES, "Permission denied"), False),
        (GateError("9 of 10 rows break a rule"), False),
        (CheckError("a claim without a page"), False),
        (DataDirError("another run is at work here"), False),
        (InputError("no such file or folder"), False),
        (SettingsError("setting workers"), False),
        (KeyError("a fault of the program"), False),
    ],
)
def test_a_retry_helps_against_what_was_away_for_a_moment(error: Exception, helps: bool) -> None:
    assert may_pass(error) is helps


def test_it_waits_longer_every_time_and_then_gives_up() -> None:
    tries, waits, said = [], [], []

    def work() -> None:
        tries.append(1)
        raise ServerError("no answer")

    with pytest.raises(ServerError):
        try_again(work, 2, 60, said.append, waits.append)
    assert (len(tries), waits) == (3, [60, 120])
    assert said[0] == "ServerError: no answer Trying again in 60 s (1 of 2)."


def test_what_works_the_second_time_is_the_result() -> None:
    answers: list[object] = [ServerError("no answer"), "done"]

    def work() -> object:
        answer = answers.pop(0)
        if isinstance(answer, Exception):
            raise answer
        return answer

    assert try_again(work, 2, 1, lambda _: None, lambda _: None) == "done"


def test_what_cannot_help_is_not_tried() -> None:
    waits: list[float] = []

    def work() -> None:
        raise GateError("9 of 10 rows break a rule")

    with pytest.raises(GateError):
        try_again(work, 5, 1, lambda _: None, waits.append)
    assert waits == []


def test_a_failure_is_told_to_the_webhook_in_one_message(hook: Hook) -> None:
    tell_of(hook.address, Path("/srv/officials"), GateError("9 of 10 rows break a rule.\nThe last release stays."))
    (message,) = hook.heard
    assert message["text"] == (
        f"demarche on {message['host']}: the run on /srv/officials failed. "
        "9 of 10 rows break a rule. The last release stays."
    )
    assert (message["error"], message["may_pass"], message["data_dir"]) == ("GateError", False, "/srv/officials")


def test_a_webhook_that_does_not_take_it_is_logged_without_its_address(
    hook: Hook, caplog: pytest.LogCaptureFixture
) -> None:
    hook.status = 500
    tell_of(hook.address, Path("data"), GateError("x"))
    tell_of(f"http://127.0.0.1:9/{SECRET}", Path("data"), GateError("x"))
    assert [record.getMessage().partition(": ")[2] for record in caplog.records] == ["500", "ConnectError"]
    assert SECRET not in caplog.text


def test_without_a_webhook_nobody_is_told(hook: Hook) -> None:
    tell_of(None, Path("data"), GateError("x"))
    assert hook.heard == []


def test_the_webhook_is_shown_by_no_setting_and_no_error(
    tmp_path: Path, hook: Hook, monkeypatch: pytest.MonkeyPatch
) -> None:
    settings = load_settings(tmp_path, failure_webhook=hook.address)
    assert settings.webhook == hook.address
    assert SECRET not in f"{settings!r} {settings} {settings.model_dump_json()}"
    monkeypatch.setenv("DEMARCHE_FAILURE_WEBHOOK", f"hooks.example/{SECRET}")
    with pytest.raises(SettingsError, match=r"setting failure_webhook: .*begins with https://") as wrong:
        load_settings(tmp_path)
    assert SECRET not in str(wrong.value)


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        (f"refused: Bearer {SECRET}", f"refused: Bearer {HIDDEN}"),
        ("cannot open https://ann:pa55@example.org/x", f"cannot open https://{HIDDEN}@example.org/x"),
        ("tcp://user@scheduler:8786 is gone", f"tcp://{HIDDEN}@scheduler:8786 is gone"),
        ("the budget of 100000 tokens is spent", "the budget of 100000 tokens is spent"),
        ("mail to a@b.example", "mail to a@b.example"),
    ],
)
def test_secrets_are_taken_out_of_what_is_said(monkeypatch: pytest.MonkeyPatch, text: str, shown: str) -> None:
    monkeypatch.setenv("DEMARCHE_CHAT_API_KEY", SECRET)
    monkeypatch.setenv("DEMARCHE_CHAT_TOKEN_BUDGET", "100000")
    assert without_secrets(text) == shown


def test_secrets_are_taken_out_of_all_errors_that_led_to_one(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("STORE_PASSWORD", SECRET)
    error = RuntimeError(f"no storage: {SECRET}")
    error.__cause__ = OSError(errno.EIO, f"cannot mount with {SECRET}")
    hide_secrets(error)
    assert str(error) == f"no storage: {HIDDEN}"
    assert SECRET not in str(error.__cause__)

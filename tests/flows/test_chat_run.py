"""A run whose pages are read by a model behind an endpoint."""

from __future__ import annotations

import json
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

import duckdb
import pytest
from typer.testing import CliRunner, Result

from flows.cli import app

pytestmark = pytest.mark.prefect

QUOTE = "Karim Tazi, resigned on Monday"
PAGE = """Home | World | Politics | Sport

Trade attaché in Lisbon quits

LISBON, 14 May 2018 - The trade attaché at Morocco's embassy in Lisbon, Karim Tazi, resigned on Monday, the Moroccan
foreign ministry said. Tazi, 44, had held the post since 2015. The ministry said that his work would be taken over by
the embassy's first secretary until a successor was named. Diplomats in the Portuguese capital said that they had not
expected the step, and that he had given no reason for it when he told his colleagues.

Related: Ten places to see in Lisbon
© 2018 The Tagus Post
"""


def claim(kind: str, quote: str) -> dict[str, Any]:
    return {"type": kind, "person": "Karim Tazi", "date": "2018-05-14", "realis": "actual", "quote": quote}


SAID = {
    "people": [{"name": "Karim Tazi", "aliases": ["Tazi"], "nationality": "MA", "age": 44}],
    "roles": [],
    "events": [claim("resignation", QUOTE), claim("arrest", "Tazi was arrested at the airport")],
}


class Model(ThreadingHTTPServer):
    """Answers every request with `SAID`, or with `status`."""

    status = 200
    asked = 0
    daemon_threads = True


class Handler(BaseHTTPRequestHandler):
    server: Model

    def do_POST(self) -> None:
        self.rfile.read(int(self.headers["Content-Length"]))
        self.server.asked += 1
        message = {"choices": [{"message": {"content": json.dumps(SAID)}, "finish_reason": "stop"}]}
        data = json.dumps(message if self.server.status == 200 else {"error": {"message": "no such key"}}).encode()
        self.send_response(self.server.status)
        self.send_header("Content-Length", str(len(data)))
        self.end_headers()
        self.wfile.write(data)

    def log_message(self, format: str, *args: Any) -> None:  # noqa: A002 (the library's name)
        pass


@pytest.fixture
def model() -> Iterator[Model]:
    server = Model(("127.0.0.1", 0), Handler)
    threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05}, daemon=True).start()
    yield server
    server.shutdown()
    server.server_close()


def run(root: Path, model: Model) -> Result:
    url = f"http://127.0.0.1:{model.server_address[1]}/v1"
    settings = {"DEMARCHE_CHAT_BASE_URL": url, "DEMARCHE_CHAT_MODEL": "reader-7b"}
    command = ["run", str(root / "pages"), "--data", str(root / "data"), "--workers", "1", "--engine", "chat"]
    return CliRunner().invoke(app, command, env={"COLUMNS": "250", "NO_COLOR": "1", **settings})


def test_a_refused_key_stops_the_run_and_the_same_command_goes_on(
    prefect_server: str, model: Model, tmp_path: Path
) -> None:
    (tmp_path / "pages").mkdir()
    (tmp_path / "pages" / "tazi.txt").write_text(PAGE, encoding="utf-8")
    model.status = 401
    refused = run(tmp_path, model)
    assert refused.exit_code == 1
    assert "refuses access (401: no such key)" in refused.output
    assert not (tmp_path / "data" / "demarche.duckdb").exists()

    model.status, model.asked = 200, 0
    built = run(tmp_path, model)
    assert built.exit_code == 0, built.output
    with duckdb.connect(str(tmp_path / "data" / "demarche.duckdb"), read_only=True) as con:
        claims = con.execute("SELECT event_type, quote, occurred, extractor FROM event_claims").fetchall()
        aside = con.execute("SELECT rule, table_name, reason FROM quarantine").fetchall()
    assert claims == [("resignation", QUOTE, "2018-05-14", "chat-1 reader-7b")]
    assert aside == [("quote_stands_on_page", "page_events", "rule")]

    again = run(tmp_path, model)
    assert (again.exit_code, model.asked) == (0, 1), again.output

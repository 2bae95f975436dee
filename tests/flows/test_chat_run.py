"""A run whose pages are read by a model behind an endpoint."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import duckdb
import pytest
from typer.testing import CliRunner, Result

from flows.cli import app
from tests.extract.chat.chat_server import ChatServer, answers, sends, serving

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


def run(root: Path, server: ChatServer) -> Result:
    settings = {"DEMARCHE_CHAT_BASE_URL": server.url, "DEMARCHE_CHAT_MODEL": "reader-7b"}
    command = ["run", str(root / "pages"), "--data", str(root / "data"), "--workers", "1", "--engine", "chat"]
    return CliRunner().invoke(app, command, env={"COLUMNS": "250", "NO_COLOR": "1", **settings})


def test_a_refused_key_stops_the_run_and_the_same_command_goes_on(prefect_server: str, tmp_path: Path) -> None:
    (tmp_path / "pages").mkdir()
    (tmp_path / "pages" / "tazi.txt").write_text(PAGE, encoding="utf-8")
    database = tmp_path / "data" / "demarche.duckdb"
    with serving(sends(401, {"error": "no such key"}), answers(SAID)) as server:
        refused = run(tmp_path, server)
        assert (refused.exit_code, database.exists()) == (1, False)
        assert "refuses access (401: no such key)" in refused.output

        built = run(tmp_path, server)
        assert (built.exit_code, len(server.requests)) == (0, 2), built.output
        with duckdb.connect(str(database), read_only=True) as con:
            claims = con.execute("SELECT event_type, quote, occurred, extractor FROM event_claims").fetchall()
            aside = con.execute("SELECT rule, table_name, reason FROM quarantine").fetchall()
        assert claims == [("resignation", QUOTE, "2018-05-14", "chat-1 reader-7b")]
        assert aside == [("quote_stands_on_page", "page_events", "rule")]

        again = run(tmp_path, server)
        assert (again.exit_code, len(server.requests)) == (0, 2), again.output

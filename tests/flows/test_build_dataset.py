"""The whole line on three small pages: built, run again, stopped by a gate."""

from __future__ import annotations

import gzip
import json
import shutil
from dataclasses import dataclass
from pathlib import Path

import duckdb
import pytest
from typer.testing import CliRunner, Result

from flows.cli import app
from tasks.validate.gate import GateError

pytestmark = pytest.mark.prefect

RESIGNS = """Home | World | Politics | Sport

Trade attaché in Lisbon quits

LISBON, 14 May 2018 - The trade attaché at Morocco's embassy in Lisbon, Karim Tazi, resigned on Monday, the Moroccan
foreign ministry said. Tazi, 44, had held the post since 2015. The ministry said that his work would be taken over by
the embassy's first secretary until a successor was named. Diplomats in the Portuguese capital said that they had not
expected the step, and that he had given no reason for it when he told his colleagues.

Related: Ten places to see in Lisbon
© 2018 The Tagus Post
"""
JOINS = """<html><head><title>Former attaché joins university</title>
<meta property="article:published_time" content="2018-09-03"></head><body><nav>Home News</nav><article>
<h1>Former attaché joins university</h1>
<p>Karim Tazi, who resigned as Morocco's trade attaché in Lisbon in May, has joined the University of Coimbra as an
adviser, the university said on Monday.</p>
<p>Tazi said in a short statement that he was grateful for the welcome, and that he meant to stay in Portugal with his
family. The university said that he would advise its institute for the economy of the Mediterranean.</p>
</article></body></html>
"""
EMPTY = " \n\n"


@dataclass(frozen=True)
class Built:
    pages: Path
    data: Path
    first: Result


def run(pages: Path, data: Path) -> Result:
    return CliRunner().invoke(
        app, ["run", str(pages), "--data", str(data), "--workers", "1"], env={"COLUMNS": "250", "NO_COLOR": "1"}
    )


@pytest.fixture(scope="module")
def built(prefect_server: str, tmp_path_factory: pytest.TempPathFactory) -> Built:
    root = tmp_path_factory.mktemp("line")
    pages = root / "pages"
    pages.mkdir()
    for name, text in (("resigns.txt", RESIGNS), ("joins.html", JOINS), ("empty.txt", EMPTY)):
        (pages / name).write_text(text, encoding="utf-8")
    return Built(pages, root / "data", run(pages, root / "data"))


def rows(data: Path, sql: str) -> list[tuple[object, ...]]:
    with duckdb.connect(str((data / "demarche.duckdb").resolve()), read_only=True) as con:
        return con.execute(sql).fetchall()


def last_run(data: Path) -> dict[str, object]:
    record: dict[str, object] = json.loads(max((data / "runs").glob("*.json")).read_text(encoding="utf-8"))["run"]
    return record


def test_pages_become_a_dataset(built: Built) -> None:
    assert built.first.exit_code == 0, built.first.output
    assert "3 pages seen: 3 new, 0 read before." in built.first.output
    assert rows(built.data, "SELECT name FROM people") == [("Karim Tazi",)]
    assert ("resignation",) in rows(built.data, "SELECT event_type FROM events")
    assert rows(built.data, "SELECT reason, uri LIKE '%empty.txt' FROM quarantine") == [("empty", True)]


def test_every_page_is_kept_as_it_was_crawled(built: Built) -> None:
    (sha,) = rows(built.data, "SELECT raw_sha256 FROM sources WHERE uri LIKE '%resigns.txt'")[0]
    kept = built.data / "pages" / str(sha)[:2] / f"{sha}.gz"
    assert gzip.decompress(kept.read_bytes()).decode() == RESIGNS


def test_the_release_tells_of_its_run_and_checks(built: Built) -> None:
    assert rows(built.data, "SELECT state, n_inputs, n_new, n_kept, n_quarantined FROM runs") == [
        ("completed", 3, 3, 2, 1)
    ]
    stages = rows(built.data, "SELECT DISTINCT stage FROM quality_results ORDER BY stage")
    assert [stage for (stage,) in stages] == ["clean", "extract", "ingest", "publish", "resolve"]
    assert (built.data / "demarche.duckdb").resolve().with_name("quality.html").is_file()


def test_a_second_run_changes_nothing_and_says_so(built: Built) -> None:
    before = (built.data / "demarche.duckdb").resolve()
    again = run(built.pages, built.data)
    assert again.exit_code == 0, again.output
    assert "Nothing new: all 3 pages were read before." in again.output
    assert (built.data / "demarche.duckdb").resolve() == before
    assert (last_run(built.data)["state"], last_run(built.data)["n_unchanged"]) == ("unchanged", 3)


def test_a_gate_that_stops_the_run_leaves_the_last_release_in_place(
    built: Built, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*_: object, **__: object) -> None:
        raise GateError("pages after ingest: 9 of 10 rows break a rule")

    before = (built.data / "demarche.duckdb").resolve()
    (tmp_path / "new.txt").write_text(RESIGNS.replace("Lisbon", "Porto"), encoding="utf-8")
    with monkeypatch.context() as patched:
        patched.setattr("flows.gates.check_table", refuse)
        stopped = run(tmp_path, built.data)
    assert stopped.exit_code == 1
    assert "error: pages after ingest: 9 of 10 rows break a rule" in stopped.output
    assert "Traceback" not in stopped.output
    assert (built.data / "demarche.duckdb").resolve() == before
    assert last_run(built.data)["state"] == "failed"


def test_a_page_added_later_joins_those_read_before(built: Built, tmp_path: Path) -> None:
    (tmp_path / "new.txt").write_text(RESIGNS.replace("Karim Tazi", "Samir Bennis").replace("Tazi", "Bennis"), "utf-8")
    shutil.rmtree(built.data / "stages")  # as a new version of the code would find it: only the bytes are there
    result = run(tmp_path, built.data)
    assert result.exit_code == 0, result.output
    names = rows(built.data, "SELECT name FROM people ORDER BY name")
    assert {("Karim Tazi",), ("Samir Bennis",)} <= set(names)
    assert rows(built.data, "SELECT count(*) FROM changes WHERE table_name = 'sources' AND change = 'added'") != [(0,)]

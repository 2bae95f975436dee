"""What leaves the dataset, to a terminal, a spreadsheet, a browser or a batch of others, is harmless there."""

from __future__ import annotations

import csv
import io
from dataclasses import replace
from typing import TYPE_CHECKING

import pytest
from rich.panel import Panel
from rich.table import Table
from rich.text import Text
from typer.testing import CliRunner

from flows.batches import clean_batch
from flows.cli import app
from flows.commands.common import SafeConsole
from flows.stage_store import PageRef, StageStore
from schemas.resolved import Person, Source
from schemas.stages import CleanPage, PageSketch, RawPage
from schemas.vocab import QuarantineReason as Reason
from schemas.vocab import Stage
from tests.hostile.pages import HTMLS, STORY, raw_page
from warehouse.export import cell
from warehouse.report import write_report

if TYPE_CHECKING:
    from pathlib import Path

    from conftest import TinyRelease

ESCAPES = "\x1b[2J\x1b]0;owned\x07\x9b31m\u202e\x00\r"


def printed(*things: object) -> str:
    screen = io.StringIO()
    console = SafeConsole(file=screen, force_terminal=True, color_system="standard", width=80)
    for thing in things:
        console.print(thing)
    return screen.getvalue()


def test_a_console_shows_controls_as_signs() -> None:
    assert printed(Text("a\x1b[31mb")) == "a␛[31mb\n"


@pytest.mark.parametrize("wrap", [Text, Panel, lambda text: text.replace("[", "\\["), lambda text: [text]])
def test_no_escape_of_a_page_reaches_the_terminal(wrap) -> None:
    shown = printed(wrap(ESCAPES))
    assert not any(mark in shown for mark in ("\x1b[2J", "\x1b]", "\x07", "\x9b", "\u202e", "\x00", "\r"))


def test_no_escape_in_a_table_reaches_the_terminal_and_its_own_colours_do() -> None:
    table = Table("[bold]title")
    table.add_row(Text(ESCAPES, "red"))
    shown = printed(table)
    assert "\x1b[31m" in shown
    assert "\x1b[2J" not in shown


@pytest.mark.parametrize(
    ("value", "text"),
    [
        ('=HYPERLINK("http://example.org","Oblak")', '\'=HYPERLINK("http://example.org","Oblak")'),
        ("+1", "'+1"),
        ("-1+1", "'-1+1"),
        ("@SUM(A1)", "'@SUM(A1)"),
        ("\t=1", "'\t=1"),
        ("  =1", "'  =1"),
        ("＝1", "'＝1"),
        (["=1", "x"], "'=1; x"),
        (-1, "-1"),
        ("O'Neill = A. Oblak", "O'Neill = A. Oblak"),
    ],
)
def test_a_cell_is_no_formula(value: object, text: str) -> None:
    assert cell(value) == text


def test_the_csv_of_a_query_holds_no_formula(published_tiny: TinyRelease) -> None:
    sql = "SELECT '=1+1' AS \"=a\", -1 AS n"
    result = CliRunner().invoke(app, ["query", sql, "--format", "csv", "--data", str(published_tiny.data_dir)])
    assert list(csv.reader(io.StringIO(result.stdout))) == [["'=a", "n"], ["'=1+1", "-1"]]


def test_a_query_shows_no_escape(published_tiny: TinyRelease) -> None:
    sql = "SELECT chr(27) || '[2Jx' AS a"
    result = CliRunner().invoke(app, ["query", sql, "--data", str(published_tiny.data_dir)])
    assert "␛[2Jx" in result.stdout


def test_the_report_runs_nothing_of_a_page(tiny: TinyRelease) -> None:
    evil = '"><script>alert(1)</script><img src=x onerror=alert(1)>'
    release = tiny.change(Source, outlet=evil, title=evil, uri="javascript:alert(1)//" + evil).change(Person, name=evil)
    page = write_report(release.published()).read_text(encoding="utf-8")
    assert "&lt;script&gt;alert(1)&lt;/script&gt;" in page
    assert "<script>alert" not in page
    assert "<img" not in page
    assert 'href="javascript:' not in page


def test_a_page_over_a_limit_is_set_aside_and_the_rest_of_its_batch_is_kept(tmp_path: Path) -> None:
    good = raw_page(STORY)
    flood = replace(raw_page(HTMLS["200,000 br"](), html=True), source_id="src_1111111111111111", uri="flood.html")
    last = replace(good, source_id="src_2222222222222222", uri="last.txt")
    StageStore(tmp_path, Stage.INGEST, "v", [RawPage]).write("k", [[good, flood, last]])
    (file,) = tmp_path.rglob("*.parquet")
    refs = [PageRef(page.source_id, page.uri, file, n) for n, page in enumerate((good, flood, last))]
    (part,) = clean_batch(refs, store=StageStore(tmp_path, Stage.CLEAN, "v", [CleanPage, PageSketch]))
    assert part.kept == (good.source_id, last.source_id)
    assert [(r.uri, r.reason) for r in part.rejected] == [("flood.html", Reason.TOO_COMPLEX)]

"""The quality report: what it says, that it needs nothing outside itself, that pages cannot run anything in it."""

from __future__ import annotations

import re
from datetime import UTC, datetime
from html.parser import HTMLParser
from typing import TYPE_CHECKING

from schemas.about import Change, Quarantined
from schemas.claims import EventClaim
from schemas.manifest import Manifest, TableFile
from schemas.resolved import Event, Person, Role, Source
from warehouse.build import check_tables, open_tables
from warehouse.report import gather, render, write_report

if TYPE_CHECKING:
    from conftest import TinyRelease


class Text(HTMLParser):
    """The words of a page as a reader sees them, white space squeezed; its tags and attributes beside them."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.parts: list[str] = []
        self.tags: set[str] = set()
        self.attributes: list[tuple[str, str]] = []
        self.feed(page)
        self.words = re.sub(r"\s+", " ", " ".join(self.parts))

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.add(tag)
        self.attributes += [(name, value or "") for name, value in attrs]

    def handle_data(self, data: str) -> None:
        if self.lasttag != "style":
            self.parts.append(data)


def report(release: TinyRelease, previous: Manifest | None = None) -> Text:
    with open_tables(release.tables) as con:
        return Text(render(gather(con, manifest(release, "r2"), previous)))


def manifest(release: TinyRelease, release_id: str) -> Manifest:
    entries = (
        TableFile(table=name, file=f"{name}.parquet", rows=table.num_rows, sha256="0")
        for name, table in release.tables.items()
    )
    return Manifest(
        release_id=release_id,
        created_at=datetime(2026, 3, 9, 8, 30, tzinfo=UTC),
        run_id="run-1",
        code_version="code-1",
        model_version="rules-1",
        tables=tuple(entries),
    )


def set_aside(number: int, **values: str) -> Quarantined:
    row = {"reason": "language", "rule": "english", "detail": "the page is in French", **values}
    return Quarantined(
        quarantine_id=f"qua_{number}",
        run_id="run-1",
        stage="ingest",
        table_name=None,
        source_id=None,
        uri=f"pages/{number}.html",
        row_json=None,
        **row,
    )


def test_the_figures_and_the_run(tiny: TinyRelease) -> None:
    words = report(tiny).words
    assert "3 pages in 2 stories" in words
    assert "1 person 1 role 1 event 5 claims with quotes 1 disputed fact" in words
    assert "The run saw 3 pages: 3 new, 0 seen before. 3 are in the release" in words


def test_a_release_without_checks_does_not_pass_for_a_good_one(tiny: TinyRelease) -> None:
    words = report(tiny).words
    assert "No rule was checked." in words
    assert "No check of this run is on record." in words


def test_rules_that_hold(tiny: TinyRelease) -> None:
    results = [outcome.as_row("run-1") for outcome in check_tables(tiny.tables)]
    words = report(tiny.having(*results)).words
    assert f"All {len(results)} rules hold." in words
    assert "All 23 rules checked after publish" in words


def test_a_broken_rule_is_shown_with_its_rows(tiny: TinyRelease) -> None:
    release = tiny.change(Role, end_cause="defection")
    results = [outcome.as_row("run-1") for outcome in check_tables(release.tables)]
    words = report(release.having(*results)).words
    assert "1 of 23 rules wants a look." in words
    assert "role_end_cause_fits_event roles warning 1 1 the cause of a role's end" in words


def test_results_of_earlier_runs_are_left_out(tiny: TinyRelease) -> None:
    results = [outcome.as_row("run-0") for outcome in check_tables(tiny.tables)]
    assert "No rule was checked." in report(tiny.having(*results)).words


def test_quarantine_by_reason_with_examples(tiny: TinyRelease) -> None:
    pages = [set_aside(number) for number in range(7)]
    words = report(tiny.having(*pages, set_aside(9, reason="empty", rule="has_text", detail="no text"))).words
    assert "language it is not in English 7 7 pages/0.html english: the page is in French" in words
    assert "and 2 more empty it holds no text 1 1 pages/9.html has_text: no text" in words


def test_an_empty_quarantine_says_so(tiny: TinyRelease) -> None:
    assert "Nothing was set aside." in report(tiny).words


def test_each_side_of_a_dispute_is_shown_once(tiny: TinyRelease) -> None:
    words = report(tiny).words
    assert "Hossein Heydari: resignation" in words
    assert (
        "2010-01 actual, asserts Hossein Heydari, consul in Oslo, resigned in January 2010. "
        "The Agency, 2010-02-20 and 1 copy pages/a.txt" in words
    )
    assert (
        "2010-02 actual, asserts Mr Heidari left his post as consul in Oslo in February 2010. "
        "The Paper, undated pages/c.txt" in words
    )


def test_no_dispute_says_so(tiny: TinyRelease) -> None:
    assert "No two sources contradict each other." in report(tiny.change(Event, agreement="agreed")).words


def test_changes_against_the_release_before(tiny: TinyRelease) -> None:
    before = manifest(tiny, "r1")
    added = Change(table_name="people", row_id="per_1", change="added", columns=[])
    words = report(tiny.having(added), before).words
    assert "Against release r1." in words
    assert "people 1 1 1 " in words
    assert "There is no release before this one." in report(tiny).words


def test_bodies_are_shown_where_sides_name_different_ones(tiny: TinyRelease) -> None:
    assert "asserts Consulate of Iran" not in report(tiny).words
    paper = tiny.change(EventClaim, lambda claim: claim.claim_id == "clm_event_c", organization="Embassy of Iran")
    assert "2010-02 actual, asserts Embassy of Iran Mr Heidari left" in report(paper).words


def test_an_empty_release_still_has_a_report(tiny: TinyRelease) -> None:
    nothing = tiny.without(*{type(row) for row in tiny.rows})
    assert "0 pages in 0 stories" in report(nothing).words


def test_the_page_needs_nothing_outside_itself(tiny: TinyRelease) -> None:
    page = report(tiny.change(Source, uri="https://news.example/a"))
    assert "script" not in page.tags
    assert not page.tags & {"link", "img", "iframe", "object", "base", "form"}
    assert {value for name, value in page.attributes if name == "href"} == {
        "#evaluation",
        "#quality",
        "#quarantine",
        "#disputed",
        "#tables",
    }
    assert not [value for name, value in page.attributes if name in {"src", "srcset", "action"}]


def test_words_of_a_page_stay_words(tiny: TinyRelease) -> None:
    hostile = "<script>alert(1)</script>"
    release = tiny.change(Person, name=hostile).change(Source, uri="javascript:alert(1)", outlet=hostile)
    page = report(release.having(set_aside(1, detail=hostile)))
    assert "script" not in page.tags
    assert f"{hostile}: resignation" in page.words


def test_the_report_is_written_beside_the_tables_of_a_staged_release(tiny: TinyRelease) -> None:
    before = tiny.published("r1")
    folder = tiny.staged("r2")
    tiny.build(folder)
    path = write_report(folder, before)
    assert path == folder / "quality.html"
    words = Text(path.read_text(encoding="utf-8")).words
    assert "Quality of release r2 Made 9 March 2026, 08:30 UTC by run run-1" in words
    assert "Against release r1." in words

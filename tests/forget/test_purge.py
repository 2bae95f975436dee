"""Purging a data directory of a page or a name, searched byte for byte afterwards."""

from __future__ import annotations

import gzip
import hashlib
import json
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pyarrow.parquet as pq
import pytest

from flows.batches import IngestJob, clean_batch, ingest_batch
from flows.data_dir import DataDir, RunRecord, open_data_dir, read_runs, write_run
from flows.forget.proof import search
from flows.forget.purge import Purged, begin_forgetting, finish_purge
from flows.forget.targets import Target
from flows.raw_pages import read_raw
from flows.stage_store import StageStore
from schemas.about import Run
from schemas.arrow import from_arrow
from schemas.ids import source_id
from schemas.stages import CleanPage, PageSketch, RawPage
from schemas.vocab import RunState, Stage
from tasks.forget.forgotten_file import Forgotten, add_entries, read_forgotten
from tasks.forget.page import let_in
from tasks.forget.redact import name_words
from tasks.ingest.find import InputFile, find_inputs
from tasks.ingest.read import Limits, ReadPage, read_input
from tasks.verdicts.verdict_file import Decision, read_decisions, write_decisions

TABLES = {Stage.INGEST: (RawPage,), Stage.CLEAN: (CleanPage, PageSketch), Stage.EXTRACT: (RawPage,)}
AT = datetime(2026, 3, 9, 8, 30, tzinfo=UTC)

RESIGNS = """Envoy in Lisbon quits

LISBON, 14 May 2018 - The envoy Samira Ünlü-Benali resigned on Monday, the ministry said. Benali, 44, had held the post
since 2015. The ministry said that Karim Tazi would take over until a successor was named. Diplomats in the Portuguese
capital said that they had not expected the step, and that she had given no reason for it.
"""
OTHER = """New envoy for Lisbon

LISBON, 3 June 2018 - Karim Tazi was appointed envoy in Lisbon on Sunday, the ministry said in a statement. He had been
a counsellor at the same embassy since 2016. He said at a short ceremony that he was grateful, and that his first task
would be the trade talks in the autumn, for which a delegation of twelve is expected.
"""
HTML = """<html><head><title>Samira &Uuml;nl&uuml; Benali | Post</title></head><body><article>
<h1>Where is Samira <b>Ünlü</b>-Benali?</h1><p>Nobody has seen the former envoy since she resigned in May, friends in
Lisbon said on Sunday, and they asked the police to search for her in the town where she was last seen in June.</p>
<a href="/tag/samira-unlu-benali">all about her</a></article></body></html>"""
RECORD = {
    "url": "https://post.example/samira-unlu-benali",
    "text": "In Lisbon a farewell was given for the envoy on Friday evening. " * 5,
    "keywords": ["Samira \u00dcnl\u00fc-Benali"],
}

WOMAN = Target(
    told=(),
    names=frozenset({name_words("Samira Ünlü-Benali")}),
    families=frozenset({"benali"}),
)


@pytest.fixture
def data(tmp_path: Path) -> DataDir:
    """A data directory after ingest and clean of four pages, with a run record and verdicts."""
    crawl = tmp_path / "crawl"
    crawl.mkdir()
    (crawl / "resigns.txt").write_text(RESIGNS, encoding="utf-8")
    (crawl / "other.txt").write_text(OTHER, encoding="utf-8")
    (crawl / "samira-unlu-benali.html").write_text(HTML, encoding="cp1252")
    (crawl / "pages.jsonl").write_text(json.dumps(RECORD) + "\n", encoding="utf-8")
    found = open_data_dir(tmp_path / "data")
    ingest(found, find_inputs([crawl]))
    write_run(found, RunRecord(run(), 1, message="GateError: Samira Ünlü-Benali of resigns.txt"))
    write_decisions(found.verdicts, [verdict("Benali, 44, resigned"), verdict("Karim Tazi was appointed")])
    return found


def ingest(data: DataDir, files: list[InputFile], forgotten: Forgotten | None = None) -> list[RawPage]:
    raw = StageStore(data.stages, Stage.INGEST, "v1", (RawPage,))
    for part in ingest_batch(files, job=IngestJob(raw, data.pages, Limits(), forgotten or Forgotten())):
        raw.commit(part)
    clean = StageStore(data.stages, Stage.CLEAN, "v1", TABLES[Stage.CLEAN])
    for part in clean_batch(list(raw.kept().values()), store=clean):
        clean.commit(part)
    return from_arrow(RawPage, raw.read(RawPage))


def run() -> Run:
    return Run(run_id="run_1", started_at=AT, ended_at=None, state=RunState.FAILED, n_inputs=4, n_new=4, n_unchanged=0,
               n_kept=0, n_quarantined=0, code_version="c", model_version="m")  # fmt: skip


def verdict(quote: str) -> Decision:
    name = "Samira Ünlü-Benali" if "Benali" in quote else "Karim Tazi"
    return Decision(source_id="src_x", name=name, verdict="wrong", kind="event", what="resignation", quote=quote,
                    decided_by="M. Rahimi", decided_at=AT, why="w")  # fmt: skip


def page_id(text: str) -> str:
    return source_id(hashlib.sha256(text.encode()).hexdigest())


def forget(data: DataDir, target: Target) -> Purged:
    begin_forgetting(data, {*target.uris, *target.pages} if target.pages else ())
    forgotten = add_entries(data.forgotten, target.entries("5" * 32, AT, "M. Rahimi", "court order"))
    return finish_purge(data, forgotten, TABLES, data.verdicts)


def test_the_search_finds_a_name_in_every_packing(data: DataDir) -> None:
    held = {hit.path.relative_to(data.root).parts[0] for hit in search(data.root, WOMAN).hits}
    assert held == {"pages", "stages", "runs", "verdicts.csv"}


def test_after_a_person_is_forgotten_no_file_names_her(data: DataDir) -> None:
    purged = forget(data, WOMAN)
    assert (purged.removed, purged.masked, purged.left, purged.verdicts) == (0, 3, 4, 1)
    assert search(data.root, WOMAN).hits == ()
    for path in data.root.rglob("*"):  # the same, by hand: every byte, unpacked where it is packed
        if path.is_file():
            raw = path.read_bytes()
            text = gzip.decompress(raw) if path.suffix == ".gz" else raw
            assert b"Benali" not in text, path
            assert "Ünlü".encode() not in text, path
            if path.suffix == ".parquet":
                assert "Benali" not in str(pq.read_table(path).to_pylist()), path


def test_her_pages_stay_with_the_name_masked_and_every_offset_in_place(data: DataDir) -> None:
    forget(data, WOMAN)
    pages = {p.source_id: p for p in ingest(data, [])}
    masked = pages[page_id(RESIGNS)].content
    assert masked == RESIGNS.replace("Samira Ünlü-Benali", "██████ ████-██████").replace("Benali,", "██████,")
    assert pages[page_id(OTHER)].content == OTHER
    assert read_raw(data.pages, pages[page_id(RESIGNS)].raw_sha256).decode("utf-8-sig") == masked


def test_a_masked_page_read_again_keeps_its_id_and_text(data: DataDir) -> None:
    from flows.raw_pages import read_again, seen_pages  # noqa: PLC0415

    forget(data, WOMAN)
    for seen in seen_pages(data.stages, None, frozenset()):
        (read,) = read_again(data.pages, seen, Limits())
        assert isinstance(read, ReadPage)
        assert read.page.source_id == seen.source_id
        assert let_in(read, read_forgotten(data.forgotten)) == read


def test_only_pages_that_named_her_are_read_again(data: DataDir) -> None:
    forget(data, WOMAN)
    clean = StageStore(data.stages, Stage.CLEAN, "v1", TABLES[Stage.CLEAN])
    assert clean.done() == {page_id(OTHER)}


def test_run_records_and_verdicts_keep_what_does_not_name_her(data: DataDir) -> None:
    forget(data, WOMAN)
    assert [r.message for r in read_runs(data)] == ["GateError: ██████ ████-██████ of resigns.txt"]
    assert [d.name for d in read_decisions(data.verdicts)] == ["Karim Tazi"]


def test_a_page_is_gone_with_its_bytes(data: DataDir) -> None:
    sha = hashlib.sha256(RESIGNS.encode()).hexdigest()
    line = " ".join(name_words(RESIGNS.splitlines()[2]))
    target = Target(told=(), pages={source_id(sha): sha}, uris=frozenset({"resigns.txt"}), phrases=frozenset({line}))
    assert search(data.root, target).hits != ()
    purged = forget(data, target)
    assert (purged.removed, purged.left) == (1, 3)
    assert search(data.root, target).hits == ()
    assert sha in data.forgotten.read_text(encoding="utf-8")
    assert [r.message for r in read_runs(data)] == ["(forgotten)"]


def test_a_forgotten_page_that_comes_again_is_set_aside_without_a_word_of_it(data: DataDir, tmp_path: Path) -> None:
    sha = hashlib.sha256(RESIGNS.encode()).hexdigest()
    target = Target(told=(), pages={source_id(sha): sha})
    forget(data, target)
    (again,) = read_input(find_inputs([tmp_path / "crawl" / "resigns.txt"])[0], Limits())
    refused = let_in(again, read_forgotten(data.forgotten))
    assert not isinstance(refused, ReadPage)
    assert (refused.reason, refused.uri, refused.source_id) == ("forgotten", None, None)


def test_a_new_page_that_names_her_comes_in_masked(data: DataDir, tmp_path: Path) -> None:
    forget(data, WOMAN)
    new = tmp_path / "new.txt"
    new.write_text(RESIGNS.replace("Monday", "Tuesday"), encoding="utf-8")
    ingest(data, find_inputs([new]), read_forgotten(data.forgotten))
    assert search(data.root, WOMAN).hits == ()
    assert len(ingest(data, [])) == 5


def test_from_a_place_that_is_shut_nothing_comes_in(data: DataDir) -> None:
    target = Target(told=(), uris=frozenset({"https://post.example/a"}), shut=True)
    forget(data, target)
    page = ingest(data, [])[0]
    read = ReadPage(replace(page, uri="https://post.example/a", container=None), b"another text")
    assert not isinstance(let_in(read, read_forgotten(data.forgotten)), ReadPage)


def test_a_purge_can_be_done_again(data: DataDir) -> None:
    forget(data, WOMAN)
    assert forget(data, WOMAN).masked == 0
    assert json.loads(data.forgetting.read_text(encoding="utf-8")) == {"state": "release", "words": []}


def test_the_file_holds_hashes_only(data: DataDir) -> None:
    forget(data, WOMAN)
    said = data.forgotten.read_text(encoding="utf-8").casefold()
    assert "court order" in said
    assert not any(word in said for word in ("samira", "benali", "resigns"))

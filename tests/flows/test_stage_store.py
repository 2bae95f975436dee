"""What a stage made of a page counts once, and only when the whole part is there."""

from __future__ import annotations

import os
import pickle
from datetime import UTC, datetime
from pathlib import Path

import pytest

from flows.batches import IngestJob, ingest_batch
from flows.stage_store import Part, StageStore, remove_old_versions
from schemas.ids import digest, source_id
from schemas.stages import RawPage
from schemas.vocab import QuarantineReason, Stage
from tasks.ingest.find import find_inputs
from tasks.ingest.read import Limits
from tasks.quarantine import Rejected


def page(text: str) -> RawPage:
    return RawPage(
        source_id=source_id(digest(text)),
        uri=f"{text}.txt",
        media_type="text/plain",
        container=None,
        encoding="utf-8",
        raw_sha256=digest(text),
        raw_chars=len(text),
        retrieved_at=datetime(2024, 5, 1, tzinfo=UTC),
        content=text,
        given_title=None,
        given_outlet=None,
        given_author=None,
        given_published=None,
    )


ONE, TWO, THREE = page("one"), page("two"), page("three")


@pytest.fixture
def store(tmp_path: Path) -> StageStore:
    return StageStore(tmp_path, Stage.INGEST, "version1", [RawPage])


def add(store: StageStore, key: str, *pages: RawPage, rejected: tuple[Rejected, ...] = ()) -> Part:
    store.write(key, [pages])
    return store.commit(Part(key, tuple(p.source_id for p in pages), rejected))


def texts(store: StageStore) -> list[str]:
    return sorted(store.read_passed(RawPage).column("content").to_pylist())


def reopened(store: StageStore) -> StageStore:
    return StageStore(store.folder.parents[1], Stage.INGEST, store.folder.name, [RawPage])


def test_pages_of_a_committed_part_are_done(store: StageStore) -> None:
    add(store, "a", ONE, TWO)
    assert reopened(store).done() == {ONE.source_id, TWO.source_id}
    assert texts(reopened(store)) == ["one", "two"]


def test_a_part_that_was_never_committed_is_as_good_as_absent(store: StageStore) -> None:
    store.write("a", [[ONE]])
    assert reopened(store).done() == frozenset()
    assert texts(reopened(store)) == []


def test_a_page_in_two_parts_counts_once(store: StageStore) -> None:
    add(store, "a", ONE)
    assert add(store, "b", ONE, TWO).kept == (TWO.source_id,)
    assert texts(reopened(store)) == ["one", "two"]


def test_a_page_set_aside_is_done_and_keeps_its_reason(store: StageStore) -> None:
    aside = Rejected(Stage.INGEST, QuarantineReason.EMPTY, "page_is_not_empty", "nothing", "x.txt", "src_x")
    add(store, "a", ONE, rejected=(aside,))
    assert reopened(store).rejected() == [aside]
    assert "src_x" in reopened(store).done()


def test_rows_that_the_gate_holds_back_are_read_no_more(store: StageStore) -> None:
    add(store, "a", ONE, TWO, THREE)
    store.hold_back({RawPage: [TWO.source_id]})
    assert texts(reopened(store)) == ["one", "three"]
    assert list(reopened(store).kept()) == sorted([ONE.source_id, THREE.source_id])
    store.hold_back({RawPage: []})
    assert texts(reopened(store)) == ["one", "three", "two"]


def test_another_version_of_the_code_starts_anew(store: StageStore) -> None:
    add(store, "a", ONE)
    assert StageStore(store.folder.parents[1], Stage.INGEST, "version2", [RawPage]).done() == frozenset()


def test_the_current_version_and_the_one_before_stay_on_disk(tmp_path: Path) -> None:
    for age, version in enumerate(("oldest", "before", "current")):
        (tmp_path / "ingest" / version).mkdir(parents=True)
        os.utime(tmp_path / "ingest" / version, (age, age))
    remove_old_versions(tmp_path, Stage.INGEST, "current")
    assert sorted(path.name for path in (tmp_path / "ingest").iterdir()) == ["before", "current"]


def test_what_a_worker_gets_of_a_store_does_not_grow_with_it(store: StageStore) -> None:
    empty = pickle.dumps(store)
    add(store, "a", ONE)
    add(store, "b", TWO, THREE)
    sent = pickle.dumps(store)

    assert sent == empty
    there = pickle.loads(sent)
    assert there.done() == store.done() == {ONE.source_id, TWO.source_id, THREE.source_id}


def test_parts_that_share_a_file_count_and_go_one_by_one(store: StageStore, tmp_path: Path) -> None:
    store.write("both", [[ONE, TWO]])
    for key, kept in (("a", ONE), ("b", TWO)):
        store.commit(Part(key, (kept.source_id,), input=key, pages=1, is_last=True, rows="both"))
    again = StageStore(tmp_path, Stage.INGEST, "version1", [RawPage])

    assert again.inputs() == {"a": 1, "b": 1}
    assert set(again.kept()) == {ONE.source_id, TWO.source_id}
    assert again.read(RawPage).num_rows == 2
    again.drop([ONE.source_id])
    assert again.read(RawPage).column("content").to_pylist() == ["two"]
    again.drop([TWO.source_id])
    assert list(again.folder.rglob("part-*")) == []


def test_pages_of_small_files_stand_in_one_file(tmp_path: Path, store: StageStore) -> None:
    for name in ("one", "two", "three"):
        (tmp_path / f"{name}.txt").write_text(f"Page {name} has some words.", encoding="utf-8")
    (tmp_path / "twice.jsonl").write_text('{"text": "Page one more."}\n{"text": "Page one more."}\n', encoding="utf-8")
    job = IngestJob(store, tmp_path / "raw", Limits())
    parts = [store.commit(part) for part in ingest_batch(find_inputs(sorted(tmp_path.glob("*.*"))), job=job)]

    assert len(parts) == 4
    assert len({part.file for part in parts}) == 1
    assert len(list(store.folder.rglob("*.parquet"))) == 1
    assert store.read(RawPage).num_rows == len(store.kept()) == 4
    assert sum(store.inputs().values()) == 5

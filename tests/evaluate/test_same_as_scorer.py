"""Our figures are those of the scorer that the project is measured with, where it is there."""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
from datetime import UTC, datetime
from pathlib import Path

import duckdb
import pytest

from schemas.about import Evaluation
from schemas.arrow import to_arrow
from schemas.claims import EventClaim, PersonMention, RoleClaim
from schemas.resolved import Source
from tasks.evaluate.evaluate import Origin, evaluate
from tasks.evaluate.found import Dataset
from tasks.evaluate.gold import read_gold
from tasks.evaluate.reading import read_gold_pages
from tasks.extract.engines import load_engine

SHARED = Path(__file__).parents[2].parent / "shared" / "gold"
SCORER = SHARED / "score.py"
# A page with its copy, a page of many departures told twice, a transcript, a page that names nobody
PAGES = (
    "abidjan-communique",
    "abidjan-portal-copy",
    "libya-envoys-live",
    "hanoi-briefing-transcript",
    "bondarev-portal-copy",
    "bondarev-geneva-wire",
    "consular-section-hours",
)
PAIRED = ("people", "roles", "roles_full", "events", "events_full", "story_pairs", "same_person_pairs")
SHARES = ("title", "outlet", "author", "published", "no_false_published", "body_start", "body_end", "boilerplate_out")

pytestmark = pytest.mark.skipif(not SCORER.is_file(), reason="the shared scorer is not here")


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("gold")
    for name in (*PAGES, "identities"):
        for path in (SHARED / "dev").glob(f"{name}.*"):
            shutil.copy(path, folder)
    return folder


@pytest.fixture(scope="module")
def dataset(folder: Path) -> Dataset:
    return read_gold_pages(read_gold(folder).pages, load_engine()).dataset


def ours(folder: Path, dataset: Dataset) -> dict[str, Evaluation]:
    rows = evaluate(read_gold(folder), dataset, Origin(datetime.now(UTC), "code", "engine"), thresholds=())
    return {row.kind: row for row in rows if row.scope == "all"}


def theirs(folder: Path, dataset: Dataset, tmp_path: Path) -> dict[str, dict[str, int]]:
    database, figures = tmp_path / "dataset.duckdb", tmp_path / "figures.json"
    with duckdb.connect(str(database)) as con:
        tables = {
            "sources": to_arrow(Source, dataset.sources),
            "person_mentions": to_arrow(PersonMention, dataset.mentions),
            "role_claims": to_arrow(RoleClaim, dataset.roles),
            "event_claims": to_arrow(EventClaim, dataset.events),
        }
        for name, table in tables.items():
            con.register("given", table)
            con.execute(f"CREATE TABLE {name} AS SELECT * FROM given")
        con.execute("CREATE TABLE people AS SELECT DISTINCT person_id, written AS name FROM person_mentions")
        con.execute("CREATE TABLE source_texts (source_id VARCHAR, text VARCHAR)")
        con.executemany("INSERT INTO source_texts VALUES (?, ?)", list(dataset.texts.items()))
    subprocess.run(
        [sys.executable, str(SCORER), str(database), str(folder), "--json", str(figures)],
        check=True,
        capture_output=True,
    )
    return json.loads(figures.read_text())


def test_the_same_dataset_has_the_same_figures(folder: Path, dataset: Dataset, tmp_path: Path) -> None:
    expected, found = theirs(folder, dataset, tmp_path), ours(folder, dataset)
    assert {kind: (found[kind].n_right, found[kind].n_found, found[kind].n_gold) for kind in PAIRED} == {
        kind: (row["tp"], row["tp"] + row["fp"], row["tp"] + row["fn"])
        for kind, row in ((kind, expected[kind]) for kind in PAIRED)
    }
    assert {kind: (row.n_right, row.n_gold) for kind, row in found.items() if kind in SHARES} == {
        kind: (expected[kind]["right"], expected[kind]["of"]) for kind in SHARES if expected[kind]["of"]
    }
    assert expected["roles"]["tp"] > 20
    assert expected["events"]["tp"] > 10


def test_a_page_that_is_not_in_the_dataset_counts_the_same(folder: Path, dataset: Dataset, tmp_path: Path) -> None:
    lost = next(source.source_id for source in dataset.sources if "libya" in source.uri)
    without = Dataset(
        sources=[s for s in dataset.sources if s.source_id != lost],
        texts=dataset.texts,
        mentions=dataset.mentions,
        roles=[r for r in dataset.roles if r.source_id != lost],
        events=[e for e in dataset.events if e.source_id != lost],
    )
    expected, found = theirs(folder, without, tmp_path), ours(folder, without)
    assert {kind: found[kind].n_gold - found[kind].n_right for kind in PAIRED} == {
        kind: expected[kind]["fn"] for kind in PAIRED
    }
    assert found["people"].n_pages_missing == 1

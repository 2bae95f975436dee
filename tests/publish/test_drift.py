"""Drift: a release that is unlike the ones before it warns, or stops, by how far it moved."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pyarrow as pa
from conftest import ROWS, source, tables_of

from schemas.about import Evaluation, QualityResult
from schemas.arrow import to_arrow, write_parquet
from schemas.claims import PersonMention
from schemas.resolved import Source
from tasks.evaluate.built_in import built_in_gold
from tasks.publish.drift import BUILT_IN, Bounds, check_drift

BOUNDS = Bounds(warning=0.25, critical=0.8)
MENTION = next(row for row in ROWS if isinstance(row, PersonMention))


def release(
    dated: range, undated: range = range(0), *, people_a_page: int = 1, outlet: str = "The Agency", given: int = 100
) -> Mapping[str, pa.Table]:
    """Pages by number, each naming so many people."""
    sources: list[Source] = [source(f"src_{n:016x}", "text", outlet=outlet) for n in dated]
    sources += [source(f"src_{n:016x}", "text", outlet=outlet, published=None) for n in undated]
    mentions = [
        replace(MENTION, mention_id=f"{s.source_id}{k}", source_id=s.source_id, person_id=f"per_{s.source_id}{k}")
        for s in sources
        for k in range(people_a_page)
    ]
    run = replace(next(row for row in ROWS if type(row).__name__ == "Run"), n_inputs=given, state="completed",
                  ended_at=datetime(2026, 3, 9, 9, tzinfo=UTC))  # fmt: skip
    return {
        **tables_of((run,)),
        "sources": to_arrow(Source, sources),
        "person_mentions": to_arrow(PersonMention, mentions),
    }


def kept(folder: Path, tables: Mapping[str, pa.Table]) -> Path:
    for name, table in tables.items():
        write_parquet(table, folder / f"{name}.parquet")
    return folder


def broken(results: list[QualityResult]) -> dict[str, tuple[str, str | None]]:
    return {r.rule: (r.severity, r.detail) for r in results if not r.passed}


def test_the_first_release_is_compared_with_nothing() -> None:
    assert check_drift(release(range(100)), [], 100, "run_2", BOUNDS) == []


def test_a_release_like_the_one_before_passes_every_check(tmp_path: Path) -> None:
    past = [kept(tmp_path, release(range(100)))]
    results = check_drift(release(range(150)), past, 110, "run_2", BOUNDS)
    assert broken(results) == {}
    assert {r.stage for r in results} == {"publish"}
    assert "drift(share without published, new pages)" in {r.rule for r in results}


def test_a_feed_that_lost_its_dates_shows_in_the_new_pages_alone(tmp_path: Path) -> None:
    past = [kept(tmp_path, release(range(900)))]
    results = check_drift(release(range(900), range(900, 950)), past, 100, "run_2", BOUNDS)
    assert broken(results) == {
        "drift(share without published, new pages)": ("critical", "100%; past releases: 0%"),
    }


def test_code_that_finds_fewer_people_shows_in_all_pages(tmp_path: Path) -> None:
    past = [kept(tmp_path, release(range(100), people_a_page=4))]
    results = check_drift(release(range(100), people_a_page=2), past, 100, "run_2", BOUNDS)
    assert broken(results) == {"drift(persons a page, all pages)": ("warning", "2; past releases: 4")}


def test_pages_of_outlets_never_seen_before_are_told(tmp_path: Path) -> None:
    past = [kept(tmp_path, release(range(100)))]
    old, new = release(range(100)), release(range(100, 140), outlet="Another Paper")
    both = {name: pa.concat_tables([old[name], new[name]]) for name in ("sources", "person_mentions")}
    results = check_drift({**old, **both}, past, 100, "run_2", Bounds(0.25, None))
    assert broken(results) == {
        "drift(share from outlets never seen before, new pages)": ("warning", "100%; past releases: 0%")
    }


def test_a_run_that_was_given_far_fewer_pages_is_told(tmp_path: Path) -> None:
    past = [kept(tmp_path, release(range(100), given=1000))]
    results = check_drift(release(range(100)), past, 20, "run_2", BOUNDS)
    assert broken(results) == {"drift(pages given, this run)": ("critical", "20; past releases: 1,000")}


def test_a_handful_of_pages_says_nothing(tmp_path: Path) -> None:
    past = [kept(tmp_path, release(range(3), given=3))]
    assert check_drift(release(range(0), range(3)), past, 1, "run_2", BOUNDS) == []


def scored(roles: float) -> pa.Table:
    """The built-in pages read so well, beside a folder of the user's own that is no matter here."""
    row = Evaluation(
        gold=BUILT_IN, kind="roles", scope="all", part="all", threshold=0.0, precision=roles, recall=roles, f1=roles,
        n_gold=100, n_found=100, n_right=int(100 * roles), mean_confidence=None, calibration_error=None, n_pages=12,
        n_pages_missing=0, evaluated_at=datetime(2026, 3, 9, tzinfo=UTC), code_version="c", model_version="m",
    )  # fmt: skip
    return to_arrow(Evaluation, [row, replace(row, gold="mine", f1=1.0), replace(row, threshold=0.5, f1=1.0)])


def test_code_that_reads_the_built_in_pages_worse_is_told(tmp_path: Path) -> None:
    past = [kept(tmp_path, {**release(range(100)), "evaluation": scored(0.78)})]
    rule = "drift(F1 of roles, built-in pages)"
    for now, expected in (
        (0.75, {}),
        (0.70, {rule: ("warning", "70%; past releases: 78%")}),
        (0.60, {rule: ("critical", "60%; past releases: 78%")}),
        (0.95, {}),
    ):
        tables = {**release(range(100)), "evaluation": scored(now)}
        results = check_drift(tables, past, 100, "run_2", BOUNDS)
        assert broken(results) == expected, now
        assert [r.checked for r in results if r.rule == rule] == [12]


def test_a_release_without_a_score_is_compared_without_it(tmp_path: Path) -> None:
    past = [kept(tmp_path, release(range(100)))]
    results = check_drift({**release(range(100)), "evaluation": scored(0.1)}, past, 100, "run_2", BOUNDS)
    assert [r.rule for r in results if r.table_name == "evaluation"] == []


def test_the_built_in_pages_are_called_so_and_have_all_that_is_scored() -> None:
    gold = built_in_gold()
    assert (gold.name, len(gold.pages)) == (BUILT_IN, 12)
    assert all(page.page and page.people and page.roles and page.events for page in gold.pages)

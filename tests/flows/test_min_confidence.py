"""What the setting min_confidence and an evaluation do to a run."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path
from typing import Any, cast

import pytest

from flows.data_dir import DataDir, RunRecord
from flows.evaluating import keep_evaluation
from flows.line import Line
from flows.progress import Silence
from flows.resolving import sure_enough
from flows.settings import SettingsError, load_settings
from flows.workers import Workers
from schemas.about import Run
from schemas.claims import PageEvent
from schemas.vocab import Stage
from tasks.evaluate.gold import Gold


def line(root: Path, **settings: Any) -> Line:
    run = Run(
        run_id="run-1", started_at=datetime(2026, 3, 9, tzinfo=UTC), ended_at=None, state="running", n_inputs=0,
        n_new=0, n_unchanged=0, n_kept=0, n_quarantined=0, code_version="", model_version="",
    )  # fmt: skip
    nobody = cast(Workers, None)
    return Line(DataDir(root), load_settings(root, **settings), nobody, Silence(), RunRecord(run, pid=1))


def event(confidence: float) -> PageEvent:
    return PageEvent(
        claim_id=f"clm_{confidence}", source_id="src_1", event_type="recall", page_person_id=None, organization=None,
        place=None, place_country=None, occurred=None, occurred_min=None, occurred_max=None, occurred_text=None,
        occurred_char=None, occurred_basis="none", realis="actual", stance="asserts", attributed_to=None, quote="",
        start_char=0, end_char=1, confidence=confidence, extractor="test",
    )  # fmt: skip


def test_less_sure_claims_stay_out_and_are_counted(tmp_path: Path) -> None:
    run = line(tmp_path, min_confidence=0.8)
    kept = sure_enough(run, [event(0.79), event(0.8), event(0.95)])
    assert [claim.confidence for claim in kept] == [0.8, 0.95]
    (result,) = run.quality
    assert (result.table_name, result.severity, result.checked, result.failed) == ("page_events", "info", 3, 1)


def test_by_default_every_claim_stays(tmp_path: Path) -> None:
    run = line(tmp_path)
    assert len(sure_enough(run, [event(0.0), event(0.5)])) == 2
    assert run.quality == []


def test_another_min_confidence_reads_no_page_again_but_resolves_again(tmp_path: Path) -> None:
    before, after = line(tmp_path), line(tmp_path, min_confidence=0.8)
    assert before.version(Stage.EXTRACT) == after.version(Stage.EXTRACT)
    assert before.version(Stage.RESOLVE) != after.version(Stage.RESOLVE)


def test_a_new_evaluation_makes_a_new_release(tmp_path: Path) -> None:
    before = line(tmp_path).content_key()
    keep_evaluation(DataDir(tmp_path), Gold("own", ()), [])
    assert line(tmp_path).content_key() != before


def test_a_confidence_is_at_most_one(tmp_path: Path) -> None:
    with pytest.raises(SettingsError, match="min_confidence"):
        load_settings(tmp_path, min_confidence=80)

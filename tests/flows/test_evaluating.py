"""`demarche evaluate`: figures for today's code or for the release, kept for the next one."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from typer.testing import CliRunner, Result

from flows.cli import app
from flows.data_dir import DataDir
from flows.evaluating import kept_evaluations
from schemas.about import Run
from schemas.arrow import write_rows

if TYPE_CHECKING:
    from conftest import TinyRelease

PAGE = """The Fjord Courier

Attaché resigns in Oslo

4 March 2021

OSLO - Karim Tazi, the press attaché at the Moroccan embassy in Oslo, resigned on Wednesday, the ministry in Rabat said.
Tazi had served in Norway for three years and did not answer calls. Colleagues described him as a quiet man who rarely
spoke in public. The embassy declined to comment on his reasons, and the ministry named no successor.
"""


@pytest.fixture
def gold(tmp_path: Path) -> Path:
    folder = tmp_path / "own"
    folder.mkdir()
    write(
        folder, "attache-resigns", {"type": "resignation", "person": "Karim Tazi", "date": "2021-03-03"}, "Karim Tazi"
    )
    (folder / "attache-resigns.txt").write_text(PAGE, encoding="utf-8")
    return folder


def write(folder: Path, name: str, event: dict[str, Any], person: str) -> None:
    content = {"doc": {"id": name}, "people": [{"name": person}], "roles": [], "events": [event]}
    (folder / f"{name}.json").write_text(json.dumps(content), encoding="utf-8")


def call(*arguments: str) -> Result:
    return CliRunner().invoke(app, ["evaluate", *arguments], env={"COLUMNS": "160", "NO_COLOR": "1"})


def test_the_figures_are_shown_and_kept_for_the_next_release(gold: Path, tmp_path: Path) -> None:
    data = tmp_path / "data"
    result = call(str(gold), "--data", str(data))
    assert result.exit_code == 0, result.output
    assert "own: 1 gold pages, engine joint-1" in result.output
    rows = {(row.kind, row.scope, row.threshold): row for row in kept_evaluations(DataDir(data))}
    assert rows[("events", "all", 0.0)].recall == 1.0
    assert rows[("people", "all", 0.0)].n_right == 1
    assert [path.name for path in (data / "evaluation").iterdir()] == ["own.parquet"]


def test_a_second_evaluation_takes_the_place_of_the_first(gold: Path, tmp_path: Path) -> None:
    data = tmp_path / "data"
    call(str(gold), "--data", str(data))
    before = kept_evaluations(DataDir(data))
    call(str(gold), "--data", str(data))
    assert len(kept_evaluations(DataDir(data))) == len(before)


def test_the_release_is_scored_on_its_pages_that_have_gold(published_tiny: TinyRelease, tmp_path: Path) -> None:
    folder = tmp_path / "tiny-gold"
    folder.mkdir()
    write(folder, "a", {"type": "resignation", "person": "Hossein Heydari", "date": "2010-01"}, "Hossein Heydari")
    write(folder, "elsewhere", {"type": "recall", "person": "Karim Tazi"}, "Karim Tazi")
    result = call(str(folder), "--released", "--data", str(published_tiny.data_dir))
    assert result.exit_code == 0, result.output
    assert "missing: elsewhere: not in the dataset" in result.output
    (kept,) = (published_tiny.data_dir / "evaluation").glob("*.parquet")
    (events,) = (
        row for row in kept_evaluations(DataDir(published_tiny.data_dir))
        if (row.kind, row.scope, row.threshold) == ("events_full", "all", 0)
    )  # fmt: skip
    kept.unlink()
    assert (events.precision, events.recall, events.n_pages_missing, events.code_version) == (1.0, 0.5, 1, "code-1")


def test_gold_of_none_of_the_release_s_pages(gold: Path, published_tiny: TinyRelease) -> None:
    result = call(str(gold), "--released", "--data", str(published_tiny.data_dir))
    assert (result.exit_code, "Leave out --released to read them now" in result.output) == (1, True)


def test_broken_gold_is_one_line_and_nothing_is_kept(gold: Path, tmp_path: Path) -> None:
    (gold / "attache-resigns.json").write_text("{", encoding="utf-8")
    result = call(str(gold), "--data", str(tmp_path / "data"))
    assert result.exit_code == 1
    assert "attache-resigns.json: no valid JSON" in result.output
    assert "Traceback" not in result.output
    assert not (tmp_path / "data").exists()


def test_a_file_of_another_table_is_left_out_with_a_warning(tmp_path: Path, caplog: pytest.LogCaptureFixture) -> None:
    write_rows(Run, [], tmp_path / "evaluation" / "old.parquet")
    assert kept_evaluations(DataDir(tmp_path)) == []
    assert "Run demarche evaluate again" in caplog.text


def test_help_shows_an_example() -> None:
    assert "demarche evaluate my-gold" in call("--help").output

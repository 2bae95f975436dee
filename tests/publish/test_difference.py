"""What `demarche diff` says of two releases: which rows, which columns, and why."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path
from typing import TYPE_CHECKING

from typer.testing import CliRunner

from flows.cli import app
from schemas.about import Verdict
from schemas.manifest import MadeFrom, read_manifest, write_manifest
from schemas.resolved import Event, Person
from tasks.publish.difference import Difference, difference
from tasks.publish.origin import causes

if TYPE_CHECKING:
    from conftest import TinyRelease

MADE = MadeFrom(
    code={"clean": "1", "extract": "1"}, model="rules-1", settings="s", verdicts="", forgotten="", evaluation=""
)


def made(folder: Path, origin: MadeFrom) -> Path:
    write_manifest(folder, replace(read_manifest(folder), made_from=origin))
    return folder


def two(tiny: TinyRelease, other: TinyRelease, origin: MadeFrom = MADE) -> Difference:
    return difference(made(tiny.staged("r1"), MADE), made(other.staged("r2"), origin))


def test_changed_columns_are_told_with_both_values(tiny: TinyRelease) -> None:
    later = tiny.change(Event, occurred="2010-02", occurred_min=date(2010, 2, 1), occurred_max=date(2010, 2, 28))
    found = two(tiny, later, replace(MADE, code={"clean": "1", "extract": "2"}))
    assert found.why == ("the code of extract changed",)
    events = next(t for t in found.tables if t.table == "events")
    assert (events.added, events.removed, events.changed) == (0, 0, 1)
    assert events.columns == (("occurred", 1), ("occurred_max", 1), ("occurred_min", 1))
    assert dict(found.examples)["events"] == (
        "changed Hossein Heydari, resignation, Consulate of Iran in Norway: occurred 2010-01 → 2010-02",
    )


def test_new_and_vanished_rows_are_told(tiny: TinyRelease) -> None:
    found = two(tiny.without(Person), tiny)
    assert dict(found.examples)["people"] == ("added Hossein Heydari",)
    assert dict(two(tiny, tiny.without(Person)).examples)["people"] == ("removed Hossein Heydari",)


def test_a_verdict_is_told_with_who_and_why(tiny: TinyRelease) -> None:
    verdict = Verdict(
        verdict_id="ver_1", verdict="wrong", kind="event", source_id="src_000000000000000c", name="Heidari", quote="q",
        what="resignation", field=None, value=None, other_source_id=None, other_name=None, decided_by="M. Rahimi",
        decided_at=datetime(2026, 3, 9, tzinfo=UTC), why="a namesake", claim_ids=[], original=None, problem=None,
    )  # fmt: skip
    found = two(tiny, tiny.having(verdict), replace(MADE, verdicts="v"))
    assert found.why == (
        "people's verdicts changed",
        "verdict by M. Rahimi: wrong, Heidari, resignation (a namesake)",
    )


def test_every_cause_is_named_and_nothing_else() -> None:
    assert causes(None, MADE, 3) == ("first",)
    assert causes(MADE, MADE, 0) == ()
    changed = replace(MADE, model="rules-2", forgotten="f", code={"clean": "2", "extract": "1"}, settings="t")
    assert causes(MADE, changed, 2) == ("new pages", "forgotten", "model", "code", "settings")


def test_the_command_compares_the_current_release_with_the_one_before(tiny: TinyRelease) -> None:
    tiny.published("r1")
    tiny.change(Person, nationality="IQ").published("r2")
    said = CliRunner().invoke(app, ["diff", "--data", str(tiny.data_dir)], env={"COLUMNS": "200", "NO_COLOR": "1"})
    assert said.exit_code == 0, said.output
    assert "r1 → r2" in said.output
    assert "changed Hossein Heydari: nationality IR → IQ" in said.output


def test_with_one_release_there_is_nothing_to_compare(published_tiny: TinyRelease) -> None:
    said = CliRunner().invoke(app, ["diff", "--data", str(published_tiny.data_dir)], env={"COLUMNS": "200"})
    assert (said.exit_code, "there is no release before r1" in said.output) == (1, True)

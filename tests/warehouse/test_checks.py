"""Each cross-table rule: it passes on a good release and names the rows of a bad one."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any

import duckdb
import pytest

from schemas.about import QualityResult
from schemas.claims import EventClaim, PersonMention, RoleClaim
from schemas.declare import Severity
from schemas.resolved import Event, EventParticipant, Person, Role, Source, SourceText
from warehouse.build import check_tables, open_tables
from warehouse.checking import CheckError, CheckOutcome, refuse_critical, run_checks
from warehouse.sql_files import sql_files

if TYPE_CHECKING:
    from conftest import TinyRelease


def broken(release: TinyRelease) -> dict[str, CheckOutcome]:
    return {outcome.rule: outcome for outcome in check_tables(release.tables) if not outcome.passed}


def test_every_check_says_what_it_is() -> None:
    for file in sql_files("checks"):
        assert set(file.header) == {"table", "severity", "meaning"}, file.name
        assert Severity(file.header["severity"])
        assert file.meaning


def test_a_good_release_breaks_no_rule(tiny: TinyRelease) -> None:
    assert broken(tiny) == {}


def test_no_rows_break_no_rule(tiny: TinyRelease) -> None:
    nothing = tiny.without(*{type(row) for row in tiny.rows})
    assert broken(nothing) == {}
    assert {outcome.checked for outcome in check_tables(nothing.tables)} == {0}


# The rule, the change that breaks it, and the last characters of the ids that it then returns
CASES: list[tuple[str, type, dict[str, Any], str]] = [
    ("role_quote_in_place", RoleClaim, {"quote": "Hossein Heydari, Consul in Oslo"}, "ab"),
    ("event_quote_in_place", EventClaim, {"start_char": 5}, "abc"),
    ("mention_in_place", PersonMention, {"written": "Hosein Heydari"}, "abc"),
    ("source_has_text", Source, {"text_chars": 3}, "abc"),
    ("raw_spans_in_order", SourceText, {"raw_spans": [0, 2, 5, 7, 1, 4, 12, 15]}, "abc"),
    ("raw_spans_in_order", SourceText, {"raw_spans": [0, 2, 5]}, "abc"),
    ("raw_spans_in_order", SourceText, {"raw_spans": [0, 2, 5, 9000]}, "abc"),
    ("role_claim_has_role", RoleClaim, {"role_id": "rol_0000000000000009"}, "ab"),
    ("role_has_claim", RoleClaim, {"role_id": "rol_0000000000000009"}, "1"),
    ("event_claim_has_event", EventClaim, {"person_id": None}, "abc"),
    ("event_has_claim", EventClaim, {"event_id": "evt_0000000000000009"}, "1"),
    ("person_is_mentioned", PersonMention, {"person_id": "per_0000000000000009"}, "1"),
    ("participant_is_named", EventParticipant, {"person_id": None}, "1"),
    ("event_date_from_claims", Event, {"agreement": "agreed", "occurred_min": date(2009, 12, 1)}, "1"),
    ("event_before_page", EventClaim, {"occurred_min": date(2010, 3, 1), "occurred_max": date(2010, 3, 31)}, "ab"),
    ("story_has_one_best_copy", Source, {"story_id": "src_000000000000000a"}, "a"),
    ("duplicate_of_best_copy", Source, {"duplicate_of": "src_000000000000000b"}, "abc"),
    ("person_sources_counted", Person, {"n_independent_sources": 3}, "1"),
    ("role_sources_counted", Role, {"n_sources": 5}, "1"),
    ("event_sources_counted", Event, {"n_independent_sources": 3}, "1"),
    ("event_agreement_fits_sources", Event, {"agreement": "single"}, "1"),
    ("role_agreement_fits_sources", Role, {"agreement": "agreed"}, "1"),
    ("role_ends_after_start", Role, {"started_min": date(2011, 1, 1), "started_max": date(2011, 1, 1)}, "1"),
    ("role_events_of_same_person", Role, {"start_event_id": "evt_0000000000000009"}, "1"),
    ("role_end_cause_fits_event", Role, {"end_cause": "defection"}, "1"),
]


@pytest.mark.parametrize(("rule", "row_class", "values", "ids"), CASES)
def test_a_rule_names_the_rows_that_break_it(
    tiny: TinyRelease, rule: str, row_class: type, values: dict[str, Any], ids: str
) -> None:
    (file,) = (file for file in sql_files("checks") if file.name == rule)
    with open_tables(tiny.change(row_class, **values).tables) as con:
        found = con.execute(file.sql).fetchall()
    assert sorted(row[0][-1] for row in found) == list(ids)


def test_every_check_has_a_case() -> None:
    assert {rule for rule, *_ in CASES} == {file.name for file in sql_files("checks")}


def test_an_inferred_or_disputed_date_needs_no_claim(tiny: TinyRelease) -> None:
    inferred = tiny.change(Event, agreement="agreed", occurred_basis="inferred", occurred_min=date(2009, 12, 1))
    assert broken(inferred) == {}


def test_an_outcome_becomes_a_quality_result(tiny: TinyRelease) -> None:
    outcome = broken(tiny.change(Role, end_cause="defection"))["role_end_cause_fits_event"]
    assert outcome.as_row("run-1") == QualityResult(
        run_id="run-1",
        stage="publish",
        table_name="roles",
        rule="role_end_cause_fits_event",
        severity="warning",
        checked=1,
        failed=1,
        passed=False,
        detail="the cause of a role's end is the type of the event that ended it\n"
        "role_id=rol_0000000000000001, end_cause=defection, event_type=resignation",
    )


def test_warnings_stop_nothing_and_critical_rules_do(tiny: TinyRelease) -> None:
    refuse_critical(broken(tiny.change(Role, end_cause="defection")).values())
    with pytest.raises(CheckError, match=r"role_sources_counted \(1 of 1 roles\)"):
        refuse_critical(broken(tiny.change(Role, n_sources=5)).values())


def test_a_check_that_cannot_run_is_told_from_a_broken_rule() -> None:
    with pytest.raises(CheckError, match="the check duplicate_of_best_copy could not run"):
        run_checks(duckdb.connect())

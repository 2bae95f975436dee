"""What people decide about claims and names: applied to today's reading, whatever its ids."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import UTC, datetime
from typing import Any

import pytest

from schemas.claims import PageEvent, PagePerson, PageRole
from schemas.ids import page_person_id
from schemas.stages import Story
from tasks.verdicts.apply import Applied, apply_decisions, quality_of
from tasks.verdicts.verdict_file import Decision

PAGE, COPY, OTHER = "src_000000000000000a", "src_000000000000000b", "src_000000000000000c"
QUOTE = "Karim Tazi resigned in May 2018."
AT = datetime(2026, 3, 9, 8, 30, tzinfo=UTC)

STORIES = [
    Story(source_id=PAGE, story_id=PAGE, duplicate_of=None, duplicate_kind=None),
    Story(source_id=COPY, story_id=PAGE, duplicate_of=PAGE, duplicate_kind="exact"),
    Story(source_id=OTHER, story_id=OTHER, duplicate_of=None, duplicate_kind=None),
]


def person(source: str, name: str, *aliases: str) -> PagePerson:
    ident = page_person_id(source, name)
    return PagePerson(
        page_person_id=ident, source_id=source, name=name, aliases=list(aliases), nationality=None, age=None
    )


PEOPLE = [person(PAGE, "Karim Tazi", "Tazi"), person(PAGE, "Omar Fassi"), person(COPY, "Karim Tazi"),
          person(OTHER, "K. Tazi")]  # fmt: skip


def event(source: str, **changes: Any) -> PageEvent:
    said = PageEvent(
        claim_id=f"clm_{source[-1]}",
        source_id=source,
        event_type="resignation",
        page_person_id=page_person_id(source, "Karim Tazi"),
        organization="Embassy of Morocco in Portugal",
        place="Lisbon",
        place_country="PT",
        occurred="2018-05",
        occurred_min=datetime(2018, 5, 1).date(),
        occurred_max=datetime(2018, 5, 31).date(),
        occurred_text="in May 2018",
        occurred_char=20,
        occurred_basis="explicit",
        realis="actual",
        stance="asserts",
        attributed_to=None,
        quote=QUOTE,
        start_char=0,
        end_char=len(QUOTE),
        confidence=0.6,
        extractor="rules-1",
    )
    return replace(said, **changes)


def decide(verdict: str, **changes: Any) -> Decision:
    said: dict[str, Any] = {
        "verdict": verdict, "kind": "event", "source_id": PAGE, "name": "Karim Tazi", "what": "resignation",
        "quote": QUOTE, "decided_by": "M. Rahimi", "decided_at": AT, "why": "read the page",
    }  # fmt: skip
    return Decision(**{**said, **changes})


def names(verdict: str, left: tuple[str, str], right: tuple[str, str]) -> Decision:
    return decide(verdict, kind="person", source_id=left[0], name=left[1], other_source_id=right[0],
                  other_name=right[1], what="", quote="")  # fmt: skip


def applied(*decisions: Decision, events: list[PageEvent] | None = None) -> Applied:
    return apply_decisions(decisions, PEOPLE, [], [event(PAGE), event(COPY)] if events is None else events, STORIES)


def test_a_wrong_claim_leaves_and_so_do_its_copies_but_it_stays_to_be_seen() -> None:
    found = applied(decide("wrong"))
    assert found.events == []
    (row,) = found.verdicts
    assert row.claim_ids == ["clm_a", "clm_b"]
    assert row.original is not None
    assert json.loads(row.original)[0]["occurred"] == "2018-05"


def test_a_right_claim_is_certain() -> None:
    assert [e.confidence for e in applied(decide("right")).events] == [1.0, 1.0]


def test_a_corrected_date_brings_its_bounds_and_no_reading_puts_the_old_one_back() -> None:
    (first, _) = applied(decide("correct", field="date", value="2018-06-04")).events
    assert (first.occurred, str(first.occurred_min), str(first.occurred_max)) == (
        "2018-06-04", "2018-06-04", "2018-06-04")  # fmt: skip
    assert (first.occurred_char, first.occurred_basis, first.quote) == (None, "explicit", QUOTE)


def test_a_claim_can_be_given_to_another_person_of_the_page() -> None:
    found = applied(decide("correct", field="person", value="Omar Fassi"), events=[event(PAGE)])
    assert found.events[0].page_person_id == page_person_id(PAGE, "Omar Fassi")


def test_two_corrections_of_one_claim_both_hold() -> None:
    found = applied(decide("correct", field="place", value="Porto"), decide("correct", field="realis", value="alleged"))
    assert {(e.place, e.place_country, e.realis) for e in found.events} == {("Porto", None, "alleged")}


def test_a_later_engine_with_other_ids_offsets_and_a_longer_quote_still_matches() -> None:
    longer = f"On Monday {QUOTE}"
    read_again = event(PAGE, claim_id="clm_new", quote=longer, start_char=7, extractor="rules-2")
    assert applied(decide("wrong"), events=[read_again]).events == []


@pytest.mark.parametrize(
    ("decision", "problem"),
    [
        (decide("wrong", quote="He never left."), "the page makes no such claim any more"),
        (decide("wrong", source_id="src_00000000000000ff"), "the page src_00000000000000ff is not in the dataset"),
        (decide("correct", field="person", value="Nobody"), "the page names no 'Nobody'"),
        (names("same", (PAGE, "Samir Bennis"), (OTHER, "K. Tazi")), "names no 'Samir Bennis'"),
        (names("same", (PAGE, "Tazi"), (PAGE, "Karim Tazi")), "both names are one person of one page"),
    ],
)
def test_a_decision_that_matches_nothing_is_reported(decision: Decision, problem: str) -> None:
    found = applied(decision)
    assert len(found.events) == 2
    assert problem in str(found.verdicts[0].problem)
    result = quality_of(found, "run_1")
    assert (result.rule, result.severity, result.checked, result.failed, result.passed) == (
        "verdict_matches_a_page", "warning", 1, 1, False)  # fmt: skip
    assert problem in str(result.detail)


def test_names_are_bound_by_page_and_spelling() -> None:
    (resolution,) = applied(names("different", (PAGE, "Karim TAZI"), (OTHER, "K. Tazi"))).resolutions
    assert {resolution.left_id, resolution.right_id} == {
        page_person_id(PAGE, "Karim Tazi"), page_person_id(OTHER, "K. Tazi")}  # fmt: skip
    assert (resolution.verdict, resolution.decided_by, resolution.evidence) == (
        "different", "M. Rahimi", "read the page")  # fmt: skip


def test_of_decisions_that_contradict_each_other_one_is_reported() -> None:
    one, two, three = (PAGE, "Karim Tazi"), (COPY, "Karim Tazi"), (OTHER, "K. Tazi")
    found = applied(names("same", one, two), names("same", two, three), names("different", one, three))
    assert len(found.resolutions) == 2
    assert [v.problem for v in found.verdicts if v.problem] == ["other verdicts say that these two are the same person"]


def test_no_decisions_change_nothing() -> None:
    found = applied()
    assert (found.events, found.verdicts, found.resolutions) == ([event(PAGE), event(COPY)], [], [])


def test_roles_are_corrected_too() -> None:
    role = PageRole(
        claim_id="clm_r", source_id=PAGE, page_person_id=page_person_id(PAGE, "Karim Tazi"), title="attache",
        title_class="attache", organization="Embassy of Morocco", organization_kind="embassy", country="MA", place=None,
        place_country=None, started=None, started_min=None, started_max=None, started_char=None, ended=None,
        ended_min=None, ended_max=None, ended_char=None, status="former", stance="asserts", attributed_to=None,
        quote="attaché Karim Tazi", start_char=0, end_char=18, confidence=0.5, extractor="rules-1",
    )  # fmt: skip
    said = decide("correct", kind="role", what="attache", quote=role.quote, field="title", value="consul")
    (found,) = apply_decisions([said], PEOPLE, [role], [], STORIES).roles
    assert (found.title, found.title_class, found.confidence) == ("consul", "consul", 1.0)

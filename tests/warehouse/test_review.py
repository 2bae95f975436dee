"""What is worth a look: doubtful merges, disputes, unsure claims, with their sentences; nothing decided comes back."""

from __future__ import annotations

import json
from datetime import UTC, datetime
from typing import TYPE_CHECKING

import pytest

from schemas.about import Resolution, Verdict
from schemas.vocab import IdKind
from warehouse.build import open_tables
from warehouse.query import connect
from warehouse.review import Question, claim_on_page, name_on_page, worth_a_look

if TYPE_CHECKING:
    from conftest import TinyRelease

from schemas.claims import EventClaim, PersonMention, RoleClaim
from schemas.ids import page_person_id
from schemas.resolved import Event

AGENCY, PAPER = "src_000000000000000a", "src_000000000000000c"
NAMES = {"src_000000000000000a": "Hossein Heydari", "src_000000000000000b": "Hossein Heydari", PAPER: "Heidari"}


@pytest.fixture
def named(tiny: TinyRelease) -> TinyRelease:
    """The tiny release with the page persons' ids as a run makes them."""
    for row_class in (PersonMention, EventClaim, RoleClaim):
        for source, name in NAMES.items():
            if row_class is RoleClaim and source == PAPER:
                continue
            ident = page_person_id(source, name)
            tiny = tiny.change(row_class, lambda row, s=source: row.source_id == s, page_person_id=ident)
    return tiny


def merge(score: float) -> Resolution:
    return Resolution(
        resolution_id="res_1",
        kind="person",
        left_id=page_person_id(AGENCY, "Hossein Heydari"),
        right_id=page_person_id(PAPER, "Heidari"),
        left_name="Hossein Heydari",
        right_name="Heidari",
        verdict="same",
        score=score,
        evidence="the same post",
        decided_by="resolve-1",
        person_id=None,
    )


def wrong(claim: EventClaim) -> Verdict:
    return Verdict(
        verdict_id="ver_1", verdict="wrong", kind="event", source_id=claim.source_id, name="Heidari", quote=claim.quote,
        what="resignation", field=None, value=None, other_source_id=None, other_name=None, decided_by="M. Rahimi",
        decided_at=datetime(2026, 3, 9, tzinfo=UTC), why="w", claim_ids=[claim.claim_id],
        original=json.dumps(
            [{"claim_id": claim.claim_id, "source_id": PAPER, "event_type": "resignation", "quote": "q"}]),
        problem=None,
    )  # fmt: skip


def test_a_doubtful_merge_is_shown_with_what_each_page_says(named: TinyRelease) -> None:
    with open_tables(named.having(merge(0.6)).tables) as con:
        (found,) = [w for w in worth_a_look(con) if w.question == Question.MERGED]
    assert found.title == "Hossein Heydari / Heidari"
    assert found.doubt == "taken for one person (0.60): the same post"
    assert [s.uri for s in found.sentences] == ["pages/a.txt", "pages/a.txt", "pages/c.txt"]


def test_the_surer_of_two_merges_is_worth_less(named: TinyRelease) -> None:
    def value(score: float) -> float:
        with open_tables(named.having(merge(score)).tables) as con:
            return next(w.value for w in worth_a_look(con) if w.question == Question.MERGED)

    assert value(0.55) > value(0.95)


def test_a_dispute_shows_each_side_once(named: TinyRelease) -> None:
    with open_tables(named.tables) as con:
        (found,) = [w for w in worth_a_look(con) if w.question == Question.DISPUTE]
    assert found.title == "Hossein Heydari, resignation, Consulate of Iran in Norway, 2010-01"
    assert [s.said.split(", ")[2] for s in found.sentences] == ["2010-01", "2010-02"]  # the copy is left out


def test_an_unsure_claim_comes_with_its_sentence_until_it_is_decided(named: TinyRelease) -> None:
    with open_tables(named.tables) as con:
        unsure = [w.subject_id for w in worth_a_look(con) if w.question == Question.UNSURE]
    assert unsure == ["clm_role_a", "clm_event_a", "clm_event_c"]
    claim = next(row for row in named.rows if isinstance(row, EventClaim) and row.source_id == PAPER)
    with open_tables(named.having(wrong(claim)).tables) as con:
        left = worth_a_look(con)
    assert claim.claim_id not in {w.subject_id for w in left}
    assert Question.DISPUTE not in {w.question for w in left}


def test_a_person_is_named_by_the_best_page_and_a_claim_by_its_words(named: TinyRelease) -> None:
    with open_tables(named.tables) as con:
        assert name_on_page(con, "per_0000000000000001").source_id == AGENCY
        assert name_on_page(con, page_person_id(PAPER, "Heidari")).name == "Heidari"
        claim = claim_on_page(con, "clm_event_c")
    assert (claim.kind, claim.source_id, claim.name, claim.what) == (IdKind.EVENT, PAPER, "Heidari", "resignation")


def test_a_claim_that_was_found_wrong_can_be_named_still(named: TinyRelease) -> None:
    claim = next(row for row in named.rows if isinstance(row, EventClaim) and row.source_id == PAPER)
    rows = named.having(wrong(claim))
    without = tuple(row for row in rows.rows if row is not claim)
    with open_tables(type(rows)(rows.data_dir, without).tables) as con:
        assert claim_on_page(con, "clm_event_c").quote == "q"


def test_unknown_ids_are_said_to_be_unknown(published_tiny: TinyRelease) -> None:
    with connect(published_tiny.data_dir) as con:
        with pytest.raises(LookupError, match="there is no claim clm_x here"):
            claim_on_page(con, "clm_x")
        with pytest.raises(LookupError, match="there is no person per_x here"):
            name_on_page(con, "per_x")


def test_where_nothing_is_disputed_and_all_is_sure_nothing_is_asked(named: TinyRelease) -> None:
    sure = named.change(RoleClaim, confidence=1.0).change(EventClaim, confidence=1.0).change(Event, agreement="agreed")
    with open_tables(sure.tables) as con:
        assert worth_a_look(con) == []

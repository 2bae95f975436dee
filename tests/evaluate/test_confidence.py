"""Learnt confidence: a share between 0 and 1 that rises with the engine's own."""

from __future__ import annotations

from dataclasses import replace

import pytest

from schemas.claims import PageEvent, PageMention, PagePerson
from schemas.stages import CleanPage
from tasks.extract.confidence import ClaimsView, Weights, learnt_weights, probability, with_confidence
from tasks.extract.engine import PageClaims

TEXT = "Attaché resigns\n\nKarim Tazi resigned on Monday. He was arrested later, and Aino Salo fled."
SOURCE = "src_0000000000000001"


def page() -> CleanPage:
    return CleanPage(
        source_id=SOURCE, uri="a.txt", title="Attaché resigns", outlet=None, author=None, language="en", published=None,
        published_min=None, published_max=None, published_basis="none", wire_agency=None, text=TEXT, body_start=17,
        raw_spans=[], text_sha256="0" * 64,
    )  # fmt: skip


def mention(person: str, words: str, form: str) -> PageMention:
    start = TEXT.index(words)
    return PageMention(
        mention_id=words, source_id=SOURCE, page_person_id=person, written=words, form=form, start_char=start,
        end_char=start + len(words),
    )  # fmt: skip


def event(person: str, event_type: str, quote: str, confidence: float) -> PageEvent:
    start = TEXT.index(quote)
    return PageEvent(
        claim_id=f"clm_{event_type}", source_id=SOURCE, event_type=event_type, page_person_id=person, organization=None,
        place=None, place_country=None, occurred=None, occurred_min=None, occurred_max=None, occurred_text=None,
        occurred_char=None, occurred_basis="none", realis="actual", stance="asserts", attributed_to=None, quote=quote,
        start_char=start, end_char=start + len(quote), confidence=confidence, extractor="test",
    )  # fmt: skip


def claims(confidence: float = 0.8) -> PageClaims:
    people = [
        PagePerson(page_person_id=name, source_id=SOURCE, name=name, aliases=[], nationality=None, age=None)
        for name in ("Karim Tazi", "Aino Salo")
    ]
    mentions = [
        mention("Karim Tazi", "Karim Tazi", "name"),
        mention("Karim Tazi", "He", "pronoun"),
        mention("Aino Salo", "Aino Salo", "name"),
    ]
    events = [
        event("Karim Tazi", "resignation", "Karim Tazi resigned", confidence),
        event("Karim Tazi", "arrest", "He was arrested later, and Aino Salo fled", confidence),
    ]
    return PageClaims(people=people, mentions=mentions, roles=[], events=events)


def test_what_speaks_for_and_against_a_claim() -> None:
    view = ClaimsView(page(), claims())
    resigned, arrested = (view.of_event(e) for e in claims().events)
    assert (resigned["names the person"], resigned["points at the person"], resigned["others in the clause"]) == (
        1,
        0,
        0,
    )
    assert (arrested["names the person"], arrested["points at the person"]) == (0, 1)
    assert arrested["others in the clause"] > 0
    assert resigned["type resignation"] == resigned["in the lead"] == 1


def test_a_better_pattern_never_makes_a_claim_less_sure() -> None:
    weights = learnt_weights()
    said = [step / 20 for step in range(21)]
    found = [with_confidence(page(), claims(confidence), weights).events[0].confidence for confidence in said]
    assert found == sorted(found)
    assert found[0] < found[-1]
    assert all(0 < confidence < 1 for confidence in found)
    assert weights.roles["pattern"] > 0


def test_nothing_but_the_confidence_changes() -> None:
    given, learnt = claims(), with_confidence(page(), claims(), learnt_weights())
    assert learnt != given
    assert [replace(e, confidence=0.8) for e in learnt.events] == given.events
    assert (learnt.people, learnt.mentions, learnt.roles) == (given.people, given.mentions, given.roles)


def test_weights_add_up_as_log_odds() -> None:
    assert probability({"always": 1.0}, {}) == 0.5
    assert probability({"always": 1.0, "unknown": 9.0}, {"always": 1.0986}) == pytest.approx(0.75, abs=1e-3)
    assert probability({"always": 1.0}, {"always": 1e3}) == 0.99
    assert probability({"always": 1.0}, {"always": -600.0}) == 0.01


def test_a_page_without_claims() -> None:
    nothing = PageClaims(people=[], mentions=[], roles=[], events=[])
    assert with_confidence(page(), nothing, Weights({}, {})) == nothing

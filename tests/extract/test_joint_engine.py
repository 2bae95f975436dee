"""The joint engine: what the encoder reads beside the rules, and that it reads a page the same whatever came before."""

from __future__ import annotations

import numpy as np
import pytest
from given_article import document_of

from schemas.vocab import EventType
from tasks.extract.encoder.events import find_happenings
from tasks.extract.encoder.names import NameEvidence
from tasks.extract.encoder.network import load_network
from tasks.extract.encoder.weighing import claim_confidence, logit, weigh
from tasks.extract.engines import load_engine
from tasks.extract.entities.find import find_entities
from tasks.extract.joint_engine import JointEngine
from tasks.extract.people.find import find_people

NEWS = (
    "Trade Minister Zofia Harkness will not be coming back to the ministry after the summer, she told staff in a "
    "two-line message on Friday. Her deputy, Olamide Brandt, is minding the shop. Harkness, 58, has held the "
    "portfolio since 2015. Brandt walked through the capital with a crowd of farmers last week."
)


def test_pieces_lie_on_the_text():
    document = document_of(NEWS)
    page = load_network().read(document)
    for start, end in zip(page.starts, page.ends, strict=True):
        assert document.text[start:end].strip() == document.text[start:end] != ""
    assert [document.text[page.starts[a] : page.ends[b - 1]] for a, b in page.sentences] == [
        document.text[s.start : s.end] for s in document.sentences
    ]


def test_a_span_is_the_pieces_inside_it():
    document = document_of(NEWS)
    page = load_network().read(document)
    start = document.text.index("Zofia Harkness")
    first, last = page.pieces_of(start, start + len("Zofia Harkness"))
    assert document.text[page.starts[first] : page.ends[last - 1]] == "Zofia Harkness"
    assert page.pieces_of(start - 1, start) is None


def test_names_are_told_from_other_capitals():
    document = document_of("On Monday Governor Ibragim Tokayuly met Zhou Enmei at the Grand Riverside Hotel in Almaty.")
    evidence = NameEvidence(load_network().read(document))
    said = {}
    for words in ("Ibragim Tokayuly", "Zhou Enmei", "Grand Riverside Hotel", "Monday", "Almaty"):
        at = document.text.index(words)
        said[words] = evidence.log_odds(at, at + len(words))
    assert {words for words, odds in said.items() if odds > 0} == {"Ibragim Tokayuly", "Zhou Enmei"}


def test_an_event_is_heard_where_no_word_of_the_lexicon_stands():
    document = document_of(NEWS)
    people = find_people(document, find_entities(document))
    heard = find_happenings(load_network().read(document), people, least=-8.0)
    best = max((h for h in heard if h.sentence == 1), key=lambda h: h.log_odds)
    assert (people.people[best.person].name, best.event_type) == ("Zofia Harkness", EventType.RESIGNATION)


def test_an_empty_page_and_one_of_marks_only_are_read():
    for text in ("", "—— … !!", "\N{ZERO WIDTH SPACE}"):
        claims = JointEngine().read(document_of(text).page)
        assert (claims.people, claims.roles, claims.events) == ([], [], [])


def test_what_is_read_of_a_page_does_not_depend_on_pages_before():
    engine = JointEngine()
    page = document_of(NEWS).page
    alone = engine.read(page)
    engine.read(document_of("General Tom Okoro was arrested in Lagos on 3 May 2011. " * 30).page)
    assert engine.read(page) == alone


def test_a_sentence_without_end_is_read_by_its_first_pieces():
    document = document_of("and " * 5_000)
    page = load_network().read(document)
    assert max(b - a for a, b in page.sentences) == 350
    assert all(np.isfinite(output).all() for output in page.heads.values())


LAST = "General Tom Okoro was arrested in Lagos on 3 May 2011."
ENDLESS = "The harbour froze over and no ship came in that week. " * 800 + LAST


def test_of_an_endless_page_the_first_sentences_are_read():
    document = document_of(ENDLESS)
    page = load_network().read(document)
    assert 7_000 <= len(page.starts) < 7_350
    assert page.unread == frozenset(range(min(page.unread), len(document.sentences)))


def test_where_the_encoder_did_not_read_the_rules_judge_alone():
    page = document_of(ENDLESS).page
    (event,) = JointEngine().read(page).events
    (by_rules,) = load_engine("rules").read(page).events
    assert event.event_type == "arrest"
    assert event.confidence == by_rules.confidence
    assert (event.quote, event.occurred) == (by_rules.quote, "2011-05-03")


def test_what_both_hear_well_enough_is_claimed():
    page = document_of("On Friday Zarina Usmanova, a prosecutor, was found shot dead in her car.").page
    claims = JointEngine().read(page)
    assert [e.event_type for e in claims.events] == ["killing"]
    assert claims.events[0].quote.endswith("shot dead in her car")
    assert [(p.name, r.title) for p in claims.people for r in claims.roles] == [("Zarina Usmanova", "prosecutor")]


def test_every_quote_is_on_the_page_and_every_confidence_a_share():
    page = document_of("Trade Minister Zofia Harkness resigned on Monday. She was arrested at home a day later.").page
    claims = JointEngine().read(page)
    assert [e.event_type for e in claims.events] == ["resignation", "arrest"]
    assert all(page.text[c.start_char : c.end_char] == c.quote for c in (*claims.roles, *claims.events))
    assert all(0 < c.confidence < 1 for c in (*claims.roles, *claims.events))


def test_it_is_the_engine_unless_another_is_named():
    assert load_engine().version == JointEngine.version
    assert load_engine("rules").version != JointEngine.version


def test_both_readers_count():
    weights = {"constant": 0.0, "rules": 1.0, "encoder": 0.5}
    assert weigh(weights, rules=0.0, encoder=0.0) == 0.5
    assert weigh(weights, rules=2.0, encoder=-4.0) == 0.5
    assert weigh(weights, rules=2.0, encoder=1.0) == pytest.approx(0.924, abs=0.001)
    assert logit(0.5) == 0
    assert logit(1.0) == pytest.approx(-logit(0.0)) == pytest.approx(7.0, abs=0.02)


def test_a_claim_that_the_encoder_hears_too_is_surer():
    assert claim_confidence(0.8, heard=4.0) > claim_confidence(0.8, heard=-4.0)
    assert 0.01 <= claim_confidence(0.0, heard=-6.0) < claim_confidence(1.0, heard=6.0) <= 0.99

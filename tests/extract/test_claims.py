"""Rows of claims: ids, quotes, dates, and roles closed by the page's own events."""

from __future__ import annotations

from datetime import date

import pytest
from marked_text import PUBLISHED, clean_page, read_marked

from schemas.vocab import OrganizationKind, RoleStatus, Stance, TitleClass
from tasks.extract.claims import page_claims
from tasks.extract.engine import PageClaims
from tasks.extract.engines import UnknownEngineError, load_engine
from tasks.extract.model import RoleFound


def minister(start: int, end: int, status: RoleStatus = RoleStatus.CURRENT) -> RoleFound:
    """Minister of health, told at those offsets."""
    return RoleFound(
        person=0,
        title="minister",
        title_class=TitleClass.MINISTER,
        organization="Ministry of Health of Peru",
        organization_kind=OrganizationKind.MINISTRY,
        country="PE",
        place=None,
        place_country=None,
        started=None,
        ended=None,
        status=status,
        stance=Stance.ASSERTS,
        attributed_to=None,
        start=start,
        end=end,
        confidence=0.9,
    )


def claims_of(marked: str, published: date | None = PUBLISHED, with_role: bool = False) -> PageClaims:
    """The rows of an article; with a role whose words are the whole of it."""
    document, people, events = read_marked(marked, published)
    roles = (minister(document.page.body_start, len(document.text)),) if with_role else ()
    return page_claims(document, people, roles, events, "rules-test")


def test_every_quote_is_the_text_at_its_offsets() -> None:
    claims = claims_of("[Jan Novak] was arrested on Monday. [Anna Kovar] resigned in 2010.", with_role=True)
    text = "Notes\n\nJan Novak was arrested on Monday. Anna Kovar resigned in 2010."
    assert [text[e.start_char : e.end_char] for e in claims.events] == [e.quote for e in claims.events]
    assert [text[r.start_char : r.end_char] for r in claims.roles] == [r.quote for r in claims.roles]
    assert [text[m.start_char : m.end_char] for m in claims.mentions] == ["Jan Novak", "Anna Kovar"]


def test_an_event_carries_its_date_its_bounds_and_the_words_for_it() -> None:
    (event,) = claims_of("[Anna Kovar] resigned in March 2010.").events
    assert (event.occurred, event.occurred_min, event.occurred_max) == ("2010-03", date(2010, 3, 1), date(2010, 3, 31))
    assert (event.occurred_text, event.occurred_basis) == ("March 2010", "explicit")


def test_news_is_dated_about_the_page_and_on_an_undated_page_waits_for_its_date() -> None:
    (event,) = claims_of("[Anna Kovar] has resigned.").events
    assert (event.occurred, event.occurred_basis, event.occurred_char) == ("2012-05-10~", "inferred", None)
    (event,) = claims_of("[Anna Kovar] has resigned.", published=None).events
    assert (event.occurred, event.occurred_min, event.occurred_basis) == (None, None, "inferred")


def test_a_departure_ends_the_post_that_it_speaks_of() -> None:
    (role,) = claims_of("[Anna Kovar] resigned in March 2010.", with_role=True).roles
    assert (role.status, role.ended, role.ended_max) == ("former", "2010-03", date(2010, 3, 31))


def test_an_arrest_ends_no_post() -> None:
    (role,) = claims_of("[Anna Kovar] was arrested in March 2010.", with_role=True).roles
    assert (role.status, role.ended) == ("current", None)


def test_ids_are_the_same_on_every_reading_and_never_double() -> None:
    text = "[Anna Kovar] was arrested in 2009. [Anna Kovar] was arrested in 2011."
    first, second = claims_of(text), claims_of(text)
    assert first == second
    assert len({e.claim_id for e in first.events}) == len(first.events) == 2


def test_the_rule_engine_is_loaded_by_name_and_reads_a_page() -> None:
    claims = load_engine("rules").read(clean_page("Foreign Minister Anna Kovar resigned on Monday."))
    assert [(e.event_type, e.occurred) for e in claims.events] == [("resignation", "2012-05-07")]


def test_an_unknown_engine_is_refused_by_name() -> None:
    with pytest.raises(UnknownEngineError, match=r"no extraction engine is called 'oracle'.*rules"):
        load_engine("oracle")

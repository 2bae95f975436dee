"""Happenings, from the claims of all pages, and what they do to posts."""

from __future__ import annotations

from datetime import date

import pytest

from schemas.resolved import Event, EventParticipant
from tests.resolve.making import Pages


def leaving(*told: tuple[str, str | None]) -> Pages:
    """Pages that tell of one man's leaving: each with the type of event and its date."""
    pages = Pages()
    for k, (event_type, day) in enumerate(told):
        pages.page(f"p{k}").person("Reza Moradi", nationality="IR")
        pages.event(event_type, day, "Embassy of Iran in Finland", place="Helsinki", place_country="FI")
    return pages


def test_resigned_in_one_outlet_and_defected_in_another_is_one_event_whose_dates_disagree():
    found = leaving(("resignation", "2010-08"), ("defection", "2010-09"), ("resignation", "2010-08")).resolve()

    (event,) = found.events
    assert event == Event(
        event_id=event.event_id,
        event_type="resignation",
        person_id=found.people[0].person_id,
        organization="Embassy of Iran in Finland",
        place="Helsinki",
        place_country="FI",
        occurred="2010-08",
        occurred_min=date(2010, 8, 1),
        occurred_max=date(2010, 8, 31),
        occurred_basis="explicit",
        realis="actual",
        agreement="disputed",
        plover_code="RETREAT",
        cameo_code=event.cameo_code,
        n_sources=3,
        n_independent_sources=3,
    )
    assert {c.event_id for c in found.event_claims} == {event.event_id}


@pytest.mark.parametrize(
    ("days", "agreement", "occurred"),
    [
        (("2010-08", "2010-08-20"), "agreed", "2010-08-20"),
        (("2010", "2010-08"), "agreed", "2010-08"),
        (("2010-08", "2010-09~"), "disputed", "2010-08"),
        (("2010-08-20", "2010-08-21"), "agreed", "2010-08-20"),
        (("2010-08", None), "agreed", "2010-08"),
        ((None, None), "agreed", None),
    ],
)
def test_dates_agree_unless_they_exclude_each_other(days, agreement, occurred):
    (event,) = leaving(*(("resignation", day) for day in days)).resolve().events

    assert (event.agreement, event.occurred) == (agreement, occurred)


def test_copies_that_disagree_are_no_dispute():
    pages = leaving(("resignation", "2010-08"), ("resignation", "2010-09"))
    pages.stories = [
        pages.stories[0],
        pages.stories[1].__class__(**{**vars(pages.stories[1]), "story_id": pages.stories[0].story_id}),
    ]

    (event,) = pages.resolve().events

    assert (event.agreement, event.n_sources, event.n_independent_sources) == ("single", 2, 1)


def test_leaving_twice_in_a_career_is_two_events():
    found = leaving(("resignation", "2010-08"), ("resignation", "2014-02")).resolve()

    assert sorted(e.occurred for e in found.events) == ["2010-08", "2014-02"]


def test_a_dismissal_and_a_resignation_on_one_page_are_two_events():
    pages = Pages().page("a").person("Reza Moradi")
    pages.event("resignation", "2010-08", "Ministry of Oil of Iran")
    pages.event("dismissal", "2010-08", "Ministry of Oil of Iran")

    assert sorted(e.event_type for e in pages.resolve().events) == ["dismissal", "resignation"]


def test_a_denial_elsewhere_makes_it_disputed_and_what_is_asserted_stands():
    pages = leaving(("resignation", "2010-08"))
    pages.page("denial").person("Reza Moradi", nationality="IR")
    pages.event("resignation", None, "Embassy of Iran in Finland", realis="denied")

    (event,) = pages.resolve().events

    assert (event.realis, event.agreement) == ("actual", "disputed")


def test_two_meetings_on_two_days_are_two_events():
    pages = Pages()
    for uri, day in (("a", "2010-08-03"), ("b", "2010-08-09")):
        pages.page(uri).person("Reza Moradi").event("meeting", day, "Anna Lindqvist")

    assert len(pages.resolve().events) == 2


def test_a_person_dies_once():
    pages = Pages()
    for uri, event_type, day in (("a", "death", "2010-08"), ("b", "killing", "2011-01")):
        pages.page(uri).person("Reza Moradi").event(event_type, day)

    (event,) = pages.resolve().events

    assert (event.event_type, event.agreement) == ("killing", "disputed")


def test_an_event_of_nobody_is_kept():
    pages = Pages().page("a").person("Reza Moradi").event("expulsion", "2010-08", "Finland", nobody=True)

    (event,) = pages.resolve().events

    assert (event.person_id, event.organization) == (None, "Finland")


def test_who_took_part():
    found = Pages().page("a").person("Reza Moradi").event("arrest", "2010-08", "Police of Iran").resolve()

    rows = {(p.role, p.person_id, p.organization) for p in found.participants}
    assert rows == {("target", found.people[0].person_id, None), ("actor", None, "Police of Iran")}
    assert all(isinstance(p, EventParticipant) and p.event_id == found.events[0].event_id for p in found.participants)


def test_a_resignation_ends_the_post_at_that_body_and_no_other():
    pages = Pages().page("a", "2010-09-10").person("Reza Moradi", nationality="IR")
    pages.role("counselor", "diplomat", "Embassy of Iran in Finland", kind="embassy", country="IR", place_country="FI")
    pages.role("diplomat", "diplomat", None, country="IR", place="Egypt", place_country="EG", status="former")
    pages.event("resignation", "2010-08", "Embassy of Iran in Finland")

    found = pages.resolve()

    ended = {r.title: (r.ended, r.status, r.end_cause, r.end_event_id) for r in found.roles}
    assert ended == {
        "counselor": ("2010-08", "former", "resignation", found.events[0].event_id),
        "diplomat": (None, "former", None, None),
    }


def test_a_post_that_is_held_long_after_was_not_ended_by_it():
    pages = Pages().page("a", "2011-02-20").person("Reza Moradi", nationality="IR")
    pages.role("minister", "minister", "Ministry of Oil of Iran", country="IR", status="current")
    pages.event("resignation", "2009-06")

    (role,) = pages.resolve().roles

    assert (role.status, role.end_event_id) == ("current", None)


def two_who_left() -> Pages:
    """A page whose sentence on two men gives both the embassy of the second, and a page on the first alone."""
    pages = Pages().page("a", "2011-02-20")
    for name, state, city, country in (
        ("Reza Moradi", "Finland", "Helsinki", "FI"),
        ("Omid Karimi", "Belgium", "Brussels", "BE"),
    ):
        pages.person(name, nationality="IR")
        body = f"Embassy of Iran in {state}"
        pages.role("attaché", "attache", body, kind="embassy", country="IR", place=city, place_country=country)
        pages.event("resignation", "2010-08", "Embassy of Iran in Belgium", place="Brussels", place_country="BE")
    pages.page("b", "2010-09-20").person("Reza Moradi", nationality="IR")
    return pages.event("defection", "2010-09", "Embassy of Iran in Finland", place="Helsinki", place_country="FI")


def test_of_two_who_left_each_left_his_own_embassy():
    found = two_who_left().resolve()

    name = {p.person_id: p.name for p in found.people}
    left = {name[e.person_id or ""]: (e.organization, e.place, e.agreement) for e in found.events}
    assert left == {
        "Reza Moradi": ("Embassy of Iran in Finland", "Helsinki", "disputed"),
        "Omid Karimi": ("Embassy of Iran in Belgium", "Brussels", "single"),
    }
    assert {(name[r.person_id], r.organization, r.end_cause, r.ended) for r in found.roles} == {
        ("Reza Moradi", "Embassy of Iran in Finland", "defection", "2010-08"),
        ("Omid Karimi", "Embassy of Iran in Belgium", "resignation", "2010-08"),
    }


def test_the_claim_keeps_what_its_page_says():
    said = {c.organization for c in two_who_left().resolve().event_claims}

    assert said == {"Embassy of Iran in Belgium", "Embassy of Iran in Finland"}


def test_an_end_that_pages_date_has_its_event_whatever_another_page_calls_the_post():
    pages = Pages()
    for uri, day, ended, status in (("a", "2010-09-10", "2010-08", "former"), ("b", "2011-02-20", None, "current")):
        pages.page(uri, day).person("Reza Moradi", nationality="IR")
        pages.role("counselor", "diplomat", "Embassy of Iran in Finland", country="IR", ended=ended, status=status)
    pages.event("resignation", "2010-08", "Embassy of Iran in Finland")

    found = pages.resolve()

    (role,) = found.roles
    assert (role.ended, role.status, role.end_event_id) == ("2010-08", "former", found.events[0].event_id)


def test_a_defection_ends_no_post_in_a_movement():
    pages = Pages().page("a", "2011-02-20").person("Reza Moradi", nationality="IR")
    pages.role("spokesperson", "spokesperson", "Green Homeland Campaign", kind="movement")
    pages.event("defection", "2011-02")

    (role,) = pages.resolve().roles

    assert (role.status, role.end_event_id) == ("current", None)


def test_an_appointment_begins_a_post():
    pages = Pages().page("a", "2010-09-10").person("Reza Moradi")
    pages.role("minister", "minister", "Ministry of Oil of Iran", country="IR")
    pages.event("appointment", "2009-09-03", "Ministry of Oil of Iran")

    found = pages.resolve()

    (role,) = found.roles
    assert (role.started, role.start_event_id, role.status) == ("2009-09-03", found.events[0].event_id, "current")


@pytest.mark.parametrize("realis", ["planned", "denied", "alleged"])
def test_what_did_not_surely_happen_ends_nothing(realis):
    pages = Pages().page("a", "2010-09-10").person("Reza Moradi")
    pages.role("minister", "minister", "Ministry of Oil of Iran", country="IR")
    pages.event("resignation", "2010-10", "Ministry of Oil of Iran", realis=realis)

    (role,) = pages.resolve().roles

    assert (role.status, role.end_event_id) == ("current", None)


def test_death_ends_the_posts_that_were_held():
    pages = Pages().page("a", "2010-09-10").person("Reza Moradi")
    pages.role("minister", "minister", "Ministry of Oil of Iran", country="IR")
    pages.role("governor", "governor", "Province of Fars", country="IR", status="former")
    pages.event("killing", "2010-09-09")

    found = pages.resolve()

    assert {r.title: (r.end_cause, r.ended) for r in found.roles} == {
        "minister": ("killing", "2010-09-09"),
        "governor": (None, None),
    }

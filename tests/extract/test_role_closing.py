"""Which of a person's posts an event of the same page begins or ends."""

from __future__ import annotations

from dataclasses import replace

import pytest

from schemas.vocab import EventType, Realis, RoleStatus, Stance, TitleClass
from tasks.extract.model import EventFound, RoleFound
from tasks.extract.roles.closing import DatedEvent, closed_by_events, with_handovers

# "The ambassador to Norway, Omar Tazi, was recalled on Monday." and the like: where the post and the event stand
POST, EVENT = (0, 40), (30, 70)
AMBASSADOR = RoleFound(
    person=0,
    title="ambassador",
    title_class=TitleClass.HEAD_OF_MISSION,
    organization="Embassy of Morocco in Norway",
    organization_kind=None,
    country="MA",
    place="Norway",
    place_country="NO",
    started=None,
    ended=None,
    status=RoleStatus.CURRENT,
    stance=Stance.ASSERTS,
    attributed_to=None,
    start=POST[0],
    end=POST[1],
    confidence=0.92,
)
MINISTER = replace(
    AMBASSADOR,
    title="health minister",
    title_class=TitleClass.MINISTER,
    organization="Ministry of Health of Morocco",
    place=None,
    place_country=None,
)
MAYOR = replace(MINISTER, title="mayor", title_class=TitleClass.MAYOR, organization="Fez", start=300, end=320)


def event(
    kind: EventType, organization: str | None = None, realis: Realis = Realis.ACTUAL, start: int = EVENT[0]
) -> DatedEvent:
    found = EventFound(
        person=0,
        event_type=kind,
        organization=organization,
        place=None,
        place_country=None,
        when=None,
        is_news=False,
        realis=realis,
        stance=Stance.ASSERTS,
        attributed_to=None,
        start=start,
        end=start + 40,
        confidence=0.9,
    )
    return DatedEvent(found, "2011-03")


ENDED = (("2011-03", None), RoleStatus.FORMER)
HELD = ((None, None), RoleStatus.CURRENT)


@pytest.mark.parametrize(
    ("role", "told", "expected"),
    [
        (AMBASSADOR, event(EventType.RECALL, "Morocco"), ENDED),
        (AMBASSADOR, event(EventType.EXPULSION, "Norway"), ENDED),
        (AMBASSADOR, event(EventType.ASYLUM_REQUEST, "Norway", start=500), ENDED),
        (AMBASSADOR, event(EventType.DEATH, start=500), ENDED),
        (MINISTER, event(EventType.RESIGNATION, "Cabinet of Morocco"), ENDED),
        (MINISTER, event(EventType.ASYLUM_REQUEST, "Norway"), HELD),
        (MINISTER, event(EventType.ARREST), HELD),
        (MINISTER, event(EventType.RESIGNATION, realis=Realis.DENIED), HELD),
        (MINISTER, event(EventType.RESIGNATION, realis=Realis.PLANNED), HELD),
        (replace(MINISTER, status=RoleStatus.FORMER), event(EventType.DEATH), ((None, None), RoleStatus.FORMER)),
    ],
    ids=lambda value: value.event.event_type.value if isinstance(value, DatedEvent) else "",
)
def test_what_ends_a_post(role: RoleFound, told: DatedEvent, expected: object) -> None:
    _, ended, status = closed_by_events(role, [role], [told])
    assert (ended, status) == expected


def test_of_two_offices_an_event_that_names_neither_ends_none() -> None:
    told = [event(EventType.RESIGNATION, "Cabinet of Morocco", start=150)]
    assert closed_by_events(MINISTER, [MINISTER, MAYOR], told)[1] == (None, None)
    assert closed_by_events(MAYOR, [MINISTER, MAYOR], told)[1] == (None, None)


def test_a_minister_named_ambassador_leaves_the_ministry_and_begins_abroad() -> None:
    new = replace(AMBASSADOR, confidence=0.85, start=0, end=90)
    told = [event(EventType.APPOINTMENT)]
    assert closed_by_events(MINISTER, [MINISTER, new], told) == ((None, None), ("2011-03", None), RoleStatus.FORMER)
    assert closed_by_events(new, [MINISTER, new], told) == (("2011-03", None), (None, None), RoleStatus.CURRENT)


def test_the_term_of_a_predecessor_ends_as_the_successors_begins() -> None:
    old, new = replace(MINISTER, status=RoleStatus.FORMER), replace(MINISTER, person=1)
    terms = [((None, None), (None, None), RoleStatus.FORMER), (("2011-05", 7), (None, None), RoleStatus.CURRENT)]
    assert with_handovers([old, new], terms)[0] == ((None, None), ("2011-05", 7), RoleStatus.FORMER)
    third = replace(MINISTER, person=2)
    assert with_handovers([old, new, third], [*terms, terms[1]])[0] == terms[0]


def test_another_persons_event_ends_nothing() -> None:
    assert closed_by_events(replace(MINISTER, person=1), [MINISTER], [event(EventType.RESIGNATION)])[1] == (None, None)

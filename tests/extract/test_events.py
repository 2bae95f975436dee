"""What sentences say happened, and to whom."""

from __future__ import annotations

import time
from datetime import date

import pytest
from marked_text import read_marked, said

from schemas.vocab import EventType
from tasks.extract.events.triggers import patterns_by_anchor

SUBJECTS_AND_OBJECTS = [
    ("[Anna Kovar] resigned on Monday.", {"Anna Kovar: resignation"}),
    ("[Anna Kovar], the ambassador to Norway, has stepped down in protest.", {"Anna Kovar: resignation"}),
    ("[Anna Kovar] handed in [her=Anna Kovar] resignation last week.", {"Anna Kovar: resignation"}),
    ("The minister accepted the resignation of [Anna Kovar].", {"Anna Kovar: resignation"}),
    ("Following the arrest of [Jan Novak], the shop closed.", {"Jan Novak: arrest"}),
    ("[Jan Novak], who left the service in May, spoke first.", {"Jan Novak: resignation"}),
    ("Police arrested [Jan Novak] at the airport.", {"Jan Novak: arrest"}),
    ("[Jan Novak], arrested in March, is ill.", {"Jan Novak: arrest"}),
    ("Also detained was [Jan Novak].", {"Jan Novak: detention"}),
    ("President [Ilir Doda] dismissed [Jan Novak] as police chief.", {"Jan Novak: dismissal"}),
    ("[Jan Novak] was relieved of his duties on 3 May.", {"Jan Novak: dismissal"}),
    ("[Jan Novak] was given 48 hours to leave the country.", {"Jan Novak: expulsion"}),
    ("Norway granted asylum to [Jan Novak].", {"Jan Novak: asylum_grant"}),
    ("[Jan Novak] was named ambassador to Peru.", {"Jan Novak: appointment"}),
    ("[Jan Novak] was shot dead outside his house.", {"Jan Novak: killing"}),
    ("[Jan Novak] was shot in the arm.", {"Jan Novak: injury"}),
    ("[Jan Novak] was the first of the envoys to resign.", {"Jan Novak: resignation"}),
    ("[Jan Novak] had to resign.", {"Jan Novak: resignation"}),
]

SEVERAL = [
    ("[Jan Novak] fled to Paris before seeking asylum there.", {"Jan Novak: flight", "Jan Novak: asylum_request"}),
    (
        "[Jan Novak] was arrested at the airport and released two days later.",
        {"Jan Novak: arrest", "Jan Novak: release"},
    ),
    ("[both=Anna Kovar+Jan Novak] left their posts.", {"Anna Kovar: resignation", "Jan Novak: resignation"}),
    (
        "[Anna Kovar], [Jan Novak] and [Petr Malek] were arrested on Friday.",
        {"Anna Kovar: arrest", "Jan Novak: arrest", "Petr Malek: arrest"},
    ),
    (
        "Two men were arrested: [Jan Novak], a baker, and [Petr Malek].",
        {"Jan Novak: arrest", "Petr Malek: arrest"},
    ),
    (
        "[Jan Novak] was arrested together with [Petr Malek].",
        {"Jan Novak: arrest", "Petr Malek: arrest"},
    ),
    ("[Anna Kovar] died at 88. So did [Jan Novak].", {"Anna Kovar: death", "Jan Novak: death"}),
    (
        "The following envoys have been recalled:\n\n- [Anna Kovar], Oslo\n- [Jan Novak], Lima",
        {"Anna Kovar: recall", "Jan Novak: recall"},
    ),
]

NOTHING = [
    "[Jan Novak] found the letter on his desk.",  # not: founded
    "[Jan Novak] spoke to a retired judge.",
    "[Jan Novak] left the room.",
    "The meeting was held in May.",
]


@pytest.mark.parametrize(("text", "expected"), SUBJECTS_AND_OBJECTS + SEVERAL)
def test_whom_an_event_happened_to(text: str, expected: set[str]) -> None:
    assert said(text) == expected


@pytest.mark.parametrize("text", NOTHING)
def test_what_is_no_event(text: str) -> None:
    assert said(text) == set()


def test_a_meeting_is_told_from_the_subjects_side() -> None:
    _, people, (event,) = read_marked("[Anna Kovar] was received by Foreign Minister [Jan Novak] on Tuesday.")
    assert (event.event_type, people.people[event.person or 0].name, event.organization) == (
        "meeting",
        "Anna Kovar",
        "Jan Novak",
    )


def test_the_time_of_the_clause_and_not_of_the_speech() -> None:
    _, _, (event,) = read_marked("[Jan Novak] said on Tuesday that [he=Jan Novak] had resigned in March 2011.")
    assert event.when is not None
    assert event.when.value == "2011-03"


def test_a_time_is_inherited_from_the_sentence_before() -> None:
    _, _, (event,) = read_marked("On 5 July 1984 the shop was full. [Jan Novak] was arrested at the door.")
    assert event.when is not None
    assert event.when.value == "1984-07-05"


def test_news_without_a_time_of_its_own_is_dated_by_the_page() -> None:
    _, _, (event,) = read_marked("[Jan Novak] has resigned.")
    assert (event.when, event.is_news) == (None, True)


def test_one_happening_told_twice_is_one_event_and_keeps_what_each_telling_adds() -> None:
    _, _, events = read_marked("[Jan Novak] has resigned.\n\n[Jan Novak] resigned on 3 May 2012 as minister of health.")
    assert [(e.event_type, e.when and e.when.value) for e in events] == [("resignation", "2012-05-03")]


def test_happenings_years_apart_stay_apart() -> None:
    _, _, events = read_marked("[Jan Novak] was arrested in 2009. [He=Jan Novak] was arrested again in 2011.")
    assert [e.when and e.when.value for e in events] == ["2009", "2011"]


def test_the_quote_is_the_clause_and_stands_where_it_says() -> None:
    document, _, (event,) = read_marked("It rained, and [Jan Novak] was arrested at the airport, friends said.")
    assert document.text[event.start : event.end] == "Jan Novak was arrested at the airport"


def test_attribution_is_kept() -> None:
    _, _, events = read_marked("[Anna Kovar] said that [Jan Novak] had resigned.")
    assert [(e.event_type, e.attributed_to) for e in events] == [("resignation", "Anna Kovar")]


def test_every_event_type_has_words_that_announce_it() -> None:
    announced = {t for patterns in patterns_by_anchor().values() for p in patterns for t in p.event_types}
    assert announced == set(EventType)


def test_a_hostile_sentence_is_read_in_linear_time() -> None:
    began = time.perf_counter()
    said("[Jan Novak] was arrested, " + "and resigned, and was put on a list, " * 400 + "they said.", date(2012, 5, 10))
    assert time.perf_counter() - began < 20

"""Whether what a sentence tells of happened."""

from __future__ import annotations

from datetime import date

import pytest
from marked_text import said

TOLD = [
    ("[Jan Novak] will retire on 1 August.", "Jan Novak: retirement (planned)"),
    ("[Jan Novak] is to be charged with fraud.", "Jan Novak: charge (planned)"),
    ("[Jan Novak] agreed to resign.", "Jan Novak: resignation (planned)"),
    ("[Jan Novak] denied that [he=Jan Novak] had resigned.", "Jan Novak: resignation (denied)"),
    ("Reports that [Jan Novak] had been arrested are false.", "Jan Novak: arrest (denied)"),
    ("The minister denied the rumours that Dr. [Jan Novak] had fled to Chad.", "Jan Novak: flight (denied)"),
    ("There is a rumour that [Jan Novak] would have fled to Chad.", "Jan Novak: flight (alleged)"),
    ("[Jan Novak] has not fled to Chad, contrary to what is told.", "Jan Novak: flight (denied)"),
    ("[Jan Novak] is said to have fled to Chad.", "Jan Novak: flight (alleged)"),
    ("[Jan Novak] was reportedly arrested on Sunday.", "Jan Novak: arrest (alleged)"),
    ("[Jan Novak] said that [he=Jan Novak] had been abducted.", "Jan Novak: abduction (alleged)"),
    ("[Jan Novak] was forced to resign.", "Jan Novak: resignation"),
    ("There is no doubt that [Jan Novak] was arrested.", "Jan Novak: arrest"),
]

NOT_TOLD_AS_EVENTS = [
    "[Jan Novak] has not resigned.",
    "[Jan Novak] could face arrest.",
    "Had [Jan Novak] resigned last year, the party would be well.",
    "Should [he=Jan Novak] be arrested, the party will split.",
    "[Jan Novak] left the room; no court has convicted [him=Jan Novak].",
    "If [Jan Novak] resigns, the party will split.",
    "[Jan Novak] refused to resign.",
    "The opposition called on [Jan Novak] to resign.",
    "The opposition demanded [his=Jan Novak] resignation.",
    "Did [Jan Novak] resign?",
]


@pytest.mark.parametrize(("text", "expected"), TOLD)
def test_how_an_event_is_told(text: str, expected: str) -> None:
    assert said(text) == {expected}


@pytest.mark.parametrize("text", NOT_TOLD_AS_EVENTS)
def test_what_is_not_told_as_an_event(text: str) -> None:
    assert said(text) == set()


def test_a_present_tense_with_a_time_after_the_page_is_a_plan() -> None:
    assert said("[Jan Novak] retires on 1 August.", date(2012, 5, 10)) == {"Jan Novak: retirement (planned)"}

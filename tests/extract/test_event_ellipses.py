"""Events whose verb is not said again, and people who stand apart from their verb."""

from __future__ import annotations

import pytest
from marked_text import said

TOLD_AGAIN = [
    (
        "[Jan Novak] was sentenced to ten years and [Petr Malek] to five.",
        {"Jan Novak: sentencing", "Petr Malek: sentencing"},
    ),
    (
        "[Jan Novak] was named as prefect and [Petr Malek] as deputy.",
        {"Jan Novak: appointment", "Petr Malek: appointment"},
    ),
    ("[Jan Novak] was arrested in May, as was [Petr Malek].", {"Jan Novak: arrest", "Petr Malek: arrest"}),
    ("[Jan Novak] resigned on Monday and [Petr Malek] followed suit.", {"Jan Novak: resignation"}),
    ("[Jan Novak] resigned. [Petr Malek] followed suit.", {"Jan Novak: resignation", "Petr Malek: resignation"}),
    ("[Jan Novak] was arrested in May and [Petr Malek] in the village smiled.", {"Jan Novak: arrest"}),
]

APART = [
    ("On Saturday [Jan Novak] resigned as general secretary.", {"Jan Novak: resignation"}),
    ("At the same summit President [Jan Novak] of Angola took office.", {"Jan Novak: appointment"}),
    ("The deputy of the City Council [Jan Novak] resigned.", {"Jan Novak: resignation"}),
    (
        "[Jan Novak], the head of the police, and his deputy, Major [Petr Malek], were sentenced in May.",
        {"Jan Novak: sentencing", "Petr Malek: sentencing"},
    ),
    (
        "Archbishop [Jan Novak] and two ministers, [Petr Malek] and [Ivo Hala], were killed.",
        {"Jan Novak: killing", "Petr Malek: killing", "Ivo Hala: killing"},
    ),
    ("Police arrested [Jan Novak] and his brother [Petr Malek].", {"Jan Novak: arrest", "Petr Malek: arrest"}),
    ("LIMA: Released after four days, [Jan Novak], honorary consul of Denmark.", {"Jan Novak: release"}),
    ("At a crowded press conference yesterday [Jan Novak] said that he was well.", {"Jan Novak: press_conference"}),
    ("In the vote [Jan Novak] beat [Petr Malek].", {"Jan Novak: election", "Petr Malek: candidacy"}),
    ("The interior ministry will go to [Jan Novak].", {"Jan Novak: appointment"}),
]


@pytest.mark.parametrize(("text", "expected"), TOLD_AGAIN + APART)
def test_whom_the_words_mean(text: str, expected: set[str]) -> None:
    assert said(text) == expected

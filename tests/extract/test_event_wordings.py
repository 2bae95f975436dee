"""Wordings of the thirty-two types: gazettes, reshuffles, going over, asylum offices, courts, votes."""

from __future__ import annotations

import pytest
from marked_text import said

OFFICES = [
    ("[Anna Kovar] is to be ambassador to Peru.", {"Anna Kovar: appointment (planned)"}),
    (
        "[Anna Kovar], director of the archive, to be ambassador to Peru with effect from 1 May.",
        {"Anna Kovar: appointment"},
    ),
    ("Decree bearing nomination of Mr [Jan Novak], prefect.", {"Jan Novak: appointment"}),
    ("The choice fell on [Jan Novak].", {"Jan Novak: appointment"}),
    ("The minister was replaced on Monday by [Jan Novak].", {"Jan Novak: appointment"}),
    ("[Jan Novak] will keep the seat warm.", {"Jan Novak: appointment (planned)"}),
    ("In his place was appointed [Jan Novak].", {"Jan Novak: appointment"}),
    ("[Jan Novak], appointed minister in May, is ill.", {"Jan Novak: appointment"}),
    ("Also out is the police chief, [Jan Novak].", {"Jan Novak: dismissal"}),
    ("The affair cost [Jan Novak] his seat in the cabinet.", {"Jan Novak: dismissal"}),
    ("[Jan Novak] asked the king to be relieved.", {"Jan Novak: resignation"}),
    ("The president released [Jan Novak] at the end of his career.", {"Jan Novak: retirement"}),
]

AWAY = [
    ("By then [Jan Novak] had fled to Spain.", {"Jan Novak: flight"}),
    ("[Jan Novak] flew a fighter to Turkey.", {"Jan Novak: defection", "Jan Novak: flight"}),
    (
        "[Jan Novak] defected. He fell out with them and [Petr Malek] moved to Spain.",
        {"Jan Novak: defection", "Petr Malek: flight"},
    ),
    (
        "[Jan Novak] asked for asylum in May. The office turned [him=Jan Novak] down.",
        {"Jan Novak: asylum_request", "Jan Novak: asylum_denial"},
    ),
    ("The bank turned [Jan Novak] down.", set()),
    ("[Jan Novak], whose request for asylum was granted in June, is a cook.", {"Jan Novak: asylum_grant"}),
]

HARM = [
    ("Gunmen carried off the mayor of Lipa, [Jan Novak], on Tuesday.", {"Jan Novak: abduction"}),
    ("The army let go the brothers [Jan Novak] and [Petr Malek].", {"Jan Novak: release", "Petr Malek: release"}),
    (
        "[Jan Novak] and [Petr Malek], both of whom police arrested, are ill.",
        {"Jan Novak: arrest", "Petr Malek: arrest"},
    ),
    ("The ministry told of the death on 2 May, at the age of 91, of [Jan Novak].", {"Jan Novak: death"}),
    ("A bomb wounded another, [Jan Novak].", {"Jan Novak: injury"}),
    ("[Jan Novak] was being held in Lima.", {"Jan Novak: detention"}),
    (
        "- [Jan Novak], a former minister: dismissed in May; deported in June",
        {"Jan Novak: dismissal", "Jan Novak: expulsion"},
    ),
]

VOICES = [
    ("The seat was won by [Jan Novak].", {"Jan Novak: election"}),
    ("[Jan Novak] joined Bright Dawn.", {"Jan Novak: joining"}),
    ("The club was set up last year by [Jan Novak].", {"Jan Novak: founding"}),
    ("Parties put [her=Anna Kovar] forward as candidate, and [Anna Kovar] smiled.", {"Anna Kovar: nomination"}),
    ("[Jan Novak] called the government that he had served a dictatorship.", {"Jan Novak: statement_against"}),
    ("[Jan Novak] waved it away at a press conference.", {"Jan Novak: press_conference"}),
    ("[Jan Novak] is not on the sanctions list.", set()),
    ("[Jan Novak], previously assigned to Lima, has a cold.", set()),
]


@pytest.mark.parametrize(("text", "expected"), OFFICES + AWAY + HARM + VOICES)
def test_what_the_words_announce(text: str, expected: set[str]) -> None:
    assert said(text) == expected


LEADS = [
    ("The prefect of Lipa was dismissed on Monday.\n\n[Jan Novak] heard of it at home.", {"Jan Novak: dismissal"}),
    ("The weather of Lipa was released on Monday.\n\n[Jan Novak] heard of it at home.", set()),
]


@pytest.mark.parametrize(("text", "expected"), LEADS)
def test_a_lead_speaks_of_whom_the_next_sentence_names(text: str, expected: set[str]) -> None:
    assert said(text) == expected

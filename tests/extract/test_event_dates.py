"""When the sentences say it happened."""

from __future__ import annotations

import pytest
from marked_text import read_marked

DATED = [
    # taken up by "when"
    ("[Jan Novak] was consul until March 2010, when [he=Jan Novak] resigned.", "2010-03"),
    # of an insertion, a relative clause, a saying: not the verb's own
    ("[Jan Novak], 38, envoy until January 2009, was arrested on 3 May 2012.", "2012-05-03"),
    ("[Jan Novak], who had worked in Paris in 2004, was arrested.", None),
    ("[Jan Novak] was dismissed on 2 May 2012, an official told the paper on 4 May 2012.", "2012-05-02"),
    # that only names something
    ("[Jan Novak] was arrested after the June 2009 elections.", None),
    ("[Jan Novak] ran for president in the 2009 election.", "2009"),
    # counted
    ("[Jan Novak] left Lima on 8 May 2012, two days after [he=Jan Novak] was expelled.", "2012-05-06"),
    ("Three weeks after [Jan Novak] was dismissed, the shop closed.", "2012-04-19~"),
]


@pytest.mark.parametrize(("text", "date"), DATED)
def test_the_date_of_an_event(text: str, date: str | None) -> None:
    event = read_marked(text)[2][0]
    assert (event.when.value if event.when else None) == date


def test_the_host_state_is_told_a_sentence_before() -> None:
    _, _, (event,) = read_marked("The ship lay in Peru. [Anna Kovar] asked for asylum.")
    assert (event.organization, event.place_country) == ("Peru", "PE")

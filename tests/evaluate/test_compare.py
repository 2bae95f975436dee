"""When two names, titles or dates are taken to be the same."""

from __future__ import annotations

import pytest

from tasks.evaluate.compare import content, same_date, same_name, same_title


@pytest.mark.parametrize(
    ("a", "b"),
    [
        ("Karim Tazi", "KARIM TAZI"),
        ("Adjoua Brou-Kassi", "Adjoua Brou Kassi"),
        ("Jean N'Guessan", "Jean Nguessan"),
        ("Hélène Mba", "Helene Mba"),
        ("Ahmed al-Rashid", "Ahmed Rashid"),
        ("General Min Aung", "Min Aung"),
        ("Sheikh Ahmed bin Said", "Ahmed Said"),
    ],
)
def test_one_name_written_twice(a: str, b: str) -> None:
    assert same_name(a, b)
    assert same_name(b, a)


@pytest.mark.parametrize(
    ("a", "b"), [("Karim Tazi", "Tazi"), ("Karim Tazi", "Karim Taki"), ("Tazi Karim", "Karim Tazi"), ("General", "Min")]
)
def test_other_names(a: str, b: str) -> None:
    assert not same_name(a, b)


@pytest.mark.parametrize(
    ("a", "b"),
    [
        ("spokesperson", "spokeswoman"),
        ("ambassador", "Ambassador to Norway"),
        ("permanent representative", "ambassador"),
        ("second in command", "deputy head"),
        ("prime minister", "premier"),
        ("member of parliament", "lawmaker"),
        ("deputy foreign minister", "deputy minister of foreign affairs"),
        ("chargé d'affaires", "charge d'affaires"),
    ],
)
def test_one_post_in_two_wordings(a: str, b: str) -> None:
    assert same_title(a, b)


@pytest.mark.parametrize(("a", "b"), [("consul", "ambassador"), ("judge", None), ("of the", "of the"), ("", "")])
def test_other_posts(a: str, b: str | None) -> None:
    assert not same_title(a, b)


def test_content_is_what_tells_bodies_apart() -> None:
    assert content("the Embassies of Iran", "Oslo") == {"embassie", "iran", "oslo"}


@pytest.mark.parametrize(
    ("gold", "found", "same"),
    [
        (None, None, True),
        (None, "2010", True),
        ("2010-08-20", None, False),
        ("2010-08-20", "2010-08-20", True),
        ("2010-08-20", "2010-08-21", False),
        ("2010-08-20", "2010-08", True),  # a month supports a day of it
        ("2010-08-20", "2010", False),  # a year is too vague for a day
        ("2010-08", "2010", False),
        ("2010", "2010-08-20", True),
        ("2010", "201X", False),
        ("2010-08-20", "2010-08-25~", True),
        ("2010-09-06/2010-09-12", "2010-09-10", True),
        ("2010-09-06/2010-09-12", "2010-09-13", False),
        ("2010-21", "2010-06-02", True),  # spring, as some count it
        ("2010-21", "2010-06-10", False),
        ("XXXX-08", "2012", True),  # a month of no year asks nothing
        ("2010/..", "2015", True),
        ("2010-08-20", "2010/..", False),
    ],
)
def test_dates_that_support_gold(gold: str | None, found: str | None, same: bool) -> None:
    assert same_date(gold, found) is same

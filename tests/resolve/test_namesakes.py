"""Two people of one name: what tells them apart, and what does not."""

from __future__ import annotations

import pytest

from tests.resolve.making import Pages, names

DIPLOMAT = "A diplomat, Omar Sayed, resigned in Oslo."


def embassy(pages: Pages) -> Pages:
    return pages.role(
        "first secretary",
        "diplomat",
        "Embassy of Yemen in Norway",
        kind="embassy",
        country="YE",
        place="Oslo",
        place_country="NO",
        status="former",
    )


def court(pages: Pages) -> Pages:
    return pages.role("judge", "judge", "High Court of Yemen", kind="court", country="YE", place="Sanaa")


def told_apart(text: str) -> Pages:
    pages = Pages()
    embassy(pages.page("a", "2019-05-15", text=DIPLOMAT).person("Omar Sayed")).event("resignation", "2019-05-14")
    pages.page("b", "2020-02-20", text=text).person("Omar Sayed", nationality="YE")
    return pages


def test_a_page_that_tells_two_of_one_name_apart_is_believed_and_quoted():
    text = "The judge, Omar Sayed, read it out. He is not related to the diplomat of the same name who quit in Oslo."

    found = court(told_apart(text)).resolve()

    assert names(found) == [["Omar Sayed"], ["Omar Sayed"]]
    (row,) = found.resolutions
    assert row.verdict == "different"
    assert row.evidence.startswith(
        'the page says: "He is not related to the diplomat of the same name who quit in Oslo." (-6.0)'
    )


@pytest.mark.parametrize(
    "text",
    [
        "Omar Sayed, a namesake of the envoy in Oslo, spoke.",
        "Omar Sayed (not to be confused with the diplomat) spoke.",
        "Omar Sayed shares a name with the envoy who left Oslo.",
        "Omar Sayed, who is unrelated to the diplomat in Oslo, spoke.",
        "Omar Sayed, no relation to the diplomat in Oslo, spoke.",
        "Omar Sayed is a Namesake of the diplomat in Oslo.",
    ],
)
def test_other_words_for_it(text):
    assert len(told_apart(text).resolve().people) == 2


@pytest.mark.parametrize(
    "text",
    [
        "Omar Sayed was born in Taizz, capital of the province of the same name, near the embassy.",
        "Omar Sayed said that the charge was unrelated to the embassy in Oslo.",
        "Omar Sayed runs the namesake foundation for diplomats.",
    ],
)
def test_things_have_names_too(text):
    assert len(told_apart(text).resolve().people) == 1


def test_a_page_on_the_same_person_joins_the_one_it_means():
    text = "The judge, Omar Sayed, read it out. He is no relation of the diplomat of the same name."
    pages = court(told_apart(text))
    court(pages.page("c", "2020-03-01").person("Omar Sayed", nationality="YE"))

    found = pages.resolve()

    assert sorted(p.n_sources for p in found.people) == [1, 2]


def test_a_judge_at_home_is_not_the_diplomat_who_fled_from_that_state():
    pages = Pages()
    embassy(pages.page("a", "2019-05-15").person("Omar Sayed", nationality="YE"))
    pages.event("asylum_request", "2019-05-14", "Norway", place="Oslo", place_country="NO")
    court(pages.page("b", "2020-02-20").person("Omar Sayed", nationality="YE"))

    found = pages.resolve()

    assert names(found) == [["Omar Sayed"], ["Omar Sayed"]]
    assert "judge in YE when the other had broken with it (-1.5)" in found.resolutions[0].evidence


def test_the_seat_of_an_exiles_movement_is_not_their_country():
    pages = Pages()
    embassy(pages.page("a", "2019-05-15").person("Omar Sayed").person("Lina Haddad"))
    pages.page("b", "2019-08-01").person("Omar Sayed")
    pages.role("chair", "movement", "Open Gulf Forum", kind="movement", country="PL", place="Warsaw")

    assert names(pages.resolve()) == [["Lina Haddad"], ["Omar Sayed"]]


def test_spellings_found_to_be_one_are_the_same_company():
    pages = Pages()
    pages.page("a", "2011-02-21").person("Ahmad Salehi").event("resignation", "2011-02")
    embassy(pages.person("Mohammad Heydari"))
    embassy(pages.person("Yusuf Karimi"))
    pages.page("b", "2011-02-25").person("Salehi").event("defection")
    embassy(pages.person("Mohammed Heidari"))
    embassy(pages.person("Yousef Karimi"))

    found = pages.resolve()

    assert names(found) == [
        ["Ahmad Salehi", "Salehi"],
        ["Mohammad Heydari", "Mohammed Heidari"],
        ["Yousef Karimi", "Yusuf Karimi"],
    ]


def test_spellings_with_kh_and_h_are_compared():
    pages = Pages()
    embassy(pages.page("a").person("Feruz Rakhmonov"))
    embassy(pages.page("b").person("Firuz Rahmonov"))

    assert names(pages.resolve()) == [["Feruz Rakhmonov", "Firuz Rahmonov"]]


def test_of_a_frequent_name_the_name_alone_is_not_enough():
    pages = Pages()
    for given in ("Ali", "Reza", "Hamid", "Javad", "Omid", "Saeed", "Amir", "Nader"):
        pages.page(f"f {given}").person(f"{given} Ahmadi").person(f"Ali {given}zadeh")
    pages.page("a", "2012-05-01").person("Ali Ahmadi")
    pages.page("b", "2012-06-01").person("Ali Ahmadi")

    assert sum(p.name == "Ali Ahmadi" for p in pages.resolve().people) > 1

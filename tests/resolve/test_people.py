"""Who is who across pages."""

from __future__ import annotations

import random
from dataclasses import replace
from datetime import date

import pytest

from schemas.about import Resolution
from schemas.ids import page_person_id
from tests.resolve.making import Pages, names, source


def embassy(pages: Pages, title: str = "diplomat", title_class: str = "diplomat") -> Pages:
    return pages.role(
        title,
        title_class,
        "Embassy of Iran in Belgium",
        kind="embassy",
        country="IR",
        place="Brussels",
        place_country="BE",
        status="former",
    )


def test_spellings_of_one_name_with_one_post_are_one_person():
    pages = Pages()
    embassy(pages.page("a", "2010-09-01").person("Mohammad Reza Moradi", nationality="IR"))
    embassy(pages.page("b", "2010-09-03").person("Mohammed Reza Moraadi", nationality="IR"))

    found = pages.resolve()

    assert names(found) == [["Mohammad Reza Moradi", "Mohammed Reza Moraadi"]]
    (row,) = found.resolutions
    assert (row.verdict, row.decided_by) == ("same", "resolve-1")
    assert "same post: diplomat at" in row.evidence


def test_given_names_that_are_hardly_alike_need_the_same_post_and_the_same_departure():
    pages = Pages()
    embassy(pages.page("a").person("Farzad Karimi", nationality="IR")).event("resignation", "2010-08")
    embassy(pages.page("b").person("Faraz Karimi", nationality="IR")).event("resignation", "2010-08")

    assert names(pages.resolve()) == [["Faraz Karimi", "Farzad Karimi"]]


def test_given_names_that_are_hardly_alike_are_two_people_without_that():
    pages = Pages()
    pages.page("a").person("Farzad Karimi", nationality="IR")
    pages.page("b").person("Faraz Karimi", nationality="IR")

    assert names(pages.resolve()) == [["Faraz Karimi"], ["Farzad Karimi"]]


def test_one_name_in_two_armies_is_two_people():
    pages = Pages()
    pages.page("a", "2019-03-02").person("Joseph Banda", nationality="TZ")
    pages.role("general", "military", "Army of Tanzania", kind="military", country="TZ")
    pages.page("b", "2019-03-05").person("Joseph Banda", nationality="KE")
    pages.role("general", "military", "Army of Kenya", kind="military", country="KE")

    found = pages.resolve()

    assert names(found) == [["Joseph Banda"], ["Joseph Banda"]]
    (row,) = found.resolutions
    assert row.verdict == "different"
    assert "nationality KE and TZ" in row.evidence or "nationality TZ and KE" in row.evidence


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ({"age": 31}, {"age": 58}),
        ({"pronoun": "he"}, {"pronoun": "she"}),
        ({"nationality": "PE"}, {"nationality": "CL"}),
    ],
)
def test_age_pronouns_and_nationality_keep_namesakes_apart(first, second):
    pages = Pages()
    pages.page("a", "2012-05-01").person("Andrea Rojas", **first)
    pages.page("b", "2012-06-01").person("Andrea Rojas", **second)

    assert names(pages.resolve()) == [["Andrea Rojas"], ["Andrea Rojas"]]


def test_one_name_a_century_apart_is_two_people():
    pages = Pages()
    pages.page("a", "1911-05-01").person("James Bryce")
    pages.page("b", "2012-06-01").person("James Bryce")

    assert names(pages.resolve()) == [["James Bryce"], ["James Bryce"]]


def test_a_full_name_is_one_person_where_nothing_speaks_against_it():
    pages = Pages()
    pages.page("a", "2012-05-01").person("Andrea Rojas")
    pages.page("b", "2012-06-01").person("Andrea Rojas")

    assert names(pages.resolve()) == [["Andrea Rojas"]]


def test_two_people_on_one_page_are_two_people():
    pages = Pages()
    pages.page("a").person("Mohammad Moradi", nationality="IR").person("Mohammed Moradi", nationality="IR")

    found = pages.resolve()

    assert names(found) == [["Mohammad Moradi"], ["Mohammed Moradi"]]
    assert found.resolutions[0].evidence.startswith("two people on one page")


def test_a_surname_alone_joins_the_full_name_with_the_same_happening():
    pages = Pages()
    pages.page("a", "2011-02-21").person("Ahmad Salehi", nationality="IR").event("resignation", "2011-02-20")
    pages.page("b", "2011-02-24").person("Salehi", nationality="IR").event("defection", "2011-02")

    found = pages.resolve()

    assert [(p.name, p.aliases) for p in found.people] == [("Ahmad Salehi", ["Salehi"])]


def test_a_surname_alone_joins_nobody_where_two_full_names_fit():
    pages = Pages()
    pages.page("a", "2011-02-21").person("Ahmad Salehi", nationality="IR").event("resignation", "2011-02-20")
    pages.page("b", "2011-02-22").person("Karim Salehi", nationality="IR").event("resignation", "2011-02-19")
    pages.page("c", "2011-02-24").person("Salehi", nationality="IR").event("resignation", "2011-02")

    found = pages.resolve()

    assert names(found) == [["Ahmad Salehi"], ["Karim Salehi"], ["Salehi"]]
    assert any(r.evidence.startswith("another person fits as well") for r in found.resolutions)


def test_a_surname_alone_joins_nobody_without_evidence():
    pages = Pages()
    pages.page("a").person("Ahmad Salehi", nationality="IR")
    pages.page("b").person("Salehi")

    assert names(pages.resolve()) == [["Ahmad Salehi"], ["Salehi"]]


def test_copies_of_one_story_speak_of_one_person():
    pages = Pages()
    pages.page("a", story="s").person("Salehi")
    pages.page("b", story="s").person("Salehi")

    (person,) = pages.resolve().people

    assert (person.n_sources, person.n_independent_sources) == (2, 1)


def test_a_row_of_people_holds_what_the_pages_say_together():
    pages = Pages()
    pages.page("a", "2011-02-21", story="s").person("Salehi", nationality="IR").event("resignation", "2011-02-20")
    pages.page("b", "2011-02-22", story="s").person("Ahmad Salehi", nationality="IR", age=45)
    pages.page("c", "2011-03-01").person("Ahmad Salehi", aliases=("Salehi",)).event("resignation", "2011-02")

    (person,) = pages.resolve().people

    assert replace(person, person_id="") == replace(
        person,
        person_id="",
        name="Ahmad Salehi",
        aliases=["Salehi"],
        nationality="IR",
        birth_min=date(1965, 2, 23),
        birth_max=date(1966, 2, 22),
        n_sources=3,
        n_independent_sources=2,
        first_attested=date(2011, 2, 1),
        last_attested=date(2011, 3, 1),
    )


def crowd() -> Pages:
    pages = Pages()
    for k, name in enumerate(["Ahmad Salehi", "Ahmed Salehi", "Salehi", "Karim Salehi", "Ahmad Salehi", "A. Salehi"]):
        embassy(pages.page(f"p{k}", f"2011-02-{10 + k}").person(name, nationality="IR"))
        pages.event("resignation", "2011-02" if k % 2 else "2011-02-20")
    return pages


def test_the_order_of_the_input_changes_nothing():
    pages = crowd()
    expected = pages.resolve()
    chance = random.Random(7)
    for _ in range(5):
        for rows in (pages.pages, pages.stories, pages.people, pages.mentions, pages.roles, pages.events):
            chance.shuffle(rows)
        assert pages.resolve() == expected


def verdict(left: str, right: str, word: str) -> Resolution:
    return Resolution(
        resolution_id="res_by_hand",
        kind="person",
        left_id=left,
        right_id=right,
        left_name=None,
        right_name=None,
        verdict=word,
        score=None,
        evidence="met both",
        decided_by="editor@example.org",
        person_id=None,
    )


def test_the_verdict_of_a_person_binds():
    pages = Pages()
    pages.page("a").person("Andrea Rojas")
    pages.page("b").person("Andrea Rojas")
    pages.page("c").person("Sofia Quispe")
    a, b, c = (p.page_person_id for p in pages.people)

    found = pages.resolve(verdicts=[verdict(a, b, "different"), verdict(b, c, "same")])

    person_of = {m.page_person_id: m.person_id for m in found.mentions}
    assert person_of[b] == person_of[c] != person_of[a]
    assert [r.decided_by for r in found.resolutions if r.resolution_id == "res_by_hand"] == ["editor@example.org"] * 2


@pytest.mark.parametrize("name", ["—", "习近平", "J.", "Nguyễn", "Mr.", "A" * 5000])
def test_a_strange_name_is_a_person_too(name):
    pages = Pages()
    pages.page("a").person(name)
    pages.page("b").person("Andrea Rojas")

    assert len(pages.resolve().people) == 2


def test_a_nationality_beside_the_right_one_may_be_a_mistake():
    pages = Pages()
    pages.page("a").person("Andrea Rojas", nationality="PE").role("minister", "minister", "Ministry of Oil of Peru")
    pages.page("b").person("Andrea Rojas", nationality="CL").role("minister", "minister", "Cabinet")
    pages.person("Sofia Quispe", nationality="PE")

    assert names(pages.resolve()) == [["Andrea Rojas"], ["Sofia Quispe"]]


def test_no_pages_make_an_empty_dataset():
    found = Pages().resolve()

    assert (found.people, found.roles, found.events, found.resolutions, found.registry) == ([], [], [], [], [])


def test_page_person_ids_are_anchors_of_the_person():
    pages = Pages()
    pages.page("a").person("Andrea Rojas")

    found = pages.resolve()

    (row,) = found.registry
    assert (row.anchor, row.kind, row.id) == (
        page_person_id(source("a"), "Andrea Rojas"),
        "person",
        found.people[0].person_id,
    )

"""Who is named on a page, by which names, of what age and nationality."""

from __future__ import annotations

from itertools import permutations

import pytest

from benchmarks.names_of_people import page_of
from tasks.extract.entities.find import find_entities
from tasks.extract.language.document import Document
from tasks.extract.model import PeopleOnPage
from tasks.extract.people.find import find_people
from tasks.extract.people.name_scores import score


def read(text: str) -> PeopleOnPage:
    document = Document.of(page_of(text))
    return find_people(document, find_entities(document))


def names(text: str) -> list[str]:
    return [person.name for person in read(text).people]


@pytest.mark.parametrize(
    ("sentence", "expected"),
    [
        # titles, ranks and forms of address show a name and stay out of it
        ("Foreign Minister Karim Daneshvar met Col Mwita on Tuesday.", ["Karim Daneshvar", "Mwita"]),
        ("President Ostrowska declined to comment.", ["Ostrowska"]),
        ("Daw Khin Hnin Yi and U Tun Lwin were freed.", ["Khin Hnin Yi", "Tun Lwin"]),
        ("Sheikh Hamad al-Murri was replaced by Dr Aisha bint Saleh.", ["Hamad al-Murri", "Aisha bint Saleh"]),
        ("Lieutenant General Tebogo Molapo took the salute.", ["Tebogo Molapo"]),
        # names of many orders and shapes
        ("The envoy, Kim Sung-ho, flew home.", ["Kim Sung-ho"]),
        ("Mr ATANGANA Barnabé is appointed Consul General at Lyon.", ["ATANGANA Barnabé"]),
        ("The lawyer, Pieter van der Hoeven, appealed.", ["Pieter van der Hoeven"]),
        ('The rebels are led by Samuel "Rambo" Konneh, who was a teacher.', ['Samuel "Rambo" Konneh']),
        ("J. P. Wickremasinghe, 61, is the high commissioner.", ["J. P. Wickremasinghe"]),
        # appositions, verbs and relative clauses show persons, too
        ("Mirela Dobrescu, a former attaché in Vienna, said she was tired.", ["Mirela Dobrescu"]),
        ("His wife, Mahin, stayed in Oslo.", ["Mahin"]),
    ],
)
def test_names_of_persons(sentence: str, expected: list[str]) -> None:
    assert names(sentence) == expected


@pytest.mark.parametrize(
    "sentence",
    [
        "The meeting was held at Julius Nyerere International Airport on Monday.",
        "They gathered in the Benjamin Mkapa Hall in Dar es Salaam.",
        "Crowds filled the Prince Faisal stadium.",
        "Radio Farda and Al Jazeera carried the news in March.",
        "The Ministry of Foreign Affairs of Iran did not answer.",
        "Protesters marched down Mahatma Gandhi Road.",
        "Iranian officials and Christian groups in New York objected.",
        "",
    ],
)
def test_what_is_named_after_persons_is_none(sentence: str) -> None:
    assert names(sentence) == []


def test_credits_name_nobody() -> None:
    assert names("Farid Nazari left the embassy.\n\nPhoto by: Press Pool / Harriet Mowbray |") == ["Farid Nazari"]


def test_later_forms_are_aliases_of_the_fullest_name() -> None:
    page = read(
        "Behnam Rostamian, Iran's consul in Genoa, has resigned. Rostamian said that he was tired.\n\n"
        "Friends of Behnam say that Mr Rostamyan will stay in Italy."
    )
    assert [(p.name, p.aliases) for p in page.people] == [("Behnam Rostamian", ("Rostamian", "Behnam", "Rostamyan"))]


def test_a_surname_of_two_goes_to_the_one_called_by_it() -> None:
    page = read(
        "Prime Minister Joseph Lekota met reporters. Lekota looked tired. His wife, Grace Lekota, stood beside him.\n\n"
        "Mrs Lekota did not speak. Mr Lekota answered for both."
    )
    assert [p.name for p in page.people] == ["Joseph Lekota", "Grace Lekota"]
    by_name = [(page.people[m.person].name) for m in page.mentions if m.form == "name"]
    assert by_name == ["Joseph Lekota", "Joseph Lekota", "Grace Lekota", "Grace Lekota", "Joseph Lekota"]


def test_a_slip_of_a_surname_is_taken_for_one_only_where_nobody_else_fits() -> None:
    two = "Mrs. Lena Nazari and Mr. Farid Nazary resigned on Friday."
    assert [p.aliases for p in read(f"{two} Mrs. Nazari will stay in Oslo.").people] == [("Nazari",), ()]
    assert [p.aliases for p in read(f"{two} Mr. Nazari will stay in Oslo.").people] == [(), ("Nazari",)]


@pytest.mark.parametrize(
    ("sentence", "age"),
    [
        ("Tomasz Wilk, 45, the deputy head of mission, resigned.", 45),
        ("The 58-year-old consul Tomasz Wilk resigned.", 58),
        ("Tomasz Wilk, who is 61, resigned.", 61),
        ("Tomasz Wilk died in Lublin on Monday, aged 88.", 88),
        ("Tomasz Wilk, seventy-three, resigned.", 73),
        ("Tomasz Wilk resigned after 45 years.", None),
    ],
)
def test_ages_as_stated(sentence: str, age: int | None) -> None:
    assert [p.age for p in read(sentence).people] == [age]


@pytest.mark.parametrize(
    ("sentence", "nationality"),
    [
        ("The Iranian diplomat Farid Nazari asked for asylum in Oslo.", "IR"),
        ("Syria's ambassador to Iraq, Nawaf Sabbagh, has defected.", "SY"),
        ("Farid Nazari spoke to reporters in Oslo.", None),
    ],
)
def test_nationality_where_stated_or_implied_by_the_post(sentence: str, nationality: str | None) -> None:
    assert [p.nationality for p in read(sentence).people] == [nationality]


def test_what_speaks_for_a_name_adds_up_alike_in_any_order() -> None:
    table = {"constant": -0.4, "title:any": 0.1, "after:who": 0.2, "first-in-sentence": 0.6}
    orders = permutations(["title:any", "after:who", "first-in-sentence"])
    assert {score(features, table) for features in orders} == {0.5}

"""Which posts a text gives its people."""

from __future__ import annotations

import time

import pytest
from given_article import document_of, people_named

from schemas.vocab import RoleStatus
from tasks.dates.find import find_times
from tasks.extract.entities.find import find_entities
from tasks.extract.model import Entities, PeopleOnPage, RoleFound
from tasks.extract.roles.find import find_roles


def roles_of(text: str, *names: str) -> tuple[list[str], tuple[RoleFound, ...]]:
    """The page's text in a list of one, to check quotes against, and the roles."""
    document = document_of(text)
    people = people_named(document, names)
    found = find_roles(document, find_entities(document), find_times(document.text, None), people)
    return [document.text], found


def told(text: str, *names: str) -> list[tuple[str, str, str | None, str]]:
    """Person, title, body and status of each role."""
    _, found = roles_of(text, *names)
    return [(names[r.person], r.title, r.organization, r.status.value) for r in found]


HELD = [
    (
        "Nabil Haddad, Syria's ambassador to Iraq, spoke on Wednesday.",
        [("Nabil Haddad", "ambassador", "Embassy of Syria in Iraq", "current")],
    ),
    (
        "Iraqi Foreign Minister Karim Saleh met the Swedish ambassador, Eva Lindqvist, in Baghdad.",
        [
            ("Karim Saleh", "foreign minister", "Foreign Ministry of Iraq", "current"),
            ("Eva Lindqvist", "ambassador", "Embassy of Sweden in Iraq", "current"),
        ],
    ),
    (
        "Reza Karimi, the No. 2 at the Iranian Embassy in Helsinki, and Ali Moradi, vice consul at Iran's consular "
        "office in Milan, left.",
        [
            ("Reza Karimi", "deputy head of mission", "Embassy of Iran in Finland", "current"),
            ("Ali Moradi", "vice consul", "Consular office of Iran in Milan", "current"),
        ],
    ),
    (
        "Brigadier General Omar Kassem, a former commander of the 105th Brigade, fled Syria.",
        [
            ("Omar Kassem", "brigadier general", "Armed Forces of Syria", "current"),
            ("Omar Kassem", "commander", "105th Brigade", "former"),
        ],
    ),
    (
        "Peter Ochieng was appointed governor of the Central Bank of Kenya.",
        [("Peter Ochieng", "governor", "Central Bank of Kenya", "current")],
    ),
    (
        "On Monday Kenya's president named Lucia Torres ambassador to Peru.",
        [("Lucia Torres", "ambassador", "Embassy of Kenya in Peru", "current")],
    ),
    (
        "Anna Novak, who headed the Czech interior ministry, has retired.",
        [("Anna Novak", "interior minister", "Interior Ministry of the Czech Republic", "former")],
    ),
    (
        "Hassan Omar of the Somali Embassy in Nairobi was arrested.",
        [("Hassan Omar", "diplomat", "Embassy of Somalia in Kenya", "current")],
    ),
    (
        "Kofi Mensah, MP, and Ama Owusu, Ghana's deputy minister of health, disagreed.",
        [
            ("Kofi Mensah", "member of parliament", "Parliament of Ghana", "current"),
            ("Ama Owusu", "deputy minister of health", "Ministry of Health of Ghana", "current"),
        ],
    ),
    (
        "Colonels Idris Bah and Musa Keita left Mali's capital.",
        [
            ("Idris Bah", "colonel", "Armed Forces of Mali", "current"),
            ("Musa Keita", "colonel", "Armed Forces of Mali", "current"),
        ],
    ),
    (
        "Colonel Ahmed Salim of the Yemeni army spoke.",
        [("Ahmed Salim", "colonel", "Army of Yemen", "current")],
    ),
    (
        "The governor of Kaduna State, Tunde Bello, and his spokesman, Femi Ade, flew to Abuja, Nigeria.",
        [
            ("Tunde Bello", "governor", "Kaduna State", "current"),
            ("Femi Ade", "spokesperson", "Kaduna State", "current"),
        ],
    ),
    (
        "Lena Fischer was Germany's defence minister. Fischer was replaced by Karl Braun.",
        [
            ("Lena Fischer", "defence minister", "Ministry of Defence of Germany", "former"),
            ("Karl Braun", "defence minister", "Ministry of Defence of Germany", "current"),
        ],
    ),
    (
        "Elena Popescu was Romania's justice minister. Her successor, Mihai Ionescu, is a judge of the Supreme Court.",
        [
            ("Elena Popescu", "justice minister", "Ministry of Justice of Romania", "former"),
            ("Mihai Ionescu", "justice minister", "Ministry of Justice of Romania", "current"),
            ("Mihai Ionescu", "judge", "Supreme Court of Romania", "current"),
        ],
    ),
    (
        "The wali of the Eastern region, Omar Tazi, was relieved on Thursday.",
        [("Omar Tazi", "wali", "Eastern region", "current")],
    ),
    (
        "Leila Haddad, a backbench MP, spoke in the Swedish parliament.",
        [("Leila Haddad", "member of parliament", "Parliament of Sweden", "current")],
    ),
    (
        "Rustam Karimov, until now Tajik consul in Mashhad, has been named ambassador to Iran.",
        [
            ("Rustam Karimov", "consul", "Consulate of Tajikistan in Mashhad", "former"),
            ("Rustam Karimov", "ambassador", "Embassy of Tajikistan in Iran", "current"),
        ],
    ),
    (
        "The panel meets in Oslo, Norway. Its chairman is Professor Jonas Berg.",
        [("Jonas Berg", "chairman", None, "current")],
    ),
    (
        "In Uganda, Health goes to Amina Juma and Peter Okello gets the energy portfolio.",
        [
            ("Amina Juma", "health minister", "Ministry of Health of Uganda", "current"),
            ("Peter Okello", "energy minister", "Ministry of Energy of Uganda", "current"),
        ],
    ),
    (
        "Omar Diallo moves from the ministry of industry to foreign affairs in Senegal.",
        [
            ("Omar Diallo", "industry minister", "Ministry of Industry of Senegal", "former"),
            ("Omar Diallo", "foreign minister", "Foreign Ministry of Senegal", "current"),
        ],
    ),
    (
        "Karl Brandt, who sits in the Senate of Chile, agreed.",
        [("Karl Brandt", "senator", "Senate of Chile", "current")],
    ),
    (
        "Mina Rossi, who headed the consular department, agreed.",
        [("Mina Rossi", "head", "consular department", "former")],
    ),
    (
        "Hana Kim was named director of the port. She succeeds Lee Min-ho.",
        [("Hana Kim", "director", None, "current"), ("Lee Min-ho", "director", None, "former")],
    ),
    (
        "Three generals were dismissed in Myanmar: Aung Min, Kyaw Oo and Tin Hla.",
        [
            ("Aung Min", "general", "Armed Forces of Myanmar", "current"),
            ("Kyaw Oo", "general", "Armed Forces of Myanmar", "current"),
            ("Tin Hla", "general", "Armed Forces of Myanmar", "current"),
        ],
    ),
    (
        "A Tajik consul in Istanbul has fled to Sweden. Farhod Nazarov, 41, told reporters so on Monday.",
        [("Farhod Nazarov", "consul", "Consulate of Tajikistan in Istanbul", "current")],
    ),
    (
        "Washington named Tohir Mirzoev, Tajikistan's interior minister. Mirzoev, a former mayor of Kulob, "
        "is close to the president of the United States, the White House said.",
        [
            ("Tohir Mirzoev", "interior minister", "Ministry of Interior of Tajikistan", "current"),
            ("Tohir Mirzoev", "mayor", "Kulob", "former"),
        ],
    ),
    (
        "Grace Wambui, one of seven commissioners at the Electoral Commission of Kenya, resigned.",
        [("Grace Wambui", "commissioner", "Electoral Commission of Kenya", "current")],
    ),
    (
        "Mina Rossi, the first woman to be governor of Kaduna State, spoke.",
        [("Mina Rossi", "governor", "Kaduna State", "current")],
    ),
    (
        "Ana Lima was Peru's consul in Basra from 1990 to 1993 and afterwards rector of the Diplomatic School.",
        [
            ("Ana Lima", "consul", "Consulate of Peru in Basra", "former"),
            ("Ana Lima", "rector", "Diplomatic School", "former"),
        ],
    ),
    (
        "For the Government of Togo\nThe Minister of Justice and Minister of Communication\nMrs Ama Lawson",
        [
            ("Ama Lawson", "minister of justice", "Ministry of Justice of Togo", "current"),
            ("Ama Lawson", "minister of communication", "Ministry of Communication of Togo", "current"),
        ],
    ),
    (
        "In Lyon, France, Luc Petit was still one of its vice-mayors.",
        [("Luc Petit", "vice mayor", "Lyon", "current")],
    ),
    (
        "The Peruvian ministry will go to Ana Lima, a career diplomat who is now ambassador to Guatemala.",
        [("Ana Lima", "ambassador", "Embassy of Peru in Guatemala", "current")],
    ),
    (
        "Grace Wambui, who leads the opposition alliance NEWU in Kenya, agreed.",
        [("Grace Wambui", "leader", "NEWU", "current")],
    ),
    (
        "The party that Karl Brandt led for ten years, the Chilean Union Party, is gone.",
        [("Karl Brandt", "leader", "Chilean Union Party", "former")],
    ),
    (
        "Sitting in Kenya, her brother, the deputy Peter Ochieng, asked the minister.",
        [("Peter Ochieng", "member of parliament", "Parliament of Kenya", "current")],
    ),
    (
        "The head of the press service, the Kenyan jurist Peter Ochieng, left.",
        [("Peter Ochieng", "head", "press service", "current")],
    ),
    (
        "In Kenya, Peter Ochieng, the prime minister's chief of staff and oldest friend, left.",
        [("Peter Ochieng", "chief of staff", None, "current")],
    ),
    (
        "Maria Duarte was 34 and third secretary at the Cuban embassy in Ottawa.",
        [("Maria Duarte", "third secretary", "Embassy of Cuba in Canada", "former")],
    ),
    (
        "Two managers of the Union Bank of Kenya, which he controlled, had vanished: Ama Juma and Peter Ochieng.",
        [
            ("Ama Juma", "manager", "Union Bank of Kenya", "current"),
            ("Peter Ochieng", "manager", "Union Bank of Kenya", "current"),
        ],
    ),
    (
        "Rear Admiral in retirement Jonas Berg met Colonel (ret.) Nils Lund in Norway.",
        [
            ("Jonas Berg", "rear admiral", "Armed Forces of Norway", "former"),
            ("Nils Lund", "colonel", "Armed Forces of Norway", "former"),
        ],
    ),
    (
        "Ghana's ministry appointed Ama Owusu and Kofi Ansah as ambassadors to Togo.",
        [
            ("Kofi Ansah", "ambassador", "Embassy of Ghana in Togo", "current"),
            ("Ama Owusu", "ambassador", "Embassy of Ghana in Togo", "current"),
        ],
    ),
    (
        "Kaduna Governor Tunde Bello said so in Nigeria.",
        [("Tunde Bello", "governor", "Kaduna", "current")],
    ),
    (
        "The Green Party of Ghana met in Accra, and its leader, Kofi Ansah, spoke.",
        [("Kofi Ansah", "leader", "Green Party of Ghana", "current")],
    ),
]


@pytest.mark.parametrize(("text", "expected"), HELD)
def test_posts_held(text: str, expected: list[tuple[str, str, str | None, str]]) -> None:
    names = list(dict.fromkeys(person for person, *_ in expected))
    assert told(text, *names) == expected


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Farid Nouri, a diplomat from Iran, spoke in Paris.", "Farid Nouri"),
        ("Leila Amin, an activist, led a march in Tunis.", "Leila Amin"),
        ("Sami Haddad is a candidate for governor of Lagos State.", "Sami Haddad"),
        ("Sami Haddad ran for president of Lebanon.", "Sami Haddad"),
        ("Sami Haddad is spoken of as the next prime minister of Lebanon.", "Sami Haddad"),
        ("The president's brother, Sami Haddad, was arrested in Beirut.", "Sami Haddad"),
        ("SPOKESPERSON: Sami Haddad arrived on Monday.", "Sami Haddad"),
        ("Sami Haddad had no other ambition than to be a member of the Green Party.", "Sami Haddad"),
        ("Could Sami Haddad be minister of health one day?", "Sami Haddad"),
        ("France nominated Sami Haddad, a banker, to be president of the World Bank.", "Sami Haddad"),
        ("By order of the President, Sami Haddad was given a house in Lebanon.", "Sami Haddad"),
        ("Sami Haddad, who led the Marine Corps investigation, left Lebanon.", "Sami Haddad"),
    ],
)
def test_descriptions_and_candidacies_are_no_roles(text: str, name: str) -> None:
    assert told(text, name) == []


def test_earlier_postings_are_one_role_each() -> None:
    _, found = roles_of(
        "Jonas Berg of Norway's embassy in Rome had previous posts in Portugal and Kenya.", "Jonas Berg"
    )
    assert [(r.title, r.country, r.place) for r in found] == [
        ("diplomat", "NO", "Rome"),
        ("diplomat", "NO", "Portugal"),
        ("diplomat", "NO", "Kenya"),
    ]


@pytest.mark.parametrize(
    ("text", "started", "ended"),
    [
        ("Maria Duarte was consul general in Boston from 2009 to 2012.", "2009", "2012"),
        ("Maria Duarte has been consul general in Boston since June 2016.", "2016-06", None),
        ("Maria Duarte was consul general in Boston until 1993.", None, "1993"),
        ("In 2015 Maria Duarte was appointed consul general in Boston.", "2015", None),
        ("Maria Duarte, consul general in Boston, spoke in 2015.", None, None),
        ("Maria Duarte, until 2018 consul general in Boston, spoke.", None, "2018"),
        ("Consul General Maria Duarte, who steps down on 20 May 2008, spoke.", None, "2008-05-20"),
        ("Consul General Maria Duarte, in office since 2003, spoke.", "2003", None),
        ("Maria Duarte was consul general in Boston until she broke with the government in 2001.", None, "2001"),
        ("Maria Duarte was consul general in Boston from 2009 until a reshuffle in May 2011.", "2009", "2011-05"),
        ("Maria Duarte is consul general in Boston. She has held the unpaid post since 2003.", "2003", None),
        ("Maria Duarte is consul general in Boston. Duarte took office in May 2004.", "2004-05", None),
        ("Maria Duarte was consul general in Boston. Duarte lost the post in 1998.", None, "1998"),
    ],
)
def test_the_dates_of_a_post(text: str, started: str | None, ended: str | None) -> None:
    _, found = roles_of(text, "Maria Duarte")
    assert [(r.started and r.started.value, r.ended and r.ended.value) for r in found] == [(started, ended)]


def test_dates_stay_with_the_post_that_they_follow() -> None:
    text = "Maria Duarte was Portugal's consul general in Boston from 2009 to 2012 and later ambassador to Kenya."
    _, found = roles_of(text, "Maria Duarte")
    assert [(r.title, r.started and r.started.value, r.ended and r.ended.value) for r in found] == [
        ("consul general", "2009", "2012"),
        ("ambassador", None, None),
    ]


def test_a_post_told_twice_is_one_role_with_all_that_was_said() -> None:
    text = "Ambassador Nabil Haddad spoke. Haddad is Syria's ambassador to Iraq. The ambassador left."
    assert told(text, "Nabil Haddad") == [("Nabil Haddad", "ambassador", "Embassy of Syria in Iraq", "current")]


def test_a_minister_and_a_deputy_minister_are_two_posts() -> None:
    text = "Ama Owusu, Ghana's health minister, was deputy health minister before."
    assert [title for _, title, _, _ in told(text, "Ama Owusu")] == ["health minister", "deputy health minister"]


def test_an_entry_of_a_digest_is_set_in_the_state_of_its_town() -> None:
    text = (
        "WARSAW: Political director Jan Nowak is ill.\n\nOSLO: Justice minister Kari Dahl has left.\n\n"
        "ATHENS: Justice minister Nikos Vlachos went.\n\nATHENS: Greece is quiet."
    )
    _, found = roles_of(text, "Jan Nowak", "Kari Dahl", "Nikos Vlachos")
    assert [(r.country, r.organization) for r in found] == [
        ("PL", None),
        ("NO", "Ministry of Justice of Norway"),
        ("GR", "Ministry of Justice of Greece"),
    ]


def test_a_diplomat_who_is_named_without_a_mission_is_of_the_one_that_the_page_is_about() -> None:
    text = "Spain's ambassador in Lima, Eva Soler, left Peru. Peru protested. First secretary Ana Ruiz stays."
    _, found = roles_of(text, "Eva Soler", "Ana Ruiz")
    assert [(r.title, r.organization, r.country) for r in found] == [
        ("ambassador", "Embassy of Spain in Peru", "ES"),
        ("first secretary", "Embassy of Spain in Peru", "ES"),
    ]


def test_a_quote_is_the_shortest_stretch_that_shows_person_and_post() -> None:
    (text,), found = roles_of(
        "It rained. Nabil Haddad, Syria's ambassador to Iraq, spoke on Wednesday.", "Nabil Haddad"
    )
    assert [text[r.start : r.end] for r in found] == ["Nabil Haddad, Syria's ambassador to Iraq"]


def test_a_page_without_people_has_no_roles() -> None:
    document = document_of("The ambassador to Iraq left.")
    assert find_roles(document, find_entities(document), (), PeopleOnPage((), ())) == ()
    assert find_roles(document, Entities((), (), ()), (), people_named(document, ["Nabil Haddad"])) == ()


def test_hostile_repetition_is_read_in_linear_time() -> None:
    text = "Nabil Haddad, " + "former ambassador to Iraq and " * 1500
    began = time.process_time()
    roles_of(text, "Nabil Haddad")
    assert time.process_time() - began < 20


def test_status_words() -> None:
    assert told("Ex-minister Pavel Horak chairs the Green Party.", "Pavel Horak")[1:] == [
        ("Pavel Horak", "chair", "Green Party", RoleStatus.CURRENT.value)
    ]

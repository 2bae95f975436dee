"""Which places, bodies and posts a sentence names, and how they are spelled out."""

from __future__ import annotations

import time

import pytest
from given_article import document_of

from schemas.vocab import OrganizationKind, TitleClass
from tasks.extract.entities.find import find_entities

PLACES = [
    ("She flew from Helsinki to Ouagadougou.", [("Helsinki", "FI"), ("Ouagadougou", "BF")]),
    ("Ivorian officers met a Dane and two Iranians.", [("Côte d'Ivoire", "CI"), ("Denmark", "DK"), ("Iran", "IR")]),
    (
        "The Republic of Korea thanked the U.S. and the DPRK.",
        [("South Korea", "KR"), ("United States", "US"), ("North Korea", "KP")],
    ),
    ("The Soviet Union had left Czechoslovakia.", [("Soviet Union", None), ("Czechoslovakia", None)]),
    ("They told us to polish the turkey.", []),
]

BODIES = [
    (
        "He left Iran's embassy in Helsinki, Finland.",
        "Embassy of Iran in Finland",
        OrganizationKind.EMBASSY,
        "IR",
        "Helsinki",
        "FI",
    ),
    (
        "The Iranian Embassy in Brussels was closed.",
        "Embassy of Iran in Belgium",
        OrganizationKind.EMBASSY,
        "IR",
        "Brussels",
        "BE",
    ),
    (
        "The embassy of Peru in Oslo was closed.",
        "Embassy of Peru in Norway",
        OrganizationKind.EMBASSY,
        "PE",
        "Oslo",
        "NO",
    ),
    (
        "Iran's consular office in Milan reopened.",
        "Consular office of Iran in Milan",
        OrganizationKind.CONSULATE,
        "IR",
        "Milan",
        "IT",
    ),
    (
        "Iranians knew that the country's embassy in Finland was open.",
        "Embassy of Iran in Finland",
        OrganizationKind.EMBASSY,
        "IR",
        "Finland",
        "FI",
    ),
    (
        "Kenya's permanent mission to the United Nations said no.",
        "Permanent Mission of Kenya to the United Nations",
        OrganizationKind.MISSION,
        "KE",
        None,
        None,
    ),
    ("The Iraqi foreign ministry said no.", "Foreign Ministry of Iraq", OrganizationKind.MINISTRY, "IQ", None, None),
    (
        "Ghana's Ministry of Food and Agriculture said no.",
        "Ministry of Food and Agriculture of Ghana",
        OrganizationKind.MINISTRY,
        "GH",
        None,
        None,
    ),
    ("The Sudanese army denied it.", "Army of Sudan", OrganizationKind.MILITARY, "SD", None, None),
    ("The Supreme Court of Bangladesh sat.", "Supreme Court of Bangladesh", OrganizationKind.COURT, "BD", None, None),
    ("He joined the Green Embassy Campaign.", "Green Embassy Campaign", OrganizationKind.MOVEMENT, None, None, None),
    ("He joined the Free Syrian Army.", "Free Syrian Army", OrganizationKind.MILITARY, "SY", None, None),
]

POSTS = [
    (
        "Syria's ambassador to Iraq left.",
        "ambassador",
        TitleClass.HEAD_OF_MISSION,
        "Embassy of Syria in Iraq",
        "SY",
        "Iraq",
    ),
    (
        "the No. 2 at the Iranian Embassy in Helsinki",
        "deputy head of mission",
        TitleClass.DEPUTY_HEAD_OF_MISSION,
        "Embassy of Iran in Finland",
        "IR",
        "Helsinki",
    ),
    ("Peru's consul in Milan", "consul", TitleClass.CONSUL, "Consulate of Peru in Milan", "PE", "Milan"),
    (
        "a former press attaché at Iran's embassy in Brussels",
        "press attaché",
        TitleClass.ATTACHE,
        "Embassy of Iran in Belgium",
        "IR",
        "Brussels",
    ),
    (
        "Kenya's permanent representative to the United Nations in Geneva",
        "permanent representative",
        TitleClass.HEAD_OF_MISSION,
        "Permanent Mission of Kenya to the United Nations",
        "KE",
        "Geneva",
    ),
    ("Iraqi Foreign Minister", "foreign minister", TitleClass.MINISTER, "Foreign Ministry of Iraq", "IQ", None),
    (
        "Ghana's first deputy minister of fisheries",
        "first deputy minister of fisheries",
        TitleClass.MINISTER,
        "Ministry of Fisheries of Ghana",
        "GH",
        None,
    ),
    ("the governor of Kaduna State in Nigeria", "governor", TitleClass.GOVERNOR, "Kaduna State", "NG", "Kaduna State"),
    ("the mayor of Taşköy in Turkey", "mayor", TitleClass.MAYOR, "Taşköy", "TR", "Taşköy"),
    (
        "the Foreign Ministry spokeswoman of Mali",
        "spokesperson",
        TitleClass.SPOKESPERSON,
        "Foreign Ministry of Mali",
        "ML",
        None,
    ),
    ("an ex-speaker of the Iranian parliament", "speaker", TitleClass.LEGISLATOR, "Parliament of Iran", "IR", None),
]


@pytest.mark.parametrize(("text", "expected"), PLACES)
def test_places(text: str, expected: list[tuple[str, str | None]]) -> None:
    assert [(p.name, p.country) for p in find_entities(document_of(text)).places] == expected


@pytest.mark.parametrize(("text", "name", "kind", "country", "place", "place_country"), BODIES)
def test_bodies(
    text: str, name: str, kind: OrganizationKind, country: str | None, place: str | None, place_country: str | None
) -> None:
    bodies = find_entities(document_of(text)).bodies
    assert [(b.name, b.kind, b.country, b.place, b.place_country) for b in bodies] == [
        (name, kind, country, place, place_country)
    ]


@pytest.mark.parametrize(("text", "title", "title_class", "organization", "country", "place"), POSTS)
def test_posts(
    text: str, title: str, title_class: TitleClass, organization: str | None, country: str | None, place: str | None
) -> None:
    posts = find_entities(document_of(text)).posts
    assert [(p.title, p.title_class, p.organization, p.country, p.place) for p in posts] == [
        (title, title_class, organization, country, place)
    ]


@pytest.mark.parametrize(
    "text",
    ["An activist and a diplomat spoke.", "The general public can judge.", "She will chair it.", "A major defeat."],
)
def test_plain_descriptions_and_other_words_are_no_posts(text: str) -> None:
    assert find_entities(document_of(text)).posts == ()


def test_a_bare_embassy_is_the_one_named_before() -> None:
    text = "Peru's embassy in Oslo closed. The embassy had six rooms."
    assert [b.name for b in find_entities(document_of(text)).bodies] == ["Embassy of Peru in Norway"] * 2


def test_an_acronym_stands_for_the_name_that_introduced_it() -> None:
    text = "The Hill Farmers Front (HFF) met. Members of the HFF sang."
    assert {b.name for b in find_entities(document_of(text)).bodies} == {"Hill Farmers Front"}


def test_former_and_future_holders() -> None:
    text = "The former president of Chile met the incoming ambassador to Peru and the president-elect of Kenya."
    assert [(p.former, p.future) for p in find_entities(document_of(text)).posts] == [
        (True, False),
        (False, True),
        (False, True),
    ]


@pytest.mark.parametrize(
    ("title", "text", "home"),
    [
        ("Cabinet meets", "The minister of Chile spoke to the Chilean press in Lima.", "CL"),
        ("An envoy leaves", "The Finnish ambassador met officials in Kampala.", "FI"),
        ("Twenty years", "Levon Sargsyan, Anahit Grigoryan and Aram Hakobyan met on the square.", "AM"),
        ("Nothing", "Nobody spoke.", None),
        ("A host alone", "Our consul general in Toronto was quiet.", None),
    ],
)
def test_the_state_that_a_page_is_about(title: str, text: str, home: str | None) -> None:
    assert find_entities(document_of(text, title)).home == home


def test_a_mayor_whose_town_is_not_told_governs_the_town_that_the_page_is_about() -> None:
    text = "LYON, France - Shops closed. An envoy came down from Paris and met Mayor Petit."
    assert [(p.title, p.place) for p in find_entities(document_of(text)).posts] == [("envoy", None), ("mayor", "Lyon")]


def test_an_empty_page_names_nothing() -> None:
    found = find_entities(document_of("", ""))
    assert (found.places, found.bodies, found.posts) == ((), (), ())


@pytest.mark.parametrize(
    "word", ["of the ", "ambassador ", "Ministry of ", "and ", "Army ", "(", "Iran's ", "governor of the province of "]
)
def test_hostile_repetition_is_read_in_linear_time(word: str) -> None:
    find_entities(document_of("Iran"))  # lexicons are read once
    began = time.process_time()
    find_entities(document_of(word * 2000))
    assert time.process_time() - began < 10

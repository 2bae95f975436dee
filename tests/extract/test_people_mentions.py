"""Every place where a page means its people: names, descriptions, pronouns, groups."""

from __future__ import annotations

from time import process_time

import pytest

from benchmarks.names_of_people import page_of
from tasks.extract.entities.find import find_entities
from tasks.extract.language.document import Document
from tasks.extract.model import PeopleOnPage
from tasks.extract.people.find import find_people


def read(text: str) -> PeopleOnPage:
    document = Document.of(page_of(text))
    return find_people(document, find_entities(document))


def mentions(text: str) -> list[tuple[str, str]]:
    """The words of each mention with the first word of the person's name."""
    page = read(text)
    return [(text[m.start : m.end], page.people[m.person].name.split()[0]) for m in page.mentions]


def groups(text: str) -> dict[str, tuple[str, ...]]:
    page = read(text)
    return {
        text[start:end]: tuple(page.people[i].name.split()[-1] for i in people)
        for (start, end), people in page.groups.items()
    }


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "Farid Nazari has resigned. He left his post in May.",
            [("Farid Nazari", "Farid"), ("He", "Farid"), ("his", "Farid")],
        ),
        (
            "Farid Nazari's lawyer, Ingrid Solberg, said she had met him.",
            [("Farid Nazari", "Farid"), ("Ingrid Solberg", "Ingrid"), ("she", "Ingrid"), ("him", "Farid")],
        ),
        (
            "Colonel Peter Okello was arrested. The colonel is in Kampala.",
            [("Peter Okello", "Peter"), ("The colonel", "Peter")],
        ),
        (
            "Farid Nazari, a former consul, lives in Oslo. The diplomat is 45.",
            [("Farid Nazari", "Farid"), ("The diplomat", "Farid")],
        ),
        (
            '"I could not stay," said Farid Nazari. "My son is here."',
            [("I", "Farid"), ("Farid Nazari", "Farid"), ("My", "Farid")],
        ),
        (
            "President Shehu Danjuma, whose campaign he ran, dismissed Musa Bello.",
            [("Shehu Danjuma", "Shehu"), ("he", "Musa"), ("Musa Bello", "Musa")],
        ),
    ],
)
def test_mentions_in_text_order(text: str, expected: list[tuple[str, str]]) -> None:
    assert mentions(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "Farid Nazari and Omid Karimi left their posts. Both men are in Oslo.",
            {
                "Farid Nazari and Omid Karimi": ("Nazari", "Karimi"),
                "their": ("Nazari", "Karimi"),
                "Both men": ("Nazari", "Karimi"),
            },
        ),
        (
            "Police held Juma Otieno, Daniel Kiprop and Peter Mutua. The three officers deny it.",
            {
                "Juma Otieno, Daniel Kiprop and Peter Mutua": ("Otieno", "Kiprop", "Mutua"),
                "The three officers": ("Otieno", "Kiprop", "Mutua"),
            },
        ),
        ("Farid Nazari resigned. The three years were hard.", {}),
    ],
)
def test_spans_that_stand_for_several_people(text: str, expected: dict[str, tuple[str, ...]]) -> None:
    assert groups(text) == expected


def test_mentions_never_overlap_and_lie_in_the_text() -> None:
    text = (
        "Envoy quits\n\nAmbassador Farid Nazari, 51, told his staff on Monday that he would go. "
        "“I am tired,” he said.\n\nThe ambassador’s deputy, Omid Karimi, takes over. They have never met."
    )
    page = read(text)
    ends = [0]
    for m in page.mentions:
        assert ends[-1] <= m.start < m.end <= len(text)
        ends.append(m.end)


def test_a_hostile_page_takes_no_longer_than_its_length_warrants() -> None:
    read("warm up the word lists")
    began = process_time()
    for text in (
        "A. " * 3000,
        "Al-" * 5000,
        '"' * 5000,
        "Mr " * 5000,
        "Ba, " * 3000,
        "de la " * 3000,
        "he said " * 2000,
    ):
        read(text)
    assert process_time() - began < 15

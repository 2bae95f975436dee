"""Who "I" and "you" are in interviews and in what people write of themselves."""

from __future__ import annotations

from benchmarks.names_of_people import page_of
from tasks.extract.entities.find import find_entities
from tasks.extract.language.document import Document
from tasks.extract.people.find import find_people

INTERVIEW = (
    "Farid Nazari was a consul in Oslo until last year.\n\nQ. Why did you resign?\n\n"
    "I could not stay. I told my wife, and I left.\n\nAnd then?\n\nIngrid Solberg gave me a room, and I slept."
)
COLUMN = "Farid Nazari is a consul in Oslo.\n\nI think I like him. I told my wife so, and I meant it."
MEMOIR = "My name is Farid Nazari. I was a consul. I left my post and I came here with my wife."


def first_persons(text: str) -> dict[str, set[str]]:
    """The names that each "I", "me", "my" and "you" of the text stands for."""
    page = find_people(document := Document.of(page_of(text)), find_entities(document))
    found: dict[str, set[str]] = {}
    for m in page.mentions:
        word = text[m.start : m.end].lower()
        if word in ("i", "me", "my", "you"):
            found.setdefault(word, set()).add(page.people[m.person].name)
    return found


def test_an_interview_is_with_whom_it_names_first() -> None:
    assert first_persons(INTERVIEW) == {w: {"Farid Nazari"} for w in ("i", "me", "my", "you")}


def test_a_memoir_is_by_whom_it_says() -> None:
    assert first_persons(MEMOIR) == {"i": {"Farid Nazari"}, "my": {"Farid Nazari"}}


def test_a_columnist_is_none_of_the_pages_people() -> None:
    assert first_persons(COLUMN) == {}

"""What one page may hold at most costs no more than its length."""

from __future__ import annotations

import time
from collections.abc import Callable
from itertools import product

import pytest
from marked_text import clean_page, read_marked

from tasks.extract.entities.find import find_entities
from tasks.extract.language.document import Document
from tasks.extract.people.find import find_people
from tasks.extract.people.name_groups import group_names
from tasks.extract.people.person_names import NameSpan


def _seconds(work: Callable[[], object]) -> float:
    began = time.process_time()
    work()
    return time.process_time() - began


def _repeated(clause: str, n: int) -> Callable[[], object]:
    return lambda: read_marked("[Jan Novak] " + clause * n + "left.")


@pytest.mark.parametrize(
    "clause",
    ["resigned and ", "was arrested on 3 May 2011 and ", "left the Army of Peru and ", "resigned, he said, and "],
)
def test_a_sentence_that_repeats_its_verbs_takes_time_like_its_length(clause: str) -> None:
    _repeated(clause, 2)()  # lexicons read
    short, long = _seconds(_repeated(clause, 200)), _seconds(_repeated(clause, 1000))
    assert long < 12 * short + 0.5


def test_what_a_long_sentence_tells_first_is_still_read() -> None:
    events = read_marked("[Jan Novak] was arrested and " + "resigned and " * 800 + "left.")[2]
    assert {str(e.event_type) for e in events} == {"arrest", "resignation"}


_SYLLABLES = ["ba", "ko", "ri", "mu", "te", "lo", "sa", "ne", "vi", "du"]
_SURNAMES = ["".join(parts).capitalize() for parts in product(_SYLLABLES, repeat=3)]


def test_a_thousand_names_are_not_compared_each_with_each() -> None:
    def named(n: int) -> Callable[[], object]:
        spans = [
            NameSpan(0, 2 * k, 2 * k + 2, 20 * k, 20 * k + 9, ("Jan", surname), (), False, False)
            for k, surname in enumerate(_SURNAMES[:n])
        ]
        return lambda: group_names(spans)

    named(10)()
    # The shortest of three: another process may take the caches from any one of them
    few, many = (min(_seconds(named(n)) for _ in range(3)) for n in (100, 1000))
    assert many < 40 * few + 0.5  # each with each would take a hundred times as long


def test_a_thousand_surnames_alone_are_not_compared_each_with_each() -> None:
    def alone(n: int) -> Callable[[], object]:
        spans = [
            NameSpan(0, 2 * k, 2 * k + 1, 20 * k, 20 * k + 6, (surname,), ("minister",), False, False)
            for k, surname in enumerate(_SURNAMES[:n])
        ]
        return lambda: group_names(spans)

    alone(10)()
    few, many = (min(_seconds(alone(n)) for _ in range(3)) for n in (100, 1000))
    assert many < 40 * few + 0.5


_LATER = ["He resigned. ", "“I resigned,” he said. ", "Minister Oblak resigned. ", "Both men left. "]


@pytest.mark.parametrize("sentence", _LATER)
def test_a_page_that_repeats_a_sentence_takes_time_like_its_length(sentence: str) -> None:
    def page(n: int) -> Callable[[], object]:
        return lambda: read_marked("[Jan Oblak] met [Petr Malek]. " + sentence * n)

    page(2)()
    short, long = _seconds(page(100)), _seconds(page(800))
    assert long < 16 * short + 0.5  # the square would be 64 times as long


def test_a_sentence_without_end_is_read_in_parts() -> None:
    text = "They named " + "a man of the harbour, " * 300 + "and so on; " + "a man of the town, " * 300 + "and others."
    document = Document.of(clean_page(text))
    _title, *parts = (text_of(document, s.start, s.end) for s in document.sentences)
    assert [len(s.tokens) <= 600 for s in document.sentences[1:]] == [True] * 7
    assert {part[-1] for part in parts} == {",", "."}
    assert " ".join(parts) == text


def test_many_names_on_a_page_keep_their_other_forms() -> None:
    text = "Among them were " + ", ".join(f"Jan {s}" for s in _SURNAMES[:60]) + " and Petr Malek. Malek spoke first."
    document = Document.of(clean_page(text))
    people = find_people(document, find_entities(document))
    malek = next(i for i, p in enumerate(people.people) if p.name == "Petr Malek")
    assert [text_of(document, m.start, m.end) for m in people.mentions if m.person == malek] == ["Petr Malek", "Malek"]


def text_of(document: Document, start: int, end: int) -> str:
    return document.text[start:end]

"""Which names of a page are looked at together."""

from __future__ import annotations

import pytest

from tasks.extract.people.name_index import NameIndex


@pytest.fixture
def index() -> NameIndex:
    made = NameIndex()
    for number, name in enumerate(("farid nazari", "lena al-sabah", "petra nazary", "j. okello", "omar haddad-reyes")):
        made.add(number, name.replace(".", "").split())
    return made


@pytest.mark.parametrize(
    ("word", "spelled_so", "or_a_slip_of_it"),
    [
        ("nazari", [0], [0, 2]),
        ("nazary", [2], [0, 2]),
        ("reyes", [4], [4]),
        ("sabah", [1], [1]),
        ("omar-haddad", [4], [4]),
        ("okelo", [], [3]),
        ("weil", [], []),
    ],
)
def test_a_word_is_looked_up_as_it_is_spelled_or_with_its_slips(
    index: NameIndex, word: str, spelled_so: list[int], or_a_slip_of_it: list[int]
) -> None:
    assert index.with_word(word) == spelled_so
    assert index.of_word(word) == or_a_slip_of_it


@pytest.mark.parametrize(
    ("name", "may_be"),
    [
        ("farid nazary", [0]),
        ("farid h nazari", [0, 2]),
        ("james okello", [3]),
        ("okello weil", [3]),
        ("haddad reyes", [4]),
        ("farid sabah", []),
    ],
)
def test_a_name_is_compared_with_those_of_two_like_words_or_of_one_beside_an_initial(
    index: NameIndex, name: str, may_be: list[int]
) -> None:
    assert index.of_name(name.split()) == may_be

from __future__ import annotations

import re

import pytest

from tasks.clean.offsets import compose, raw_range
from tasks.clean.view import View
from tests.clean.written_pages import DUMP, clean


def test_every_word_of_a_dump_leads_to_itself() -> None:
    page = clean(DUMP)
    for match in re.finditer(r"\S+", page.text):
        low, high = raw_range(page.raw_spans, match.start(), match.end())
        assert DUMP[low:high] == match.group()


def test_a_sentence_leads_to_its_whole_stretch() -> None:
    page = clean(DUMP)
    start = page.text.index("She told reporters")
    low, high = raw_range(page.raw_spans, start, start + len("She told reporters that she could"))
    assert DUMP[low:high] == "She told reporters that she could"


def test_decomposed_letters_are_composed_and_lead_to_all_their_code_points() -> None:
    content = "Cafe\u0301 now"
    composed = compose(View(content), None, [[(0, len(content))]])
    assert composed.text == "Café now"
    assert raw_range(composed.raw_spans, 0, 4) == (0, 5)
    assert raw_range(composed.raw_spans, 5, 8) == (6, 9)


def test_white_space_is_single_and_invisible_marks_go() -> None:
    content = "one\u00a0\u00a0two\tth\u00adree\u200b"
    composed = compose(View(content), None, [[(0, len(content))]])
    assert composed.text == "one two three"
    low, high = raw_range(composed.raw_spans, 8, 13)
    assert content[low:high].startswith("th\u00adree")


def test_a_range_with_no_raw_text_behind_it_is_an_error() -> None:
    composed = compose(View("one\n\ntwo"), None, [[(0, 3)], [(5, 8)]])
    assert composed.text == "one\n\ntwo"
    with pytest.raises(ValueError, match="no raw text"):
        raw_range(composed.raw_spans, 3, 5)

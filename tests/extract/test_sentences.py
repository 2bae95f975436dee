"""Own sentences, by pattern of language, with all that the rules must read from them and nothing else."""

from __future__ import annotations

from collections import Counter
from functools import cache

import pytest
from marked_text import PUBLISHED, clean_page
from sentence_table import Sentence, as_lines, read_sentences, told

from tasks.extract.engine import Engine
from tasks.extract.engines import load_engine

SENTENCES = list(read_sentences())


@cache
def engine() -> Engine:
    return load_engine()


def _case(sentence: Sentence) -> object:
    marks = [pytest.mark.xfail(reason=sentence.fails, strict=True)] if sentence.fails else []
    return pytest.param(sentence, id=f"{sentence.section}: {sentence.text[:60]}", marks=marks)


@pytest.mark.parametrize("sentence", [_case(s) for s in SENTENCES])
def test_what_a_sentence_yields(sentence: Sentence) -> None:
    page = clean_page(sentence.text, published=None if sentence.is_undated else PUBLISHED)
    expected, found = as_lines(sentence.expected, told(engine().read(page)))
    assert found == expected


def test_no_sentence_stands_twice_and_few_wait() -> None:
    assert [text for text, times in Counter(s.text + str(s.is_undated) for s in SENTENCES).items() if times > 1] == []
    assert len(SENTENCES) >= 220
    assert sum(bool(s.fails) for s in SENTENCES) < 15

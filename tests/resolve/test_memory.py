"""What was worked out of single pages is not worked out again, and changes nothing."""

from __future__ import annotations

import json

import pytest

from tasks.dates.find import TimedText
from tasks.resolve.memory import Memory
from tasks.resolve.resolve import resolve_claims
from tests.resolve.crowd import make_crawl
from tests.resolve.test_batches import only

CRAWL = make_crawl(60)


def test_with_a_memory_or_without_the_dataset_is_the_same() -> None:
    empty = Memory()
    expected = resolve_claims(CRAWL)
    assert expected.page_dates

    assert resolve_claims(CRAWL, empty) == expected
    assert resolve_claims(CRAWL, Memory(json.loads(json.dumps(empty.used)))) == expected


def test_a_memory_of_fewer_pages_serves_more() -> None:
    few = Memory()
    resolve_claims(only(CRAWL, {page.source_id for page in CRAWL.pages[:40]}), few)

    assert resolve_claims(CRAWL, Memory(few.used)) == resolve_claims(CRAWL)


def test_no_text_is_read_for_its_dates_again(monkeypatch: pytest.MonkeyPatch) -> None:
    first = Memory()
    resolve_claims(CRAWL, first)

    def refuse(*_: object) -> None:
        raise AssertionError("a text was read again")

    monkeypatch.setattr(TimedText, "__init__", refuse)
    again = Memory(first.used)
    resolve_claims(CRAWL, again)

    assert again.used == first.used


def test_what_is_not_asked_for_is_not_kept() -> None:
    memory = Memory({"of a page that is gone": "[]"})

    assert memory.recall(("page", "what"), lambda: [1, None]) == [1, None]
    assert list(memory.used.values()) == ["[1,null]"]
    assert Memory(memory.used).recall(("page", "what"), lambda: [2]) == [1, None]

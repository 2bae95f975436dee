"""Finding copied words, waiting, and the schema that servers get."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime
from typing import Any

import pytest

from schemas.vocab import EventType
from tasks.extract.chat.align import AlignedText
from tasks.extract.chat.prompt import instructions
from tasks.extract.chat.protocol import error_message
from tasks.extract.chat.reply import reply_schema
from tasks.extract.chat.retry import LONGEST_PAUSE, pause_before


@pytest.mark.parametrize(
    ("text", "copied", "found"),
    [
        ("He said “no” — twice.", 'He said "no" - twice.', "He said “no” — twice."),
        ("the envoy’s\n  deputy", "the envoy's deputy", "the envoy’s\n  deputy"),
        ("born in Saint\u00a0Louis", "Saint Louis", "Saint\u00a0Louis"),
        ("a con\u00adsul ge\u200bneral", "consul general", "con\u00adsul ge\u200bneral"),
        ("Jose\u0301 left", "José left", "Jose\u0301 left"),
        ("José left", "Jose\u0301 left", "José left"),
        ("It was… over", "It was... over", "It was… over"),
        ("he resigned in March", "signed in Mar", "resigned in March"),
        ("he resigned", "“he resigned.”", "he resigned"),
        ("👩‍👧 ran. He resigned", "He resigned", "He resigned"),
        ("He resigned", "he resigned", None),
        ("He resigned on Monday", "He resigned on Tuesday", None),
        ("He … resigned", "He resigned", None),
        ("He resigned", "", None),
        ("He resigned", "\u200b", None),
        ("He resigned", "''", None),
        ("", "He", None),
    ],
)
def test_copied_words_are_found_as_the_page_has_them(text: str, copied: str, found: str | None) -> None:
    span = AlignedText(text).find(copied)
    assert (text[span[0] : span[1]] if span else None) == found


def test_a_name_is_found_as_whole_words_only() -> None:
    text = "Ali met Alireza. ALI left; Ali’s aide, al-Ali, and Ali-Reza stayed."
    found = [text[start : end + 2] for start, end in AlignedText(text).find_all("Ali")]
    assert sorted(found) == ["ALI l", "Ali m", "Ali, ", "Ali-R", "Ali’s"]


def test_a_long_text_is_searched_in_linear_time() -> None:
    text = AlignedText("a “" * 200_000)
    assert text.find("a b" * 500) is None
    assert list(text.find_all("A B")) == []


def test_pauses_double_up_to_a_minute() -> None:
    for attempt, longest in enumerate([1, 2, 4, 8, 16, 32, LONGEST_PAUSE, LONGEST_PAUSE], start=1):
        assert all(longest / 2 <= pause_before(attempt) <= longest for _ in range(50))


@pytest.mark.parametrize(
    ("header", "seconds"),
    [
        ("Wed, 03 Jun 2026 12:00:20 GMT", 20),
        ("Wed, 03 Jun 2026 11:00:00 GMT", 0),
        ("Wed, 03 Jun 2099 12:00:00 GMT", 60),
        ("7", 7),
        ("9" * 400, 60),
    ],
)
def test_retry_after_is_seconds_or_a_date(header: str, seconds: float) -> None:
    assert pause_before(1, header, datetime(2026, 6, 3, 12, tzinfo=UTC)) == seconds


@pytest.mark.parametrize("header", ["", "soon", "-5", "٣", "1e9"])
def test_a_retry_after_that_is_neither_is_passed_over(header: str) -> None:
    assert 0.5 <= pause_before(1, header) <= 1


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ('{"error": {"message": "too\\nmany"}}', "too many"),
        ('{"error": "busy"}', "busy"),
        ('{"detail": [{"msg": "bad"}]}', '[{"msg": "bad"}]'),
        ("{}", "{}"),
        ("\x1b[31mred", "[31mred"),
        ("x" * 400, "x" * 300 + "…"),
    ],
)
def test_errors_of_servers_in_one_line(text: str, said: str) -> None:
    assert error_message(text) == said


def objects(node: Any) -> Iterator[dict[str, Any]]:
    if isinstance(node, dict):
        if node.get("type") == "object":
            yield node
        for value in node.values():
            yield from objects(value)
    elif isinstance(node, list):
        for value in node:
            yield from objects(value)


def test_the_schema_is_strict() -> None:
    found = list(objects(reply_schema()))
    assert len(found) == 4
    assert all(node["required"] == list(node["properties"]) for node in found)
    assert all(node["additionalProperties"] is False for node in found)
    assert "$ref" not in str(reply_schema())


def test_the_schema_holds_the_vocabularies() -> None:
    event = reply_schema()["properties"]["events"]["items"]["properties"]
    assert event["type"]["enum"] == [word.value for word in EventType]
    assert {"type": "null"} in event["date"]["anyOf"]


def test_the_prompt_explains_every_event_type() -> None:
    rules = instructions().partition("JSON schema:")[0]
    assert [word for word in EventType if word.value not in rules] == []

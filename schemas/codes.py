"""What the words of the closed vocabularies mean, and their codes in PLOVER and CAMEO."""

from __future__ import annotations

import csv
from collections.abc import Iterator, Mapping
from enum import StrEnum
from functools import cache
from pathlib import Path

from schemas.vocab import EventCodes, EventType

_HERE = Path(__file__).parent
_NO_ENTRY = "-"


def codes_of(event_type: EventType | str) -> EventCodes:
    """The nearest PLOVER category and CAMEO code of an event type; ValueError where there is no such type."""
    return _event_codes()[EventType(event_type)]


def meaning_of(word: StrEnum) -> str:
    """What a vocabulary's word means; KeyError if nobody wrote it down."""
    return _meanings()[(type(word).__name__, word.value)]


@cache
def _event_codes() -> Mapping[EventType, EventCodes]:
    return {
        EventType(row["event_type"]): EventCodes(plover=_entry(row["plover"]), cameo=_entry(row["cameo"]))
        for row in _rows("event_codes.tsv")
    }


@cache
def _meanings() -> Mapping[tuple[str, str], str]:
    return {(row["vocabulary"], row["word"]): row["meaning"] for row in _rows("meanings.tsv")}


def _entry(cell: str) -> str | None:
    return None if cell == _NO_ENTRY else cell


def _rows(file_name: str) -> Iterator[dict[str, str]]:
    lines = (_HERE / file_name).read_text(encoding="utf-8").splitlines()
    yield from csv.DictReader(
        (line for line in lines if not line.startswith("#")), delimiter="\t", quoting=csv.QUOTE_NONE
    )

"""One line of a JSON Lines file as a page: keys as trafilatura and schema.org/Article name them."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime
from typing import Any, Never

from tasks.ingest.controls import without_controls

# The first key of each list that holds something is taken.
# trafilatura: url, text, raw_text, title, author, date, sitename, hostname.
# schema.org/Article: @id, mainEntityOfPage, articleBody, headline, author, datePublished, publisher.
_KEYS = {
    "url": ("url", "uri", "source-url", "source_url", "link", "@id", "mainEntityOfPage"),
    "html": ("html", "raw_html", "body_html"),
    "text": ("text", "raw_text", "articleBody", "content", "body"),
    "title": ("title", "headline", "name"),
    "author": ("author", "authors", "byline", "creator"),
    "published": ("date", "datePublished", "date_published", "published", "published_at", "publication_date"),
    "outlet": ("sitename", "site_name", "publisher", "outlet", "source", "hostname"),
    "retrieved_at": ("retrieved_at", "crawled_at", "fetched_at", "date_download", "date_crawled", "retrieved"),
}
# What a field other than the page itself may hold. Longer ones are no titles, names, dates or addresses
_LONGEST_FIELD = 2_000  # characters
_MOST_VALUES = 20  # of a list, all of which are joined
_DEEPEST_VALUE = 5  # schema.org puts names into objects and those into lists


class RecordError(ValueError):
    """The line is no page record; the message says why and what would mend it."""


@dataclass(frozen=True, slots=True)
class Record:
    """A page as a crawler's record gives it. Exactly one of `html` and `text` is used: html where both are there."""

    url: str | None
    html: str | None
    text: str | None
    title: str | None
    author: str | None
    published: str | None
    outlet: str | None
    retrieved_at: datetime | None


def parse_record(line: str) -> Record:
    """The page that the line holds.

    Raises:
        RecordError: it is no JSON object, names a key twice, holds NaN, or has neither html nor text.
    """
    try:
        data = json.loads(line, object_pairs_hook=_unique_keys, parse_constant=_refuse_constant)
    except RecordError:
        raise
    except RecursionError as error:
        raise RecordError("the JSON is nested too deep") from error
    except json.JSONDecodeError as error:
        raise RecordError(
            f"not valid JSON: {error.msg} at column {error.colno}. Write one JSON object a line."
        ) from error
    except ValueError as error:  # of a number with thousands of digits
        raise RecordError(f"not valid JSON: {error}") from error
    if not isinstance(data, dict):
        raise RecordError("the line is JSON, but no object. Write one JSON object a line.")
    html, text = _text_at(data, "html"), _text_at(data, "text")
    if not (html or text):
        raise RecordError("the record has neither html nor text. Give one of the keys html, text or articleBody.")
    return Record(
        url=_text_at(data, "url"),
        html=html,
        text=None if html else text,
        title=_text_at(data, "title"),
        author=_text_at(data, "author"),
        published=_text_at(data, "published"),
        outlet=_text_at(data, "outlet"),
        retrieved_at=_instant(_text_at(data, "retrieved_at")),
    )


def _text_at(data: Mapping[str, Any], field: str) -> str | None:
    for key in _KEYS[field]:
        text = _as_text(data.get(key), _DEEPEST_VALUE)
        if text and (field in ("html", "text") or len(text) <= _LONGEST_FIELD):
            return text
    return None


def _as_text(value: object, depth: int) -> str | None:
    """A string, the name or id of a schema.org object, or several of them joined by commas."""
    if isinstance(value, str):
        return without_controls(value).strip() or None
    if depth and isinstance(value, dict):
        return _as_text(value.get("name") or value.get("@id") or value.get("url"), depth - 1)
    if depth and isinstance(value, list):
        return ", ".join(t for t in (_as_text(v, depth - 1) for v in value[:_MOST_VALUES]) if t) or None
    return None


def _instant(text: str | None) -> datetime | None:
    if not text:
        return None
    try:
        moment = datetime.fromisoformat(text)
    except ValueError:
        try:
            day = date.fromisoformat(text[:10])
        except ValueError:
            return None
        moment = datetime(day.year, day.month, day.day, tzinfo=UTC)
    try:
        return (moment if moment.tzinfo else moment.replace(tzinfo=UTC)).astimezone(UTC)
    except OverflowError:  # the first or last day of the calendar, in another time zone
        return None


def _unique_keys(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    data = dict(pairs)
    if len(data) < len(pairs):
        twice = min(key for key, count in Counter(key for key, _ in pairs).items() if count > 1)
        raise RecordError(f"the key {twice[:80]!a} stands twice, so it is unclear which value holds. Keep one.")
    return data


def _refuse_constant(name: str) -> Never:
    raise RecordError(f"{name} is no JSON value. Write null.")

"""One line of a JSON Lines file as a page: keys as trafilatura and schema.org/Article name them."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime
from typing import Any, Never

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
    except RecursionError as error:
        raise RecordError("the JSON is nested too deep") from error
    except json.JSONDecodeError as error:
        raise RecordError(
            f"not valid JSON: {error.msg} at column {error.colno}. Write one JSON object a line."
        ) from error
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
        text = _as_text(data.get(key))
        if text:
            return text
    return None


def _as_text(value: object) -> str | None:
    """A string, the name or id of a schema.org object, or several of them joined by commas."""
    if isinstance(value, str):
        # Lone surrogates are valid JSON escapes, but no text that can be stored
        return value.encode("utf-8", "replace").decode("utf-8").strip() or None
    if isinstance(value, dict):
        return _as_text(value.get("name") or value.get("@id") or value.get("url"))
    if isinstance(value, list):
        return ", ".join(t for t in (_as_text(v) for v in value[:20]) if t) or None
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
    return (moment if moment.tzinfo else moment.replace(tzinfo=UTC)).astimezone(UTC)


def _unique_keys(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    data = dict(pairs)
    if len(data) < len(pairs):
        keys = [k for k, _ in pairs]
        twice = sorted({k for k in keys if keys.count(k) > 1})
        raise RecordError(f"the key {twice[0]!r} stands twice, so it is unclear which value holds. Keep one.")
    return data


def _refuse_constant(name: str) -> Never:
    raise RecordError(f"{name} is no JSON value. Write null.")

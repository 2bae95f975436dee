"""Whether gold and dataset mean the same name, title, body or date, small differences of wording aside."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping
from datetime import date, timedelta
from functools import cache, lru_cache
from pathlib import Path

from tasks.dates.edtf import bounds

_APOSTROPHE = re.compile(r"[’'`´](s\b)?")
_NOT_WORD = re.compile(r"[\W_]+")
_ENVOY = re.compile(r"permanent representative")
_DEPUTY_HEAD = re.compile(r"second in (charge|command)|number two|no 2")
_SEASON = re.compile(r"(\d{4})-(2[1-4])")
_YEARS = re.compile(r"\d{3}X|\d{2}XX")
_SEASON_DAYS = timedelta(days=95)
_LEAST_SLACK = 45  # days: how wide a date may be that supports a day


@lru_cache(maxsize=65536)
def fold(text: str | None) -> str:
    """The text in lower case: letters and digits, single blanks; accents, apostrophes and possessive s are gone."""
    text = unicodedata.normalize("NFKD", text or "")
    text = "".join(c for c in text if not unicodedata.combining(c)).casefold()
    return _NOT_WORD.sub(" ", _APOSTROPHE.sub("", text)).strip()


def same_name(a: str, b: str) -> bool:
    """Whether two names are written the same; honorifics, particles (al, bin, de) and hyphens aside."""
    x, y = _name_words(a), _name_words(b)
    return x == y or "".join(x) == "".join(y)


def same_title(a: str | None, b: str | None) -> bool:
    """Whether two titles are one post: one says all that the other says, or half of their words are shared."""
    x, y = title_words(a), title_words(b)
    return bool(x and y) and (x <= y or y <= x or len(x & y) / len(x | y) >= 0.5)


def content(*texts: str | None) -> set[str]:
    """The words that carry meaning, plurals as singulars."""
    words = {word for text in texts for word in fold(text).split()} - _words_of("empty")
    return {word.rstrip("s") if len(word) > 4 else word for word in words}


def same_date(gold: str | None, found: str | None) -> bool:
    """Whether the found date supports gold's: they overlap, and it is not much vaguer (twice as wide and 45 days).

    Undated gold asks nothing.
    """
    wanted, given = day_bounds(gold), day_bounds(found)
    if wanted is None:
        return True
    if given is None:
        return False
    widest = max(_LEAST_SLACK, (wanted[1] - wanted[0]).days * 2 + _LEAST_SLACK)
    overlap = given[0] <= wanted[1] and wanted[0] <= given[1]
    return overlap and (given[1] - given[0]).days <= widest


def day_bounds(edtf: str | None) -> tuple[date, date] | None:
    """The first and last day that a date may mean; seasons are taken to be 95 days long, because usage differs."""
    if not edtf or edtf in ("null", "none", "nan"):
        return None
    if "/" in edtf:
        low, high = (_point(part) for part in edtf.strip().split("/", 1))
        return None if low is None and high is None else (low[0] if low else date.min, high[1] if high else date.max)
    return _point(edtf.strip())


def _point(text: str) -> tuple[date, date] | None:
    plain = text.rstrip("~?%")
    season = _SEASON.fullmatch(plain)
    if season:
        first = date(int(season[1]), 3 * (int(season[2]) - 20), 1)
        return first, first + _SEASON_DAYS
    return bounds(plain if _YEARS.fullmatch(plain) else text)


def _name_words(name: str) -> list[str]:
    words = fold(name).split()
    while len(words) > 1 and words[0] in _words_of("honorific"):
        words.pop(0)
    return [word for word in words if word not in _words_of("particle")] or words


@lru_cache(maxsize=65536)
def title_words(title: str | None) -> frozenset[str]:
    """The words by which titles are compared: synonyms made one, empty words left out."""
    text = _DEPUTY_HEAD.sub("deputy head", _ENVOY.sub("ambassador", fold(title)))
    return frozenset(_compared_as().get(word, word) for word in text.split()) - _words_of("empty")


@cache
def _words_of(kind: str) -> frozenset[str]:
    return frozenset(word for row in _rows() if row[0] == kind for word in row[1].split())


@cache
def _compared_as() -> Mapping[str, str]:
    return {row[1]: row[2] for row in _rows() if row[0] == "title"}


@cache
def _rows() -> tuple[tuple[str, ...], ...]:
    lines = (Path(__file__).parent / "words.tsv").read_text(encoding="utf-8").splitlines()
    return tuple(tuple(line.split("\t")) for line in lines if line and not line.startswith("#"))

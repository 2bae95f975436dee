"""What a page gives grounds for: countries, places, bodies, titles, ages and dates that a model may name.

A model knows more about the world than a page says. Values that are normalised (a country's code, a body's full name, a
date) cannot be looked up letter by letter; each is let in only if something on the page leads to it.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import timedelta
from functools import cache, cached_property
from importlib.resources import files

from tasks.dates.edtf import bounds, is_edtf
from tasks.dates.find import find_times
from tasks.dates.model import TimeExpression
from tasks.extract.chat.align import AlignedText, fold
from tasks.extract.entities.find import find_entities
from tasks.extract.entities.places import country_by_code
from tasks.extract.language.document import Document
from tasks.extract.model import Entities
from tasks.extract.rules_engine import reference_of

_WORD = re.compile(r"[^\W_]+")
_STEM = 4  # letters that "minister" and "ministry", "Iran" and "Iranian" share
_BEFORE_NEWS = timedelta(days=45)


@cache
def _listed(name: str) -> list[list[str]]:
    """The words on each line of a word list of this package."""
    text = files("tasks.extract.chat").joinpath(name).read_text(encoding="utf-8")
    return [line.split() for line in text.splitlines() if line and not line.startswith("#")]


@cache
def _words_of(name: str) -> frozenset[str]:
    return frozenset(word for line in _listed(name) for word in line)


class Grounds:
    """What one page gives grounds for."""

    def __init__(self, document: Document) -> None:
        self.document = document
        self.text = AlignedText(document.page.text)

    def country(self, code: str | None) -> str | None:
        """The code, in capitals, if the page names that country, a place in it or a body of it."""
        given = (code or "").strip().upper()
        return given if given in self._countries else None

    def country_of_place(self, place: str | None) -> str | None:
        """The country in which the page's place of that name lies."""
        if place is None:
            return None
        return next((p.country for p in self._entities.places if self.text.text[p.start : p.end] == place), None)

    def words_on_page(self, words: str | None) -> str | None:
        """The words, if they stand on the page."""
        return words if words and next(self.text.find_all(words), None) else None

    def organization(self, name: str | None) -> str | None:
        """The body's name, if each of its words is on the page in some form, names a country on it or says little."""
        return name if name and self._supports(name, _words_of("body_words.txt")) else None

    def supports_title(self, title: str) -> bool:
        """Whether the page names such a post in whatever words, or has each word of the title in some form."""
        return title.strip().lower() in self._titles or self._supports(title, _words_of("title_words.txt"))

    def age(self, years: int | None) -> int | None:
        """The age, if the page has that number in digits or words."""
        if years is None or not 0 < years < 120:
            return None
        forms = "|".join((str(years), *_in_words(years)))
        return years if re.search(rf"\b(?:{forms})\b", self.text.folded, re.IGNORECASE) else None

    def is_place_only(self, name: str) -> bool:
        """Whether a name of one word stands on the page only as a place's or body's."""
        taken = [(p.start, p.end) for p in self._entities.places]
        spans = list(self.text.find_all(name))
        return " " not in name and bool(spans) and all(span in taken for span in spans)

    def date(self, edtf: str | None, near: tuple[int, int], words: str | None = None) -> TimeExpression | None:
        """The date, tied to the page's words that lead to it; None where no words do, or it is no EDTF date.

        `near` is the quote's span: of several words for when, those in it count first, then the nearest. `words` are
        the model's copy of them.
        """
        said = (edtf or "").strip()
        if not said or not is_edtf(said):
            return None
        days = bounds(said)
        at = self._words_near(words, near)
        fitting = [t for t in self._times if t.is_calendar and _fits(t, said)]
        spoken = [t for t in fitting if at and t.start < at[1] and at[0] < t.end]
        best = min(spoken or fitting, key=lambda t: _distance((t.start, t.end), near), default=None)
        if best is None:
            return None
        low, high = days or (None, None)
        return TimeExpression(best.start, best.end, best.text, said, low, high, best.basis)

    def is_date_of_news(self, edtf: str | None) -> bool:
        """Whether the date is that of the page itself or of the days before: what is news happened then."""
        page, said = self.document.page, bounds(edtf)
        if said is None or page.published_min is None or page.published_max is None:
            return False
        return said[0] <= page.published_max and said[1] >= page.published_min - _BEFORE_NEWS

    def _words_near(self, words: str | None, near: tuple[int, int]) -> tuple[int, int] | None:
        if not words:
            return None
        return min(self.text.find_all(words), key=lambda span: _distance(span, near), default=None)

    def _supports(self, name: str, known: frozenset[str]) -> bool:
        words = [w for w in _words(name) if len(w) > 2]
        return bool(words) and all(w in known or w in self._words or w[:_STEM] in self._stems for w in words)

    @cached_property
    def _words(self) -> frozenset[str]:
        """The words of the page, and of the full names of countries and bodies that it means."""
        countries = (country.name for code in self._countries if (country := country_by_code(code)))
        bodies = (body.name for body in self._entities.bodies)
        return frozenset(w for text in (self.text.text, *countries, *bodies) for w in _words(text))

    @cached_property
    def _stems(self) -> frozenset[str]:
        return frozenset(w[:_STEM] for w in self._words if len(w) >= _STEM)

    @cached_property
    def _titles(self) -> frozenset[str]:
        return frozenset(post.title for post in self._entities.posts)

    @cached_property
    def _entities(self) -> Entities:
        return find_entities(self.document)

    @cached_property
    def _countries(self) -> frozenset[str]:
        found: set[str | None] = {place.country for place in self._entities.places}
        found |= {c for body in self._entities.bodies for c in (body.country, body.place_country)}
        found |= {c for post in self._entities.posts for c in (post.country, post.place_country)}
        return frozenset(code for code in found if code)

    @cached_property
    def _times(self) -> tuple[TimeExpression, ...]:
        return find_times(self.document.text, reference_of(self.document.page))


def _words(text: str) -> Iterable[str]:
    return (m.group() for m in _WORD.finditer(fold(text).lower().replace("\u0301", "")))


def _fits(time: TimeExpression, said: str) -> bool:
    """Whether words that mean `time` can mean the date said."""
    days = bounds(said)
    if time.value == said:
        return True
    if days is None or time.earliest is None or time.latest is None:
        # without a year on one side: "August" and XXXX-08, or 2010-08 of a page whose date the model worked out
        return time.value is not None and time.value.startswith("XXXX") and time.value[4:7] in ("", said[4:7])
    return time.earliest <= days[1] and days[0] <= time.latest


def _distance(span: tuple[int, int], near: tuple[int, int]) -> int:
    return max(near[0] - span[1], span[0] - near[1], 0)


def _in_words(number: int) -> list[str]:
    ones, tens = _listed("number_words.txt")
    if number < len(ones):
        return [ones[number]]
    if number >= 100:
        return []
    ten, one = divmod(number, 10)
    return [tens[ten - 2]] if not one else [f"{tens[ten - 2]}[- ]{ones[one]}"]

"""Figures: precision, recall and F1 from what was matched, missed and wrong."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from itertools import combinations
from typing import TypeVar

from schemas.claims import EventClaim, RoleClaim
from schemas.vocab import EvaluationKind
from tasks.evaluate.compare import content, day_bounds, fold, same_date
from tasks.evaluate.found import FoundPage
from tasks.evaluate.gold import Gold, GoldDoc
from tasks.evaluate.match import Matches, PageMatches

G = TypeVar("G")
F = TypeVar("F")

_MONTH = 27  # days: a page's date that is vaguer than a month claims no day


@dataclass(frozen=True)
class Tally:
    """How much gold holds, how much was found, and how much of either is right; repetitions are left out."""

    n_gold: int = 0
    n_found: int = 0
    n_right: int = 0
    n_hit: int = 0

    def __add__(self, other: Tally) -> Tally:
        """Both together."""
        return Tally(
            self.n_gold + other.n_gold,
            self.n_found + other.n_found,
            self.n_right + other.n_right,
            self.n_hit + other.n_hit,
        )

    @property
    def precision(self) -> float | None:
        """The share of what was found that is right."""
        return self.n_right / self.n_found if self.n_found else None

    @property
    def recall(self) -> float | None:
        """The share of gold that was found."""
        return self.n_hit / self.n_gold if self.n_gold else None

    @property
    def f1(self) -> float | None:
        """The harmonic mean of both, None where one is None."""
        p, r = self.precision, self.recall
        if p is None or r is None:
            return None
        return 2 * p * r / (p + r) if p + r else 0.0


def tally(matches: Iterable[Matches[G, F]], *, full: bool = False) -> Tally:
    """The tally over pages; with `full` a pair counts only if its details are right too."""
    return tally_by(matches, lambda _: "", lambda _: "", full=full).get("", Tally())


def tally_by(
    matches: Iterable[Matches[G, F]], part_of_gold: Callable[[G], str], part_of_found: Callable[[F], str], *, full: bool
) -> dict[str, Tally]:
    """A tally for each part; what gold and the dataset put into different parts counts in both."""
    parts: dict[str, Tally] = {}

    def add(part: str, counted: Tally) -> None:
        parts[part] = parts.get(part, Tally()) + counted

    for page in matches:
        for pair in page.pairs:
            right = int(pair.is_full or not full)
            add(part_of_gold(pair.gold), Tally(n_gold=1, n_hit=right))
            add(part_of_found(pair.found), Tally(n_found=1, n_right=right))
        for missed in page.missed:
            add(part_of_gold(missed), Tally(n_gold=1))
        for wrong in page.wrong:
            add(part_of_found(wrong), Tally(n_found=1))
    return parts


def page_facts(pages: Sequence[PageMatches]) -> dict[EvaluationKind, Tally]:
    """How often the page's own facts are right: shares of the pages that have one, so nothing but recall."""
    facts = {kind: Tally() for kind in _PAGE_KINDS}
    for page in pages:
        if page.found is not None:
            for kind, is_right in _page_facts(page.gold.doc, page.found):
                facts[kind] += Tally(n_gold=1, n_right=int(is_right), n_hit=int(is_right))
    return facts


_PAGE_KINDS = (
    EvaluationKind.TITLE,
    EvaluationKind.OUTLET,
    EvaluationKind.AUTHOR,
    EvaluationKind.PUBLISHED,
    EvaluationKind.NO_FALSE_PUBLISHED,
    EvaluationKind.BODY_START,
    EvaluationKind.BODY_END,
    EvaluationKind.BOILERPLATE_OUT,
)


def _page_facts(doc: GoldDoc, found: FoundPage) -> Iterable[tuple[EvaluationKind, bool]]:
    source, text = found.source, fold(found.text)
    if doc.title:
        yield EvaluationKind.TITLE, fold(doc.title) == fold(source.title)
    if doc.outlet:
        wanted, given = fold(doc.outlet), fold(source.outlet)
        yield EvaluationKind.OUTLET, wanted in given or (bool(given) and given in wanted)
    if doc.author:
        yield EvaluationKind.AUTHOR, bool(content(doc.author) & content(source.author))
    if doc.published and day_bounds(doc.published):
        yield EvaluationKind.PUBLISHED, same_date(doc.published, source.published)
    elif not doc.published:
        days = day_bounds(source.published)
        yield EvaluationKind.NO_FALSE_PUBLISHED, days is None or (days[1] - days[0]).days > _MONTH
    if doc.body_first_words:
        yield EvaluationKind.BODY_START, fold(doc.body_first_words) in text
    if doc.body_last_words:
        yield EvaluationKind.BODY_END, fold(doc.body_last_words) in text
    for words in doc.boilerplate_examples:
        yield EvaluationKind.BOILERPLATE_OUT, fold(words) not in text


def quotes_in_place(pages: Sequence[PageMatches]) -> Tally:
    """How many quotes of the pages' claims stand where they are said to."""
    quotes: list[bool] = []
    for page in pages:
        if page.found is not None:
            claims: list[RoleClaim | EventClaim] = [*page.found.roles, *page.found.events]
            quotes += [page.found.text[claim.start_char : claim.end_char] == claim.quote for claim in claims]
    return Tally(n_gold=len(quotes), n_right=sum(quotes), n_hit=sum(quotes))


def story_pairs(pages: Sequence[PageMatches]) -> Tally:
    """Pairs of pages that carry one text."""
    known = [(page.gold.doc, page.found.source.story_id) for page in pages if page.found is not None]
    return _pairs(
        (b.id in a.same_story_as or a.id in b.same_story_as, story_a == story_b)
        for (a, story_a), (b, story_b) in combinations(known, 2)
    )


def same_person_pairs(gold: Gold, pages: Sequence[PageMatches]) -> Tally:
    """Pairs of names on two pages that are one person, among the people whom gold tells apart and who were found."""
    known = [
        (page.gold.doc.id, gold.identities[(page.gold.doc.id, name)], person)
        for page in pages
        for name, person in page.who.items()
        if (page.gold.doc.id, name) in gold.identities
    ]
    return _pairs((a[1] == b[1], a[2] == b[2]) for a, b in combinations(known, 2) if a[0] != b[0])


def _pairs(pairs: Iterable[tuple[bool, bool]]) -> Tally:
    total = Tally()
    for wanted, given in pairs:
        total += Tally(int(wanted), int(given), int(wanted and given), int(wanted and given))
    return total

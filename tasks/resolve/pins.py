"""When a page without a date was written, where other pages or its own words settle it.

A page that says "last August" of something which another page dates August 2010 was written between September 2010 and
August 2011. Such bounds are intersected, and a page pinned so may pin others. Bounds that contradict each other pin
nothing.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from schemas.claims import PageEvent
from schemas.stages import CleanPage
from schemas.vocab import EventType, OccurredBasis, Realis
from tasks.dates import edtf
from tasks.dates.find import TimedText
from tasks.dates.model import Reference
from tasks.dates.periods import Period
from tasks.dates.readings import Point, Span
from tasks.dates.tense import Tense

# What happens to a person once, or seldom enough that two pages which tell of it tell of the same.
_ONCE = frozenset(
    {
        EventType.RESIGNATION,
        EventType.DEFECTION,
        EventType.RETIREMENT,
        EventType.RECALL,
        EventType.DISMISSAL,
        EventType.ASYLUM_REQUEST,
        EventType.ASYLUM_GRANT,
        EventType.ASYLUM_DENIAL,
        EventType.JOINING,
        EventType.FOUNDING,
        EventType.KILLING,
        EventType.DEATH,
        EventType.EXPULSION,
        EventType.ABDUCTION,
    }
)
# One outlet's resignation is another's defection; an arrest is where a detention begins.
_SAME_CLASS = {EventType.DEFECTION: "left", EventType.RESIGNATION: "left"}
_NEWS = timedelta(days=31)  # what a page reports as its news happened within a month before
_DAY_NAMED = 60  # days: "on February 20", with no year, is written within two months (nine pages in ten of those read)
_YEAR = timedelta(days=366)  # a month or day with no year is written within a year
_PRECISE = 120  # days: a happening dated more vaguely than this dates no page
_ROUNDS = 6


@dataclass(frozen=True)
class Happening:
    """Something that a page dates: to whom, what, and the days on which it may have been."""

    source_id: str
    person: str
    kind: str
    organization: str | None
    first: date
    last: date


@dataclass(frozen=True)
class _Link:
    """An expression on the page (by index; None for the news itself) that tells of a happening dated elsewhere."""

    expression: int | None
    dated: tuple[tuple[date, date], ...]


class _Page:
    """A page without a date: its expressions of time, and what each would mean on any day."""

    def __init__(self, page: CleanPage, events: Sequence[PageEvent]) -> None:
        self.source_id = page.source_id
        self.text = TimedText(page.text)
        self._at_start = {self.text.start(i): i for i in range(len(self.text.parsed))}
        # "since the June 2009 elections" dates the elections, whatever the claim makes of it
        self.events = [e for e in events if not self._names_something(e)]
        self._undated = self.text.resolve(None)
        self._memo: dict[date, list[Period | None]] = {}

    def expression(self, event: PageEvent) -> int | None:
        """The expression that dates the event."""
        return None if event.occurred_char is None else self._at_start.get(event.occurred_char)

    def _names_something(self, event: PageEvent) -> bool:
        expression = self.expression(event)
        return expression is not None and self.text.is_attribute(expression)

    def means(self, day: date) -> list[Period | None]:
        """What each expression means if the page was written on that day."""
        if day not in self._memo:
            self._memo[day] = [r.period for r in self.text.resolve(day)]
        return self._memo[day]

    def names_month(self, expression: int) -> bool:
        """Whether the expression names a month and leaves the year open."""
        value = self._undated[expression].value
        return value is not None and value.startswith("XXXX-")

    def bare_days(self) -> list[int]:
        """Expressions like "on February 20": a day of the past, its year left to the page's date."""
        return [
            i
            for i, r in enumerate(self._undated)
            if r.value is not None and r.value.startswith("XXXX-") and len(r.value) == 10 and self._looks_back(i)
        ]

    def last_full_date(self) -> date | None:
        """The latest day or month of the past that the page dates in full: it was not written before."""
        full = [
            r.period.first
            for i, r in enumerate(self._undated)
            if r.period is not None
            and r.explicit
            and r.period.is_finer_or_equal("month")
            and isinstance(self.text.parsed[i].reading, (Point, Span))
            and self._looks_back(i)
        ]
        return max(full, default=None)

    def has_news(self) -> bool:
        """Whether the page reports something as its news."""
        return any(e.occurred_basis == OccurredBasis.INFERRED for e in self.events)

    def _looks_back(self, expression: int) -> bool:
        return self.text.tense(expression) is not Tense.FUTURE


def pin_pages(
    pages: Sequence[CleanPage],
    events: Sequence[PageEvent],
    same_person: Mapping[str, str],
    story_of: Mapping[str, str] | None = None,
) -> dict[str, Reference]:
    """The days on which each page without a date may have been written, by source_id; unpinned pages are left out.

    `same_person` maps a page_person_id to who it is across pages, `story_of` a source_id to the story whose copies
    carry one text: a copy says nothing new about another, but a dated copy dates the others. Bounds may be wider than
    a year: they still settle "last August" on the page, though they date the page itself too vaguely.
    """
    stories = story_of or {}
    by_source: dict[str, list[PageEvent]] = defaultdict(list)
    for event in sorted(events, key=lambda e: (e.source_id, e.start_char, e.claim_id)):
        by_source[event.source_id].append(event)
    undated = [
        _Page(p, by_source[p.source_id]) for p in sorted(pages, key=lambda p: p.source_id) if p.published_min is None
    ]
    copies = _dated_copies(pages, stories)
    without_date = {p.source_id for p in undated}
    dated = [e for e in events if e.source_id not in without_date]
    fixed = list(_dated_happenings([*dated, *(e for p in undated for e in p.events)], same_person))
    pins: dict[str, Reference] = {}
    for _ in range(_ROUNDS):
        known = [*fixed, *(h for p in undated for h in _pinned_happenings(p, pins.get(p.source_id), same_person))]
        found = {}
        for page in undated:
            story = stories.get(page.source_id, page.source_id)
            others = [h for h in known if stories.get(h.source_id, h.source_id) != story]
            bounds = copies.get(story) or _bounds(page, others, same_person)
            before = pins.get(page.source_id)
            if bounds is not None and before is not None:
                bounds = _intersect(bounds, before) or before
            if bounds is not None:
                found[page.source_id] = bounds
        if found == pins:
            break
        pins = found
    return pins


def published_as(bounds: Reference) -> str | None:
    """The pinned date of a page as EDTF, in whole months; None where it is wider than a year."""
    if bounds.latest - bounds.earliest > _YEAR:
        return None
    first, last = (edtf.month(d.year, d.month) for d in (bounds.earliest, bounds.latest))
    return first if first == last else f"{first}/{last}"


def _kind(event_type: str) -> str:
    return _SAME_CLASS.get(EventType(event_type), event_type)


def _person(event: PageEvent, same_person: Mapping[str, str]) -> str | None:
    if event.page_person_id is None or event.realis != Realis.ACTUAL:
        return None
    return same_person.get(event.page_person_id)


def _dated_happenings(events: Iterable[PageEvent], same_person: Mapping[str, str]) -> Iterator[Happening]:
    for e in events:
        person = _person(e, same_person)
        if person is None or e.occurred_min is None or e.occurred_max is None:
            continue
        if (e.occurred_max - e.occurred_min).days <= _PRECISE:
            yield Happening(e.source_id, person, _kind(e.event_type), e.organization, e.occurred_min, e.occurred_max)


def _pinned_happenings(page: _Page, pin: Reference | None, same_person: Mapping[str, str]) -> Iterator[Happening]:
    """What the page dates once its own date is known."""
    if pin is None:
        return
    for e in page.events:
        person = _person(e, same_person)
        if person is None or e.occurred_min is not None:
            continue
        expression = page.expression(e)
        if expression is not None:
            ends = [page.means(day)[expression] for day in (pin.earliest, pin.latest)]
            spans = [(p.first, p.last) for p in ends if p is not None]
            if len(spans) < len(ends):
                continue
            first, last = min(s[0] for s in spans), max(s[1] for s in spans)
        elif e.occurred_basis == OccurredBasis.INFERRED:
            first, last = pin.earliest - _NEWS, pin.latest
        else:
            continue
        if (last - first).days <= _PRECISE:
            yield Happening(e.source_id, person, _kind(e.event_type), e.organization, first, last)


def _dated_copies(pages: Sequence[CleanPage], stories: Mapping[str, str]) -> dict[str, Reference]:
    dated: dict[str, list[CleanPage]] = defaultdict(list)
    for page in pages:
        if page.published_min is not None and page.published_max is not None and page.source_id in stories:
            dated[stories[page.source_id]].append(page)
    hulls = {
        story: Reference(
            min(p.published_min for p in copies if p.published_min),
            max(p.published_max for p in copies if p.published_max),
        )
        for story, copies in dated.items()
    }
    return {story: hull for story, hull in hulls.items() if hull.latest - hull.earliest <= _NEWS}


def _bounds(page: _Page, known: Sequence[Happening], same_person: Mapping[str, str]) -> Reference | None:
    links = _links(page, known, same_person)
    told = [group for group in links if any(link.expression is not None for link in group)]
    news = [group for group in links if group not in told]
    if told:
        days = _days_that_hold(page, told)
    else:
        days = _days_of_own_words(page)
        if not days and news:
            return _reference(_days_that_hold(page, news))
    # that something is news, and how long ago a day is that has no year, are habits: they narrow, and never contradict
    days = [d for d in days if all(_any_holds(page, group, d) for group in news)] or days
    return _reference([d for d in days if _is_near_named_day(page, d)] or days)


def _reference(days: Sequence[date]) -> Reference | None:
    return Reference(days[0], days[-1]) if days else None


def _days_that_hold(page: _Page, groups: Sequence[Sequence[_Link]]) -> list[date]:
    """The days on which every happening is told as other pages date it, not before the page's last full date."""
    first = max(min(start for link in group for start, _ in link.dated) for group in groups)
    last = min(max(end for link in group for _, end in link.dated) for group in groups) + _YEAR
    earliest = page.last_full_date()
    first = max(first, earliest) if earliest else first
    return [d for d in _days(first, last) if all(_any_holds(page, group, d) for group in groups)]


def _days_of_own_words(page: _Page) -> list[date]:
    """The first days after the last full date that suit a day named without its year, on a page of news."""
    earliest = page.last_full_date()
    if earliest is None or not page.bare_days() or not page.has_news():
        return []
    return _first_run([d for d in _days(earliest, earliest + _YEAR) if _is_near_named_day(page, d)])


def _links(page: _Page, known: Sequence[Happening], same_person: Mapping[str, str]) -> list[list[_Link]]:
    """What the page tells of happenings dated elsewhere, by person and kind: one is often told twice on a page."""
    groups: dict[tuple[str, str], list[_Link]] = defaultdict(list)
    settled = set()
    for e in page.events:
        person = _person(e, same_person)
        if person is None:
            continue
        kind = _kind(e.event_type)
        dated = {
            (h.first, h.last)
            for h in known
            if h.person == person and h.kind == kind and _may_be_one(h.organization, e.organization)
        }
        if e.occurred_min is not None and e.occurred_max is not None:
            if any(e.occurred_min <= last and first <= e.occurred_max for first, last in dated):
                settled.add((person, kind))  # both pages date it alike: the page's date is nothing to it
        elif dated and _tells(page, e):
            groups[person, kind].append(_Link(page.expression(e), tuple(sorted(dated))))
    return [groups[key] for key in sorted(groups) if key not in settled]


def _tells(page: _Page, event: PageEvent) -> bool:
    """Whether the page's words for the time say enough to know the happening again on another page."""
    expression = page.expression(event)
    if expression is None and event.occurred_basis != OccurredBasis.INFERRED:
        return False
    names_month = expression is not None and page.names_month(expression)
    return names_month or EventType(event.event_type) in _ONCE


def _may_be_one(a: str | None, b: str | None) -> bool:
    """Whether two names of a body share a word of weight, or one is not given."""
    if a is None or b is None:
        return True
    return bool({w for w in a.casefold().split() if len(w) > 3} & {w for w in b.casefold().split() if len(w) > 3})


def _any_holds(page: _Page, group: Sequence[_Link], day: date) -> bool:
    return any(_holds(page, link, day) for link in group)


def _holds(page: _Page, link: _Link, day: date) -> bool:
    """Whether the page's words mean what the other pages say, if it was written on that day."""
    if link.expression is None:
        return any(first <= day <= last + _NEWS for first, last in link.dated)
    meant = page.means(day)[link.expression]
    return meant is not None and any(meant.first <= last and first <= meant.last for first, last in link.dated)


def _is_near_named_day(page: _Page, day: date) -> bool:
    """Whether one of the days that the page names without a year lies within two months before."""
    means = page.means(day)
    named = [means[i] for i in page.bare_days()]
    return any(p is not None and 0 <= (day - p.last).days <= _DAY_NAMED for p in named)


def _days(first: date, last: date) -> Iterator[date]:
    for k in range((last - first).days + 1):
        yield first + timedelta(days=k)


def _first_run(days: Sequence[date]) -> list[date]:
    run: list[date] = []
    for day in days:
        if run and (day - run[-1]).days > 1:
            break
        run.append(day)
    return run


def _intersect(a: Reference, b: Reference) -> Reference | None:
    first, last = max(a.earliest, b.earliest), min(a.latest, b.latest)
    return Reference(first, last) if first <= last else None

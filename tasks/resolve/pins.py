"""When a page without a date was written, where other pages or its own words settle it.

A page that says "last August" of something which another page dates August 2010 was written between September 2010 and
August 2011. Such bounds are intersected, and a page pinned so may pin others. What other pages date goes before what a
page's own words suggest; bounds that contradict each other pin nothing.
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
from tasks.dates.model import Reference
from tasks.resolve.memory import Memory
from tasks.resolve.runs import Run, common, union
from tasks.resolve.undated import NEWS, YEAR, UndatedPage

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
_PRECISE = 120  # days: a happening dated more vaguely than this dates no page
_ROUNDS = 6
_MOST_GROUPS = 6  # happenings, the finest dated first, after which more settle nothing


@dataclass(frozen=True, slots=True)
class Happening:
    """Something that a page dates: to whom, what, and the days on which it may have been."""

    story: str
    person: str
    kind: str
    organization: str | None
    days: Run
    firm: bool  # whether the page has a date of its own, or gives this one in full


@dataclass(frozen=True, slots=True)
class _Link:
    """An expression on the page (by index; None for the news itself) that tells of a happening dated elsewhere."""

    expression: int | None
    dated: tuple[Run, ...]
    firm: bool


_Links = tuple[tuple[_Link, ...], ...]


def pin_pages(
    pages: Sequence[CleanPage],
    events: Sequence[PageEvent],
    same_person: Mapping[str, str],
    story_of: Mapping[str, str] | None = None,
    memory: Memory | None = None,
) -> dict[str, Reference]:
    """The days on which each page without a date may have been written, by source_id; unpinned pages are left out.

    `same_person` maps a page_person_id to who it is across pages, `story_of` a source_id to the story whose copies
    carry one text: a copy says nothing new about another, but a dated copy dates the others. Bounds may be wider than
    a year: they still settle "last August" on the page, though they date the page itself too vaguely. `memory` holds
    what was worked out of the same pages before.
    """
    memory = memory or Memory()
    stories = {p.source_id: p.source_id for p in pages} | dict(story_of or {})
    by_source: dict[str, list[PageEvent]] = defaultdict(list)
    for event in sorted(events, key=lambda e: (e.source_id, e.start_char, e.claim_id)):
        by_source[event.source_id].append(event)
    copies = _dated_copies(pages, stories)
    undated = [
        UndatedPage(p, by_source[p.source_id], memory)
        for p in sorted(pages, key=lambda p: p.source_id)
        if p.published_min is None and (p.source_id in by_source or stories[p.source_id] in copies)
    ]
    without_date = {p.source_id for p in undated}
    dated = [e for e in events if e.source_id not in without_date]
    fixed = list(_dated_happenings([*dated, *(e for p in undated for e in p.events)], same_person, stories))
    pins: dict[str, Reference] = {}
    for _ in range(_ROUNDS):
        known: dict[tuple[str, str], list[Happening]] = defaultdict(list)
        pinned = (h for p in undated for h in _pinned_happenings(p, pins.get(p.source_id), same_person, stories))
        for happening in (*fixed, *pinned):
            known[happening.person, happening.kind].append(happening)
        found = {}
        for page in undated:
            story = stories[page.source_id]
            bounds = copies.get(story)
            if bounds is None:
                bounds = _recall_bounds(page, _links(page, known, same_person, story))
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
    if bounds.latest - bounds.earliest > YEAR:
        return None
    first, last = (edtf.month(d.year, d.month) for d in (bounds.earliest, bounds.latest))
    return first if first == last else f"{first}/{last}"


def _kind(event_type: str) -> str:
    return _SAME_CLASS.get(EventType(event_type), event_type)


def _person(event: PageEvent, same_person: Mapping[str, str]) -> str | None:
    if event.page_person_id is None or event.realis != Realis.ACTUAL:
        return None
    return same_person.get(event.page_person_id)


def _dated_happenings(
    events: Iterable[PageEvent], same_person: Mapping[str, str], stories: Mapping[str, str]
) -> Iterator[Happening]:
    for e in events:
        person = _person(e, same_person)
        if person is None or e.occurred_min is None or e.occurred_max is None:
            continue
        if (e.occurred_max - e.occurred_min).days <= _PRECISE:
            days = Run(e.occurred_min, e.occurred_max)
            yield Happening(
                stories.get(e.source_id, e.source_id), person, _kind(e.event_type), e.organization, days, firm=True
            )


def _pinned_happenings(
    page: UndatedPage, pin: Reference | None, same_person: Mapping[str, str], stories: Mapping[str, str]
) -> Iterator[Happening]:
    """What the page dates once its own date is known."""
    if pin is None:
        return
    for e in page.events:
        person = _person(e, same_person)
        if person is None or e.occurred_min is not None:
            continue
        expression = page.expression(e)
        if expression is not None:
            meant = page.meant(expression, pin.earliest, pin.latest)
            if meant is None:
                continue
            days = meant
        elif e.occurred_basis == OccurredBasis.INFERRED:
            days = Run(pin.earliest - NEWS, pin.latest)
        else:
            continue
        if (days.last - days.first).days <= _PRECISE:
            yield Happening(stories[page.source_id], person, _kind(e.event_type), e.organization, days, firm=False)


def _dated_copies(pages: Sequence[CleanPage], stories: Mapping[str, str]) -> dict[str, Reference]:
    dated: dict[str, list[CleanPage]] = defaultdict(list)
    for page in pages:
        if page.published_min is not None and page.published_max is not None:
            dated[stories[page.source_id]].append(page)
    hulls = {
        story: Reference(
            min(p.published_min for p in copies if p.published_min),
            max(p.published_max for p in copies if p.published_max),
        )
        for story, copies in dated.items()
    }
    return {story: hull for story, hull in hulls.items() if hull.latest - hull.earliest <= NEWS}


def _recall_bounds(page: UndatedPage, links: _Links) -> Reference | None:
    days = page.recall_days(("bounds", links), lambda: _bounds(page, links))
    return Reference(days.first, days.last) if days else None


def _bounds(page: UndatedPage, links: _Links) -> Run | None:
    has_firm = any(_is_firm(group) for group in links)
    told = [g for g in links if any(link.expression is not None for link in g) and _is_firm(g) >= has_firm]
    news = [group for group in links if group not in told and _is_firm(group) >= has_firm]
    weak = [group for group in links if group not in told and group not in news]
    if not links:
        return _hull(page.days_of_own_words())
    if not told:
        days = _narrowed(page, _days_that_hold(page, news), weak)
        return _hull(common(page.days_of_own_words(), days) or page.near_named_day(days) or days)
    days = _days_that_hold(page, told)
    # That something is news, and how long ago a day is that has no year, are habits: they narrow and never contradict
    days = _narrowed(page, days, [*news, *weak])
    return _hull(page.near_named_day(days) or days)


def _narrowed(page: UndatedPage, days: list[Run], groups: Sequence[tuple[_Link, ...]]) -> list[Run]:
    """The days narrowed by each group that does not contradict them."""
    for group in groups if days else ():
        days = common(days, _days_that_hold(page, [group])) or days
    return days


def _hull(days: Sequence[Run]) -> Run | None:
    return Run(days[0].first, days[-1].last) if days else None


def _days_that_hold(page: UndatedPage, groups: Iterable[Sequence[_Link]]) -> list[Run]:
    """The days on which every happening is told as other pages date it, not before the page's last full date."""
    days = page.not_before_last_date([Run(date.min, date.max - timedelta(days=1))])
    for group in sorted(groups, key=_width)[:_MOST_GROUPS]:
        telling = (page.days_telling(link.expression, dated, days) for link in group for dated in link.dated)
        days = common(days, union(run for runs in telling for run in runs))
        if not days:
            break
    return days


def _is_firm(group: Sequence[_Link]) -> bool:
    """Whether a page says the date itself; what is dated by pinned pages alone may be no news of theirs after all."""
    return any(link.firm for link in group)


def _width(group: Sequence[_Link]) -> int:
    """How many days the happening may have been on, as others date it."""
    return min(sum((days.last - days.first).days for days in link.dated) for link in group)


def _links(
    page: UndatedPage, known: Mapping[tuple[str, str], Sequence[Happening]], same_person: Mapping[str, str], story: str
) -> _Links:
    """What the page tells of happenings dated by other stories, by person and kind: one is often told twice."""
    groups: dict[tuple[str, str], list[_Link]] = defaultdict(list)
    settled = set()
    for e in page.events:
        person = _person(e, same_person)
        if person is None:
            continue
        kind = _kind(e.event_type)
        alike = [
            h for h in known.get((person, kind), ()) if h.story != story and _may_be_one(h.organization, e.organization)
        ]
        dated = union({h.days for h in alike if h.firm} or {h.days for h in alike})
        if e.occurred_min is not None and e.occurred_max is not None:
            if any(e.occurred_min <= days.last and days.first <= e.occurred_max for days in dated):
                settled.add((person, kind))  # both pages date it alike: the page's date is nothing to it
        elif dated and _tells(page, e):
            groups[person, kind].append(_Link(page.expression(e), tuple(dated), any(h.firm for h in alike)))
    return tuple(tuple(groups[key]) for key in sorted(groups) if key not in settled)


def _tells(page: UndatedPage, event: PageEvent) -> bool:
    """Whether the page's words for the time say enough to know the happening again on another page."""
    expression = page.expression(event)
    if expression is None and event.occurred_basis != OccurredBasis.INFERRED:
        return False
    return page.names_month(event) or EventType(event.event_type) in _ONCE


def _may_be_one(a: str | None, b: str | None) -> bool:
    """Whether two names of a body share a word of weight, or one is not given."""
    if a is None or b is None:
        return True
    return bool({w for w in a.casefold().split() if len(w) > 3} & {w for w in b.casefold().split() if len(w) > 3})


def _intersect(a: Reference, b: Reference) -> Reference | None:
    first, last = max(a.earliest, b.earliest), min(a.latest, b.latest)
    return Reference(first, last) if first <= last else None

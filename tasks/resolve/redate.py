"""Pages and claims with the dates that pins give them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from schemas.claims import PageEvent, PageRole
from schemas.ids import digest
from schemas.stages import CleanPage, Story
from schemas.vocab import OccurredBasis, PublishedBasis, Realis, RoleStatus
from tasks.dates.edtf import bounds
from tasks.dates.find import find_times
from tasks.dates.model import Reference
from tasks.extract.roles.closing import ENDING, STARTING
from tasks.resolve.memory import Memory
from tasks.resolve.model import PageDate
from tasks.resolve.pins import pin_pages, published_as


@dataclass(frozen=True)
class Redated:
    """Pages and claims as dated after pinning; `page_dates` has a row for each page that got a date."""

    pages: list[CleanPage]
    roles: list[PageRole]
    events: list[PageEvent]
    page_dates: list[PageDate]


def pin_and_redate(
    pages: Sequence[CleanPage],
    stories: Sequence[Story],
    roles: Sequence[PageRole],
    events: Sequence[PageEvent],
    same_person: Mapping[str, str],
    memory: Memory | None = None,
) -> Redated:
    """The pages, roles and events in their given order, with the dates that other pages or own words settle."""
    story_of = {s.source_id: s.story_id for s in stories}
    memory = memory or Memory()
    pins = pin_pages(pages, events, same_person, story_of, memory)
    redated_events, redated_roles = redate(pages, events, roles, pins, memory)
    dated_pages, page_dates = [], []
    for page in pages:
        pin = pins.get(page.source_id)
        published = published_as(pin) if pin else None
        low, high = bounds(published) or (None, None)
        if published is None:
            dated_pages.append(page)
            continue
        basis = PublishedBasis.INFERRED
        dated_pages.append(
            replace(page, published=published, published_min=low, published_max=high, published_basis=basis)
        )
        page_dates.append(PageDate(page.source_id, published, low, high, basis))
    return Redated(dated_pages, redated_roles, redated_events, sorted(page_dates, key=lambda p: p.source_id))


def redate(
    pages: Sequence[CleanPage],
    events: Sequence[PageEvent],
    roles: Sequence[PageRole],
    pins: Mapping[str, Reference],
    memory: Memory | None = None,
) -> tuple[list[PageEvent], list[PageRole]]:
    """The claims with dates that only the page's own date settles; claims of pages without a pin stay undated.

    A date that a pin settles has the basis `inferred`. A role that an event of the same page ends or begins takes the
    event's new date, as it takes a date that the page states.
    """
    memory = memory or Memory()
    dates = {p.source_id: _Dates(p, pins[p.source_id], memory) for p in pages if p.source_id in pins}
    new_events = [_event(e, dates.get(e.source_id)) for e in events]
    moved: dict[str, list[PageEvent]] = defaultdict(list)
    for old, new in zip(events, new_events, strict=True):
        if new.occurred_min is not None and new.occurred != old.occurred and new.page_person_id is not None:
            moved[new.page_person_id].append(new)
    return new_events, [_role(r, dates.get(r.source_id), moved.get(r.page_person_id, [])) for r in roles]


class _Dates:
    """What one page's expressions of time mean with its pin."""

    def __init__(self, page: CleanPage, pin: Reference, memory: Memory) -> None:
        def work_out() -> list[tuple[int, str | None]]:
            return [(t.start, t.value) for t in find_times(page.text, pin)]

        self._at: dict[int, str | None] = dict(memory.recall((digest(page.text), "values", pin), work_out))
        self.news = published_as(pin)

    def at(self, char: int | None) -> str | None:
        value = self._at.get(char) if char is not None else None
        return value if bounds(value) is not None else None


def _event(event: PageEvent, dates: _Dates | None) -> PageEvent:
    if event.occurred_min is not None:
        return event
    value = None
    if dates is not None:
        is_news = event.occurred_char is None and event.occurred_basis == OccurredBasis.INFERRED
        value = dates.news if is_news else dates.at(event.occurred_char)
    if value is None:
        # the news of a page that nothing dates has no date after all
        basis = OccurredBasis.NONE if event.occurred is None else event.occurred_basis
        return event if basis == event.occurred_basis else replace(event, occurred_basis=basis)
    low, high = bounds(value) or (None, None)
    return replace(event, occurred=value, occurred_min=low, occurred_max=high, occurred_basis=OccurredBasis.INFERRED)


def _role(role: PageRole, dates: _Dates | None, moved: Sequence[PageEvent]) -> PageRole:
    if dates is None:
        return role
    started = dates.at(role.started_char) if role.started_min is None else None
    ended = dates.at(role.ended_char) if role.ended_min is None else None
    for event in moved:
        if event.realis != Realis.ACTUAL or not _speaks_of(event, role):
            continue
        if event.event_type in ENDING and role.status == RoleStatus.FORMER and role.ended_min is None:
            ended = ended or event.occurred
        elif event.event_type in STARTING and role.started_min is None:
            started = started or event.occurred
    if started is not None:
        low, high = bounds(started) or (None, None)
        role = replace(role, started=started, started_min=low, started_max=high)
    if ended is not None:
        low, high = bounds(ended) or (None, None)
        if role.started_min is None or high is None or role.started_min <= high:
            role = replace(role, ended=ended, ended_min=low, ended_max=high)
    return role


def _speaks_of(event: PageEvent, role: PageRole) -> bool:
    if event.organization and role.organization:
        return event.organization == role.organization
    return role.start_char <= event.start_char < role.end_char or event.start_char <= role.start_char < event.end_char

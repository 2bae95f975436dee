"""Which of a page's events are one happening told more than once, and what is known of it from all its tellings."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from schemas.vocab import EventType, Realis
from tasks.extract.model import EventFound

# Happenings of which a life holds many: two with different bodies are two.
_TOLD_APART = frozenset(
    {
        EventType.APPOINTMENT,
        EventType.NOMINATION,
        EventType.MEETING,
        EventType.FOUNDING,
        EventType.JOINING,
        EventType.LEAVING,
        EventType.ELECTION,
    }
)


def merge_events(found: Iterable[EventFound]) -> tuple[EventFound, ...]:
    """One event for each happening, in text order: headline, lead and background of the same one are joined."""
    kept: list[EventFound] = []
    places: dict[tuple[int | None, EventType], list[int]] = {}
    for event in found:
        alike = places.setdefault((event.person, event.event_type), [])
        twin = next((i for i in alike if _is_same(kept[i], event)), None)
        if twin is None:
            alike.append(len(kept))
            kept.append(event)
        else:
            kept[twin] = _richer(kept[twin], event)
    return tuple(sorted(kept, key=lambda e: (e.start, e.end)))


def _differ(a: str | None, b: str | None) -> bool:
    """Whether both name a body, and have no word of weight in common."""
    if a is None or b is None:
        return False
    return _words(a).isdisjoint(_words(b))


def _words(body: str) -> set[str]:
    return {w for w in body.lower().split() if len(w) > 3}


def _is_same(a: EventFound, b: EventFound) -> bool:
    """Whether two events of one person and type can be one happening."""
    if a.realis != b.realis and Realis.DENIED in (a.realis, b.realis):
        return False
    if a.event_type in _TOLD_APART and _differ(a.organization, b.organization):
        return False
    if a.event_type is EventType.FLIGHT and a.place_country and b.place_country and a.place_country != b.place_country:
        return False
    if a.when is None or b.when is None:
        return True
    if a.when.earliest is None or b.when.earliest is None or a.when.latest is None or b.when.latest is None:
        return a.when.value == b.when.value
    return a.when.earliest <= b.when.latest and b.when.earliest <= a.when.latest


def _richness(e: EventFound) -> tuple[float, float]:
    precise = 0.0
    if e.when is not None:
        precise = 2.0
        if e.when.earliest and e.when.latest:
            precise += 1.0 / (1 + (e.when.latest - e.when.earliest).days)
    return precise + (e.organization is not None) * 0.5 + (e.place is not None) * 0.5, e.confidence


def _richer(a: EventFound, b: EventFound) -> EventFound:
    best, rest = (a, b) if _richness(a) >= _richness(b) else (b, a)
    return replace(
        best,
        organization=best.organization or rest.organization,
        place=best.place or rest.place,
        place_country=best.place_country if best.place else rest.place_country,
        when=best.when or rest.when,
        is_news=(best.is_news or rest.is_news) and not (best.when or rest.when),
        realis=best.realis if best.realis is not Realis.PLANNED else rest.realis,
        confidence=max(a.confidence, b.confidence),
    )

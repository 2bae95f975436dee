"""The rows of `people`: what pages together say of each person."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from schemas.claims import PageEvent, PagePerson
from schemas.resolved import Person
from schemas.stages import CleanPage
from schemas.vocab import Realis
from tasks.names.parse import parse_name
from tasks.resolve.agreement import best_value
from tasks.resolve.profiles import birth_bounds

_DATED_WITHIN_DAYS = 370  # a date vaguer than a year puts nobody anywhere


@dataclass(frozen=True)
class Known:
    """What is known of all pages, by page id: the page, and its story."""

    page_of: Mapping[str, CleanPage]
    story_of: Mapping[str, str]


def people_rows(
    clusters: Mapping[str, Sequence[PagePerson]], events: Iterable[PageEvent], known: Known
) -> list[Person]:
    """One row a person id, in the order of the ids."""
    of_person: dict[str, list[PageEvent]] = defaultdict(list)
    person_of = {p.page_person_id: ident for ident, members in clusters.items() for p in members}
    for event in events:
        if event.page_person_id is not None:
            of_person[person_of[event.page_person_id]].append(event)
    return [_person(ident, members, of_person[ident], known) for ident, members in sorted(clusters.items())]


def _person(ident: str, members: Sequence[PagePerson], events: Sequence[PageEvent], known: Known) -> Person:
    story = {p.page_person_id: known.story_of[p.source_id] for p in members}
    name = best_name((p.name, story[p.page_person_id]) for p in members)
    forms = {form for p in members for form in (p.name, *p.aliases)}
    born = _birth(members, known)
    first, last = _attested(members, events, known)
    return Person(
        person_id=ident,
        name=name,
        aliases=sorted(forms - {name}),
        nationality=best_value((p.nationality, story[p.page_person_id]) for p in members),
        birth_min=born[0] if born else None,
        birth_max=born[1] if born else None,
        n_sources=len({p.source_id for p in members}),
        n_independent_sources=len(set(story.values())),
        first_attested=first,
        last_attested=last,
    )


def best_name(forms: Iterable[tuple[str, str]]) -> str:
    """The full name that most stories use; a surname alone, or one with initials, only where there is no other."""
    pairs = list(forms)
    full = [(form, story) for form, story in pairs if _is_full(form)]
    named = full or [(form, story) for form, story in pairs if not parse_name(form).is_single] or pairs
    return best_value(named, prefer=lambda form: 100 * len(parse_name(form).parts) + len(form)) or pairs[0][0]


def _is_full(form: str) -> bool:
    name = parse_name(form)
    return not name.is_single and len(name.given[0]) > 1


def _birth(members: Sequence[PagePerson], known: Known) -> tuple[date, date] | None:
    """The days of birth that all stated ages allow, or where they disagree, that any allows."""
    bounds = []
    for person in members:
        page = known.page_of.get(person.source_id)
        if person.age is not None and page and page.published_min and page.published_max:
            bounds.append(birth_bounds(person.age, page.published_min, page.published_max))
    if not bounds:
        return None
    low, high = max(lo for lo, _ in bounds), min(hi for _, hi in bounds)
    return (low, high) if low <= high else (min(lo for lo, _ in bounds), max(hi for _, hi in bounds))


def _attested(
    members: Sequence[PagePerson], events: Sequence[PageEvent], known: Known
) -> tuple[date | None, date | None]:
    days: list[tuple[date, date]] = []
    for person in members:
        page = known.page_of.get(person.source_id)
        if page and page.published_min and page.published_max:
            days.append((page.published_min, page.published_max))
    for event in events:
        if event.realis == Realis.ACTUAL and event.occurred_min and event.occurred_max:
            days.append((event.occurred_min, event.occurred_max))
    near = [(lo, hi) for lo, hi in days if (hi - lo).days <= _DATED_WITHIN_DAYS]
    return min((lo for lo, _ in near), default=None), max((hi for _, hi in near), default=None)

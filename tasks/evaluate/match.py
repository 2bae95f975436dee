"""What the dataset says of one page beside that page's gold: what is right, what is missed, what is invented.

Facts are paired one to one, the strictest test first. A fact told again is neither right nor wrong.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Generic, TypeVar

from schemas.claims import EventClaim, RoleClaim
from schemas.vocab import EventType
from tasks.evaluate.compare import content, fold, same_date, same_name, same_title
from tasks.evaluate.found import FoundPage, FoundPerson
from tasks.evaluate.gold import GoldEvent, GoldPage, GoldPerson, GoldRole

G = TypeVar("G")
F = TypeVar("F")

# One outlet's word for it and another's: left the side, taken into custody
_CLASS_OF = {EventType.DEFECTION: EventType.RESIGNATION, EventType.DETENTION: EventType.ARREST}


@dataclass(frozen=True)
class Pair(Generic[G, F]):
    """A fact of gold and the found one that is the same; `is_full` if its details are right too."""

    gold: G
    found: F
    is_full: bool = True


@dataclass(frozen=True)
class Matches(Generic[G, F]):
    """The facts of one kind on one page: paired, missed, and wrong."""

    pairs: tuple[Pair[G, F], ...] = ()
    missed: tuple[G, ...] = ()
    wrong: tuple[F, ...] = ()


@dataclass(frozen=True)
class PageMatches:
    """All that was compared on one page; `found` None where the page is not in the dataset.

    `who` maps gold's names to person ids.
    """

    gold: GoldPage
    found: FoundPage | None
    people: Matches[GoldPerson, FoundPerson]
    roles: Matches[GoldRole, RoleClaim]
    events: Matches[GoldEvent, EventClaim]
    who: Mapping[str, str]


def match_page(gold: GoldPage, found: FoundPage | None) -> PageMatches:
    """Gold and dataset for one page. Of a page that is not in the dataset all is missed."""
    if found is None:
        return PageMatches(
            gold, None, Matches(missed=gold.people), Matches(missed=gold.roles), Matches(missed=gold.events), who={}
        )
    people = match_people(gold.people, found.people)
    who = {pair.gold.name: pair.found.person_id for pair in people.pairs}
    roles = match_roles(gold.roles, found.roles, who)
    return PageMatches(gold, found, people, roles, match_events(gold.events, found.events, who), who)


def match_people(gold: Sequence[GoldPerson], found: Sequence[FoundPerson]) -> Matches[GoldPerson, FoundPerson]:
    """People paired by their fullest form, then by any form, then by gold's aliases."""
    pairs = pair_up(
        gold,
        found,
        lambda g, f: same_name(g.name, f.forms[0]),
        lambda g, f: any(same_name(g.name, form) for form in f.forms),
        lambda g, f: any(same_name(alias, form) for alias in g.aliases for form in f.forms),
    )
    return _matches(gold, found, {i: (j, True) for i, j in pairs})


def match_roles(
    gold: Sequence[GoldRole], claims: Sequence[RoleClaim], who: Mapping[str, str]
) -> Matches[GoldRole, RoleClaim]:
    """Roles paired by person and title; full where body or place, and dates, are right too."""
    found = _once(claims, _role_said)

    def is_same(g: GoldRole, f: RoleClaim) -> bool:
        return who.get(g.person) == f.person_id and same_title(g.title, f.title)

    def is_there(g: GoldRole, f: RoleClaim) -> bool:
        return is_same(g, f) and _same_where(g, f)

    def is_full(g: GoldRole, f: RoleClaim) -> bool:
        return is_there(g, f) and same_date(g.start, f.started) and same_date(g.end, f.ended)

    pairs = pair_up(gold, found, is_full, is_there, is_same)
    matched = [gold[i] for i, _ in pairs]
    again = {j for j, f in enumerate(found) if any(is_there(g, f) for g in matched)}
    return _matches(gold, found, {i: (j, is_full(gold[i], found[j])) for i, j in pairs}, again)


def match_events(
    gold: Sequence[GoldEvent], claims: Sequence[EventClaim], who: Mapping[str, str]
) -> Matches[GoldEvent, EventClaim]:
    """Events paired by person and class of type; full where date, place or other party, and realis are right too.

    Who left their side is told as resigned and as defected: the second wording of a departure is not missed, nor wrong.
    """
    found = _once(claims, _event_said)

    def is_same(g: GoldEvent, f: EventClaim) -> bool:
        person = f.person_id is None if g.person is None else who.get(g.person) == f.person_id
        return person and class_of(g.type) == class_of(f.event_type)

    def is_full(g: GoldEvent, f: EventClaim) -> bool:
        return is_same(g, f) and _same_details(g, f)

    pairs = pair_up(gold, found, is_full, is_same)
    matched = [gold[i] for i, _ in pairs]
    again = {j for j, f in enumerate(found) if any(is_same(g, f) for g in matched)}
    told = {(g.person, class_of(g.type)) for g in matched if class_of(g.type) is EventType.RESIGNATION}
    other_wording = {i for i, g in enumerate(gold) if (g.person, class_of(g.type)) in told}
    full = {i: (j, is_full(gold[i], found[j])) for i, j in pairs}
    return _matches(gold, found, full, again, other_wording)


def class_of(event_type: str) -> EventType:
    """The type that stands for all types which gold and dataset need not tell apart."""
    return _CLASS_OF.get(EventType(event_type), EventType(event_type))


def pair_up(gold: Sequence[G], found: Sequence[F], *tests: Callable[[G, F], bool]) -> list[tuple[int, int]]:
    """Indices of pairs, each item in one at most: the first test on all, then the next on what is left."""
    pairs: list[tuple[int, int]] = []
    free_gold, free_found = list(range(len(gold))), list(range(len(found)))
    for test in tests:
        for i in tuple(free_gold):
            j = next((j for j in free_found if test(gold[i], found[j])), None)
            if j is not None:
                pairs.append((i, j))
                free_gold.remove(i)
                free_found.remove(j)
    return pairs


def _matches(
    gold: Sequence[G],
    found: Sequence[F],
    pairs: Mapping[int, tuple[int, bool]],
    again: Iterable[int] = (),
    not_missed: Iterable[int] = (),
) -> Matches[G, F]:
    used = {j for j, _ in pairs.values()}
    return Matches(
        pairs=tuple(Pair(gold[i], found[j], full) for i, (j, full) in pairs.items()),
        missed=tuple(g for i, g in enumerate(gold) if i not in pairs and i not in set(not_missed)),
        wrong=tuple(f for j, f in enumerate(found) if j not in used and j not in set(again)),
    )


def _once(claims: Sequence[F], said: Callable[[F], Hashable]) -> list[F]:
    first: dict[Hashable, F] = {}
    for claim in claims:
        first.setdefault(said(claim), claim)
    return list(first.values())


def _role_said(claim: RoleClaim) -> Hashable:
    where = (fold(claim.organization), fold(claim.place))
    return (claim.person_id, fold(claim.title), where, claim.started, claim.ended)


def _event_said(claim: EventClaim) -> Hashable:
    where = (fold(claim.organization), fold(claim.place))
    return (claim.person_id, class_of(claim.event_type), claim.occurred, claim.realis, where)


def _same_where(g: GoldRole, f: RoleClaim) -> bool:
    """Body or place share two words of meaning (or all there are), or the country is the same and no place differs."""
    wanted, given = content(g.organization, g.place), content(f.organization, f.place)
    if not wanted or len(wanted & given) >= min(2, len(wanted)):
        return True
    return bool(g.country and g.country == f.country and (not g.place or wanted & given))


def _same_details(g: GoldEvent, f: EventClaim) -> bool:
    given = content(f.place, f.organization)
    place = not g.place or bool(content(g.place) & given)
    other = not g.organization or bool(content(g.organization) & given)
    return same_date(g.date, f.occurred) and (place or other) and g.realis == f.realis

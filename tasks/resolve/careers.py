"""Kinds of service that one person seldom has both of, and what two careers exclude."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import timedelta

from schemas.vocab import TitleClass
from tasks.names.romanize import fold
from tasks.resolve.profiles import Profile

_CAREERS = (
    frozenset({TitleClass.MILITARY, TitleClass.POLICE, TitleClass.INTELLIGENCE}),
    frozenset({TitleClass.JUDGE, TitleClass.PROSECUTOR}),
    frozenset({TitleClass.BUSINESS}),
    frozenset({TitleClass.RELIGIOUS}),
    frozenset(
        {
            TitleClass.HEAD_OF_STATE,
            TitleClass.HEAD_OF_GOVERNMENT,
            TitleClass.MINISTER,
            TitleClass.HEAD_OF_MISSION,
            TitleClass.DEPUTY_HEAD_OF_MISSION,
            TitleClass.DIPLOMAT,
            TitleClass.CONSUL,
            TitleClass.ATTACHE,
            TitleClass.SPOKESPERSON,
            TitleClass.LEGISLATOR,
            TitleClass.GOVERNOR,
            TitleClass.MAYOR,
            TitleClass.PARTY,
            TitleClass.CIVIL_SERVICE,
            TitleClass.INTERNATIONAL,
        }
    ),
)
_CAREER_OF = {title_class.value: i for i, career in enumerate(_CAREERS) for title_class in career}
_OF_STATE = frozenset({0, 1, 4})  # by their numbers above: all but business and religion
_IN_MISSIONS = frozenset(
    {
        TitleClass.HEAD_OF_MISSION,
        TitleClass.DEPUTY_HEAD_OF_MISSION,
        TitleClass.DIPLOMAT,
        TitleClass.CONSUL,
        TitleClass.ATTACHE,
    }
)
_DIPLOMATS = frozenset({"diplomat", "envoy", "ambassador", "embassy"})
_AFTER = timedelta(days=90)  # a page may still give an old post to somebody who has just left
_PLAIN = frozenset({"same", "name", "head", "general", "former", "with", "that", "other", "country"})


def careers_of(p: Profile) -> set[int]:
    """The kinds of service that the profile's posts are in, as numbers."""
    return _careers(p.title_classes)


def _careers(title_classes: Iterable[str]) -> set[int]:
    return {_CAREER_OF[t] for t in title_classes if t in _CAREER_OF}


def are_apart(a: Profile, b: Profile) -> bool:
    """Whether both have careers, and no kind of service in common."""
    of_a, of_b = careers_of(a), careers_of(b)
    return bool(of_a and of_b and not of_a & of_b)


def served_after_breaking(exile: Profile, servant: Profile) -> str | None:
    """In words, that the one serves, in another career, the state with which the other had broken by then."""
    if exile.broke is None:
        return None
    left = exile.countries | set(exile.nationalities)
    others = _OF_STATE - careers_of(exile)
    for holding, (_, last) in sorted(servant.holdings.items()):
        if holding.seat in left and _careers([holding.title_class]) & others and last > exile.broke + _AFTER:
            return f"{holding.title_class} in {holding.seat} when the other had broken with it"
    return None


def clash(a: Profile, b: Profile) -> str | None:
    """In words, that there are two posts in two countries at one time, of one kind or in different kinds of service."""
    if not (a.holdings and b.holdings):
        return None
    apart = are_apart(a, b)
    for x, (from_x, to_x) in sorted(a.holdings.items()):
        for y, (from_y, to_y) in sorted(b.holdings.items()):
            same_time = from_x <= to_y and from_y <= to_x
            alike = x.title_class == y.title_class != TitleClass.OTHER
            if (alike or apart) and x.seat != y.seat and same_time:
                return f"{x.title_class} in {x.seat} and {y.title_class} in {y.seat} at the same time"
    return None


def describes(p: Profile) -> frozenset[str]:
    """The words by which a page may speak of the person without the name: posts, bodies and places."""
    said = [*p.title_classes, *p.bodies, *p.places]
    words = {word for phrase in said for word in fold(phrase).split() if len(word) > 3}
    if p.title_classes & _IN_MISSIONS:
        words |= _DIPLOMATS
    return frozenset(words - _PLAIN)

"""What speaks for and against two profiles' being one person, in points, each with its reason in words.

`MERGE_AT` is reached by two full names that are the same where nothing speaks against it, by two spellings of one name
that share a body or happenings, and by a surname alone only where post or country and happenings fit. The points are
set by hand from what a reader would hold to be enough.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from functools import lru_cache
from heapq import nsmallest

from tasks.names.compare import NameMatch, compare_names
from tasks.names.parse import Name
from tasks.resolve.background import Background, Commonness, Notice
from tasks.resolve.bodies import UNIQUE_POSTS
from tasks.resolve.careers import are_apart, clash, describes, served_after_breaking
from tasks.resolve.profiles import Happening, Profile

MERGE_AT = 1.0
MARGIN = 0.6  # by how much a surname alone must fit one full name better than any other
IMPOSSIBLE = -9.0

_SAME_NAME = 1.2
_MOST_AGAINST_COUNTRIES = -1.9
_SLACK = timedelta(days=45)  # outlets date one happening weeks apart


@dataclass(frozen=True, slots=True)
class Point:
    """One reason and what it counts."""

    value: float
    reason: str


@dataclass(frozen=True, slots=True)
class Weighed:
    """All reasons for and against; `total` is their sum."""

    points: tuple[Point, ...]

    @property
    def total(self) -> float:
        """The sum of all points."""
        return round(sum(p.value for p in self.points), 6)

    @property
    def words(self) -> str:
        """The reasons in one line, the weightiest first, each with its points."""
        ordered = sorted(self.points, key=lambda p: (-abs(p.value), p.reason))
        return "; ".join(f"{p.reason} ({p.value:+.1f})" for p in ordered)


def weigh(a: Profile, b: Profile, background: Background) -> Weighed:
    """The evidence on two profiles."""
    name = weigh_names(a, b)
    if name.value <= IMPOSSIBLE:
        return Weighed((name,))
    points = [name]
    points += _story(a, b)
    points += _posts(a, b)
    points += _abroad(a, b)
    points += _happenings(a, b)
    points += _company(a, b, background)
    points += _person(a, b)
    points += _time(a, b)
    points += _rarity(a, b, background, points)
    points += _namesakes(a, b)
    return Weighed(tuple(points))


def weigh_names(a: Profile, b: Profile) -> Point:
    """What the names alone say: the best pair of full names counts, and none may exclude another, aliases aside."""
    full_a = [n for n in a.names if not n.is_single]
    full_b = [n for n in b.names if not n.is_single]
    pairs = [(x, y) for x in (full_a or a.names) for y in (full_b or b.names)]
    judged = sorted((judge_names(x, y), x.written, y.written) for x, y in pairs)
    also = _weigh_aliases(a, b) if judged[-1][0] < 1.0 or judged[0][0] <= IMPOSSIBLE else None
    if also:
        return also
    if judged[0][0] <= IMPOSSIBLE:
        return Point(IMPOSSIBLE, f"names {judged[0][1]} and {judged[0][2]} are two names")
    value, x, y = judged[-1]
    how = "same name" if value >= 1.5 else "names compared"
    return Point(value, f"{how}: {x} / {y}")


def _weigh_aliases(a: Profile, b: Profile) -> Point | None:
    """A page that gives a person two full names speaks for either."""
    if not (a.aliases or b.aliases) and len(a.names) == len(b.names) == 1:
        return None  # what one name apiece says has been judged
    shared = ({*a.names} | a.aliases) & ({*b.names} | b.aliases)
    full = sorted(n.written for n in shared if not n.is_single)
    return Point(1.0, f"both called {full[0]}") if full else None


@lru_cache(maxsize=200_000)
def judge_names(x: Name, y: Name) -> float:
    """The points that two names give, `IMPOSSIBLE` where they cannot be one person's."""
    match = compare_names(x, y)
    if x.suffix and y.suffix and x.suffix != y.suffix:
        return IMPOSSIBLE
    if x.is_single or y.is_single:
        return _judge_single(x, y, match)
    if match.score >= 1.0:
        return 1.5 if len(x.parts) == 2 else 2.0
    if match.score < 0.5:
        # Farzad and Faraz: one family name and given names that are not quite spellings of each other
        near = (match.family or 0) >= 0.9 and (match.given or 0) >= 0.4
        return -1.2 if near else IMPOSSIBLE
    initials = any(len(p) == 1 for p in (*x.given, *y.given)) and len(x.parts) == len(y.parts)
    if initials:
        return -0.3
    if min(match.family or 0, match.given or 0) >= 1.0:
        return 1.2  # the same words, some left out
    return max(-0.8, 4 * (match.score - 0.85))


def _judge_single(x: Name, y: Name, match: NameMatch) -> float:
    if (match.family or 0) < 0.85:
        return IMPOSSIBLE
    slack = 2 * (1 - (match.family or 0))
    return (-0.3 if x.is_single and y.is_single else -0.5) - slack


def _story(a: Profile, b: Profile) -> list[Point]:
    copies = a.stories & b.stories and a.sources.isdisjoint(b.sources)
    return [Point(3.0, "copies of one story")] if copies else []


def _posts(a: Profile, b: Profile) -> list[Point]:
    points = []
    posts, bodies = a.posts & b.posts, a.bodies & b.bodies
    if posts:
        points.append(Point(2.0, f"same post: {min(posts)}"))
    elif bodies:
        points.append(Point(1.5, f"same body: {min(bodies)}"))
    elif a.title_classes & b.title_classes:
        few = a.title_classes & b.title_classes & UNIQUE_POSTS
        value = 0.6 if few else 0.3
        points.append(Point(value, f"same kind of post: {min(few or a.title_classes & b.title_classes)}"))
    elif are_apart(a, b):
        points.append(Point(-0.8, "careers of different kinds"))
        after = served_after_breaking(a, b) or served_after_breaking(b, a)
        points += [Point(-1.5, after)] if after else []
    places = {p for p in a.places & b.places if not p.startswith("country ")}
    if places:
        points.append(Point(0.6, f"same place: {min(places)}"))
    return points


def _abroad(a: Profile, b: Profile) -> list[Point]:
    """Nations, and posts in two countries at once; where one mistaken country makes both it counts but once."""
    points = _nations(a, b)
    at_once = None if a.posts & b.posts or a.bodies & b.bodies else clash(a, b)
    if at_once:
        against = sum(p.value for p in points if p.value < 0)
        points.append(Point(max(-1.6, _MOST_AGAINST_COUNTRIES - against), at_once))
    return points


def _nations(a: Profile, b: Profile) -> list[Point]:
    if a.nationalities and b.nationalities:
        shared = set(a.nationalities) & set(b.nationalities)
        if shared:
            return [Point(0.6, f"same nationality: {min(shared)}")]
        value = -0.8 if _is_doubtful(a, b) else -1.6
        return [Point(value, f"nationality {min(a.nationalities)} and {min(b.nationalities)}")]
    of_a = a.countries | set(a.nationalities)
    of_b = b.countries | set(b.nationalities)
    if of_a & of_b:
        return [Point(0.6, f"same country: {min(of_a & of_b)}")]
    of_a, of_b = a.states | set(a.nationalities), b.states | set(b.nationalities)
    if of_a and of_b:
        return [Point(-0.6 if _is_doubtful(a, b) else -1.2, f"countries {min(of_a)} and {min(of_b)}")]
    return []


def _is_doubtful(a: Profile, b: Profile) -> bool:
    """Whether the country of the less attested may be a mistake: the other's is on the same page, next to it."""
    of_a = set(a.nationalities) or a.states
    of_b = set(b.nationalities) or b.states
    of_b_near_a, of_a_near_b = bool(of_b & a.around), bool(of_a & b.around)
    if len(a.sources) == len(b.sources):
        return of_b_near_a or of_a_near_b
    return of_b_near_a if len(a.sources) < len(b.sources) else of_a_near_b


def _happenings(a: Profile, b: Profile) -> list[Point]:
    best = {
        kind: max(_same_happening(x, y) for x in a.happenings[kind] for y in b.happenings[kind])
        for kind in sorted(a.happenings.keys() & b.happenings.keys())
    }
    points = [Point(value, f"both: {kind}") for kind, value in best.items() if value > 0]
    excess = sum(p.value for p in points) - 2.2
    return [*points, Point(-excess, "happenings count no more than 2.2")] if excess > 0 else points


def _same_happening(x: Happening, y: Happening) -> float:
    where = 0.0 if set(x.where).isdisjoint(y.where) else 0.4
    if x.earliest and x.latest and y.earliest and y.latest:
        if x.earliest - _SLACK > y.latest or y.earliest - _SLACK > x.latest:
            return 0.0
        span = max((x.latest - x.earliest).days, (y.latest - y.earliest).days)
        return (1.2 if span <= 62 else 0.6) + where
    return 0.4 + where


def _company(a: Profile, b: Profile, background: Background) -> list[Point]:
    shared = a.company & b.company
    if not shared:
        return []
    # Somebody whom few pages name says much; a president whom every page names says nothing
    named = [background.notice(name) for name in shared]
    value = 0.6 * named.count(Notice.FEW) + 0.3 * named.count(Notice.SOME) + 0.05 * named.count(Notice.MANY)
    return [Point(min(value, 1.6), f"named beside {', '.join(nsmallest(3, shared))}")]


def _rarity(a: Profile, b: Profile, background: Background, points: Sequence[Point]) -> list[Point]:
    """That nobody else here has the name speaks for one person who is met at the same body or in the same company.

    Of a name whose words are frequent several may be expected, and it alone says little.
    """
    same_name = points[0].value >= _SAME_NAME
    shared = [n for n in a.names.keys() & b.names.keys() if not n.is_single] if same_name else []
    if not shared:
        return []
    others = min(background.commonness(name) for name in shared)
    if others >= Commonness.PERHAPS:
        return [Point(-0.6 if others == Commonness.SURELY else -0.2, "a frequent name")]
    tied = a.bodies & b.bodies or a.company & b.company
    return [Point(0.6, "a rare name")] if others == Commonness.NONE and tied else []


def _namesakes(a: Profile, b: Profile) -> list[Point]:
    """What a page itself says of another with the same name."""
    if not (a.namesakes or b.namesakes) or not a.stories.isdisjoint(b.stories):
        return []
    told = [(n, other) for one, other in ((a, b), (b, a)) for n in one.namesakes]
    meant = sorted(n.sentence for n, other in told if n.words & describes(other))
    if meant:
        return [Point(-6.0, f'the page says: "{meant[0]}"')]
    known = sorted(n.sentence for n, _ in told if n.is_full)
    if known and not a.title_classes & b.title_classes:
        return [Point(-1.0, f'a namesake is known: "{known[0]}"')]
    return []


def _person(a: Profile, b: Profile) -> list[Point]:
    points = []
    gender_a, gender_b = _gender(a), _gender(b)
    if gender_a and gender_b and gender_a != gender_b:
        points.append(Point(-2.5, "he and she"))
    if a.births and b.births:
        apart = _days_apart(_birth(a), _birth(b))
        if apart > 366:
            points.append(Point(-3.0, f"ages differ by {apart // 365} years or more"))
        elif apart <= 0:
            points.append(Point(0.8, "same age"))
    return points


def _gender(p: Profile) -> str | None:
    """The gender that pronouns and honorifics give, where at least two do and four of five agree."""
    total = p.genders.total()
    if total < 2:
        return None
    gender, n = max(p.genders.items(), key=lambda item: (item[1], item[0]))
    return gender if n >= 0.8 * total else None


def _birth(p: Profile) -> tuple[date, date]:
    low, high = max(lo for lo, _ in p.births), min(hi for _, hi in p.births)
    return (low, high) if low <= high else (min(lo for lo, _ in p.births), max(hi for _, hi in p.births))


def _days_apart(x: tuple[date, date], y: tuple[date, date]) -> int:
    return max((x[0] - y[1]).days, (y[0] - x[1]).days)


def _time(a: Profile, b: Profile) -> list[Point]:
    if not (a.first_day and a.last_day and b.first_day and b.last_day):
        return []
    gap = _days_apart((a.first_day, a.last_day), (b.first_day, b.last_day)) / 365
    if gap > 60:
        return [Point(-4.0, f"{gap:.0f} years apart")]
    if gap > 30:
        return [Point(-1.0, f"{gap:.0f} years apart")]
    return []

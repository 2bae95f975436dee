"""Role claims of one person, put together across pages into the posts that they held."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import lru_cache

from schemas.claims import PageRole
from schemas.resolved import Role
from schemas.vocab import OrganizationKind, RoleStatus, Stance, TitleClass
from tasks.names.romanize import fold
from tasks.resolve.agreement import Said, agreement_of, best_value, contradict, settle_date
from tasks.resolve.bodies import MISSIONS, UNIQUE_POSTS, body_keys, body_words, same_body, same_place
from tasks.resolve.grouping import NEVER, group_claims

_MERGE_AT = 1.5
# At one mission at one time "a diplomat" is the deputy head of mission told with less detail
_DIPLOMATS = frozenset(
    {
        TitleClass.DIPLOMAT,
        TitleClass.HEAD_OF_MISSION,
        TitleClass.DEPUTY_HEAD_OF_MISSION,
        TitleClass.CONSUL,
        TitleClass.ATTACHE,
        TitleClass.SPOKESPERSON,
    }
)
_STATELESS = frozenset({OrganizationKind.MOVEMENT, OrganizationKind.OTHER, OrganizationKind.MEDIA})
_IN_ONE_STATE = frozenset(
    {
        TitleClass.HEAD_OF_STATE,
        TitleClass.HEAD_OF_GOVERNMENT,
        TitleClass.MINISTER,
        TitleClass.LEGISLATOR,
        TitleClass.JUDGE,
        TitleClass.PROSECUTOR,
        TitleClass.MILITARY,
        TitleClass.POLICE,
    }
)
_GENERIC = frozenset({"diplomat", "member", "official", "officer", "minister", "judge"})
_RANKS = frozenset(
    {
        "deputy",
        "vice",
        "assistant",
        "acting",
        "interim",
        "junior",
        "under",
        "first",
        "second",
        "third",
        "former",
        "chief",
        "senior",
    }
)
_ONE_WORD = {"spokesman": "spokesperson", "spokeswoman": "spokesperson", "chairman": "chair", "chairwoman": "chair"}


@dataclass(frozen=True)
class RoleGroup:
    """The claims that speak of one post of one person, by claim id."""

    person_id: str
    claims: tuple[PageRole, ...]


def group_roles(roles: Sequence[PageRole], person_of: Mapping[str, str]) -> list[RoleGroup]:
    """The posts, ordered by person and first claim; `person_of` gives the person of each page person."""
    by_person: dict[str, list[PageRole]] = defaultdict(list)
    for role in sorted(roles, key=lambda r: r.claim_id):
        by_person[person_of[role.page_person_id]].append(role)
    return [
        RoleGroup(person, tuple(group))
        for person, claims in sorted(by_person.items())
        for group in group_claims(_near_first(claims), _signature, _fit, _MERGE_AT)
    ]


def _near_first(claims: Sequence[PageRole]) -> list[PageRole]:
    """Claims on one body next to each other."""
    return sorted(claims, key=lambda r: (sorted(body_words(r.organization)), r.title, r.claim_id))


def _signature(role: PageRole) -> tuple[object, ...]:
    return (
        role.title,
        role.title_class,
        role.organization,
        role.country,
        role.place,
        role.place_country,
        role.started,
        role.ended,
    )


def _fit(a: PageRole, b: PageRole) -> float:
    title = _title_fit(a, b)
    if title == NEVER or not _times_fit(a, b):
        return NEVER
    where = _where_fit(a, b)
    return title + where if where != NEVER else NEVER


def _title_fit(a: PageRole, b: PageRole) -> float:
    x, y = title_words(a.title), title_words(b.title)
    if x == y:
        return 1.0
    if "diplomat" in (a.title, b.title) and {a.title_class, b.title_class} <= _DIPLOMATS:
        return 0.5
    if (x ^ y) & _RANKS:
        return 0.5 if _one_posting(a, b) else NEVER
    if a.title_class == b.title_class and (x <= y or y <= x or a.title_class in UNIQUE_POSTS):
        return 0.8
    if _one_posting(a, b):
        return 0.5
    if a.title_class == b.title_class != TitleClass.OTHER and len(x & y) / len(x | y) >= 0.5:
        return 0.6
    return NEVER


def _one_posting(a: PageRole, b: PageRole) -> bool:
    """Whether two pages give different ranks to one posting: at one mission, or of one kind, ended at the same time."""
    at_missions = {a.organization_kind, b.organization_kind} <= MISSIONS and same_body(a.organization, b.organization)
    one_kind = a.title_class == b.title_class and a.title_class in _DIPLOMATS
    if a.source_id == b.source_id or not (at_missions or one_kind):
        return False
    if not (a.ended_min and a.ended_max and b.ended_min and b.ended_max):
        return False
    return a.ended_min <= b.ended_max and b.ended_min <= a.ended_max


@lru_cache(maxsize=50_000)
def title_words(title: str) -> frozenset[str]:
    """The words of a title, variants made one."""
    return frozenset(_ONE_WORD.get(w, w) for w in fold(title).split()) - {"of", "the", "to", "for", "at", "in", "and"}


def _where_fit(a: PageRole, b: PageRole) -> float:
    stateless = _is_stateless(a) or _is_stateless(b)
    if a.country and b.country and a.country != b.country and not stateless:
        # Nobody has one office in two states: one page has taken a country that it only speaks of for the office's
        one_office = a.title_class == b.title_class and a.title_class in _IN_ONE_STATE
        return (
            0.5 if one_office and a.source_id != b.source_id and title_words(a.title) == title_words(b.title) else NEVER
        )
    keys_a = body_keys(a.organization, a.organization_kind, a.country, a.place_country)
    keys_b = body_keys(b.organization, b.organization_kind, b.country, b.place_country)
    if keys_a & keys_b or same_body(a.organization, b.organization):
        return 1.0
    if a.organization and b.organization:
        return NEVER
    if a.place_country and b.place_country and a.place_country != b.place_country:
        return NEVER
    same_country = a.country is not None and a.country == b.country
    if same_place(a.place, b.place) and same_country:
        return 0.9
    if a.place and b.place:
        return NEVER
    if not same_country:
        # "the ambassador" of nobody knows where goes with a post only where the words are the same
        return 0.5 if a.country is None or b.country is None or stateless else 0.0
    return 0.7 if a.title_class in UNIQUE_POSTS or title_words(a.title) == title_words(b.title) else 0.3


def _is_stateless(role: PageRole) -> bool:
    """Whether the post is in a body that has a seat but is no state's: the country that a page gives it is chance."""
    return role.organization is not None and role.organization_kind in _STATELESS


def _times_fit(a: PageRole, b: PageRole) -> bool:
    return not (_ends_before(a, b) or _ends_before(b, a))


def _ends_before(a: PageRole, b: PageRole) -> bool:
    """Whether the first post was over a year and more before the second began: another term."""
    return bool(a.ended_max and b.started_min and (b.started_min - a.ended_max).days > 366)


@dataclass(frozen=True)
class PageFacts:
    """What counting needs to know of pages: each one's story, and its date's last day."""

    story_of: Mapping[str, str]
    last_day: Mapping[str, date | None]


def resolve_role(role_id: str, group: RoleGroup, pages: PageFacts) -> Role:
    """The post that the claims speak of; links to events are still open."""
    asserted = [c for c in group.claims if c.stance != Stance.DENIES]
    telling = asserted or list(group.claims)
    stories = {pages.story_of[c.source_id] for c in group.claims}
    started = settle_date(
        Said(c.started, c.started_min, c.started_max, pages.story_of[c.source_id])
        for c in telling
        if c.started and c.started != c.ended  # one date cannot be both: it is the end that pages tell
    )
    ended = settle_date(
        Said(c.ended, c.ended_min, c.ended_max, pages.story_of[c.source_id]) for c in telling if c.ended
    )
    reversed_term = started.earliest and ended.latest and ended.latest < started.earliest
    if reversed_term:
        # One of the two is wrong and nothing says which: the end is what pages report first-hand
        started = replace(started, edtf=None, earliest=None, latest=None)
    denying = {pages.story_of[c.source_id] for c in group.claims if c.stance == Stance.DENIES}
    disputed = (
        bool(reversed_term)
        or started.disputed
        or ended.disputed
        or bool(asserted and denying - {pages.story_of[c.source_id] for c in asserted})
        or contradict((c.country, pages.story_of[c.source_id]) for c in telling)
        or contradict((c.place_country, pages.story_of[c.source_id]) for c in telling)
        or contradict((_rank(c.title), pages.story_of[c.source_id]) for c in telling)
    )
    title = _best_title(telling, pages)
    alike = [c for c in telling if c.title == title]
    # A country is the body's: a page that names no body only guesses at it
    naming = [c for c in telling if c.organization and c.country] or telling
    country = best_value((c.country, pages.story_of[c.source_id]) for c in naming)
    of_country = [c for c in telling if c.country in (country, None)] or telling
    organization = best_value((c.organization, pages.story_of[c.source_id]) for c in of_country)
    place = best_value((c.place, pages.story_of[c.source_id]) for c in telling)
    return Role(
        role_id=role_id,
        person_id=group.person_id,
        title=title,
        title_class=best_value((c.title_class, pages.story_of[c.source_id]) for c in alike) or TitleClass.OTHER,
        organization=organization,
        organization_kind=best_value(
            (c.organization_kind, pages.story_of[c.source_id]) for c in telling if c.organization == organization
        ),
        country=country,
        place=place,
        place_country=best_value((c.place_country, pages.story_of[c.source_id]) for c in telling if c.place == place),
        started=started.edtf,
        started_min=started.earliest,
        started_max=started.latest,
        ended=ended.edtf,
        ended_min=ended.earliest,
        ended_max=ended.latest,
        status=_latest_status(telling, pages),
        end_cause=None,
        start_event_id=None,
        end_event_id=None,
        agreement=agreement_of(len(stories), disputed),
        n_sources=len({c.source_id for c in group.claims}),
        n_independent_sources=len(stories),
    )


def _best_title(claims: Sequence[PageRole], pages: PageFacts) -> str:
    """The title that most stories give; a generic one ("diplomat") only where there is no other."""
    specific = [c for c in claims if c.title not in _GENERIC] or claims
    return best_value((c.title, pages.story_of[c.source_id]) for c in specific) or claims[0].title


def _rank(title: str) -> str | None:
    """The words of rank in a title, which exclude each other; None where it says none or nothing exact."""
    return None if title in _GENERIC else " ".join(sorted(title_words(title) & _RANKS)) or "head"


def _latest_status(claims: Sequence[PageRole], pages: PageFacts) -> RoleStatus:
    """What the latest page says; of undated pages, and of pages of one day, "former" counts before "current"."""
    known = [c for c in claims if c.status != RoleStatus.UNKNOWN]
    if not known:
        return RoleStatus.UNKNOWN
    latest = max(
        known,
        key=lambda c: (pages.last_day.get(c.source_id) or date.min, c.status == RoleStatus.FORMER, c.claim_id),
    )
    return RoleStatus(latest.status)

"""What is known of a person on one page or on several: names, posts, happenings, company and time."""

from __future__ import annotations

from collections import Counter, defaultdict
from dataclasses import dataclass, field
from datetime import date, timedelta

from schemas.claims import PageEvent, PagePerson, PageRole
from schemas.ids import digest
from schemas.stages import CleanPage
from schemas.vocab import EventType, MentionForm, OrganizationKind, Realis, RoleStatus, Stance, TitleClass
from tasks.names.parse import Name, parse_name
from tasks.names.romanize import fold
from tasks.resolve.bodies import UNIQUE_POSTS, body_keys
from tasks.resolve.model import ResolveInput
from tasks.resolve.namesakes import Namesake, namesakes_on

DEPARTURES = frozenset(
    {EventType.RESIGNATION, EventType.DEFECTION, EventType.DISMISSAL, EventType.RECALL, EventType.RETIREMENT}
)
_ONE_HAPPENING = {
    EventType.RESIGNATION: "left",
    EventType.DEFECTION: "left",
    EventType.ARREST: "custody",
    EventType.DETENTION: "custody",
    EventType.KILLING: "death",
}
# Whoever does one of these has broken with the state that they served
_BREAKS = frozenset({EventType.DEFECTION, EventType.ASYLUM_REQUEST, EventType.ASYLUM_GRANT})
# Where such a body has its seat says nothing of its people's country: exiles meet in Warsaw
_NO_STATE = frozenset(
    {
        OrganizationKind.MOVEMENT,
        OrganizationKind.COMPANY,
        OrganizationKind.MEDIA,
        OrganizationKind.UNIVERSITY,
        OrganizationKind.INTERNATIONAL,
    }
)
_MOST_HAPPENINGS = 24
_MEN = frozenset({"he", "him", "his", "himself"})
_WOMEN = frozenset({"she", "her", "hers", "herself"})
_MALE_TITLES = frozenset({"mr", "sir", "lord", "sheikh", "king", "prince"})
_FEMALE_TITLES = frozenset({"mrs", "ms", "miss", "dame", "lady", "madam", "queen", "princess", "congresswoman"})


@dataclass(frozen=True, slots=True)
class Happening:
    """An event as far as it tells people apart: what kind, when, and with whom or where."""

    kind: str
    earliest: date | None
    latest: date | None
    where: tuple[str, ...]


@dataclass(frozen=True, slots=True, order=True)
class Holding:
    """A kind of post, and the country of its seat."""

    title_class: str
    seat: str


@dataclass(slots=True)
class Profile:
    """What speaks for or against a person's being another; profiles of one person add up.

    `countries` are those of the person's posts, `states` of those in a state's service, `around` those of everybody and
    everything on the same pages.
    """

    anchor: str  # the smallest page person: what the profile is called in every tie
    members: list[str]
    sources: set[str]
    stories: set[str]
    names: Counter[Name]
    aliases: set[Name] = field(default_factory=set)
    nationalities: Counter[str] = field(default_factory=Counter)
    countries: set[str] = field(default_factory=set)
    states: set[str] = field(default_factory=set)
    around: set[str] = field(default_factory=set)
    bodies: set[str] = field(default_factory=set)
    posts: set[str] = field(default_factory=set)
    title_classes: set[str] = field(default_factory=set)
    places: set[str] = field(default_factory=set)
    happenings: dict[str, frozenset[Happening]] = field(default_factory=dict)
    holdings: dict[Holding, tuple[date, date]] = field(default_factory=dict)
    company: set[str] = field(default_factory=set)
    genders: Counter[str] = field(default_factory=Counter)
    births: list[tuple[date, date]] = field(default_factory=list)
    first_day: date | None = None
    last_day: date | None = None
    died: date | None = None
    broke: date | None = None  # by this day they had broken with their state
    namesakes: set[Namesake] = field(default_factory=set)

    @property
    def is_single(self) -> bool:
        """Whether no page gives more than one part of the name."""
        return all(name.is_single for name in self.names)

    def add(self, other: Profile) -> None:
        """Take in what is known of the same person elsewhere."""
        self.anchor = min(self.anchor, other.anchor)
        self.members += other.members
        self.sources |= other.sources
        self.stories |= other.stories
        self.names.update(other.names)
        self.aliases |= other.aliases
        self.nationalities.update(other.nationalities)
        self.countries |= other.countries
        self.states |= other.states
        self.around |= other.around
        self.bodies |= other.bodies
        self.posts |= other.posts
        self.title_classes |= other.title_classes
        self.places |= other.places
        for happenings in other.happenings.values():
            for happening in happenings:
                self.see(happening)
        for holding, days in other.holdings.items():
            self.hold(holding, *days)
        self.company |= other.company
        self.genders.update(other.genders)
        self.births = sorted({*self.births, *other.births})
        self.first_day = _least(self.first_day, other.first_day)
        self.last_day = _most(self.last_day, other.last_day)
        self.died = _least(self.died, other.died)
        self.broke = _least(self.broke, other.broke)
        self.namesakes |= other.namesakes

    def see(self, happening: Happening) -> None:
        """Take in a happening. Of very many of one kind a sample is kept, the same one in whatever order they come."""
        seen = self.happenings.get(happening.kind, frozenset()) | {happening}
        if len(seen) > _MOST_HAPPENINGS:
            seen = frozenset(sorted(seen, key=lambda h: digest(repr(h)))[:_MOST_HAPPENINGS])
        self.happenings[happening.kind] = seen

    def hold(self, holding: Holding, earliest: date, latest: date) -> None:
        """Take in that a post was held from one day to another."""
        days = self.holdings.get(holding, (earliest, latest))
        self.holdings[holding] = (min(days[0], earliest), max(days[1], latest))


def _least(a: date | None, b: date | None) -> date | None:
    return min(a, b) if a and b else a or b


def _most(a: date | None, b: date | None) -> date | None:
    return max(a, b) if a and b else a or b


def page_profiles(given: ResolveInput) -> list[Profile]:
    """One profile a page person, in the order of their ids."""
    pages = {page.source_id: page for page in given.pages}
    stories = {story.source_id: story.story_id for story in given.stories}
    roles: dict[str, list[PageRole]] = defaultdict(list)
    events: dict[str, list[PageEvent]] = defaultdict(list)
    genders: dict[str, Counter[str]] = defaultdict(Counter)
    company: dict[str, dict[str, str]] = defaultdict(dict)
    for role in given.roles:
        roles[role.page_person_id].append(role)
    for event in given.events:
        if event.page_person_id is not None:
            events[event.page_person_id].append(event)
    for mention in given.mentions:
        gender = _gender(mention.written, mention.form)
        if gender:
            genders[mention.page_person_id][gender] += 1
    around = _countries_of_pages(given)
    namesakes = namesakes_on(given.pages, given.mentions)
    for person in given.people:
        name = parse_name(person.name)
        if not name.is_single:
            company[person.source_id][person.page_person_id] = name.key
    profiles = []
    for person in sorted(given.people, key=lambda p: p.page_person_id):
        ident = person.page_person_id
        others = company[person.source_id]
        profile = Profile(
            anchor=ident,
            members=[ident],
            sources={person.source_id},
            stories={stories.get(person.source_id, person.source_id)},
            names=Counter({parse_name(person.name): 1}),
            aliases={name for alias in person.aliases if not (name := parse_name(alias)).is_single},
            genders=genders.get(ident, Counter()),
            around=set(around[person.source_id]),
            company={key for other, key in others.items() if other != ident},
            namesakes=set(namesakes.get(ident, ())),
        )
        _add_page(profile, person, pages.get(person.source_id))
        for role in roles[ident]:
            _add_role(profile, role, pages.get(person.source_id))
        for event in events[ident]:
            _add_event(profile, event, pages.get(person.source_id))
        profiles.append(profile)
    return profiles


def _countries_of_pages(given: ResolveInput) -> dict[str, set[str]]:
    around: dict[str, set[str]] = defaultdict(set)
    for person in given.people:
        around[person.source_id].add(person.nationality or "")
    for role in given.roles:
        around[role.source_id] |= {role.country or "", role.place_country or ""}
    for event in given.events:
        around[event.source_id].add(event.place_country or "")
    return around


def _gender(written: str, form: str) -> str | None:
    words = fold(written).split()
    if not words:
        return None
    if form == MentionForm.PRONOUN:
        return "m" if words[0] in _MEN else "f" if words[0] in _WOMEN else None
    if form == MentionForm.NAME and len(words) > 1:
        return "m" if words[0] in _MALE_TITLES else "f" if words[0] in _FEMALE_TITLES else None
    return None


def _add_page(profile: Profile, person: PagePerson, page: CleanPage | None) -> None:
    if person.nationality:
        profile.nationalities[person.nationality] += 1
    if page is None or page.published_min is None or page.published_max is None:
        return
    profile.first_day, profile.last_day = page.published_min, page.published_max
    if person.age is not None:
        profile.births = [birth_bounds(person.age, page.published_min, page.published_max)]


def birth_bounds(age: int, earliest: date, latest: date) -> tuple[date, date]:
    """The first and last day on which somebody was born who was `age` years old on some day of that interval."""
    return _years_before(earliest, age + 1) + timedelta(days=1), _years_before(latest, age)


def _years_before(day: date, years: int) -> date:
    try:
        return day.replace(year=day.year - years)
    except ValueError:  # 29 February
        return day.replace(year=day.year - years, day=28)


def _add_role(profile: Profile, role: PageRole, page: CleanPage | None) -> None:
    if role.stance == Stance.DENIES:
        return
    of_state = role.organization_kind not in _NO_STATE and role.title_class != TitleClass.MOVEMENT
    if role.country:
        profile.countries.add(role.country)
        profile.states |= {role.country} if of_state else set()
    keys = body_keys(role.organization, role.organization_kind, role.country, role.place_country)
    profile.bodies |= keys
    if role.title_class != "other":
        profile.title_classes.add(role.title_class)
    seats = keys or ({f"country {role.country}"} if role.title_class in UNIQUE_POSTS and role.country else set())
    profile.posts |= {f"{role.title_class} at {seat}" for seat in seats}
    profile.places |= _places(role.place, role.place_country)
    for low, high in ((role.started_min, role.started_max), (role.ended_min, role.ended_max)):
        profile.first_day = _least(profile.first_day, high)
        profile.last_day = _most(profile.last_day, low)
    seat = role.place_country or role.country
    if of_state and role.status == RoleStatus.CURRENT and seat and page and page.published_min and page.published_max:
        profile.hold(Holding(role.title_class, seat), page.published_min, page.published_max)


def _add_event(profile: Profile, event: PageEvent, page: CleanPage | None) -> None:
    if event.realis == Realis.DENIED:
        return
    where = _places(event.place, event.place_country) | body_keys(event.organization, None, None, None)
    kind = _ONE_HAPPENING.get(EventType(event.event_type), event.event_type)
    profile.see(Happening(kind, event.occurred_min, event.occurred_max, tuple(sorted(where))))
    profile.places |= _places(event.place, event.place_country)
    profile.first_day = _least(profile.first_day, event.occurred_max)
    profile.last_day = _most(profile.last_day, event.occurred_min)
    if event.event_type in _BREAKS and event.realis == Realis.ACTUAL:
        profile.broke = _least(profile.broke, event.occurred_max or (page.published_max if page else None))
    if kind == "death" and event.realis == Realis.ACTUAL and event.occurred_max:
        profile.died = _least(profile.died, event.occurred_max)


def _places(place: str | None, country: str | None) -> set[str]:
    names = {fold(place)} if place and fold(place) else set()
    return names | ({f"country {country}"} if country else set())

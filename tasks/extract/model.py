"""What the rule engine's steps hand to each other: spans of one article, with what they stand for.

Offsets are code points in the page's text, ends exclusive.
"""

from __future__ import annotations

from dataclasses import dataclass, field

from schemas.vocab import EventType, MentionForm, OrganizationKind, Realis, RoleStatus, Stance, TitleClass
from tasks.dates.model import TimeExpression


@dataclass(frozen=True, slots=True)
class PlaceSpan:
    """A place that the text names: a country, region or city. `is_demonym` for "Iranian", "the Finn"."""

    start: int
    end: int
    name: str
    country: str | None
    is_country: bool
    is_demonym: bool = False


@dataclass(frozen=True, slots=True)
class BodySpan:
    """A body that the text names, normalised ("Iran's embassy in Helsinki": Embassy of Iran in Finland).

    `country` is the state that it belongs to, `place` and `place_country` where it sits (a posting).
    """

    start: int
    end: int
    name: str
    kind: OrganizationKind
    country: str | None
    place: str | None
    place_country: str | None


@dataclass(frozen=True, slots=True)
class PostSpan:
    """A phrase that names a post ("the former press attaché at Iran's embassy in Brussels").

    `start`/`end` cover the whole phrase with its body and place; `head_end` is where the bare title ends. `former` for
    "ex-", "former", "then"; `future` for "incoming", "-designate", "-elect".
    """

    start: int
    end: int
    head_end: int
    title: str
    title_class: TitleClass
    body: BodySpan | None
    organization: str | None
    organization_kind: OrganizationKind | None
    country: str | None
    place: str | None
    place_country: str | None
    former: bool = False
    future: bool = False


@dataclass(frozen=True, slots=True)
class PersonSpan:
    """One mention of a person; `person` is an index into `PeopleOnPage.people`. Possessive 's is left out."""

    start: int
    end: int
    person: int
    form: MentionForm


@dataclass(frozen=True)
class PersonOnPage:
    """A person as the page knows them: the fullest name, honorifics left out, and every other name form."""

    name: str
    aliases: tuple[str, ...]
    nationality: str | None = None
    age: int | None = None


@dataclass(frozen=True)
class PeopleOnPage:
    """The people of one page and all their mentions in text order.

    `groups` maps a span that stands for several people ("both", "the three", "they") to their indices.
    """

    people: tuple[PersonOnPage, ...]
    mentions: tuple[PersonSpan, ...]
    groups: dict[tuple[int, int], tuple[int, ...]] = field(default_factory=dict)


@dataclass(frozen=True)
class Entities:
    """Places, bodies and posts of one article, each in text order. Bodies and posts may contain places.

    `home` is the ISO code of the state that the article is about.
    """

    places: tuple[PlaceSpan, ...]
    bodies: tuple[BodySpan, ...]
    posts: tuple[PostSpan, ...]
    home: str | None = None


@dataclass(frozen=True)
class RoleFound:
    """A post that the text gives a person. `start`/`end` are the quote's offsets."""

    person: int
    title: str
    title_class: TitleClass
    organization: str | None
    organization_kind: OrganizationKind | None
    country: str | None
    place: str | None
    place_country: str | None
    started: TimeExpression | None
    ended: TimeExpression | None
    status: RoleStatus
    stance: Stance
    attributed_to: str | None
    start: int
    end: int
    confidence: float


@dataclass(frozen=True)
class EventFound:
    """Something that the text says happened. `start`/`end` are the quote's offsets; `person` None where none is named.

    `when` None on an event of the news itself ("has resigned") means the page's own date, if `is_news` is set.
    """

    person: int | None
    event_type: EventType
    organization: str | None
    place: str | None
    place_country: str | None
    when: TimeExpression | None
    is_news: bool
    realis: Realis
    stance: Stance
    attributed_to: str | None
    start: int
    end: int
    confidence: float

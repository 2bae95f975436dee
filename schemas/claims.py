"""What pages say, in their own words, with the characters that say it: per page, and with resolved ids."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Annotated

from schemas.declare import Col, Layer, table
from schemas.vocab import (
    EventType,
    MentionForm,
    OccurredBasis,
    OrganizationKind,
    Realis,
    RoleStatus,
    Stance,
    TitleClass,
)

COUNTRY = r"[A-Z]{2}"


@dataclass(frozen=True, kw_only=True)
class PersonSaid:
    """A person as one page knows them."""

    page_person_id: Annotated[str, Col("hash of source_id and the fullest name on the page", key=True)]
    source_id: Annotated[str, Col("the page", references="sources.source_id")]
    name: Annotated[str, Col("the fullest form in the article, honorifics left out")]
    aliases: Annotated[list[str], Col("every other name form that the page uses for them")]
    nationality: Annotated[str | None, Col("ISO 3166 alpha-2, where stated or implied by the post", pattern=COUNTRY)]
    age: Annotated[int | None, Col("whole years, as stated", low=1, high=119)]


@dataclass(frozen=True, kw_only=True)
class MentionSaid:
    """One place where a page names or points at a person."""

    mention_id: Annotated[str, Col("hash of source_id and the place", key=True)]
    source_id: Annotated[str, Col("the page", references="sources.source_id")]
    page_person_id: Annotated[str, Col("the person as that page knows them")]
    written: Annotated[str, Col("the words on the page")]
    form: Annotated[str, Col("a name, a description or a pronoun", words=MentionForm)]
    start_char: Annotated[int, Col("code points in source_texts.text", low=0)]
    end_char: Annotated[int, Col("code points in source_texts.text, exclusive", low=1)]


@dataclass(frozen=True, kw_only=True)
class RoleSaid:
    """One post that a page says a person holds, held or is about to hold."""

    claim_id: Annotated[str, Col("hash of source_id, kind, quote and what is claimed", key=True)]
    source_id: Annotated[str, Col("the page", references="sources.source_id")]
    page_person_id: Annotated[str, Col("the person as that page knows them")]
    title: Annotated[str, Col("the post in the field's usual English form, lower case")]
    title_class: Annotated[str, Col("what kind of post", words=TitleClass)]
    organization: Annotated[str | None, Col("the body of the post, spelled out")]
    organization_kind: Annotated[str | None, Col("what kind of body", words=OrganizationKind)]
    country: Annotated[
        str | None, Col("ISO 3166 alpha-2 of the state or body that the post belongs to", pattern=COUNTRY)
    ]
    place: Annotated[str | None, Col("where the post is held: a posting")]
    place_country: Annotated[str | None, Col("ISO 3166 alpha-2 of that place", pattern=COUNTRY)]
    started: Annotated[str | None, Col("when it began, EDTF", edtf=True)]
    started_min: Annotated[date | None, Col("earliest day of started")]
    started_max: Annotated[date | None, Col("latest day of started")]
    started_char: Annotated[int | None, Col("where in the text the words for started begin", low=0)]
    ended: Annotated[str | None, Col("when it ended, EDTF", edtf=True)]
    ended_min: Annotated[date | None, Col("earliest day of ended")]
    ended_max: Annotated[date | None, Col("latest day of ended")]
    ended_char: Annotated[int | None, Col("where in the text the words for ended begin", low=0)]
    status: Annotated[str, Col("as of the page's date", words=RoleStatus)]
    stance: Annotated[str, Col("whether the page asserts, denies or alleges it", words=Stance)]
    attributed_to: Annotated[str | None, Col("who says so, where the page attributes it")]
    quote: Annotated[str, Col("the shortest clause or sentence from which a reader can see the claim")]
    start_char: Annotated[int, Col("code points in source_texts.text", low=0)]
    end_char: Annotated[int, Col("code points in source_texts.text, exclusive", low=1)]
    confidence: Annotated[float, Col("how sure the engine is", low=0, high=1)]
    extractor: Annotated[str, Col("name and version of the engine")]


@dataclass(frozen=True, kw_only=True)
class EventSaid:
    """One thing that a page says happened, is announced, or is credibly alleged, to or by a person."""

    claim_id: Annotated[str, Col("hash of source_id, kind, quote and what is claimed", key=True)]
    source_id: Annotated[str, Col("the page", references="sources.source_id")]
    event_type: Annotated[str, Col("what happened", words=EventType)]
    page_person_id: Annotated[str | None, Col("who it happened to, or who did it, as that page knows them")]
    organization: Annotated[str | None, Col("the other party: body of the post, state, counterpart")]
    place: Annotated[str | None, Col("where")]
    place_country: Annotated[str | None, Col("ISO 3166 alpha-2 of that place", pattern=COUNTRY)]
    occurred: Annotated[str | None, Col("when, EDTF", edtf=True)]
    occurred_min: Annotated[date | None, Col("earliest day of occurred")]
    occurred_max: Annotated[date | None, Col("latest day of occurred")]
    occurred_text: Annotated[str | None, Col("the page's words for when")]
    occurred_char: Annotated[int | None, Col("where in the text those words begin", low=0)]
    occurred_basis: Annotated[str, Col("how the date is known", words=OccurredBasis)]
    realis: Annotated[str, Col("actual, planned, denied or alleged", words=Realis)]
    stance: Annotated[str, Col("whether the page asserts, denies or alleges it", words=Stance)]
    attributed_to: Annotated[str | None, Col("who says so, where the page attributes it")]
    quote: Annotated[str, Col("the shortest clause or sentence from which a reader can see the claim")]
    start_char: Annotated[int, Col("code points in source_texts.text", low=0)]
    end_char: Annotated[int, Col("code points in source_texts.text, exclusive", low=1)]
    confidence: Annotated[float, Col("how sure the engine is", low=0, high=1)]
    extractor: Annotated[str, Col("name and version of the engine")]


@table(
    "page_people",
    doc="A person as one page knows them, before pages are compared.",
    layer=Layer.PAGE_CLAIMS,
    order_by=("source_id", "page_person_id"),
    published=False,
)
class PagePerson(PersonSaid):
    """A row of `page_people`."""


@table(
    "page_mentions",
    doc="Where one page names or points at a person.",
    layer=Layer.PAGE_CLAIMS,
    order_by=("source_id", "start_char", "end_char", "mention_id"),
    published=False,
)
class PageMention(MentionSaid):
    """A row of `page_mentions`."""


@table(
    "page_roles",
    doc="Posts that one page gives a person.",
    layer=Layer.PAGE_CLAIMS,
    order_by=("source_id", "start_char", "end_char", "claim_id"),
    published=False,
)
class PageRole(RoleSaid):
    """A row of `page_roles`."""


@table(
    "page_events",
    doc="What one page says happened to a person.",
    layer=Layer.PAGE_CLAIMS,
    order_by=("source_id", "start_char", "end_char", "claim_id"),
    published=False,
)
class PageEvent(EventSaid):
    """A row of `page_events`."""


@table(
    "person_mentions",
    doc="Every place where a page names or points at a person.",
    layer=Layer.CLAIMS,
    order_by=("source_id", "start_char", "end_char", "mention_id"),
)
class PersonMention(MentionSaid):
    """A row of `person_mentions`."""

    person_id: Annotated[str, Col("who it is", references="people.person_id")]


@table(
    "role_claims",
    doc="What one page says about one post of one person, with the characters that say it.",
    layer=Layer.CLAIMS,
    order_by=("source_id", "start_char", "end_char", "claim_id"),
)
class RoleClaim(RoleSaid):
    """A row of `role_claims`."""

    role_id: Annotated[str, Col("the resolved role it speaks of", references="roles.role_id")]
    person_id: Annotated[str, Col("who holds it", references="people.person_id")]


@table(
    "event_claims",
    doc="What one page says happened, with the characters that say it.",
    layer=Layer.CLAIMS,
    order_by=("source_id", "start_char", "end_char", "claim_id"),
)
class EventClaim(EventSaid):
    """A row of `event_claims`."""

    event_id: Annotated[str, Col("the resolved event it speaks of", references="events.event_id")]
    person_id: Annotated[
        str | None,
        Col("who it happened to, or who did it; null where the page names none", references="people.person_id"),
    ]

"""What the dataset holds to be so, built from the claims of all pages."""

from __future__ import annotations

from datetime import date, datetime
from typing import Annotated

from schemas.claims import COUNTRY
from schemas.declare import Col, Layer, Severity, table
from schemas.vocab import (
    Agreement,
    DuplicateKind,
    EventType,
    OccurredBasis,
    OrganizationKind,
    ParticipantRole,
    PublishedBasis,
    Realis,
    RoleStatus,
    TitleClass,
)

SHA256 = r"[0-9a-f]{64}"


@table(
    "sources",
    doc="One crawled page; byte-identical pages are one source.",
    layer=Layer.RESOLVED,
    if_empty=Severity.CRITICAL,
)
class Source:
    """A row of `sources`."""

    source_id: Annotated[str, Col("hash of the page's raw bytes", key=True, pattern=r"src_[0-9a-f]{16}")]
    uri: Annotated[str, Col("where it came from: path or URL as given")]
    media_type: Annotated[str, Col("text/plain, text/html, application/json (a record of a .jsonl file)")]
    outlet: Annotated[str | None, Col("who published it, as found on the page")]
    title: Annotated[str | None, Col("the headline, as found on the page")]
    author: Annotated[str | None, Col("the byline, as found on the page")]
    language: Annotated[str | None, Col("ISO 639-1", pattern=r"[a-z]{2}")]
    published: Annotated[str | None, Col("the page's own date, EDTF; never the crawl's and never a menu's", edtf=True)]
    published_min: Annotated[date | None, Col("earliest day of published")]
    published_max: Annotated[date | None, Col("latest day of published")]
    published_basis: Annotated[str, Col("how the page's date is known", words=PublishedBasis)]
    retrieved_at: Annotated[datetime, Col("when it was crawled or read, UTC")]
    raw_sha256: Annotated[str, Col("digest of the raw bytes", pattern=SHA256)]
    text_sha256: Annotated[str, Col("digest of the clean text", pattern=SHA256)]
    raw_chars: Annotated[int, Col("characters of the decoded raw page", low=0)]
    text_chars: Annotated[int, Col("characters of the clean text", low=0)]
    story_id: Annotated[str, Col("pages that carry the same text share it; a page alone is its own story")]
    duplicate_of: Annotated[str | None, Col("the story's best copy; null on that copy", references="sources.source_id")]
    duplicate_kind: Annotated[str | None, Col("how it repeats the best copy", words=DuplicateKind)]
    wire_agency: Annotated[str | None, Col("Reuters, AFP, AP ... where the text is theirs")]


@table(
    "source_texts",
    doc="The article's clean text, and where each part of it stands in the raw page.",
    layer=Layer.RESOLVED,
    if_empty=Severity.CRITICAL,
)
class SourceText:
    """A row of `source_texts`."""

    source_id: Annotated[str, Col("the page", key=True, references="sources.source_id")]
    text: Annotated[str, Col("title and article: Unicode NFC, \\n line ends")]
    raw_spans: Annotated[
        list[int],
        Col(
            "how characters of text map to the decoded raw page: quadruples text_start, text_end, raw_start, raw_end "
            "in one flat list, ascending, ends exclusive"
        ),
    ]


@table(
    "people",
    doc="One row a person, across pages and spellings.",
    layer=Layer.RESOLVED,
    if_empty=Severity.WARNING,
)
class Person:
    """A row of `people`."""

    person_id: Annotated[str, Col("stable across runs and machines", key=True, pattern=r"per_[0-9a-f]{16}")]
    name: Annotated[str, Col("the best-attested full form")]
    aliases: Annotated[list[str], Col("every other name form that some page uses")]
    nationality: Annotated[str | None, Col("ISO 3166 alpha-2", pattern=COUNTRY)]
    birth_min: Annotated[date | None, Col("earliest day of birth, from stated ages and dates")]
    birth_max: Annotated[date | None, Col("latest day of birth")]
    n_sources: Annotated[int, Col("pages that name them", low=1)]
    n_independent_sources: Annotated[int, Col("stories that name them: copies count once", low=1)]
    first_attested: Annotated[date | None, Col("earliest day that a dated page or event puts them at")]
    last_attested: Annotated[date | None, Col("latest day that a dated page or event puts them at")]


@table("roles", doc="One row a post that a person holds or held.", layer=Layer.RESOLVED)
class Role:
    """A row of `roles`."""

    role_id: Annotated[str, Col("stable across runs and machines", key=True, pattern=r"rol_[0-9a-f]{16}")]
    person_id: Annotated[str, Col("who", references="people.person_id")]
    title: Annotated[str, Col("the post in the field's usual English form, lower case")]
    title_class: Annotated[str, Col("what kind of post", words=TitleClass)]
    organization: Annotated[str | None, Col("the body of the post, spelled out")]
    organization_kind: Annotated[str | None, Col("what kind of body", words=OrganizationKind)]
    country: Annotated[
        str | None, Col("ISO 3166 alpha-2 of the state or body that the post belongs to", pattern=COUNTRY)
    ]
    place: Annotated[str | None, Col("where the post is held")]
    place_country: Annotated[str | None, Col("ISO 3166 alpha-2 of that place", pattern=COUNTRY)]
    started: Annotated[str | None, Col("when it began, EDTF", edtf=True)]
    started_min: Annotated[date | None, Col("earliest day of started")]
    started_max: Annotated[date | None, Col("latest day of started")]
    ended: Annotated[str | None, Col("when it ended, EDTF", edtf=True)]
    ended_min: Annotated[date | None, Col("earliest day of ended")]
    ended_max: Annotated[date | None, Col("latest day of ended")]
    status: Annotated[str, Col("as of the latest page that speaks of it", words=RoleStatus)]
    end_cause: Annotated[str | None, Col("type of the event that ended it", words=EventType)]
    start_event_id: Annotated[str | None, Col("the event that began it", references="events.event_id")]
    end_event_id: Annotated[str | None, Col("the event that ended it", references="events.event_id")]
    agreement: Annotated[str, Col("whether independent sources agree", words=Agreement)]
    n_sources: Annotated[int, Col("pages that say so", low=1)]
    n_independent_sources: Annotated[int, Col("stories that say so: copies count once", low=1)]


@table("events", doc="One row a happening in a person's career.", layer=Layer.RESOLVED)
class Event:
    """A row of `events`."""

    event_id: Annotated[str, Col("stable across runs and machines", key=True, pattern=r"evt_[0-9a-f]{16}")]
    event_type: Annotated[str, Col("what happened", words=EventType)]
    person_id: Annotated[str | None, Col("who it happened to, or who did it", references="people.person_id")]
    organization: Annotated[str | None, Col("the other party")]
    place: Annotated[str | None, Col("where")]
    place_country: Annotated[str | None, Col("ISO 3166 alpha-2 of that place", pattern=COUNTRY)]
    occurred: Annotated[str | None, Col("when, EDTF", edtf=True)]
    occurred_min: Annotated[date | None, Col("earliest day of occurred")]
    occurred_max: Annotated[date | None, Col("latest day of occurred")]
    occurred_basis: Annotated[str, Col("how the date is known", words=OccurredBasis)]
    realis: Annotated[str, Col("actual, planned, denied or alleged", words=Realis)]
    agreement: Annotated[str, Col("whether independent sources agree", words=Agreement)]
    plover_code: Annotated[str | None, Col("PLOVER event category")]
    cameo_code: Annotated[str | None, Col("CAMEO event code")]
    n_sources: Annotated[int, Col("pages that say so", low=1)]
    n_independent_sources: Annotated[int, Col("stories that say so: copies count once", low=1)]


@table("event_participants", doc="Who and which bodies took part in an event.", layer=Layer.RESOLVED)
class EventParticipant:
    """A row of `event_participants`."""

    participant_id: Annotated[str, Col("hash of the row", key=True)]
    event_id: Annotated[str, Col("the event", references="events.event_id")]
    role: Annotated[str, Col("actor, target or member", words=ParticipantRole)]
    person_id: Annotated[str | None, Col("a person, or", references="people.person_id")]
    organization: Annotated[str | None, Col("a body or state")]

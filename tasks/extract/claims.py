"""What was found on a page, as rows: ids, quotes, dates with their bounds."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TypeVar

from schemas.claims import PageEvent, PageMention, PagePerson, PageRole
from schemas.ids import claim_id, mention_id, page_person_id
from schemas.stages import CleanPage
from schemas.vocab import OccurredBasis
from tasks.dates.edtf import bounds
from tasks.extract.engine import PageClaims
from tasks.extract.language.document import Document
from tasks.extract.model import EventFound, PeopleOnPage, RoleFound
from tasks.extract.roles.closing import ClosedTerm, DatedEvent, closed_by_events, with_handovers, with_moves


def page_claims(
    document: Document,
    people: PeopleOnPage,
    roles: Sequence[RoleFound],
    events: Sequence[EventFound],
    version: str,
) -> PageClaims:
    """The page's rows. Roles that the page's events end or begin carry those events' dates."""
    page = document.page
    ids = [page_person_id(page.source_id, p.name) for p in people.people]
    persons = [
        PagePerson(
            page_person_id=ids[i],
            source_id=page.source_id,
            name=p.name,
            aliases=list(p.aliases),
            nationality=p.nationality,
            age=p.age,
        )
        for i, p in enumerate(people.people)
    ]
    mentions = [
        PageMention(
            mention_id=mention_id(page.source_id, m.start, m.end),
            source_id=page.source_id,
            page_person_id=ids[m.person],
            written=page.text[m.start : m.end],
            form=m.form,
            start_char=m.start,
            end_char=m.end,
        )
        for m in people.mentions
    ]
    event_rows = [_event_row(page, ids, e, version) for e in events]
    dated = [DatedEvent(e, _occurred(page, e)[0]) for e in events]
    terms = with_moves(roles, [closed_by_events(r, roles, dated) for r in roles], dated, page.text)
    terms = with_handovers(roles, terms)
    role_rows = [_role_row(page, ids, r, term, version) for r, term in zip(roles, terms, strict=True)]
    return PageClaims(
        people=_unique(persons, lambda r: r.page_person_id),
        mentions=_unique(mentions, lambda r: r.mention_id),
        roles=_unique(role_rows, lambda r: r.claim_id),
        events=_unique(event_rows, lambda r: r.claim_id),
    )


Row = TypeVar("Row")


def _unique(rows: Sequence[Row], key: Callable[[Row], str]) -> list[Row]:
    """The rows, of those with one id only the first."""
    kept: dict[str, Row] = {}
    for row in rows:
        kept.setdefault(key(row), row)
    return list(kept.values())


def _event_row(page: CleanPage, ids: list[str], e: EventFound, version: str) -> PageEvent:
    occurred, basis = _occurred(page, e)
    low, high = bounds(occurred) or (None, None)
    quote = page.text[e.start : e.end]
    person = None if e.person is None else ids[e.person]
    return PageEvent(
        claim_id=claim_id(
            page.source_id,
            "event",
            e.event_type,
            person,
            e.organization,
            e.place,
            occurred,
            e.realis,
            quote,
            str(e.start),
        ),
        source_id=page.source_id,
        event_type=e.event_type,
        page_person_id=person,
        organization=e.organization,
        place=e.place,
        place_country=e.place_country,
        occurred=occurred,
        occurred_min=low,
        occurred_max=high,
        occurred_text=e.when.text if e.when else None,
        occurred_char=e.when.start if e.when else None,
        occurred_basis=basis,
        realis=e.realis,
        stance=e.stance,
        attributed_to=e.attributed_to,
        quote=quote,
        start_char=e.start,
        end_char=e.end,
        confidence=e.confidence,
        extractor=version,
    )


def _occurred(page: CleanPage, e: EventFound) -> tuple[str | None, OccurredBasis]:
    if e.when is not None:
        return e.when.value, e.when.basis if e.when.value else OccurredBasis.NONE
    if e.is_news:  # on a page without a date, resolve may learn the page's date from other pages
        return _about(page.published) if page.published else None, OccurredBasis.INFERRED
    return None, OccurredBasis.NONE


def _about(published: str) -> str:
    """About the page's date: what is news on a day happened on it or in the days before."""
    return published if published[-1:] in "~?%" or "/" in published else published + "~"


def _role_row(
    page: CleanPage,
    ids: list[str],
    r: RoleFound,
    term: ClosedTerm,
    version: str,
) -> PageRole:
    started, ended, status = term
    quote = page.text[r.start : r.end]
    person = ids[r.person]
    start_low, start_high = bounds(started[0]) or (None, None)
    end_low, end_high = bounds(ended[0]) or (None, None)
    return PageRole(
        claim_id=claim_id(
            page.source_id,
            "role",
            person,
            r.title,
            r.organization,
            r.country,
            r.place,
            started[0],
            ended[0],
            quote,
            str(r.start),
        ),
        source_id=page.source_id,
        page_person_id=person,
        title=r.title,
        title_class=r.title_class,
        organization=r.organization,
        organization_kind=r.organization_kind,
        country=r.country,
        place=r.place,
        place_country=r.place_country,
        started=started[0],
        started_min=start_low,
        started_max=start_high,
        started_char=started[1],
        ended=ended[0],
        ended_min=end_low,
        ended_max=end_high,
        ended_char=ended[1],
        status=status,
        stance=r.stance,
        attributed_to=r.attributed_to,
        quote=quote,
        start_char=r.start,
        end_char=r.end,
        confidence=r.confidence,
        extractor=version,
    )

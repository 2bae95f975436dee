"""From a reply to claims: what the page bears out is let in, the rest is set aside with the reason."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field

from schemas.stages import CleanPage
from schemas.vocab import OrganizationKind, QuarantineReason, Stage
from tasks.dates.edtf import is_edtf
from tasks.dates.model import TimeExpression
from tasks.extract.chat.grounds import Grounds
from tasks.extract.chat.people import PeopleFound, people_found, person_on_page
from tasks.extract.chat.reply import EventSaid, PageSaid, PersonSaid, RoleSaid, as_json, read_item
from tasks.extract.claims import page_claims
from tasks.extract.engine import PageClaims
from tasks.extract.language.document import Document
from tasks.extract.model import EventFound, PersonOnPage, RoleFound
from tasks.quarantine import Rejected

# Models do not know how sure they are; what a page's words were found for counts as one figure
CONFIDENCE = 0.75
LONGEST_QUOTE = 1_000
_SHORTEST_QUOTE_WORDS = 2
_LONGEST_ROW = 2_000


@dataclass
class LeftOut:
    """What was not let in: rows with the rule that each broke, and how many values of rows that were."""

    page: CleanPage
    rows: list[Rejected] = field(default_factory=list)
    values: Counter[str] = field(default_factory=Counter)

    def row(self, table: str, rule: str, detail: str, said: object) -> None:
        """Sets a whole item aside."""
        self.rows.append(
            Rejected(
                stage=Stage.EXTRACT,
                reason=QuarantineReason.RULE,
                rule=rule,
                detail=detail,
                uri=self.page.uri,
                source_id=self.page.source_id,
                table_name=table,
                row_json=as_json(said)[:_LONGEST_ROW],
            )
        )

    def value(self, name: str, said: object, kept: object) -> None:
        """Counts a value that the model gave and that is not kept."""
        if said is not None and kept is None:
            self.values[name] += 1


def claims_in(said: PageSaid, document: Document, version: str) -> tuple[PageClaims, LeftOut]:
    """The page's rows from what the model says, and what of it was left out."""
    grounds, out = Grounds(document), LeftOut(document.page)
    people = people_found(list(_people(said, grounds, out)), grounds)
    roles = list(_roles(said, people, grounds, out))
    events = list(_events(said, people, grounds, out))
    claims = page_claims(document, people.people, roles, events, version)
    return PageClaims(claims.people, claims.mentions, claims.roles, claims.events, tuple(out.rows)), out


def _people(said: PageSaid, grounds: Grounds, out: LeftOut) -> Iterator[tuple[PersonSaid, PersonOnPage]]:
    for raw in said.people:
        item = read_item(PersonSaid, raw)
        if isinstance(item, str):
            out.row("page_people", "reply_fits_schema", f"not by the schema: {item}", raw)
            continue
        person = person_on_page(item, grounds)
        if person is None:
            out.row("page_people", "name_stands_on_page", "no form of the name stands on the page as a person's", raw)
            continue
        out.value("nationality", item.nationality, person.nationality)
        out.value("age", item.age, person.age)
        yield item, person


def _roles(said: PageSaid, people: PeopleFound, grounds: Grounds, out: LeftOut) -> Iterator[RoleFound]:
    for raw in said.roles:
        item = read_item(RoleSaid, raw)
        if isinstance(item, str):
            out.row("page_roles", "reply_fits_schema", f"not by the schema: {item}", raw)
            continue
        at = _claimed(item, "page_roles", raw, people, grounds, out)
        if at is None:
            continue
        if not grounds.supports_title(item.title):
            out.row("page_roles", "title_is_on_page", "nothing on the page leads to that title", raw)
            continue
        yield _role(item, at, grounds, out)


def _events(said: PageSaid, people: PeopleFound, grounds: Grounds, out: LeftOut) -> Iterator[EventFound]:
    for raw in said.events:
        item = read_item(EventSaid, raw)
        if isinstance(item, str):
            out.row("page_events", "reply_fits_schema", f"not by the schema: {item}", raw)
            continue
        at = _claimed(item, "page_events", raw, people, grounds, out)
        if at is not None:
            yield _event(item, at, grounds, out)


@dataclass(frozen=True)
class _At:
    """Whose claim it is, and where the quote stands."""

    person: int
    start: int
    end: int

    @property
    def span(self) -> tuple[int, int]:
        return self.start, self.end


def _claimed(
    item: RoleSaid | EventSaid, table: str, raw: object, people: PeopleFound, grounds: Grounds, out: LeftOut
) -> _At | None:
    """What every claim needs: a person let in, and a quote that stands on the page."""
    person = people.index(item.person)
    if person is None:
        out.row(table, "person_stands_on_page", "the person is none of those let in from this page", raw)
        return None
    span = grounds.text.find(item.quote)
    if span is None:
        out.row(table, "quote_stands_on_page", "the quote does not stand on the page", raw)
        return None
    quote = grounds.text.text[span[0] : span[1]]
    if len(quote.split()) < _SHORTEST_QUOTE_WORDS or len(quote) > LONGEST_QUOTE:
        out.row(table, "quote_is_a_clause", "the quote is a single word, or longer than any sentence", raw)
        return None
    return _At(person, *span)


def _role(item: RoleSaid, at: _At, grounds: Grounds, out: LeftOut) -> RoleFound:
    organization = grounds.organization(item.organization)
    country, place = grounds.country(item.country), grounds.words_on_page(item.place)
    started, ended = grounds.date(item.start, at.span), grounds.date(item.end, at.span)
    attributed = grounds.words_on_page(item.attributed_to)
    out.value("organization", item.organization, organization)
    out.value("country", item.country, country)
    out.value("place", item.place, place)
    out.value("attributed_to", item.attributed_to, attributed)
    _count_date(item.start, started is not None, out)
    _count_date(item.end, ended is not None, out)
    return RoleFound(
        person=at.person,
        title=item.title.lower(),
        title_class=item.title_class,
        organization=organization,
        organization_kind=_kind(item, organization),
        country=country,
        place=place,
        place_country=grounds.country_of_place(place),
        started=started,
        ended=ended,
        status=item.status,
        stance=item.stance,
        attributed_to=attributed,
        start=at.start,
        end=at.end,
        confidence=CONFIDENCE,
    )


def _event(item: EventSaid, at: _At, grounds: Grounds, out: LeftOut) -> EventFound:
    organization, place = grounds.organization(item.organization), grounds.words_on_page(item.place)
    attributed = grounds.words_on_page(item.attributed_to)
    when: TimeExpression | None = grounds.date(item.date, at.span, item.date_words)
    is_news = when is None and grounds.is_date_of_news(item.date)
    out.value("organization", item.organization, organization)
    out.value("place", item.place, place)
    out.value("attributed_to", item.attributed_to, attributed)
    _count_date(item.date, when is not None or is_news, out)
    return EventFound(
        person=at.person,
        event_type=item.type,
        organization=organization,
        place=place,
        place_country=grounds.country_of_place(place),
        when=when,
        is_news=is_news,
        realis=item.realis,
        stance=item.stance,
        attributed_to=attributed,
        start=at.start,
        end=at.end,
        confidence=CONFIDENCE,
    )


def _kind(item: RoleSaid, organization: str | None) -> OrganizationKind | None:
    if organization is None:
        return None
    return item.organization_kind or OrganizationKind.OTHER


def _count_date(said: str | None, is_kept: bool, out: LeftOut) -> None:
    if said is not None and not is_kept:
        out.values["date that the page does not bear out" if is_edtf(said) else "date that is no EDTF"] += 1

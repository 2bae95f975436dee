"""Claims as tests write them: pages, people, roles and events with everything that does not matter filled in."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from schemas.about import RegisteredId, Resolution
from schemas.claims import PageEvent, PageMention, PagePerson, PageRole
from schemas.ids import claim_id, digest, mention_id, page_person_id
from schemas.stages import CleanPage, Story
from tasks.dates.edtf import bounds
from tasks.resolve.model import ResolvedDataset, ResolveInput
from tasks.resolve.resolve import resolve_claims


def source(uri: str) -> str:
    return "src_" + digest(uri)[:16]


@dataclass
class Pages:
    """A crawl in the making: `page` opens a page, and what follows is said on it."""

    pages: list[CleanPage] = field(default_factory=list)
    stories: list[Story] = field(default_factory=list)
    people: list[PagePerson] = field(default_factory=list)
    mentions: list[PageMention] = field(default_factory=list)
    roles: list[PageRole] = field(default_factory=list)
    events: list[PageEvent] = field(default_factory=list)
    at: str = ""

    def page(
        self, uri: str, published: str | None = None, *, story: str | None = None, text: str | None = None
    ) -> Pages:
        self.at = source(uri)
        low, high = bounds(published) or (None, None)
        self.pages.append(
            CleanPage(
                source_id=self.at,
                uri=uri,
                title=None,
                outlet=None,
                author=None,
                language="en",
                published=published,
                published_min=low,
                published_max=high,
                published_basis="metadata" if published else "none",
                wire_agency=None,
                text=text or f"The page at {uri}.",
                body_start=0,
                raw_spans=[],
                text_sha256=digest(uri),
            )
        )
        story_id = source(story or uri)
        self.stories.append(Story(source_id=self.at, story_id=story_id, duplicate_of=None, duplicate_kind=None))
        return self

    def person(
        self,
        name: str,
        *,
        aliases: tuple[str, ...] = (),
        nationality: str | None = None,
        age: int | None = None,
        pronoun: str | None = None,
    ) -> Pages:
        ident = page_person_id(self.at, name)
        self.people.append(
            PagePerson(
                page_person_id=ident,
                source_id=self.at,
                name=name,
                aliases=list(aliases),
                nationality=nationality,
                age=age,
            )
        )
        said = [(name, "name")] + ([(pronoun, "pronoun")] * 2 if pronoun else [])
        for k, (written, form) in enumerate(said):
            in_text = self.pages[-1].text.find(written) if form == "name" else -1
            start = in_text if in_text >= 0 else len(self.mentions) * 10 + k
            self.mentions.append(
                PageMention(
                    mention_id=mention_id(self.at, start, start + 1),
                    source_id=self.at,
                    page_person_id=ident,
                    written=written,
                    form=form,
                    start_char=start,
                    end_char=start + 1,
                )
            )
        return self

    def role(
        self,
        title: str,
        title_class: str,
        organization: str | None = None,
        *,
        kind: str | None = None,
        country: str | None = None,
        place: str | None = None,
        place_country: str | None = None,
        started: str | None = None,
        ended: str | None = None,
        status: str = "current",
        stance: str = "asserts",
    ) -> Pages:
        started_min, started_max = bounds(started) or (None, None)
        ended_min, ended_max = bounds(ended) or (None, None)
        self.roles.append(
            PageRole(
                claim_id=claim_id(self.at, "role", self.people[-1].name, title, organization, place, stance),
                source_id=self.at,
                page_person_id=self.people[-1].page_person_id,
                title=title,
                title_class=title_class,
                organization=organization,
                organization_kind=kind,
                country=country,
                place=place,
                place_country=place_country,
                started=started,
                started_min=started_min,
                started_max=started_max,
                started_char=None,
                ended=ended,
                ended_min=ended_min,
                ended_max=ended_max,
                ended_char=None,
                status=status,
                stance=stance,
                attributed_to=None,
                quote="The page",
                start_char=0,
                end_char=8,
                confidence=0.9,
                extractor="test",
            )
        )
        return self

    def event(
        self,
        event_type: str,
        occurred: str | None = None,
        organization: str | None = None,
        *,
        place: str | None = None,
        place_country: str | None = None,
        realis: str = "actual",
        nobody: bool = False,
        when: str | None = None,
    ) -> Pages:
        """`when` are the words of the page's text for a date that only the page's own date would settle."""
        low, high = bounds(occurred) or (None, None)
        person = None if nobody else self.people[-1]
        self.events.append(
            PageEvent(
                claim_id=claim_id(
                    self.at, "event", person.name if person else "", event_type, organization, occurred or when
                ),
                source_id=self.at,
                event_type=event_type,
                page_person_id=person.page_person_id if person else None,
                organization=organization,
                place=place,
                place_country=place_country,
                occurred=occurred,
                occurred_min=low,
                occurred_max=high,
                occurred_text=when,
                occurred_char=self.pages[-1].text.index(when) if when else None,
                occurred_basis="explicit" if occurred else "relative" if when else "none",
                realis=realis,
                stance="asserts",
                attributed_to=None,
                quote="The page",
                start_char=0,
                end_char=8,
                confidence=0.9,
                extractor="test",
            )
        )
        return self

    def resolve(self, *, registry: Sequence[RegisteredId] = (), verdicts: Sequence[Resolution] = ()) -> ResolvedDataset:
        return resolve_claims(
            ResolveInput(
                self.pages, self.stories, self.people, self.mentions, self.roles, self.events, registry, verdicts
            )
        )


def names(found: ResolvedDataset) -> list[list[str]]:
    """The people, each as the list of all their name forms."""
    return sorted(sorted([p.name, *p.aliases]) for p in found.people)

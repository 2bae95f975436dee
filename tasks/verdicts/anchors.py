"""Which person or claim of today's reading a decision means: by page, name and words, never by an id."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence

from schemas.claims import PageEvent, PagePerson, PageRole
from schemas.stages import Story
from schemas.vocab import IdKind
from tasks.names.compare import name_similarity
from tasks.names.romanize import fold
from tasks.verdicts.verdict_file import Decision

Claim = PageRole | PageEvent

# Spellings of one name on one page: "M. R. Heydari" for "Mohammad Reza Heydari"
_ONE_NAME = 0.75


class Readings:
    """What the pages say today, by page."""

    def __init__(
        self,
        people: Sequence[PagePerson],
        roles: Sequence[PageRole],
        events: Sequence[PageEvent],
        stories: Sequence[Story],
    ) -> None:
        self._people: dict[str, list[PagePerson]] = defaultdict(list)
        self._claims: dict[tuple[IdKind, str], list[Claim]] = defaultdict(list)
        self._copies: dict[str, list[str]] = defaultdict(list)
        self._story_of = {story.source_id: story.story_id for story in stories}
        self._name_of = {person.page_person_id: person.name for person in people}
        for person in sorted(people, key=lambda p: p.page_person_id):
            self._people[person.source_id].append(person)
        for role in sorted(roles, key=_place):
            self._claims[IdKind.ROLE, role.source_id].append(role)
        for event in sorted(events, key=_place):
            self._claims[IdKind.EVENT, event.source_id].append(event)
        for story in sorted(stories, key=lambda s: s.source_id):
            self._copies[story.story_id].append(story.source_id)

    def has_page(self, source_id: str) -> bool:
        """Whether the page is in the dataset."""
        return source_id in self._story_of

    def people_of(self, source_id: str) -> dict[str, str]:
        """The persons of the page, page_person_id by name; full names win over aliases."""
        people = self._people.get(source_id, [])
        return {alias: p.page_person_id for p in people for alias in p.aliases} | {
            p.name: p.page_person_id for p in people
        }

    def person(self, source_id: str, name: str) -> str | None:
        """The page_person_id of whom the page calls so, or nearly so; None where nobody or several could be meant."""
        known = self.people_of(source_id)
        if name in known:
            return known[name]
        same = {ident for form, ident in known.items() if fold(form) == fold(name)}
        found = same or {ident for form, ident in known.items() if name_similarity(form, name) >= _ONE_NAME}
        return found.pop() if len(found) == 1 else None

    def claims(self, decision: Decision) -> list[Claim]:
        """The claims that the decision is about, those of the page first, then those of copies in the same words."""
        kind = IdKind(decision.kind)
        alike = [c for c in self._claims.get((kind, decision.source_id), []) if what_of(c) == decision.what]
        alike = [c for c in alike if self._is_of(c, decision.source_id, decision.name)]
        words = _words(decision.quote)
        found = [c for c in alike if _words(c.quote) == words]
        if not found:
            found = [c for c in alike if words in _words(c.quote) or _words(c.quote) in words]
        story = self._story_of.get(decision.source_id)
        copies = [s for s in self._copies.get(story or "", []) if s != decision.source_id]
        return found + [
            c
            for source in copies
            for c in self._claims.get((kind, source), [])
            if what_of(c) == decision.what and _words(c.quote) == words and self._is_of(c, source, decision.name)
        ]

    def _is_of(self, claim: Claim, source_id: str, name: str) -> bool:
        if not name or claim.page_person_id is None:
            return not name and claim.page_person_id is None
        return self.person(source_id, name) == claim.page_person_id


def what_of(claim: Claim) -> str:
    """The title or event type that is claimed."""
    return claim.title if isinstance(claim, PageRole) else claim.event_type


def _place(claim: Claim) -> tuple[int, str]:
    return claim.start_char, claim.claim_id


def _words(quote: str) -> str:
    return " ".join(quote.split())

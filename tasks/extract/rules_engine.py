"""The rule engine: places, bodies and posts first, then people, then what the page says of them."""

from __future__ import annotations

from schemas.stages import CleanPage
from tasks.dates.find import find_times
from tasks.dates.model import Reference
from tasks.extract.claims import page_claims
from tasks.extract.confidence import learnt_weights, with_confidence
from tasks.extract.engine import PageClaims
from tasks.extract.entities.find import find_entities
from tasks.extract.events.find import find_events
from tasks.extract.language.document import Document
from tasks.extract.people.find import find_people
from tasks.extract.roles.find import find_roles

VERSION = "rules-1"


class RulesEngine:
    """Reads a page by rules of the language and lexicons of the world; no model, no network."""

    version = VERSION

    def __init__(self, *, calibrated: bool = True) -> None:
        """If not calibrated, claims keep the confidence of the pattern that found them."""
        self._weights = learnt_weights() if calibrated else None

    def read(self, page: CleanPage) -> PageClaims:
        """The page's claims, ids and offsets in place."""
        document = Document.of(page)
        entities = find_entities(document)
        times = find_times(page.text, reference_of(page))
        people = find_people(document, entities)
        roles = find_roles(document, entities, times, people)
        events = find_events(document, entities, times, people, roles)
        claims = page_claims(document, people, roles, events, self.version)
        return with_confidence(page, claims, self._weights) if self._weights else claims


def reference_of(page: CleanPage) -> Reference | None:
    """The day from which the page speaks; None where it has no date."""
    if page.published_min is None or page.published_max is None:
        return None
    return Reference(page.published_min, page.published_max)

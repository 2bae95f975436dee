"""The joint engine: rules of the language and an encoder that reads sentences as wholes, weighed together."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace

from schemas.claims import PageEvent
from schemas.ids import page_person_id
from schemas.stages import CleanPage
from schemas.vocab import EventType
from tasks.dates.find import find_times
from tasks.extract.claims import page_claims
from tasks.extract.confidence import learnt_weights, with_confidence
from tasks.extract.encoder.events import find_happenings
from tasks.extract.encoder.names import NameEvidence
from tasks.extract.encoder.network import load_network
from tasks.extract.encoder.titles import TitleEvidence
from tasks.extract.encoder.weighing import UNHEARD, JointEvents, JointNames, JointTitles, claim_confidence
from tasks.extract.engine import PageClaims
from tasks.extract.entities.find import find_entities
from tasks.extract.events.find import find_events
from tasks.extract.language.document import Document
from tasks.extract.people.find import find_people
from tasks.extract.roles.find import find_roles
from tasks.extract.rules_engine import reference_of

VERSION = "joint-1"


@dataclass(frozen=True)
class JointReading:
    """A page's claims with the confidence that the rules' view gives them, and the encoder's log-odds of each event.

    None where the encoder did not read.
    """

    claims: PageClaims
    heard: tuple[float | None, ...]


class JointEngine:
    """Reads a page by rules and by the encoder; nothing leaves the process."""

    version = VERSION

    def __init__(self, *, names: bool = True, roles: bool = True, events: bool = True) -> None:
        """Without `names`, `roles` or `events`, the rules alone judge those: to measure what the encoder brings."""
        self._weights = learnt_weights()
        self._network = load_network()
        self._names, self._roles, self._events = names, roles, events

    def read(self, page: CleanPage) -> PageClaims:
        """The page's claims, ids and offsets in place."""
        reading = self.reading(page)
        events = [
            event if heard is None else replace(event, confidence=claim_confidence(event.confidence, heard))
            for event, heard in zip(reading.claims.events, reading.heard, strict=True)
        ]
        return replace(reading.claims, events=events)

    def reading(self, page: CleanPage) -> JointReading:
        """What both readers make of the page, before their confidences are joined."""
        document = Document.of(page)
        heard = self._network.read(document)
        entities = find_entities(document)
        times = find_times(page.text, reference_of(page))
        people = find_people(document, entities, JointNames(NameEvidence(heard)) if self._names else None)
        held = JointTitles(TitleEvidence(heard, people))
        roles = find_roles(document, entities, times, people, held if self._roles else None)
        told = JointEvents(find_happenings(heard, people, UNHEARD), heard.unread)
        events = find_events(document, entities, times, people, roles, told if self._events else None)
        claims = with_confidence(page, page_claims(document, people, roles, events, self.version), self._weights)
        number = {page_person_id(page.source_id, p.name): i for i, p in enumerate(people.people)}
        return JointReading(claims, tuple(_heard(document, told, number, event) for event in claims.events))


def _heard(document: Document, told: JointEvents, number: Mapping[str, int], event: PageEvent) -> float | None:
    """The encoder's log-odds of the event in the sentence of its quote; None where it did not read."""
    sentence = document.sentence_at(event.start_char)
    if sentence is None or event.page_person_id is None:
        return UNHEARD
    return told.said(sentence.index, number[event.page_person_id], EventType(event.event_type))

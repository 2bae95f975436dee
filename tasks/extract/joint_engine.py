"""The joint engine: rules of the language and an encoder that reads sentences as wholes, weighed together."""

from __future__ import annotations

from schemas.stages import CleanPage
from tasks.dates.find import find_times
from tasks.extract.claims import page_claims
from tasks.extract.confidence import learnt_weights, with_confidence
from tasks.extract.encoder.events import find_happenings
from tasks.extract.encoder.names import NameEvidence
from tasks.extract.encoder.network import Network, load_network
from tasks.extract.encoder.weighing import UNHEARD, JointEvents, JointNames
from tasks.extract.engine import PageClaims
from tasks.extract.entities.find import find_entities
from tasks.extract.events.find import find_events
from tasks.extract.language.document import Document
from tasks.extract.people.find import find_people
from tasks.extract.roles.find import find_roles
from tasks.extract.rules_engine import reference_of

VERSION = "joint-1"


class JointEngine:
    """Reads a page by rules and by the encoder; no network, one thread."""

    version = VERSION

    def __init__(self, *, calibrated: bool = True, network: Network | None = None) -> None:
        """If not calibrated, claims keep the confidence of the readers that found them."""
        self._weights = learnt_weights() if calibrated else None
        self._network = network or load_network()

    def read(self, page: CleanPage) -> PageClaims:
        """The page's claims, ids and offsets in place."""
        document = Document.of(page)
        vectors, heads = self._network.read(document), self._network.heads
        entities = find_entities(document)
        times = find_times(page.text, reference_of(page))
        people = find_people(document, entities, JointNames(NameEvidence(vectors, heads)))
        roles = find_roles(document, entities, times, people)
        happenings = find_happenings(vectors, heads, people, UNHEARD)
        events = find_events(document, entities, times, people, roles, JointEvents(happenings))
        claims = page_claims(document, people, roles, events, self.version)
        return with_confidence(page, claims, self._weights) if self._weights else claims

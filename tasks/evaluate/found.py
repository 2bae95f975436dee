"""What the dataset says of each page, as it is compared with gold."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import PurePosixPath
from urllib.parse import unquote, urlsplit

from schemas.claims import EventClaim, PersonMention, RoleClaim
from schemas.resolved import Source
from schemas.vocab import MentionForm


@dataclass(frozen=True)
class Dataset:
    """The tables that are compared, each in its declared order; `texts` are clean texts by source_id."""

    sources: Sequence[Source]
    texts: Mapping[str, str]
    mentions: Sequence[PersonMention]
    roles: Sequence[RoleClaim]
    events: Sequence[EventClaim]


@dataclass(frozen=True)
class FoundPerson:
    """A person by the name forms that one page writes, the longest first."""

    person_id: str
    forms: tuple[str, ...]


@dataclass(frozen=True)
class FoundPage:
    """All that the dataset says of one page."""

    source: Source
    text: str
    people: tuple[FoundPerson, ...] = ()
    roles: tuple[RoleClaim, ...] = ()
    events: tuple[EventClaim, ...] = ()

    def surer_than(self, threshold: float) -> FoundPage:
        """The same page with only those claims whose confidence reaches the threshold."""
        return replace(
            self,
            roles=tuple(claim for claim in self.roles if claim.confidence >= threshold),
            events=tuple(claim for claim in self.events if claim.confidence >= threshold),
        )


def found_pages(dataset: Dataset) -> dict[str, FoundPage]:
    """What the dataset says of each page, by source_id, in the order of its sources."""
    forms: dict[str, dict[str, set[str]]] = defaultdict(lambda: defaultdict(set))
    for mention in dataset.mentions:
        if mention.form == MentionForm.NAME:
            forms[mention.source_id][mention.person_id].add(mention.written)
    roles: dict[str, list[RoleClaim]] = defaultdict(list)
    for role in dataset.roles:
        roles[role.source_id].append(role)
    events: dict[str, list[EventClaim]] = defaultdict(list)
    for event in dataset.events:
        events[event.source_id].append(event)
    return {
        source.source_id: FoundPage(
            source=source,
            text=dataset.texts.get(source.source_id, ""),
            people=tuple(
                FoundPerson(person, tuple(sorted(written, key=lambda form: (-len(form), form))))
                for person, written in forms[source.source_id].items()
            ),
            roles=tuple(roles[source.source_id]),
            events=tuple(events[source.source_id]),
        )
        for source in dataset.sources
    }


def stem_of(uri: str) -> str:
    """The name of the file that the address ends in, without its ending."""
    try:
        path = urlsplit(uri).path
    except ValueError:  # no address in all that follows its scheme
        path = uri
    return PurePosixPath(unquote(path)).name.rsplit(".", 1)[0]

"""What resolve is given and what it hands on."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from schemas.about import RegisteredId, Resolution
from schemas.claims import EventClaim, PageEvent, PageMention, PagePerson, PageRole, PersonMention, RoleClaim
from schemas.resolved import Event, EventParticipant, Person, Role
from schemas.stages import CleanPage, Story

RULES = "resolve-1"
"""Who decided, as it stands in `resolutions.decided_by` where no person did."""


@dataclass(frozen=True)
class ResolveInput:
    """The claims of all pages, and what is already decided.

    `registry` are the ids of the release before. `verdicts` are rows of `resolutions` that a person decided: `same` and
    `different` of two page persons; they bind.
    """

    pages: Sequence[CleanPage]
    stories: Sequence[Story]
    people: Sequence[PagePerson]
    mentions: Sequence[PageMention]
    roles: Sequence[PageRole]
    events: Sequence[PageEvent]
    registry: Sequence[RegisteredId] = ()
    verdicts: Sequence[Resolution] = ()


@dataclass(frozen=True)
class PageDate:
    """A page's own date after other pages were heard."""

    source_id: str
    published: str | None
    published_min: date | None
    published_max: date | None
    published_basis: str


@dataclass(frozen=True)
class ResolvedDataset:
    """What the dataset holds to be so, with the claims behind it, each list in its table's order."""

    people: list[Person]
    roles: list[Role]
    events: list[Event]
    participants: list[EventParticipant]
    mentions: list[PersonMention]
    role_claims: list[RoleClaim]
    event_claims: list[EventClaim]
    resolutions: list[Resolution]
    registry: list[RegisteredId]
    page_dates: list[PageDate]

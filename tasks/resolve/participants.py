"""Who and which bodies took part in an event. Table: participants.tsv."""

from __future__ import annotations

from collections.abc import Iterable
from functools import cache
from importlib.resources import files

from schemas.ids import make_id
from schemas.resolved import Event, EventParticipant
from schemas.vocab import EventType, ParticipantRole


@cache
def _parts() -> dict[EventType, tuple[ParticipantRole, ParticipantRole]]:
    text = files("tasks.resolve").joinpath("participants.tsv").read_text(encoding="utf-8")
    rows = [line.split("\t") for line in text.splitlines() if line and not line.startswith("#")]
    return {EventType(kind): (ParticipantRole(person), ParticipantRole(body)) for kind, person, body in rows[1:]}


def participants(events: Iterable[Event]) -> list[EventParticipant]:
    """The person and the other body of each event, each with its part."""
    found = []
    for event in events:
        person_part, body_part = _parts()[EventType(event.event_type)]
        if event.person_id:
            found.append(_row(event.event_id, person_part, event.person_id, None))
        if event.organization:
            found.append(_row(event.event_id, body_part, None, event.organization))
    return found


def _row(event_id: str, part: ParticipantRole, person: str | None, body: str | None) -> EventParticipant:
    return EventParticipant(
        participant_id=make_id("prt", event_id, part, person or "", body or ""),
        event_id=event_id,
        role=part,
        person_id=person,
        organization=body,
    )

"""Claims, people and pages by what a test says of them; the rest is filled in."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

from schemas.claims import EventClaim, PersonMention, RoleClaim
from schemas.ids import make_id
from schemas.resolved import Source

PAGE = "src_0000000000000001"


def role(person: str, title: str, **values: Any) -> RoleClaim:
    given: dict[str, Any] = {
        "organization": None, "country": None, "place": None, "started": None, "ended": None, "confidence": 0.9,
        "source_id": PAGE, **values,
    }  # fmt: skip
    return RoleClaim(
        claim_id=make_id("clm", person, title, str(given)), page_person_id=person, person_id=person, title=title,
        title_class="other", organization_kind=None, place_country=None, started_min=None, started_max=None,
        started_char=None, ended_min=None, ended_max=None, ended_char=None, status="current", stance="asserts",
        attributed_to=None, quote="", start_char=0, end_char=0, extractor="test", role_id="rol_1", **given,
    )  # fmt: skip


def event(person: str | None, event_type: str, **values: Any) -> EventClaim:
    given: dict[str, Any] = {
        "organization": None, "place": None, "occurred": None, "realis": "actual", "confidence": 0.9, "source_id": PAGE,
        **values,
    }  # fmt: skip
    return EventClaim(
        claim_id=make_id("clm", str(person), event_type, str(given)), page_person_id=person, person_id=person,
        event_type=event_type, place_country=None, occurred_min=None, occurred_max=None, occurred_text=None,
        occurred_char=None, occurred_basis="none", stance="asserts", attributed_to=None, quote="", start_char=0,
        end_char=0, extractor="test", event_id="evt_1", **given,
    )  # fmt: skip


def mention(person: str, written: str, source_id: str = PAGE) -> PersonMention:
    return PersonMention(
        mention_id=make_id("men", source_id, person, written), source_id=source_id, page_person_id=person,
        written=written, form="name", start_char=0, end_char=len(written), person_id=person,
    )  # fmt: skip


def source(source_id: str = PAGE, uri: str = "pages/attache-resigns.txt", **values: Any) -> Source:
    given: dict[str, Any] = {
        "title": None, "outlet": None, "author": None, "published": None, "story_id": source_id, **values
    }  # fmt: skip
    return Source(
        source_id=source_id, uri=uri, media_type="text/plain", language="en", published_min=None, published_max=None,
        published_basis="none", retrieved_at=datetime(2021, 3, 5, tzinfo=UTC), raw_sha256="0" * 64,
        text_sha256="0" * 64, raw_chars=0, text_chars=0, duplicate_of=None, duplicate_kind=None, wire_agency=None,
        **given,
    )  # fmt: skip

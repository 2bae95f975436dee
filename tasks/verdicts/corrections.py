"""Values that a person put right: which columns may be corrected, with what, and the claim with the value in place."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from functools import cache
from typing import Any, TypeVar

from schemas.claims import PageEvent, PageRole
from schemas.vocab import EventType, IdKind, OccurredBasis, Realis, RoleStatus, TitleClass
from tasks.dates.edtf import bounds

Claim = TypeVar("Claim", PageRole, PageEvent)

# What a person calls the field -> the column. `person` is another person of the same page, by name
FIELDS: Mapping[IdKind, Mapping[str, str]] = {
    IdKind.ROLE: {
        "person": "page_person_id",
        "title": "title",
        "organization": "organization",
        "country": "country",
        "place": "place",
        "place_country": "place_country",
        "started": "started",
        "ended": "ended",
        "status": "status",
    },
    IdKind.EVENT: {
        "person": "page_person_id",
        "event_type": "event_type",
        "organization": "organization",
        "place": "place",
        "place_country": "place_country",
        "date": "occurred",
        "realis": "realis",
    },
    IdKind.PERSON: {},
}
_DATES = {"started", "ended", "date"}
_WORDS = {"event_type": EventType, "realis": Realis, "status": RoleStatus}
_COUNTRIES = {"country", "place_country"}
_NEVER_EMPTY = {"person", "title", "event_type", "realis", "status"}


class CorrectionError(ValueError):
    """A value cannot stand in that field; the message says which can."""


def check_value(kind: IdKind, field: str, value: str) -> None:
    """Nothing, where the value may stand in the field of such a claim. An empty value says that there is none.

    Raises:
        CorrectionError: it may not, or there is no such field.
    """
    if field not in FIELDS[kind]:
        raise CorrectionError(f"{field!r} of a claim cannot be corrected; these can: {', '.join(FIELDS[kind])}")
    if not value:
        if field in _NEVER_EMPTY:
            raise CorrectionError(f"{field} cannot be empty; say that the claim is wrong instead")
        return
    if field in _DATES and bounds(value) is None:
        raise CorrectionError(f"{value!r} is no date in EDTF: write 2010, 2010-02, 2010-02-05 or 2010-02~")
    if field in _WORDS and value not in {word.value for word in _WORDS[field]}:
        raise CorrectionError(f"{field} is one of {', '.join(_WORDS[field])}, not {value!r}")
    if field in _COUNTRIES and not (len(value) == 2 and value.isascii() and value.isupper()):
        raise CorrectionError(f"{field} is a country's two letters (ISO 3166 alpha-2), such as NO, not {value!r}")


def corrected(claim: Claim, field: str, value: str, people: Mapping[str, str]) -> Claim:
    """The claim with the value in place. `people` are the persons of its page, id by name.

    A date brings its bounds; a title its class; a place drops the country of the place that stood there.

    Raises:
        CorrectionError: the page knows no such person.
    """
    new: str | None = value or None
    if field == "person":
        if value not in people:
            raise CorrectionError(f"the page names no {value!r}; it names {', '.join(sorted(people)) or 'nobody'}")
        return replace(claim, page_person_id=people[value])
    if field in _DATES:
        return _dated(claim, FIELDS[_kind(claim)][field], new)
    changes: dict[str, Any] = {FIELDS[_kind(claim)][field]: new}
    if field == "place":
        changes["place_country"] = None
    if field == "organization" and isinstance(claim, PageRole):
        changes["organization_kind"] = None
    if field == "title":
        changes["title_class"] = _title_classes().get(value.casefold(), TitleClass.OTHER)
    return replace(claim, **changes)


def _kind(claim: PageRole | PageEvent) -> IdKind:
    return IdKind.ROLE if isinstance(claim, PageRole) else IdKind.EVENT


def _dated(claim: Claim, column: str, value: str | None) -> Claim:
    low, high = bounds(value) or (None, None)
    # Without the place of the words for it, no later reading of the page can put the old date back
    changes: dict[str, Any] = {column: value, f"{column}_min": low, f"{column}_max": high, f"{column}_char": None}
    if isinstance(claim, PageEvent):
        changes |= {
            "occurred_text": None,
            "occurred_basis": OccurredBasis.EXPLICIT.value if value else OccurredBasis.NONE.value,
        }
    return replace(claim, **changes)


@cache
def _title_classes() -> Mapping[str, str]:
    from tasks.extract.language.lexicon import rows  # noqa: PLC0415 (only where a title is corrected)

    return {title: klass for written, title, klass, *_ in rows("titles.tsv") for title in (written, title)}

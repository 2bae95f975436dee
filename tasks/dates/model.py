"""What the date reader hands on."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from schemas.vocab import OccurredBasis


@dataclass(frozen=True, slots=True)
class Reference:
    """The bounds of the day from which a text speaks: one day where the page's date is known exactly."""

    earliest: date
    latest: date


@dataclass(frozen=True, slots=True)
class TimeExpression:
    """An expression of time in a text, and the EDTF date that it stands for.

    `value` is None where nothing can be said, and has its year unspecified (`XXXX-08`) where the text gives none and no
    reference settles it. `earliest` and `latest` are its day bounds, None without a year. `is_calendar` is False for
    durations, ages, frequencies and other expressions that name no point in time (their value is None).
    `is_attribute` is True where the date only names something ("the June 2009 elections"): what the sentence tells did
    not happen then. `waits` is True where only the day of writing, which is not known, could give it a value ("last
    week").
    """

    start: int
    end: int
    text: str
    value: str | None
    earliest: date | None
    latest: date | None
    basis: OccurredBasis
    is_calendar: bool = True
    is_attribute: bool = False
    waits: bool = False

"""Which expressions of time a text holds, and which dates they stand for."""

from __future__ import annotations

import re

from schemas.vocab import OccurredBasis
from tasks.dates import edtf
from tasks.dates.model import Reference, TimeExpression

_MONTHS = "January February March April May June July August September October November December".split()
_MONTH = "|".join(f"{m}|{m[:3]}" for m in _MONTHS)
_DATE = re.compile(
    rf"\b(?:(?P<d1>\d\d?) )?(?P<m>{_MONTH})\b\.?(?: (?P<d2>\d\d?)(?:st|nd|rd|th)?\b)?(?:,? (?P<y>\d{{4}}))?\b"
    r"|\b(?P<only>(?:19|20)\d\d)\b"
)


def find_times(text: str, reference: Reference | None = None) -> tuple[TimeExpression, ...]:
    """Every expression of time in text order, resolved against the day from which the text speaks."""
    found = []
    for m in _DATE.finditer(text):
        month = next((i for i, name in enumerate(_MONTHS, 1) if m["m"] and name.startswith(m["m"][:3])), None)
        number = m["d1"] or m["d2"]
        year = m["y"] or m["only"] or (str(reference.latest.year) if reference else "XXXX")
        value = "-".join([year, *(f"{int(p):02d}" for p in (month, number) if p)])
        if not edtf.is_edtf(value):
            continue
        low, high = edtf.bounds(value) or (None, None)
        basis = OccurredBasis.EXPLICIT if m["y"] or m["only"] else OccurredBasis.RELATIVE
        found.append(TimeExpression(m.start(), m.end(), m.group(), value, low, high, basis))
    return tuple(found)

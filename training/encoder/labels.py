"""What the heads tell apart, in the order of their outputs; and the shapes of words."""

from __future__ import annotations

from schemas.vocab import EventType, Realis, RoleStatus

EVENT_TYPES = tuple(EventType)
REALIS = (Realis.ACTUAL, Realis.PLANNED, Realis.DENIED, Realis.ALLEGED)
STATUSES = (RoleStatus.CURRENT, RoleStatus.FORMER, RoleStatus.UNKNOWN)
SHAPES = 8


def shape_of(word: str) -> int:
    """The number of the word's shape: 0 none, digits, marks, CAPITALS, one capital, Capitalised, lower case, other."""
    if not word:
        return 0
    if word.isdigit():
        return 1
    if not word[0].isalnum():
        return 2
    if word.isupper():
        return 3 if len(word) > 1 else 4
    if word[0].isupper():
        return 5
    return 6 if word.islower() else 7


LEFT_OUT = 9  # every ninth page is not learnt from
WRITTEN = "written"  # the style of passages that were written for the training

"""Lines that stand under pictures, and lines in brackets."""

from __future__ import annotations

from tasks.clean.agencies import signed_by_agency
from tasks.clean.lines import Line

_LONGEST_CAPTION = 25  # words


def is_signed_caption(line: Line) -> bool:
    """Whether the line is signed as captions of agency pictures are."""
    return len(line.words) <= _LONGEST_CAPTION and signed_by_agency(line.text)


def bracketed(text: str) -> bool:
    """Whether the whole text stands in brackets."""
    return text.startswith(("(", "[")) and text.endswith((")", "]"))

"""The news agencies that pages name."""

from __future__ import annotations

import re
from functools import cache
from importlib.resources import files


def agency_at(text: str) -> str | None:
    """The agency whose name the text begins with, None where it begins with none."""
    m = _pattern().match(text)
    return _agencies()[m.group()] if m is not None else None


def agency_in(text: str) -> str | None:
    """The first agency that the text names, None where it names none."""
    m = _pattern().search(text)
    return _agencies()[m.group()] if m is not None else None


@cache
def _agencies() -> dict[str, str]:
    rows = (files("tasks.clean") / "lexicons" / "agencies.tsv").read_text(encoding="utf-8").splitlines()
    pairs = (row.split("\t") for row in rows if row and not row.startswith("#"))
    return {written: name for name, written in pairs}


@cache
def _pattern() -> re.Pattern[str]:
    written = sorted(_agencies(), key=len, reverse=True)
    return re.compile(r"(?<![\w-])(?:" + "|".join(map(re.escape, written)) + r")(?![\w-])")


_SIGNED = re.compile(r"(?:[(\[]\s*(?P<a>[^()\[\]]{2,60})[)\]]|\s[-–—]{1,2}\s*(?P<b>[^-–—.]{2,40}))$")


def signed_by_agency(text: str) -> bool:
    """Whether the text ends with an agency's name in brackets or after a dash, as captions do."""
    m = _SIGNED.search(text[-80:])
    if m is None:
        return False
    signed = (m["a"] or m["b"]).strip()
    return any(agency_at(part.strip()) is not None for part in (signed, signed.rpartition("/")[2]))

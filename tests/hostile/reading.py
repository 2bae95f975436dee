"""The way of a page from a file to its claims, as a run takes it, and what must hold whatever the file says."""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import TypeVar

from schemas.stages import CleanPage
from tasks.clean.clean import clean_page
from tasks.extract.engine import Engine, PageClaims
from tasks.extract.engines import load_engine
from tasks.ingest.find import find_inputs
from tasks.ingest.read import Limits, ReadPage, read_input
from tasks.quarantine import Rejected

ENGINE = load_engine()
RULES = load_engine("rules")
MOST_SECONDS = 5.0  # of one core, a page
_TRIES = 3

Result = TypeVar("Result")


@dataclass(frozen=True)
class Outcome:
    """What became of one page, and how long it took."""

    rejected: Rejected | None
    page: CleanPage | None
    claims: PageClaims | None
    seconds: float


def in_time(work: Callable[[], Result]) -> Result:
    """What the work returns. Fails where it takes too long three times: what else a machine does only adds time."""
    taken: list[float] = []
    while len(taken) < _TRIES:
        began = time.process_time()
        result = work()
        taken.append(time.process_time() - began)
        if taken[-1] < MOST_SECONDS:
            return result
    raise AssertionError(f"took {', '.join(f'{seconds:.1f}' for seconds in taken)} s")


def read_file(path: Path, limits: Limits | None = None, engine: Engine = ENGINE) -> list[Outcome]:
    """What becomes of each page of the file. Fails where a claim does not stand in its page, or text cannot be kept."""
    (file,) = find_inputs([path])
    outcomes: list[Outcome] = []
    began = time.process_time()
    for read in read_input(file, limits or Limits()):
        outcomes.append(_go_on(read, engine, began))
        began = time.process_time()
    return outcomes


def _go_on(read: ReadPage | Rejected, engine: Engine, began: float) -> Outcome:
    cleaned = read if isinstance(read, Rejected) else clean_page(read.page)
    if isinstance(cleaned, Rejected):
        cleaned.detail.encode()
        return Outcome(cleaned, None, None, time.process_time() - began)
    claims = engine.read(cleaned)
    seconds = time.process_time() - began
    check_claims(cleaned, claims)
    return Outcome(None, cleaned, claims, seconds)


def check_claims(page: CleanPage, claims: PageClaims) -> None:
    """Fails where a quote is not in its place, or where a field is no text that UTF-8 and a terminal can take."""
    for row in (*claims.roles, *claims.events):
        assert page.text[row.start_char : row.end_char] == row.quote
    for mention in claims.mentions:
        assert page.text[mention.start_char : mention.end_char] == mention.written
    for field in (page.text, page.title, page.outlet, page.author, page.uri):
        (field or "").encode()
        assert not any((c < " " and c != "\n") or c == "\x7f" for c in field or "")

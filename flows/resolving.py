"""Across pages: which pages carry one story, which names are one person, which claims speak of one role or event."""

from __future__ import annotations

import json
from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path
from typing import Any, TypeVar

import pyarrow as pa

from flows.collector import collector_paused
from flows.gates import check, check_claims
from flows.line import TABLES as PAGE_TABLES
from flows.line import Line
from flows.orchestration import flow, log
from flows.stages import current_pages
from schemas.about import QualityResult, RegisteredId, Resolution, Verdict
from schemas.arrow import from_arrow, read_parquet, to_arrow, write_parquet
from schemas.claims import EventClaim, PageEvent, PageMention, PagePerson, PageRole, PersonMention, RoleClaim
from schemas.declare import Severity, spec_of
from schemas.files import put_in_place
from schemas.resolved import Event, EventParticipant, Person, Role, Source, SourceText
from schemas.stages import CleanPage, PageSketch, RawPage, Story
from schemas.vocab import Stage
from tasks.clean.stories import find_stories
from tasks.publish.sources import source_rows, source_texts
from tasks.resolve.memory import Memory
from tasks.resolve.model import ResolvedDataset, ResolveInput
from tasks.resolve.resolve import resolve_claims
from tasks.resolve.totals import Totals
from tasks.validate.gate import GateError
from tasks.verdicts.apply import apply_decisions, quality_of
from tasks.verdicts.verdict_file import read_decisions

Claim = TypeVar("Claim", PageRole, PageEvent)

_MEMORY = "memory.json"
_TOTALS = "totals.parquet"

# The tables that resolve makes, in the order in which publish checks them
TABLES: tuple[type[Any], ...] = (
    Source,
    SourceText,
    Person,
    Role,
    Event,
    EventParticipant,
    PersonMention,
    RoleClaim,
    EventClaim,
    Resolution,
    RegisteredId,
    Verdict,
)


@dataclass(frozen=True)
class Resolved:
    """How many rows of each kind the dataset holds now."""

    sources: int
    stories: int
    people: int
    roles: int
    events: int

    def __str__(self) -> str:
        return (
            f"{self.people:,} people, {self.roles:,} roles, {self.events:,} events "
            f"from {self.sources:,} pages ({self.stories:,} stories)"
        )


@flow("resolve")
@collector_paused()
def resolve(line: Line) -> Resolved:
    """Puts the claims of all pages together; the tables lie in the stage's folder."""
    line.reporter.step("resolve", None)
    ids = frozenset(current_pages(line)) & line.store(Stage.EXTRACT).read_pages()
    if not ids:
        raise GateError(_nothing_left(line))
    pages_table = line.store(Stage.CLEAN).read_passed(CleanPage, ids)
    pages = from_arrow(CleanPage, pages_table)
    # To compare texts is the work of numpy, which lets Python check the claims and read them meanwhile
    with ThreadPoolExecutor(1) as beside:
        found = beside.submit(find_stories, pages, line.store(Stage.CLEAN).read(PageSketch, ids))
        claims = check_claims(line, pages_table)
        people, mentions = from_arrow(PagePerson, claims[PagePerson]), from_arrow(PageMention, claims[PageMention])
        roles, events = from_arrow(PageRole, claims[PageRole]), from_arrow(PageEvent, claims[PageEvent])
        stories = found.result()
    check(line, Stage.CLEAN, Story, to_arrow(Story, stories))
    decided = apply_decisions(read_decisions(line.verdicts), people, roles, events, stories)
    if decided.verdicts:
        line.quality.append(quality_of(decided, line.run_id))
    memory = _remembered(line)
    dataset = resolve_claims(
        ResolveInput(
            pages=pages,
            stories=stories,
            people=people,
            mentions=mentions,
            roles=sure_enough(line, decided.roles),
            events=sure_enough(line, decided.events),
            registry=[r for r in _released(line, RegisteredId) if not _is_forgotten(line, r)],
            verdicts=decided.resolutions,
        ),
        memory,
    )
    # What was not asked for in this run is of pages that are gone: it goes too
    put_in_place(_file(line, _MEMORY), json.dumps(memory.used).encode(), lasting=False)
    write_parquet(memory.totals.to_table(), _file(line, _TOTALS))
    raw = {p.source_id: p for p in from_arrow(RawPage, line.store(Stage.INGEST).read_passed(RawPage, ids))}
    rows: dict[type[Any], list[Any]] = {
        Source: source_rows(raw, pages, stories, dataset.page_dates),
        SourceText: source_texts(pages),
        **_rows(dataset),
        Verdict: decided.verdicts,
    }
    for row_class in TABLES:
        write_parquet(to_arrow(row_class, rows[row_class]), resolved_path(line, row_class))
    n_stories = len({story.story_id for story in stories})
    result = Resolved(len(pages), n_stories, len(dataset.people), len(dataset.roles), len(dataset.events))
    line.reporter.done(str(result))
    log(f"resolve: {result}")
    return result


def _is_forgotten(line: Line, row: RegisteredId) -> bool:
    return line.forgotten.has_id(row.id) or line.forgotten.has_id(row.anchor)


def _nothing_left(line: Line) -> str:
    rejected = [r for of_stage in PAGE_TABLES for r in line.store(of_stage).rejected()] + line.rejected
    counts = Counter(r.reason.value for r in rejected)
    said = ", ".join(f"{count:,} {reason}" for reason, count in counts.most_common())
    example = f" For example {rejected[0].uri}: {rejected[0].detail}" if rejected else ""
    return f"no page came through, so there is nothing to publish ({said or 'no page was given'}).{example}"


def resolved_path(line: Line, row_class: type[Any]) -> Path:
    """Where the resolved table lies."""
    return _file(line, f"{spec_of(row_class).name}.parquet")


def _file(line: Line, name: str) -> Path:
    return line.data.stages / Stage.RESOLVE / line.version(Stage.RESOLVE) / name


def _remembered(line: Line) -> Memory:
    """What runs of this version have worked out of single pages and of pairs; nothing where a power cut spoiled it."""
    try:
        known = json.loads(_file(line, _MEMORY).read_text(encoding="utf-8"))
        totals = Totals.from_table(read_parquet(_file(line, _TOTALS)))
    except (OSError, ValueError):
        return Memory()
    return Memory(known, totals) if isinstance(known, dict) else Memory()


def read_resolved(line: Line) -> dict[type[Any], pa.Table]:
    """The tables that resolve last made."""
    return {row_class: read_parquet(resolved_path(line, row_class)) for row_class in TABLES}


def is_resolved(line: Line) -> bool:
    """Whether resolve, as it is today, has made its tables."""
    return all(resolved_path(line, row_class).is_file() for row_class in TABLES)


def _rows(dataset: ResolvedDataset) -> dict[type[Any], list[Any]]:
    return {
        Person: dataset.people,
        Role: dataset.roles,
        Event: dataset.events,
        EventParticipant: dataset.participants,
        PersonMention: dataset.mentions,
        RoleClaim: dataset.role_claims,
        EventClaim: dataset.event_claims,
        Resolution: dataset.resolutions,
        RegisteredId: dataset.registry,
    }


def sure_enough(line: Line, claims: list[Claim]) -> list[Claim]:
    """The claims that reach the confidence which the settings ask for; how many do not is a quality result."""
    least = line.settings.min_confidence
    sure = [claim for claim in claims if claim.confidence >= least]
    if least > 0 and claims:
        line.quality.append(
            QualityResult(
                run_id=line.run_id,
                stage=Stage.EXTRACT.value,
                table_name=spec_of(type(claims[0])).name,
                rule="confidence_at_least_min_confidence",
                severity=Severity.INFO.value,
                checked=len(claims),
                failed=len(claims) - len(sure),
                passed=len(sure) == len(claims),
                detail=f"claims under {least:g} stay out of the dataset; the setting min_confidence says so",
            )
        )
    return sure


def _released(line: Line, row_class: type[Any]) -> list[Any]:
    release = line.data.current_release()
    path = release / f"{spec_of(row_class).name}.parquet" if release else None
    return from_arrow(row_class, read_parquet(path)) if path and path.is_file() else []

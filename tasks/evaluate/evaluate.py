"""Gold pages and dataset side by side, as rows of the table `evaluation`."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from hashlib import sha256

from schemas.about import Evaluation
from schemas.ids import source_id
from schemas.vocab import EvaluationKind, EvaluationScope
from tasks.evaluate.found import Dataset, FoundPage, found_pages, stem_of
from tasks.evaluate.gold import Gold, GoldPage
from tasks.evaluate.match import PageMatches, match_events, match_page, match_roles
from tasks.evaluate.reliability import Judged, bands, calibration_error, judged, mean_confidence
from tasks.evaluate.score import (
    Tally,
    page_facts,
    quotes_in_place,
    same_person_pairs,
    story_pairs,
    tally,
    tally_by,
)
from tasks.evaluate.titles import class_of_title

THRESHOLDS = tuple(step / 50 for step in range(50))
ALL = "all"

_ROLES = (EvaluationKind.ROLES, EvaluationKind.ROLES_FULL)
_EVENTS = (EvaluationKind.EVENTS, EvaluationKind.EVENTS_FULL)
_FULL = frozenset((EvaluationKind.ROLES_FULL, EvaluationKind.EVENTS_FULL))


@dataclass(frozen=True)
class Origin:
    """When and with which code the dataset was compared. `evaluated_at` is UTC."""

    evaluated_at: datetime
    code_version: str
    model_version: str


@dataclass(frozen=True)
class Figure:
    """A tally with what it is of."""

    kind: EvaluationKind
    counted: Tally
    scope: EvaluationScope = EvaluationScope.ALL
    part: str = ALL
    threshold: float = 0.0
    claims: Sequence[Judged] = ()


def evaluate(
    gold: Gold, dataset: Dataset, origin: Origin, thresholds: Iterable[float] = THRESHOLDS
) -> list[Evaluation]:
    """The rows of `evaluation` for these gold pages, in the table's order."""
    pages = match_pages(gold, dataset)
    overall = list(_overall(gold, pages))
    figures = [
        *overall,
        *_by_part(pages),
        *_by_band(overall),
        *_at_thresholds(pages, thresholds),
    ]
    missing = sum(page.found is None for page in pages)
    rows = [_row(figure, gold, origin, missing) for figure in figures]
    return sorted(rows, key=lambda row: (row.gold, row.kind, row.scope, row.part, row.threshold))


def match_pages(gold: Gold, dataset: Dataset) -> list[PageMatches]:
    """Gold and dataset side by side, page by page in the order of gold."""
    found = pair_pages(gold, dataset)
    return [match_page(page, found.get(page.doc.id)) for page in gold.pages]


def pair_pages(gold: Gold, dataset: Dataset) -> dict[str, FoundPage]:
    """The dataset's page for each gold page, by gold id: the same bytes, else the same name of file."""
    by_id = found_pages(dataset)
    by_stem: dict[str, FoundPage] = {}
    for page in by_id.values():
        by_stem.setdefault(stem_of(page.source.uri), page)
    found = {page.doc.id: by_id.get(_source_id(page) or "") or by_stem.get(page.doc.id) for page in gold.pages}
    return {ident: page for ident, page in found.items() if page is not None}


def _source_id(page: GoldPage) -> str | None:
    return source_id(sha256(page.page.read_bytes()).hexdigest()) if page.page else None


def _overall(gold: Gold, pages: Sequence[PageMatches]) -> Iterator[Figure]:
    yield Figure(EvaluationKind.PEOPLE, tally(page.people for page in pages))
    yield from _claims(pages, EvaluationScope.ALL, ALL, 0.0)
    yield Figure(EvaluationKind.STORY_PAIRS, story_pairs(pages))
    if gold.identities:
        yield Figure(EvaluationKind.SAME_PERSON_PAIRS, same_person_pairs(gold, pages))
    yield from (Figure(kind, counted) for kind, counted in page_facts(pages).items() if counted.n_gold)
    yield Figure(EvaluationKind.QUOTES_IN_PLACE, quotes_in_place(pages))


def _claims(pages: Sequence[PageMatches], scope: EvaluationScope, part: str, threshold: float) -> Iterator[Figure]:
    roles, events = [page.roles for page in pages], [page.events for page in pages]
    for kind in _ROLES:
        full = kind in _FULL
        yield Figure(kind, tally(roles, full=full), scope, part, threshold, judged(roles, full=full))
    for kind in _EVENTS:
        full = kind in _FULL
        yield Figure(kind, tally(events, full=full), scope, part, threshold, judged(events, full=full))


def _by_part(pages: Sequence[PageMatches]) -> Iterator[Figure]:
    for style in sorted({page.gold.style for page in pages}):
        of_style = [page for page in pages if page.gold.style == style]
        counted = tally(page.people for page in of_style)
        yield Figure(EvaluationKind.PEOPLE, counted, EvaluationScope.PAGE_STYLE, style)
        yield from _claims(of_style, EvaluationScope.PAGE_STYLE, style, 0.0)
    events, roles = [page.events for page in pages], [page.roles for page in pages]
    for kind in _EVENTS:
        by_type = tally_by(events, lambda g: g.type.value, lambda f: f.event_type, full=kind in _FULL)
        yield from (Figure(kind, t, EvaluationScope.EVENT_TYPE, part) for part, t in by_type.items())
    for kind in _ROLES:
        by_class = tally_by(roles, lambda g: class_of_title(g.title), lambda f: f.title_class, full=kind in _FULL)
        yield from (Figure(kind, t, EvaluationScope.TITLE_CLASS, part) for part, t in by_class.items())


def _by_band(figures: Iterable[Figure]) -> Iterator[Figure]:
    for whole in figures:
        for band in bands(whole.claims):
            counted = Tally(n_found=len(band.claims), n_right=sum(claim.is_right for claim in band.claims))
            yield Figure(
                whole.kind, counted, EvaluationScope.CONFIDENCE, f"{band.low:.1f}", whole.threshold, band.claims
            )


def _at_thresholds(pages: Sequence[PageMatches], thresholds: Iterable[float]) -> Iterator[Figure]:
    for threshold in sorted({t for t in thresholds if t > 0}):
        pages = [_of_surer_claims(page, threshold) for page in pages]
        yield from _claims(pages, EvaluationScope.ALL, ALL, threshold)


def _of_surer_claims(page: PageMatches, threshold: float) -> PageMatches:
    if page.found is None:
        return page
    found = page.found.surer_than(threshold)
    roles, events = page.roles, page.events
    if len(found.roles) < len(page.found.roles):
        roles = match_roles(page.gold.roles, found.roles, page.who)
    if len(found.events) < len(page.found.events):
        events = match_events(page.gold.events, found.events, page.who)
    return replace(page, found=found, roles=roles, events=events)


def _row(figure: Figure, gold: Gold, origin: Origin, missing: int) -> Evaluation:
    counted = figure.counted
    return Evaluation(
        gold=gold.name,
        kind=figure.kind.value,
        scope=figure.scope.value,
        part=figure.part,
        threshold=figure.threshold,
        precision=counted.precision,
        recall=counted.recall,
        f1=counted.f1,
        n_gold=counted.n_gold,
        n_found=counted.n_found,
        n_right=counted.n_right,
        mean_confidence=mean_confidence(figure.claims),
        calibration_error=calibration_error(figure.claims),
        n_pages=len(gold.pages),
        n_pages_missing=missing,
        evaluated_at=origin.evaluated_at,
        code_version=origin.code_version,
        model_version=origin.model_version,
    )

"""About the data: runs, quality, quarantine, changes, and who was judged to be whom."""

from __future__ import annotations

from datetime import datetime
from typing import Annotated

from schemas.declare import Col, Layer, table
from schemas.vocab import (
    ChangeKind,
    EvaluationKind,
    EvaluationScope,
    IdKind,
    QuarantineReason,
    ResolutionVerdict,
    RunState,
    SeverityWord,
    Stage,
    VerdictWord,
)


@table("runs", doc="One row a flow run.", layer=Layer.ABOUT, order_by=("started_at", "run_id"))
class Run:
    """A row of `runs`."""

    run_id: Annotated[str, Col("one run", key=True)]
    started_at: Annotated[datetime, Col("UTC")]
    ended_at: Annotated[datetime | None, Col("UTC; null while it runs")]
    state: Annotated[str, Col("how it ended", words=RunState)]
    n_inputs: Annotated[int, Col("pages seen", low=0)]
    n_new: Annotated[int, Col("pages not seen before", low=0)]
    n_unchanged: Annotated[int, Col("pages seen before", low=0)]
    n_kept: Annotated[int, Col("pages that came through", low=0)]
    n_quarantined: Annotated[int, Col("pages and rows set aside", low=0)]
    code_version: Annotated[str, Col("digest of the code that judges")]
    model_version: Annotated[str, Col("name and version of the extraction engine")]


@table(
    "quality_results",
    doc="Every check of every run, passed or not.",
    layer=Layer.ABOUT,
    order_by=("run_id", "stage", "table_name", "rule"),
)
class QualityResult:
    """A row of `quality_results`."""

    run_id: Annotated[str, Col("the run", key=True)]
    stage: Annotated[str, Col("after which stage", words=Stage, key=True)]
    table_name: Annotated[str, Col("the table checked", key=True)]
    rule: Annotated[str, Col("the rule's name", key=True)]
    severity: Annotated[str, Col("what breaking it does", words=SeverityWord)]
    checked: Annotated[int, Col("rows looked at", low=0)]
    failed: Annotated[int, Col("rows that break the rule", low=0)]
    passed: Annotated[bool, Col("whether the rule holds")]
    detail: Annotated[str | None, Col("what was seen, in words")]


@table(
    "quarantine",
    doc="Pages and rows set aside, as they were, with the reason. Nothing is dropped without a row here.",
    layer=Layer.ABOUT,
)
class Quarantined:
    """A row of `quarantine`."""

    quarantine_id: Annotated[str, Col("hash of the row", key=True)]
    run_id: Annotated[str, Col("the run that set it aside")]
    stage: Annotated[str, Col("where", words=Stage)]
    table_name: Annotated[str | None, Col("the table a row was bound for; null for a page")]
    source_id: Annotated[str | None, Col("the page, where known")]
    uri: Annotated[str | None, Col("where the page came from")]
    rule: Annotated[str, Col("the rule's name")]
    reason: Annotated[str, Col("from a closed list", words=QuarantineReason)]
    detail: Annotated[str, Col("what was wrong and what would mend it")]
    row_json: Annotated[str | None, Col("the row as it was, as JSON")]


@table("changes", doc="What became different from the release before.", layer=Layer.ABOUT)
class Change:
    """A row of `changes`."""

    table_name: Annotated[str, Col("the table", key=True)]
    row_id: Annotated[str, Col("the row's key", key=True)]
    change: Annotated[str, Col("added, changed or removed", words=ChangeKind)]
    columns: Annotated[list[str], Col("which columns differ; empty for added and removed")]


@table(
    "resolutions",
    doc="Which names were judged to be one person, or not, by what evidence or by whom; and ids that moved.",
    layer=Layer.ABOUT,
)
class Resolution:
    """A row of `resolutions`."""

    resolution_id: Annotated[str, Col("hash of the pair", key=True)]
    kind: Annotated[str, Col("what is resolved", words=IdKind)]
    left_id: Annotated[str, Col("page_person_id, or an id that moved")]
    right_id: Annotated[str, Col("page_person_id, or the id it moved to")]
    left_name: Annotated[str | None, Col("as written on its page")]
    right_name: Annotated[str | None, Col("as written on its page")]
    verdict: Annotated[str, Col("same, different or redirect", words=ResolutionVerdict)]
    score: Annotated[float | None, Col("how sure", low=0, high=1)]
    evidence: Annotated[str, Col("what spoke for it, in words")]
    decided_by: Annotated[str, Col("the rule set's name, or a person")]
    person_id: Annotated[str | None, Col("the person that both, or the left one, ended up in")]


@table(
    "verdicts",
    doc="What people decided: who is who, which claims are wrong or right, values corrected, and what stood there.",
    layer=Layer.ABOUT,
)
class Verdict:
    """A row of `verdicts`: one line of the file of verdicts, and what it came to in this release."""

    verdict_id: Annotated[str, Col("hash of the line", key=True)]
    verdict: Annotated[str, Col("what was decided", words=VerdictWord)]
    kind: Annotated[str, Col("about two names of persons, or a claim of a role or event", words=IdKind)]
    source_id: Annotated[str, Col("the page")]
    name: Annotated[str | None, Col("the person as the page names them")]
    quote: Annotated[str | None, Col("of a claim: its words on the page")]
    what: Annotated[str | None, Col("of a claim: the title or event type that was claimed")]
    field: Annotated[str | None, Col("of a correction: the column")]
    value: Annotated[str | None, Col("of a correction: the right value; null where there is none")]
    other_source_id: Annotated[str | None, Col("of two names: the other one's page")]
    other_name: Annotated[str | None, Col("of two names: the other one")]
    decided_by: Annotated[str, Col("who decided")]
    decided_at: Annotated[datetime, Col("when, UTC")]
    why: Annotated[str, Col("the reason given")]
    claim_ids: Annotated[list[str], Col("the claims that it was applied to, copies of the story included")]
    original: Annotated[str | None, Col("those claims as the engine read them, as a JSON array of rows")]
    problem: Annotated[str | None, Col("why it could not be applied; null where it was")]


@table("id_registry", doc="Which raw facts an id was first given for, so that ids outlive re-runs.", layer=Layer.ABOUT)
class RegisteredId:
    """A row of `id_registry`."""

    anchor: Annotated[str, Col("hash of a raw, stable fact: a page's person or claim", key=True)]
    kind: Annotated[str, Col("what is numbered", words=IdKind, key=True)]
    id: Annotated[str, Col("the id it has")]


@table(
    "evaluation",
    doc="How good the engine was on gold pages: precision, recall and F1 by kind, part and confidence.",
    layer=Layer.ABOUT,
    order_by=("gold", "kind", "scope", "part", "threshold"),
)
class Evaluation:
    """A row of `evaluation`."""

    gold: Annotated[str, Col("the folder of gold pages, by name", key=True)]
    kind: Annotated[str, Col("what is compared", words=EvaluationKind, key=True)]
    scope: Annotated[str, Col("which part of the gold pages", words=EvaluationScope, key=True)]
    part: Annotated[str, Col("that part: an event type, a title class ...; all where scope is all", key=True)]
    threshold: Annotated[float, Col("only claims of at least this confidence count", key=True, low=0, high=1)]
    precision: Annotated[
        float | None, Col("share of what was found that is right; null where nothing was", low=0, high=1)
    ]
    recall: Annotated[float | None, Col("share of gold that was found; null where gold has none", low=0, high=1)]
    f1: Annotated[float | None, Col("harmonic mean of both; null where one is", low=0, high=1)]
    n_gold: Annotated[int, Col("what gold holds", low=0)]
    n_found: Annotated[int, Col("what was found; the same told again is left out; 0 for shares", low=0)]
    n_right: Annotated[int, Col("how much of what was found is right", low=0)]
    mean_confidence: Annotated[float | None, Col("of the claims found; null for what is no claim", low=0, high=1)]
    calibration_error: Annotated[
        float | None,
        Col("expected calibration error: mean distance of confidence and precision over ten bands", low=0, high=1),
    ]
    n_pages: Annotated[int, Col("gold pages", low=0)]
    n_pages_missing: Annotated[
        int, Col("of them, pages that did not come through; all on them counts as missed", low=0)
    ]
    evaluated_at: Annotated[datetime, Col("UTC")]
    code_version: Annotated[str, Col("digest of the code that judged")]
    model_version: Annotated[str, Col("name and version of the extraction engine")]

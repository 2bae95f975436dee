"""From resolved tables to the release that readers get: checked, built aside, swapped in whole."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pyarrow as pa

from flows.collector import collector_paused
from flows.data_dir import now, read_runs
from flows.evaluating import built_in_score, kept_evaluations
from flows.forget.purge import is_forgetting
from flows.gates import check
from flows.line import TABLES as PAGE_TABLES
from flows.line import Line
from flows.orchestration import flow, log
from flows.resolving import read_resolved
from flows.stage_store import remove_old_versions
from schemas.about import Change, Evaluation, QualityResult, Quarantined, Run
from schemas.arrow import from_arrow, read_parquet, to_arrow
from schemas.claims import EventClaim, PersonMention, RoleClaim
from schemas.declare import spec_of
from schemas.manifest import read_manifest
from schemas.resolved import Event, EventParticipant, Person, Role, Source, SourceText
from schemas.vocab import ChangeKind, RunState, SeverityWord, Stage
from tasks.forget.page import is_forgotten
from tasks.forget.redact import redact
from tasks.publish.changes import compare
from tasks.publish.drift import LEAST_PAGES, Bounds, check_drift
from tasks.publish.origin import causes
from tasks.publish.release import ReleaseOrigin, release_id, write_release
from tasks.validate.gate import GateError
from tasks.validate.row_tests import refers_to
from warehouse.build import build_database, check_tables
from warehouse.checking import CheckError, refuse_critical
from warehouse.report import write_report
from warehouse.swap import discard_staged, list_releases, prune, remove_others, stage
from warehouse.swap import publish as swap_in

# A table stands after those that it refers to, so that a row whose parent is set aside is set aside with it
CHECKED: tuple[type[Any], ...] = (
    Source,
    SourceText,
    Person,
    Event,
    Role,
    EventParticipant,
    PersonMention,
    RoleClaim,
    EventClaim,
)


@flow("publish")
@collector_paused()
def publish(line: Line) -> str:
    """The id of the release that readers get now: checked, built aside, swapped in. The last one stays until then.

    Raises:
        GateError: a rule forbids the release.
    """
    line.reporter.step("publish", None)
    tables = _through_gate(line, read_resolved(line))
    had_release = line.data.current_release() is not None
    changes = compare(line.data.current_release(), tables)
    quarantine = _quarantine(line)
    line.counts.kept = tables["sources"].num_rows
    line.counts.quarantined = sum(row.run_id == line.run_id for row in quarantine)
    created_at = now()
    engine = line.engine().version
    line.record = replace(line.record, run=replace(line.record.run, model_version=engine))
    # Fewer pages than drift looks at are a try: they need not wait for the score
    score = built_in_score(line) if line.counts.kept >= LEAST_PAGES else []
    tables |= _about(line, changes, quarantine, score)
    _refuse_broken(line, tables)
    _refuse_drift(line, tables)
    tables["quality_results"] = _quality(line)
    release = release_id(created_at, line.run_id)
    current, made_from = line.data.current_release(), line.made_from()
    previous = read_manifest(current) if current else None
    origin = ReleaseOrigin(
        release_id=release,
        created_at=created_at,
        run_id=line.run_id,
        code_version=line.version(Stage.PUBLISH),
        model_version=engine,
        previous=previous.release_id if previous else None,
        causes=causes(previous.made_from if previous else None, made_from, _new_pages(changes)),
        made_from=made_from,
    )
    discard_staged(line.data.root)
    aside = stage(line.data.root, release)
    write_release(aside, tables, origin)
    build_database(aside)
    write_report(aside, line.data.current_release())
    line.announce(release)
    swap_in(line.data.root, release)
    prune(line.data.root, line.settings.keep_releases)
    if is_forgetting(line.data):
        remove_others(line.data.root)
        line.data.forgetting.unlink()
    for of_stage in (*PAGE_TABLES, Stage.RESOLVE):
        remove_old_versions(line.data.stages, of_stage, line.version(of_stage))
    said = f"release {release}, {f'{len(changes):,} changes from the one before' if had_release else 'the first'}"
    line.reporter.done(said)
    log(f"publish: {said}")
    return release


def _new_pages(changes: list[Change]) -> int:
    return sum(c.table_name == "sources" and c.change == ChangeKind.ADDED for c in changes)


def _through_gate(line: Line, resolved: dict[type[Any], pa.Table]) -> dict[str, pa.Table]:
    """The tables less the rows that the gate sets aside, and the rows that refer to those."""
    passed: dict[str, pa.Table] = {}
    for row_class in CHECKED:
        spec, table = spec_of(row_class), resolved[row_class]
        tests = [
            refers_to(column.name, parent.column(key).to_pylist(), name)
            for column in spec.columns
            if column.col.references
            for name, _, key in [column.col.references.partition(".")]
            for parent in [table if name == spec.name else passed[name]]
        ]
        passed[spec.name] = check(line, Stage.RESOLVE, row_class, table, tests).kept
    return {**{spec_of(row_class).name: table for row_class, table in resolved.items()}, **passed}


def _refuse_broken(line: Line, tables: dict[str, pa.Table]) -> None:
    try:
        outcomes = check_tables(tables)
        line.quality += [outcome.as_row(line.run_id) for outcome in outcomes]
        refuse_critical(outcomes)
    except CheckError as error:
        raise GateError(f"{error}\nThe last release stays in place.") from error


def _refuse_drift(line: Line, tables: dict[str, pa.Table]) -> None:
    past = [release.folder for release in list_releases(line.data.root)]
    bounds = Bounds(line.settings.drift_warning, line.settings.drift_critical)
    results = check_drift(tables, past, line.counts.inputs, line.run_id, bounds)
    line.quality += results
    told = [f"{r.table_name}, {r.rule}: {r.detail}" for r in results if r.severity == SeverityWord.CRITICAL]
    if told:
        raise GateError(
            "this release would be too unlike the ones before:\n" + "\n".join(told) + "\nThe last release stays in "
            "place. If the change is meant, raise drift_critical for one run (DEMARCHE_DRIFT_CRITICAL)."
        )


def _about(
    line: Line, changes: list[Change], quarantine: list[Quarantined], score: list[Evaluation]
) -> dict[str, pa.Table]:
    others = [r.run for r in read_runs(line.data) if r.run.run_id != line.run_id]
    this = replace(line.as_row(RunState.COMPLETED), ended_at=now())
    return {
        "runs": to_arrow(Run, [*others, this]),
        "quality_results": _quality(line),
        "quarantine": to_arrow(Quarantined, quarantine),
        "changes": to_arrow(Change, changes),
        "evaluation": to_arrow(Evaluation, [*kept_evaluations(line.data), *score]),
    }


def _quality(line: Line) -> pa.Table:
    earlier = (result for r in read_runs(line.data) if r.run.run_id != line.run_id for result in r.quality)
    return to_arrow(QualityResult, [*earlier, *line.quality])


def _quarantine(line: Line) -> list[Quarantined]:
    """Everything ever set aside, each once, under the run that did so first."""
    release = line.data.current_release()
    path = release / "quarantine.parquet" if release else None
    earlier = from_arrow(Quarantined, read_parquet(path)) if path and path.is_file() else []
    rows = [_masked(line, r) for r in earlier if not is_forgotten(line.forgotten, r.source_id, r.uri)]
    now_aside = [r for of_stage in PAGE_TABLES for r in line.store(of_stage).rejected()] + line.rejected
    now_aside += line.store(Stage.EXTRACT).dropped()
    known = {_sameness(row) for row in rows}
    for row in (r.as_row(line.run_id) for r in now_aside):
        if _sameness(row) not in known:
            known.add(_sameness(row))
            rows.append(row)
    return rows


def _masked(line: Line, row: Quarantined) -> Quarantined:
    uri, detail, row_json = redact([row.uri, row.detail, row.row_json], line.forgotten, row.source_id)
    return replace(row, uri=uri, detail=detail or "", row_json=row_json)


def _sameness(row: Quarantined) -> tuple[str | None, ...]:
    return (row.stage, row.table_name, row.rule, row.uri, row.source_id, row.row_json or row.detail)

"""One run at work: its data directory, settings and workers, and what it has come to so far."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from functools import cached_property
from pathlib import Path
from typing import Any

from flows import orchestration
from flows.batches import ENGINE_ANSWERS
from flows.data_dir import (
    DataDir,
    RunRecord,
    dead_runs,
    end_dead_run,
    locked,
    new_run_id,
    now,
    read_runs,
    sweep,
    write_run,
)
from flows.failures import in_words, tell
from flows.forget.purge import is_forgetting, resume_forgetting
from flows.progress import Reporter
from flows.settings import Settings, chat_settings
from flows.stage_store import StageStore
from flows.versions import own_version, stage_version
from flows.workers import Workers, open_workers
from schemas.about import QualityResult, Run
from schemas.claims import PageEvent, PageMention, PagePerson, PageRole
from schemas.ids import digest
from schemas.manifest import MadeFrom, file_sha256
from schemas.stages import CleanPage, PageSketch, RawPage
from schemas.vocab import RunState, Stage
from tasks.extract.chat.settings import ChatSettings
from tasks.extract.engine import Engine
from tasks.extract.engines import load_engine
from tasks.forget.forgotten_file import Forgotten, read_forgotten
from tasks.quarantine import Rejected
from warehouse.swap import discard_staged

# The tables that a stage keeps by page. In ingest and clean the first has one row a page
TABLES: dict[Stage, tuple[type[Any], ...]] = {
    Stage.INGEST: (RawPage,),
    Stage.CLEAN: (CleanPage, PageSketch),
    Stage.EXTRACT: (PagePerson, PageMention, PageRole, PageEvent),
}


@dataclass
class Counts:
    """Pages of this run, as they are counted: `inputs` = `new` + `unchanged`."""

    inputs: int = 0
    new: int = 0
    unchanged: int = 0
    kept: int = 0
    quarantined: int = 0


class Line:
    """What the stages of one run share. Get it from `open_line`."""

    def __init__(
        self, data: DataDir, settings: Settings, workers: Workers, reporter: Reporter, record: RunRecord
    ) -> None:
        self.data = data
        self.settings = settings
        self.workers = workers
        self.reporter = reporter
        self.record = record
        self.counts = Counts()
        self.quality: list[QualityResult] = []
        self.rejected: list[Rejected] = []
        self.inputs: list[str] = []  # digests of the files that this run was given, set by ingest
        self._stores: dict[Stage, StageStore] = {}

    @property
    def run_id(self) -> str:
        """The run's id."""
        return self.record.run.run_id

    def store(self, stage: Stage) -> StageStore:
        """Where the stage keeps its rows by page, for the code and settings of today."""
        if stage not in self._stores:
            self._stores[stage] = StageStore(self.data.stages, stage, self.version(stage), TABLES[stage])
        return self._stores[stage]

    def version(self, stage: Stage) -> str:
        """The digest of all that decides what the stage makes of its input, other than the input."""
        return version_of(stage, self.settings, self.chat())

    def chat(self) -> ChatSettings | None:
        """What the chat engine is told in this run; None where another engine reads."""
        return chat_settings(self.settings, self.data.stages / "chat", self.run_id)

    def engine(self) -> Engine:
        """The extraction engine of this run."""
        return load_engine(self.settings.engine, self.chat())

    @property
    def verdicts(self) -> Path:
        """The file of people's verdicts."""
        return Path(self.settings.verdicts) if self.settings.verdicts else self.data.verdicts

    @cached_property
    def forgotten(self) -> Forgotten:
        """What was removed on demand and must not come back."""
        return read_forgotten(self.data.forgotten)

    def made_from(self) -> MadeFrom:
        """All that decides what this run's release holds, other than its pages."""
        chat, verdicts = self.chat(), self.verdicts
        return MadeFrom(
            code={stage.value: own_version(stage.value) for stage in Stage},
            model=self.engine().version + (f" {chat.identity}" if chat else ""),
            settings=f"page_bytes={self.settings.page_bytes}, min_confidence={self.settings.min_confidence}",
            verdicts=file_sha256(verdicts) if verdicts.exists() else "",
            forgotten=digest(*sorted(entry.hash for entry in self.forgotten.entries)) if self.forgotten else "",
            evaluation=digest(*sorted(file_sha256(path) for path in self.data.evaluation.glob("*.parquet"))),
        )

    def content_key(self) -> str:
        """The digest of all that decides what the dataset holds: pages, code, settings, verdicts, evaluations."""
        said = self.verdicts.read_text(encoding="utf-8") if self.verdicts.exists() else ""
        evaluated = sorted(file_sha256(path) for path in self.data.evaluation.glob("*.parquet"))
        gone = sorted(entry.hash for entry in self.forgotten.entries)
        return digest(self.version(Stage.PUBLISH), said, *gone, *evaluated, *sorted(self.store(Stage.INGEST).done()))

    def is_unchanged(self) -> bool:
        """Whether the release in place is what this run would build."""
        release = self.data.current_release()
        if release is None or is_forgetting(self.data) or self.store(Stage.EXTRACT).set_aside_by(ENGINE_ANSWERS):
            return False
        built = [r for r in read_runs(self.data) if r.release_id == release.name]
        return bool(built) and built[-1].content_key == self.content_key()

    def announce(self, release_id: str) -> None:
        """Writes down the release that is about to be put in place, so that a kill after that leaves no doubt."""
        self.record = replace(
            self.record,
            run=self.as_row(RunState.RUNNING),
            release_id=release_id,
            content_key=self.content_key(),
            quality=tuple(self.quality),
        )
        write_run(self.data, self.record)

    def end(self, state: RunState, *, release_id: str | None = None, message: str | None = None) -> RunRecord:
        """The run's record with that end, written."""
        run = replace(self.as_row(state), ended_at=now())
        self.record = replace(
            self.record,
            run=run,
            release_id=release_id,
            content_key=self.content_key() if release_id else None,
            message=message,
            quality=tuple(self.quality),
        )
        write_run(self.data, self.record)
        return self.record

    def as_row(self, state: RunState) -> Run:
        """The row of `runs` with what was counted so far."""
        return replace(
            self.record.run,
            state=state.value,
            n_inputs=self.counts.inputs,
            n_new=self.counts.new,
            n_unchanged=self.counts.unchanged,
            n_kept=self.counts.kept,
            n_quarantined=self.counts.quarantined,
        )

    def __repr__(self) -> str:
        return f"<{self.run_id} in {self.data.root}>"


def version_of(stage: Stage, settings: Settings, chat: ChatSettings | None) -> str:
    """The digest of code, lexicons and settings that decide what the stage makes of its input."""
    order = list(Stage)
    of_stage = {
        Stage.INGEST: f"page_bytes={settings.page_bytes}",
        Stage.EXTRACT: f"engine={settings.engine}" + (f" {chat.identity}" if chat else ""),
        Stage.RESOLVE: f"min_confidence={settings.min_confidence}",
    }
    return stage_version(stage.value, *(of_stage[s] for s in order[: order.index(stage) + 1] if s in of_stage))


@contextmanager
def open_line(data: DataDir, settings: Settings, reporter: Reporter) -> Iterator[Line]:
    """A run with the data directory locked for it. However it ends, its record in DIR/runs says so.

    Raises:
        DataDirError: another run holds the directory.
        WorkerDied: no Dask cluster answers.
    """
    with locked(data), open_workers(settings.workers, settings.dask, settings.seconds_per_page) as workers:
        for died in recover(data):
            if died.run.state == RunState.FAILED:
                tell(settings.webhook, data.root, "Died", f"{died.run.run_id}: {died.message}", passes=True)
        line = _new_line(data, settings, workers, reporter)
        write_run(data, line.record)
        try:
            resume_forgetting(data, line.forgotten, TABLES, line.verdicts)
            yield line
        except BaseException as error:
            line.quality += getattr(error, "results", [])
            said = in_words(error) if isinstance(error, Exception) else "the run was stopped"
            _end_early(line, said)
            raise


def _end_early(line: Line, said: str) -> None:
    """Ends the record of a run that was stopped or failed: as failed, unless its work was done by then."""
    release, current = line.record.release_id, line.data.current_release()
    if line.record.run.state != RunState.RUNNING:
        return
    if release and current is not None and current.name == release:
        line.end(RunState.COMPLETED, release_id=release, message=said)
    else:
        line.end(RunState.FAILED, message=said)


def recover(data: DataDir) -> list[RunRecord]:
    """The runs that died here, now ended, in Prefect too; what they left half written is removed.

    Call it with the lock held.
    """
    ended = [end_dead_run(data, dead) for dead in dead_runs(data)]
    for record in read_runs(data):
        if record.flow_run_id and record.untold and orchestration.mark_crashed(record.flow_run_id, "its process died"):
            write_run(data, replace(record, untold=False))
    if ended:
        discard_staged(data.root)
        sweep(data)
    return ended


def _new_line(data: DataDir, settings: Settings, workers: Workers, reporter: Reporter) -> Line:
    started = now()
    run = Run(
        run_id=new_run_id(),
        started_at=started,
        ended_at=None,
        state=RunState.RUNNING.value,
        n_inputs=0,
        n_new=0,
        n_unchanged=0,
        n_kept=0,
        n_quarantined=0,
        code_version="",
        model_version=settings.engine,
    )
    line = Line(data, settings, workers, reporter, RunRecord(run, os.getpid()))
    line.record = replace(
        line.record,
        run=replace(run, code_version=line.version(Stage.PUBLISH)),
        flow_run_id=orchestration.current_flow_run(),
    )
    return line

"""The data directory: what lies where, who is working on it, and what every run came to."""

from __future__ import annotations

import fcntl
import json
import os
import secrets
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass, replace
from datetime import UTC, datetime
from pathlib import Path

from schemas.about import QualityResult, Run
from schemas.files import put_in_place
from schemas.vocab import RunState


class DataDirError(Exception):
    """The data directory cannot be used; the message names it and the remedy."""


@dataclass(frozen=True)
class DataDir:
    """The places of one dataset."""

    root: Path

    @property
    def database(self) -> Path:
        """The newest good release's DuckDB file (a link)."""
        return self.root / "demarche.duckdb"

    @property
    def pages(self) -> Path:
        """Crawled bytes by digest."""
        return self.root / "pages"

    @property
    def stages(self) -> Path:
        """What each stage made of each page."""
        return self.root / "stages"

    @property
    def releases(self) -> Path:
        """One folder a release."""
        return self.root / "releases"

    @property
    def runs(self) -> Path:
        """One file a run."""
        return self.root / "runs"

    @property
    def verdicts(self) -> Path:
        """What people decided on who is who and on claims, unless the setting `verdicts` names another file."""
        return self.root / "verdicts.csv"

    @property
    def evaluation(self) -> Path:
        """How good the engine was on gold pages: one file a folder of gold; the next release carries them."""
        return self.root / "evaluation"

    @property
    def forgotten(self) -> Path:
        """Hashes of what was removed on demand and is kept out; see docs/forgetting.md."""
        return self.root / "forgotten.csv"

    @property
    def forgetting(self) -> Path:
        """There while something is being forgotten: says `purge`, then `release` until readers see it no more."""
        return self.root / ".forgetting"

    def current_release(self) -> Path | None:
        """The folder of the newest good release; None before the first."""
        return self.database.resolve().parent if self.database.exists() else None


@dataclass(frozen=True)
class RunRecord:
    """One run, as its file in DIR/runs says: a row of `runs` and what it takes to know an unchanged or dead one.

    `content_key` is a digest of everything that decides what the dataset holds: pages, code, settings.
    `untold` where the process died and Prefect's server, which thinks that it runs, could not be told so far.
    """

    run: Run
    pid: int
    release_id: str | None = None
    content_key: str | None = None
    flow_run_id: str | None = None
    message: str | None = None
    untold: bool = False
    quality: tuple[QualityResult, ...] = ()


def open_data_dir(root: Path) -> DataDir:
    """The data directory, made if it is not there.

    Raises:
        DataDirError: it cannot be made or written to.
    """
    try:
        root.mkdir(parents=True, exist_ok=True)
        probe = root / ".writable"
        probe.touch()
        probe.unlink()
    except OSError as error:
        raise DataDirError(
            f"{root}: {error.strerror}. Choose a folder that can be written to with --data or DEMARCHE_DATA."
        ) from error
    return DataDir(root)


def existing_data_dir(root: Path) -> DataDir:
    """The data directory with a release in it.

    Raises:
        DataDirError: there is none yet.
    """
    data = DataDir(root)
    if not data.database.exists():
        raise DataDirError(f"{root}: no dataset here yet. Build one: demarche run PAGES --data {root}")
    return data


@contextmanager
def locked(data: DataDir) -> Iterator[None]:
    """Holds the directory for one run; the lock goes with the process, however it ends.

    Raises:
        DataDirError: another run holds it; says which.
    """
    try:
        file = (data.root / ".lock").open("a+", encoding="utf-8")
    except OSError as error:
        raise DataDirError(f"{data.root}: {error.strerror}. Give the data directory with --data.") from error
    with file:
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError as error:
            file.seek(0)
            raise DataDirError(
                f"{data.root}: another run is at work here ({file.read().strip() or 'it does not say which'}). "
                "Wait for it to end, or give another --data."
            ) from error
        file.truncate(0)
        file.write(f"process {os.getpid()}, since {now():%Y-%m-%d %H:%M:%S} UTC")
        file.flush()
        try:
            yield
        finally:
            file.truncate(0)


def new_run_id() -> str:
    """An id whose order is the order of starting, of runs that began in the same second too."""
    return f"run_{datetime.now(UTC):%Y%m%dT%H%M%S%f}_{secrets.token_hex(3)}"


def now() -> datetime:
    """This moment in UTC, to the second."""
    return datetime.now(UTC).replace(microsecond=0)


def write_run(data: DataDir, record: RunRecord) -> None:
    """Puts the record in place of an earlier one of the same run."""
    said = json.dumps(asdict(record), default=_iso, indent=1)
    put_in_place(data.runs / f"{record.run.run_id}.json", said.encode())


def read_runs(data: DataDir) -> list[RunRecord]:
    """Every run recorded here, the first first."""
    return [_read_run(path) for path in sorted(data.runs.glob("run_*.json"))]


def dead_runs(data: DataDir) -> list[RunRecord]:
    """The runs that died without saying so. Call it with the lock held: nobody else is running."""
    return [r for r in read_runs(data) if r.run.state == RunState.RUNNING]


def end_dead_run(data: DataDir, dead: RunRecord) -> RunRecord:
    """The run's record as it is now: done if its release was in place when it died, else failed."""
    current, dead = data.current_release(), replace(dead, untold=dead.flow_run_id is not None)
    if current is not None and current.name == dead.release_id:
        ended = replace(dead, run=replace(dead.run, state=RunState.COMPLETED, ended_at=now()))
    else:
        run = replace(dead.run, state=RunState.FAILED, ended_at=now())
        ended = replace(dead, run=run, release_id=None, content_key=None, message="the process died")
    write_run(data, ended)
    return ended


def sweep(data: DataDir) -> list[Path]:
    """The files removed that killed runs left half written. Call it with the lock held."""
    left = [
        *data.pages.glob("*/.*"),
        *data.runs.glob(".*"),
        *(path for path in data.stages.rglob("*") if path.name.startswith(".") or path.suffix == ".tmp"),
        *(
            path
            for place in (data.forgotten, data.forgetting)
            for path in data.root.glob(f".{place.name.lstrip('.')}.*")
        ),
    ]
    for path in left:
        path.unlink(missing_ok=True)
    return left


def _iso(value: object) -> str:
    if isinstance(value, datetime):
        return value.isoformat()
    raise TypeError(f"cannot write {type(value).__name__} to a run's record")


def _read_run(path: Path) -> RunRecord:
    said = json.loads(path.read_text(encoding="utf-8"))
    run = said.pop("run")
    for name in ("started_at", "ended_at"):
        run[name] = datetime.fromisoformat(run[name]) if run[name] else None
    quality = tuple(QualityResult(**row) for row in said.pop("quality"))
    return RunRecord(run=Run(**run), quality=quality, **said)

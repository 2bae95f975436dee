"""How good the dataset is, measured on gold pages; the figures are kept in the data directory for the next release."""

from __future__ import annotations

import logging
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

import pyarrow as pa

from flows.data_dir import DataDir, existing_data_dir, now
from flows.line import Line, version_of
from flows.settings import Settings, chat_settings
from schemas.about import Evaluation
from schemas.arrow import read_parquet, read_rows, write_rows
from schemas.claims import EventClaim, PersonMention, RoleClaim
from schemas.manifest import read_manifest
from schemas.resolved import Source
from schemas.vocab import Stage
from tasks.evaluate.built_in import built_in_gold
from tasks.evaluate.evaluate import THRESHOLDS, Origin, evaluate, pair_pages
from tasks.evaluate.found import Dataset
from tasks.evaluate.gold import Gold, GoldError
from tasks.evaluate.reading import read_gold_pages
from tasks.extract.engines import load_engine
from tasks.publish.drift import BUILT_IN
from tasks.quarantine import Rejected


@dataclass(frozen=True)
class Evaluated:
    """The figures, and the gold pages that are not in them, each with the reason."""

    rows: Sequence[Evaluation]
    missing: Sequence[str]


def evaluate_engine(gold: Gold, data: DataDir, settings: Settings) -> Evaluated:
    """The figures of today's code, which reads the pages beside the gold files; the dataset is not touched.

    Raises:
        GoldError: a gold file has no page beside it.
        UnknownEngineError: the settings name an engine that there is not.
    """
    chat = chat_settings(settings, data.stages / "chat")
    engine = load_engine(settings.engine, chat)
    read = read_gold_pages(gold.pages, engine)
    origin = Origin(now(), version_of(Stage.PUBLISH, settings, chat), engine.version)
    rows = evaluate(gold, read.dataset, origin, (*THRESHOLDS, settings.min_confidence))
    return Evaluated(rows, _missing(gold, read.dataset, read.rejected))


def evaluate_release(gold: Gold, data: DataDir) -> Evaluated:
    """The figures of the release that readers get, on those of its pages that have gold.

    Raises:
        DataDirError: there is no release yet.
        GoldError: none of the gold pages is in it.
    """
    release = existing_data_dir(data.root).database.resolve().parent
    manifest = read_manifest(release)
    dataset = _released(release)
    if not pair_pages(gold, dataset):
        raise GoldError(f"{gold.name}: none of these pages is in {release}. Leave out --released to read them now.")
    origin = Origin(now(), manifest.code_version, manifest.model_version)
    return Evaluated(evaluate(gold, dataset, origin), _missing(gold, dataset, ()))


def keep_evaluation(data: DataDir, gold: Gold, rows: Sequence[Evaluation]) -> Path:
    """The file with the figures, in place of earlier ones for the same folder of gold."""
    return write_rows(Evaluation, rows, data.evaluation / f"{gold.name}.parquet")


def kept_evaluations(data: DataDir) -> list[Evaluation]:
    """The last figures for each folder of gold. A file of an older version of the table is left out."""
    rows: list[Evaluation] = []
    for path in sorted(data.evaluation.glob("*.parquet")):
        try:
            rows += read_rows(Evaluation, path)
        except ValueError as error:
            logging.getLogger(__name__).warning("%s: %s. Run demarche evaluate again.", path, error)
    return rows


def built_in_score(line: Line) -> list[Evaluation]:
    """How the code of today reads the pages that come with it: worked out once for each version of the code.

    Nothing with an engine that asks a server, which would cost time and tokens in every release.
    """
    if line.chat() is not None:
        return []
    folder = line.data.stages / Stage.RESOLVE / line.version(Stage.RESOLVE)
    path = folder / f"{BUILT_IN}-{line.version(Stage.PUBLISH)}.parquet"
    with suppress(OSError, ValueError, pa.ArrowException):
        return read_rows(Evaluation, path)
    gold, engine = built_in_gold(), line.engine()
    read = read_gold_pages(gold.pages, engine)
    rows = evaluate(gold, read.dataset, Origin(now(), line.version(Stage.PUBLISH), engine.version))
    write_rows(Evaluation, rows, path)
    return rows


def _missing(gold: Gold, dataset: Dataset, rejected: Sequence[Rejected]) -> list[str]:
    found = pair_pages(gold, dataset)
    reason = {r.uri: r.detail for r in rejected}
    return [
        f"{page.doc.id}: {reason.get(page.page.as_posix() if page.page else None, 'not in the dataset')}"
        for page in gold.pages
        if page.doc.id not in found
    ]


def _released(release: Path) -> Dataset:
    texts = read_parquet(release / "source_texts.parquet").select(["source_id", "text"]).to_pylist()
    return Dataset(
        sources=read_rows(Source, release / "sources.parquet"),
        texts={row["source_id"]: row["text"] for row in texts},
        mentions=read_rows(PersonMention, release / "person_mentions.parquet"),
        roles=read_rows(RoleClaim, release / "role_claims.parquet"),
        events=read_rows(EventClaim, release / "event_claims.parquet"),
    )

"""From crawled pages to a dataset that can be queried: the story of the data, from top to bottom."""

from __future__ import annotations

import time
from collections.abc import Mapping, Sequence
from functools import partial
from pathlib import Path
from typing import Any

from flows import orchestration
from flows.data_dir import open_data_dir
from flows.failures import hide_secrets, tell_of, try_again
from flows.line import Line, open_line
from flows.orchestration import flow
from flows.progress import Reporter, Silence
from flows.publishing import publish
from flows.resolving import resolve
from flows.settings import Settings, load_settings
from flows.stages import clean, extract, ingest
from flows.summary import Summary, as_markdown, quality_rows, summary_of
from schemas.vocab import RunState
from tasks.ingest.find import find_inputs


@flow("build-dataset")
def build_dataset(
    pages: Sequence[str],
    data_dir: str,
    settings: Mapping[str, Any] | None = None,
    reporter: Reporter | None = None,
) -> Summary:
    """What the dataset in `data_dir` holds after these pages were added to it.

    `pages` are files, folders and globs; `settings` are fields of Settings that win over file and environment. A
    failure that may pass by itself is tried again; any other is told to the webhook, if one is set, and raised.

    Raises:
        InputError: a path does not exist.
        DataDirError: the directory cannot be written to, or another run is at work in it.
        GateError: too much is wrong with the data; the last release stays in place.
    """
    chosen = load_settings(Path(data_dir), **(settings or {}))
    work = partial(_build, pages, Path(data_dir), chosen, reporter or Silence())
    try:
        return try_again(work, chosen.retries, chosen.retry_seconds, orchestration.log)
    except Exception as error:
        hide_secrets(error)
        tell_of(chosen.webhook, Path(data_dir), error)
        raise


def _build(pages: Sequence[str], root: Path, settings: Settings, reporter: Reporter) -> Summary:
    begun = time.monotonic()
    files = find_inputs(pages)
    with open_line(open_data_dir(root), settings, reporter) as line:
        ingest(line, files)
        if line.is_unchanged():
            line.end(RunState.UNCHANGED)
            return _show(line, summary_of(line, RunState.UNCHANGED, time.monotonic() - begun))
        clean(line)
        extract(line)
        resolve(line)
        release = publish(line)
        line.end(RunState.COMPLETED, release_id=release)
        return _show(line, summary_of(line, RunState.COMPLETED, time.monotonic() - begun))


def _show(line: Line, summary: Summary) -> Summary:
    """Puts the summary on the run's page."""
    orchestration.show_markdown("demarche-summary", as_markdown(summary))
    if line.quality:
        orchestration.show_table("demarche-quality", quality_rows(line.quality), "Every rule that was checked")
    return summary

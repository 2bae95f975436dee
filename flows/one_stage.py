"""One stage of the line by itself, on what the stages before it left in the data directory."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Any

from flows.data_dir import DataDirError, open_data_dir
from flows.line import Line, open_line
from flows.orchestration import flow
from flows.progress import Reporter, Silence
from flows.publishing import publish
from flows.resolving import is_resolved, resolve
from flows.settings import load_settings
from flows.stages import clean, extract, ingest
from schemas.vocab import RunState, Stage
from tasks.ingest.find import find_inputs

# What must lie in the data directory before the stage can work
_NEEDS: dict[Stage, tuple[Stage, Callable[[Line], object]]] = {
    Stage.CLEAN: (Stage.INGEST, lambda line: line.store(Stage.INGEST).read_pages()),
    Stage.EXTRACT: (Stage.CLEAN, lambda line: line.store(Stage.CLEAN).read_pages()),
    Stage.RESOLVE: (Stage.EXTRACT, lambda line: line.store(Stage.EXTRACT).read_pages()),
    Stage.PUBLISH: (Stage.RESOLVE, is_resolved),
}


@flow("one-stage")
def run_stage(
    stage: str,
    data_dir: str,
    pages: Sequence[str] = (),
    settings: Mapping[str, Any] | None = None,
    reporter: Reporter | None = None,
) -> str:
    """What the stage came to, in words. `pages` are the files, folders and globs that ingest reads.

    Raises:
        InputError: a path does not exist.
        DataDirError: the directory cannot be used, or the stage before this one has left nothing in it.
        GateError: too much is wrong with the data.
    """
    this = Stage(stage)
    files = find_inputs(pages)
    data = open_data_dir(Path(data_dir))
    with open_line(data, load_settings(data.root, **(settings or {})), reporter or Silence()) as line:
        if this in _NEEDS:
            before, left = _NEEDS[this]
            if not left(line):
                raise DataDirError(
                    f"{data.root}: {this} has nothing to work on, because {before} has left nothing here that today's "
                    f"code and settings made. Run it first: demarche stage {before} --data {data.root}"
                )
        release: str | None = None
        match this:
            case Stage.INGEST:
                said = str(ingest(line, files))
            case Stage.CLEAN:
                said = str(clean(line))
            case Stage.EXTRACT:
                said = str(extract(line))
            case Stage.RESOLVE:
                said = str(resolve(line))
            case Stage.PUBLISH:
                release = publish(line)
                said = f"release {release}"
        line.end(RunState.COMPLETED, release_id=release)
    return said

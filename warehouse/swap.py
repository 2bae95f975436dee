"""Releases of a data directory: staged aside, published by moving one pointer, never seen half done.

DIR/demarche.duckdb is a relative symbolic link to releases/<release id>/demarche.duckdb. Moving it is atomic, and a
reader that has the old file open keeps it.
"""

from __future__ import annotations

import os
import re
import shutil
import time
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from schemas.files import put_in_place, sync
from schemas.manifest import MANIFEST, read_manifest
from warehouse.database import DATABASE

RELEASES = "releases"
# How long a reader may take from looking at the pointer to having the file open
OPENING_SECONDS = 1.0
_STAGING = ".staging-"
_REMOVED = ".removed-"
# Names the release that is being put in place, until readers get it
_PUBLISHING = ".publishing"
_RELEASE_ID = re.compile(r"[0-9A-Za-z][0-9A-Za-z._-]{0,99}")


class ReleaseError(RuntimeError):
    """A release cannot be staged, published or found; the message says why and what would mend it."""


@dataclass(frozen=True, kw_only=True)
class Release:
    """A finished release of a data directory. `created_at` is UTC; `current` is the one that readers get."""

    release_id: str
    folder: Path
    created_at: datetime
    current: bool


def stage(data_dir: Path, release_id: str) -> Path:
    """A fresh, empty folder in which to write the release; what an earlier try left there is removed."""
    folder = _staging(data_dir, release_id)
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    return folder


def publish(data_dir: Path, release_id: str) -> Path:
    """The folder of the staged release, now in its place and the one that readers get.

    Raises:
        ReleaseError: Nothing complete is staged under that id, a release of that id exists, or DIR/demarche.duckdb is
            not a link of ours. Readers then still have the release before.
    """
    staged, folder = _staging(data_dir, release_id), _folder(data_dir, release_id)
    _refuse_foreign_pointer(data_dir)
    if not (staged / MANIFEST).is_file() or not (staged / DATABASE).is_file():
        raise ReleaseError(f"release {release_id} is not staged, or not complete: {staged}")
    if folder.exists():
        raise ReleaseError(f"release {release_id} exists already: {folder}")
    for path in (*staged.iterdir(), staged):
        sync(path)
    mark = put_in_place(data_dir / RELEASES / _PUBLISHING, release_id.encode())
    staged.rename(folder)
    sync(folder.parent)
    activate(data_dir, release_id)
    mark.unlink()
    return folder


def activate(data_dir: Path, release_id: str) -> Path:
    """The folder of the release, now the one that readers get: also the way back to an older one.

    Raises:
        ReleaseError: There is no such release, or DIR/demarche.duckdb is not a link of ours.
    """
    folder = _folder(data_dir, release_id)
    if not (folder / DATABASE).is_file():
        known = ", ".join(release.release_id for release in list_releases(data_dir)) or "none"
        raise ReleaseError(f"there is no release {release_id} in {data_dir}; there are: {known}")
    _refuse_foreign_pointer(data_dir)
    temporary = data_dir / f".{DATABASE}.{os.getpid()}"
    temporary.unlink(missing_ok=True)
    temporary.symlink_to(Path(RELEASES, release_id, DATABASE))
    temporary.replace(data_dir / DATABASE)
    sync(data_dir)
    return folder


def current_release(data_dir: Path) -> str | None:
    """The id of the release that readers get; None where nothing was published yet."""
    pointer = data_dir / DATABASE
    return pointer.readlink().parent.name if pointer.is_symlink() else None


def current_folder(data_dir: Path) -> Path | None:
    """The folder of the release that readers get; None where nothing was published yet."""
    release_id = current_release(data_dir)
    return None if release_id is None else _folder(data_dir, release_id)


def list_releases(data_dir: Path) -> list[Release]:
    """The finished releases, oldest first."""
    current = current_release(data_dir)
    releases = [
        Release(
            release_id=folder.name,
            folder=folder,
            created_at=read_manifest(folder).created_at,
            current=folder.name == current,
        )
        for folder in (data_dir / RELEASES).glob("*")
        if not folder.name.startswith(".") and (folder / MANIFEST).is_file()
    ]
    return sorted(releases, key=lambda release: (release.created_at, release.release_id))


def prune(data_dir: Path, keep: int) -> list[str]:
    """The ids of the releases removed: all but the newest `keep`. The current one is never removed.

    Raises:
        ValueError: `keep` is below one.
    """
    if keep < 1:
        raise ValueError(f"keep must be at least 1, not {keep}")
    return _remove_all(data_dir, [release for release in list_releases(data_dir)[:-keep] if not release.current])


def remove_others(data_dir: Path) -> list[str]:
    """The ids of the releases removed: all but the one that readers get."""
    return _remove_all(data_dir, [release for release in list_releases(data_dir) if not release.current])


def remove_all(data_dir: Path) -> list[str]:
    """The ids of the releases removed, all of them; readers then find no dataset."""
    _refuse_foreign_pointer(data_dir)
    (data_dir / DATABASE).unlink(missing_ok=True)
    return [_remove(release) for release in list_releases(data_dir)]


def discard_staged(data_dir: Path) -> list[Path]:
    """The folders removed that a killed run left half done. Call it only while no other run is under way.

    One of them may be whole: a release that was in its place when the power went, and that no reader ever got.
    """
    folder = data_dir / RELEASES
    left = [path for begin in (_STAGING, _REMOVED) for path in folder.glob(f"{begin}*")]
    mark = folder / _PUBLISHING
    if mark.is_file():
        never_read = folder / (mark.read_text(encoding="utf-8") or _PUBLISHING)
        if never_read.is_dir() and never_read.name != current_release(data_dir):
            left.append(never_read.rename(never_read.with_name(f"{_REMOVED}{never_read.name}")))
    for path in left:
        shutil.rmtree(path)
    for path in (*data_dir.glob(f".{DATABASE}.*"), *folder.glob(f"{_PUBLISHING}*")):
        path.unlink()
    return left


def _remove_all(data_dir: Path, releases: Sequence[Release]) -> list[str]:
    if releases and (data_dir / DATABASE).is_symlink():
        # DuckDB looks where the pointer leads before it opens the file there, which must not be gone by then
        since = time.time() - (data_dir / DATABASE).lstat().st_mtime
        time.sleep(max(0.0, min(OPENING_SECONDS, OPENING_SECONDS - since)))
    return [_remove(release) for release in releases]


def _remove(release: Release) -> str:
    # Renamed first, so that a half removed folder never passes for a release
    doomed = release.folder.with_name(f"{_REMOVED}{release.release_id}")
    release.folder.rename(doomed)
    shutil.rmtree(doomed)
    return release.release_id


def _folder(data_dir: Path, release_id: str) -> Path:
    if not _RELEASE_ID.fullmatch(release_id):
        raise ReleaseError(f"{release_id!r} is no release id")
    return data_dir / RELEASES / release_id


def _staging(data_dir: Path, release_id: str) -> Path:
    return _folder(data_dir, release_id).with_name(f"{_STAGING}{release_id}")


def _refuse_foreign_pointer(data_dir: Path) -> None:
    pointer = data_dir / DATABASE
    if pointer.is_symlink():
        target = pointer.readlink()
        if target.parts[:1] == (RELEASES,) and target.name == DATABASE:
            return
        raise ReleaseError(f"{pointer} is a link to {target}, which is no release; remove the link and try again")
    if pointer.exists():
        raise ReleaseError(f"{pointer} is a file that was not made here; move it away, or choose another directory")

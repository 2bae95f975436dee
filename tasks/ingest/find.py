"""Which files to read: paths, folders and globs as a user gives them."""

from __future__ import annotations

import glob
import os
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from tasks.ingest.controls import path_as_text

FORMATS = {
    ".txt": "text",
    ".text": "text",
    ".html": "html",
    ".htm": "html",
    ".xhtml": "html",
    ".jsonl": "jsonl",
    ".ndjson": "jsonl",
}


class InputError(Exception):
    """A path that the user gave cannot be used; the message names it and the remedy."""


@dataclass(frozen=True, slots=True, order=True)
class InputFile:
    """One file. `uri` is its path as given, on one line; `format` is text, html or jsonl, None where it is no page."""

    uri: str
    path: Path
    format: str | None
    gzipped: bool


def find_inputs(paths: Iterable[str | Path]) -> list[InputFile]:
    """Every file that the paths name, once each, in the order of their paths.

    A folder stands for all files below it, hidden ones (`.git`, `.DS_Store`) left out; links to folders are not
    followed, so a loop cannot trap the walk. `*`, `?`, `[...]` and `**` are expanded where no file has that very name.

    Raises:
        InputError: a path does not exist, or a pattern matches nothing.
    """
    found: dict[Path, InputFile] = {}
    folders: dict[Path, Path] = {}
    for given in paths:
        for path in _expand(str(given)):
            real = _real(path, folders)
            file = _input_file(path)
            if real not in found or file.uri < found[real].uri:
                found[real] = file
    return sorted(found.values())


def _real(path: Path, folders: dict[Path, Path]) -> Path:
    """The file that the path leads to; the path itself where links lead in a circle.

    `folders` are those looked up before: every part of a path is looked at on the disk, and a folder may hold 20,000.
    """
    if path.is_symlink():
        return _resolve(path)
    if path.parent not in folders:
        folders[path.parent] = _resolve(path.parent)
    return folders[path.parent] / path.name


def _resolve(path: Path) -> Path:
    try:
        return path.resolve()
    except (RuntimeError, OSError):
        return path.absolute()


def _input_file(path: Path) -> InputFile:
    suffixes = [s.lower() for s in path.suffixes]
    gzipped = bool(suffixes) and suffixes[-1] == ".gz"
    kind = suffixes[-2] if gzipped and len(suffixes) > 1 else (suffixes[-1] if suffixes else "")
    return InputFile(path_as_text(path), path, FORMATS.get(kind), gzipped)


def _expand(given: str) -> Iterator[Path]:
    path = Path(given)
    if path.is_dir():
        yield from _walk(path)
    elif path.exists():
        yield path
    elif path.is_symlink():
        raise InputError(f"{given}: a link that leads nowhere. Mend the link, or leave it out.")
    elif glob.has_magic(given):
        matches = sorted(glob.glob(given, recursive=True))  # noqa: PTH207 (pathlib's glob takes no absolute pattern)
        if not matches:
            raise InputError(
                f"{given}: no file matches. Check the pattern, and quote it if the shell should not expand it."
            )
        for match in matches:
            yield from _walk(Path(match)) if Path(match).is_dir() else [Path(match)]
    else:
        raise InputError(f"{given}: no such file or folder. Check the path; it is taken from {Path.cwd()}.")


def _walk(folder: Path) -> Iterator[Path]:
    def give_up(error: OSError) -> None:
        raise InputError(f"{error.filename}: {error.strerror}. Make the folder readable, or leave it out.") from error

    for here, folders, files in os.walk(folder, onerror=give_up):
        folders[:] = sorted(f for f in folders if not f.startswith("."))
        yield from (Path(here) / f for f in sorted(files) if not f.startswith("."))

"""The file of the forgotten: nothing but hashes, with when and why."""

from __future__ import annotations

import csv
import hashlib
import os
import secrets
from collections.abc import Iterable, Sequence
from dataclasses import asdict, dataclass, field, fields
from enum import StrEnum
from functools import cached_property
from pathlib import Path

from schemas.ids import source_id as source_id_of


class Kind(StrEnum):
    """What a hash is of."""

    PAGE = (
        "page"  # the page's bytes: their SHA-256, unsalted; of a page in quarantine only its first 16 digits are known
    )
    URI = "uri"  # where the page came from, where everything from there is to be kept out
    NAME = "name"  # the words of a name; `words` of them
    FAMILY = "family"  # a name's last word, which is masked where the whole name stands on the page
    SHORT = "short"  # one word that stands for the person on one page: page id and word
    ID = "id"  # an id of the dataset, itself a hash, as it was


@dataclass(frozen=True, kw_only=True, order=True)
class Entry:
    """One line. `words` counts the words of a name; 0 for everything else."""

    kind: str
    words: int
    hash: str
    salt: str
    forgotten_at: str
    by: str
    why: str


class ForgottenError(Exception):
    """The file cannot be used; the message names it and the remedy."""


@dataclass(frozen=True)
class Forgotten:
    """What must not be in the dataset. Small enough to be handed to every worker."""

    salt: str = ""
    entries: tuple[Entry, ...] = ()
    _sets: dict[str, frozenset[str]] = field(default_factory=dict)

    def __bool__(self) -> bool:
        return bool(self.entries)

    @cached_property
    def source_ids(self) -> frozenset[str]:
        """The ids that forgotten pages had."""
        return frozenset(source_id_of(sha) for sha in self._of(Kind.PAGE))

    @cached_property
    def lengths(self) -> tuple[int, ...]:
        """How many words forgotten names have."""
        return tuple(sorted({e.words for e in self.entries if e.kind == Kind.NAME}))

    def has(self, kind: Kind, *parts: str) -> bool:
        """Whether that is forgotten."""
        known = self._of(kind)
        return bool(known) and salted(self.salt, kind, *parts) in known

    def has_id(self, ident: str) -> bool:
        """Whether the id belonged to a forgotten person."""
        return ident in self._of(Kind.ID)

    def _of(self, kind: Kind) -> frozenset[str]:
        if kind not in self._sets:
            self._sets[kind] = frozenset(e.hash for e in self.entries if e.kind == kind)
        return self._sets[kind]


COLUMNS = tuple(f.name for f in fields(Entry))


def salted(salt: str, kind: Kind, *parts: str) -> str:
    """The hash that stands for the parts in a file with that salt."""
    return hashlib.sha256("\x1f".join([salt, kind, *parts]).encode("utf-8", "surrogatepass")).hexdigest()


def new_salt() -> str:
    """A salt for a file that has none yet."""
    return secrets.token_hex(16)


def read_forgotten(path: Path) -> Forgotten:
    """What the file holds; nothing where there is none.

    Raises:
        ForgottenError: it is no such file, or its lines have several salts.
    """
    if not path.is_file():
        return Forgotten()
    with path.open(encoding="utf-8", newline="") as file:
        reader = csv.DictReader(file)
        if tuple(reader.fieldnames or ()) != COLUMNS:
            raise ForgottenError(f"{path}: the first line is not {','.join(COLUMNS)}. Put the file back from a copy.")
        rows = list(reader)
    try:
        entries = tuple(Entry(words=int(row.pop("words")), **row) for row in rows)
    except (KeyError, TypeError, ValueError) as error:
        raise ForgottenError(f"{path}: a line is broken ({error}). Put the file back from a copy.") from error
    salts = {entry.salt for entry in entries}
    if len(salts) > 1:
        raise ForgottenError(f"{path}: its lines have different salts. Two such files cannot be joined.")
    return Forgotten(salts.pop() if salts else "", entries)


def add_entries(path: Path, new: Sequence[Entry]) -> Forgotten:
    """What the file holds after the new lines were added; a line that is there stays as it is."""
    known = {(entry.kind, entry.hash): entry for entry in (*new, *read_forgotten(path).entries)}
    return write_forgotten(path, known.values())


def write_forgotten(path: Path, entries: Iterable[Entry]) -> Forgotten:
    """What the file holds now: these lines, sorted, the whole file written at once."""
    temporary = path.with_name(f".{path.name}.{os.getpid()}")
    with temporary.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, COLUMNS, lineterminator="\n")
        writer.writeheader()
        writer.writerows(asdict(entry) for entry in sorted(entries))
        file.flush()
        os.fsync(file.fileno())
    temporary.replace(path)
    return read_forgotten(path)

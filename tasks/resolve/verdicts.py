"""What people decided on who is who: a file that outlives every run."""

from __future__ import annotations

import csv
from collections.abc import Sequence
from pathlib import Path

from schemas.about import Resolution
from schemas.claims import PagePerson
from schemas.ids import make_id
from schemas.vocab import IdKind, ResolutionVerdict

COLUMNS = ("left_id", "right_id", "verdict", "decided_by", "evidence")


class VerdictError(Exception):
    """An entry of the file cannot be used; the message names file, line and remedy."""


def read_verdicts(path: Path, people: Sequence[PagePerson]) -> list[Resolution]:
    """The entries of the file, one a line: two page_person_ids, `same` or `different`, who decided, and why.

    No file means no verdicts.

    Raises:
        VerdictError: an entry names no known person, lacks its reason, or has another verdict.
    """
    if not path.is_file():
        return []
    names = {person.page_person_id: person.name for person in people}
    with path.open(encoding="utf-8", newline="") as file:
        reader = csv.DictReader(file)
        missing = [c for c in COLUMNS if c not in (reader.fieldnames or [])]
        if missing:
            raise VerdictError(f"{path}: the first line lacks {', '.join(missing)}. Write: {','.join(COLUMNS)}")
        return [_verdict(path, reader.line_num, row, names) for row in reader]


def _verdict(path: Path, line: int, row: dict[str, str], names: dict[str, str]) -> Resolution:
    where = f"{path}, line {line}"
    entry = {column: (row.get(column) or "").strip() for column in COLUMNS}
    left, right = sorted((entry["left_id"], entry["right_id"]))
    unknown = [person for person in (left, right) if person not in names]
    if unknown:
        raise VerdictError(
            f"{where}: {', '.join(unknown) or 'an empty id'} is no person of a page. "
            "Take left_id and right_id from the table resolutions, or remove the line."
        )
    if entry["verdict"] not in (ResolutionVerdict.SAME, ResolutionVerdict.DIFFERENT):
        raise VerdictError(f"{where}: the verdict is same or different, not {entry['verdict']!r}.")
    if not entry["evidence"] or not entry["decided_by"]:
        raise VerdictError(f"{where}: say who decided (decided_by) and why (evidence).")
    return Resolution(
        resolution_id=make_id("res", left, right),
        kind=IdKind.PERSON,
        left_id=left,
        right_id=right,
        left_name=names[left],
        right_name=names[right],
        verdict=ResolutionVerdict(entry["verdict"]),
        score=None,
        evidence=entry["evidence"],
        decided_by=entry["decided_by"],
        person_id=None,
    )

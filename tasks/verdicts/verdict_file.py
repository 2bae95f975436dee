"""The file of verdicts: one line a decision, sorted, so that two versions of it can be compared and merged."""

from __future__ import annotations

import csv
import io
import os
from collections.abc import Iterable
from dataclasses import asdict, dataclass, fields
from datetime import UTC, datetime
from pathlib import Path

from schemas.ids import make_id
from schemas.vocab import IdKind, VerdictWord
from tasks.verdicts.corrections import FIELDS, CorrectionError, check_value

# A byte limit on cells is no protection here: quotes are sentences
csv.field_size_limit(10_000_000)


class VerdictError(Exception):
    """A line of the file cannot be used; the message names file, line and remedy."""


@dataclass(frozen=True, kw_only=True, order=True)
class Decision:
    """One line. It names page and words, not ids, so that it is found again whatever engine reads the page.

    `same` and `different` name two persons by page and name; `wrong`, `right` and `correct` name a claim by page,
    person, `what` (title or event type) and quote. `correct` puts `value` in the place of what the column `field` says.
    """

    source_id: str
    name: str
    verdict: str
    kind: str
    what: str = ""
    quote: str = ""
    field: str = ""
    value: str = ""
    other_source_id: str = ""
    other_name: str = ""
    decided_by: str
    decided_at: datetime
    why: str

    @property
    def verdict_id(self) -> str:
        """The id of the line, whoever decided it and when."""
        return make_id("ver", *(str(part) for part in self.subject))

    @property
    def subject(self) -> tuple[str, ...]:
        """What is decided, without who, when and why. Of two lines with one subject and field the later one holds."""
        about = (self.kind, self.source_id, self.name, self.what, self.quote, self.other_source_id, self.other_name)
        return (*about, self.field) if self.verdict == VerdictWord.CORRECT else (*about, "")


COLUMNS = tuple(field.name for field in fields(Decision))


def read_decisions(path: Path) -> list[Decision]:
    """The lines of the file in its order; none where there is no file.

    Raises:
        VerdictError: a line lacks something, or has a verdict, field or value that is not allowed.
    """
    if not path.is_file():
        return []
    with path.open(encoding="utf-8-sig", newline="") as file:
        reader = csv.DictReader(file)
        missing = [column for column in COLUMNS if column not in (reader.fieldnames or [])]
        if missing:
            raise VerdictError(f"{path}: the first line lacks {', '.join(missing)}. Write: {','.join(COLUMNS)}")
        return [_decision(f"{path}, line {reader.line_num}", row) for row in reader]


def add_decisions(path: Path, new: Iterable[Decision]) -> list[Decision]:
    """All decisions after the new ones were added; a new one takes the place of an older one on the same subject.

    The file is written whole and sorted: readers see the old one or the new one.
    """
    by_subject = {decision.subject: decision for decision in read_decisions(path)}
    for decision in new:
        by_subject[decision.subject] = decision
    return write_decisions(path, by_subject.values())


def write_decisions(path: Path, decisions: Iterable[Decision]) -> list[Decision]:
    """The decisions in the order in which the file now holds them."""
    ordered = sorted(decisions)
    text = io.StringIO()
    writer = csv.DictWriter(text, COLUMNS, lineterminator="\n")
    writer.writeheader()
    writer.writerows({**asdict(d), "decided_at": d.decided_at.isoformat()} for d in ordered)
    path.parent.mkdir(parents=True, exist_ok=True)
    temporary = path.with_name(f".{path.name}.{os.getpid()}")
    temporary.write_text(text.getvalue(), encoding="utf-8")
    temporary.replace(path)
    return ordered


def _decision(where: str, row: dict[str, str | None]) -> Decision:
    cells = {column: (row.get(column) or "").strip() for column in COLUMNS}
    problem = _problem(cells)
    if problem:
        raise VerdictError(f"{where}: {problem}")
    return Decision(**{**cells, "decided_at": _moment(where, cells["decided_at"])})  # type: ignore[arg-type]


def _problem(cells: dict[str, str]) -> str | None:
    verdict, kind = cells["verdict"], cells["kind"]
    if verdict not in {word.value for word in VerdictWord}:
        return f"the verdict is one of {', '.join(VerdictWord)}, not {verdict!r}."
    needed = ["source_id", "decided_by", "decided_at", "why"]
    if verdict in (VerdictWord.SAME, VerdictWord.DIFFERENT):
        if kind != IdKind.PERSON:
            return f"{verdict} is said of persons: the kind must be person, not {kind!r}."
        needed += ["name", "other_source_id", "other_name"]
    else:
        if kind not in (IdKind.ROLE, IdKind.EVENT):
            return f"{verdict} is said of claims: the kind must be role or event, not {kind!r}."
        needed += ["what", "quote"]
    if verdict == VerdictWord.CORRECT:
        needed.append("field")
        if cells["field"] and cells["field"] not in FIELDS[IdKind(kind)]:
            return f"{cells['field']!r} of a claim cannot be corrected; these can: {', '.join(FIELDS[IdKind(kind)])}."
    missing = [column for column in needed if not cells[column]]
    if missing:
        return f"{', '.join(missing)} must be given (who decided, when and why too)."
    if verdict == VerdictWord.CORRECT:
        try:
            check_value(IdKind(kind), cells["field"], cells["value"])
        except CorrectionError as error:
            return str(error)
    return None


def _moment(where: str, text: str) -> datetime:
    try:
        moment = datetime.fromisoformat(text)
    except ValueError as error:
        raise VerdictError(f"{where}: decided_at is a time such as 2026-03-09T08:30:00+00:00, not {text!r}.") from error
    return moment if moment.tzinfo else moment.replace(tzinfo=UTC)

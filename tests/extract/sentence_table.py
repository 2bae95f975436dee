"""Reads the sentences of `sentences/*.txt` and says what an engine claims in the same words.

A sentence stands at the margin, what it must yield below it, indented. Whatever is not listed it must not yield:

    The consul in Genoa, Jan Novak, resigned on Monday. ¶ Nobody was hurt.     (¶ begins a paragraph)
        role Jan Novak | consul | place=Genoa | status=former
        event Jan Novak | resignation | occurred=2012-05-07
        person Jan Novak | age=51
        page undated
        fails why the engine does not yet read it so

Values are compared where they are given, an empty one means none; realis is "actual" unless it says otherwise. People
of roles and events need no line of their own.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from tasks.extract.engine import PageClaims

FOLDER = Path(__file__).parent / "sentences"
Row = tuple[str, ...]
Values = dict[str, str]


@dataclass
class Sentence:
    """One sentence and what it must yield: rows of a kind with a head (whom, what) and the values that matter."""

    section: str
    text: str
    rows: list[tuple[Row, Values]] = field(default_factory=list)
    is_undated: bool = False
    fails: str = ""

    @property
    def expected(self) -> list[tuple[Row, Values]]:
        """The rows, those of people included who are named by roles and events alone."""
        named = {head[1] for head, _ in self.rows if head[0] == "person"}
        others = dict.fromkeys(head[1] for head, _ in self.rows if head[0] != "person")
        return [*self.rows, *((("person", name), {}) for name in others if name not in named)]


def read_sentences(folder: Path = FOLDER) -> Iterator[Sentence]:
    """Every sentence of the table, file by file."""
    for file in sorted(folder.glob("*.txt")):
        section, sentence = file.stem, None
        for line in file.read_text(encoding="utf-8").splitlines():
            if line.startswith("== "):
                section = line[3:]
            elif line.startswith(" "):
                assert sentence is not None, f"{file.name}: a claim before any sentence: {line}"
                _add(sentence, line.strip())
            elif line and not line.startswith("# "):
                if sentence is not None:
                    yield sentence
                sentence = Sentence(section, line.replace(" ¶ ", "\n\n"))
        if sentence is not None:
            yield sentence


def _add(sentence: Sentence, line: str) -> None:
    kind, _, rest = line.partition(" ")
    if kind == "fails":
        sentence.fails = rest
    elif line == "page undated":
        sentence.is_undated = True
    else:
        assert kind in ("person", "role", "event"), line
        fields = rest.split(" | ")
        head = [f for f in fields if "=" not in f]
        assert len(head) == (1 if kind == "person" else 2), line
        values = dict(f.split("=", 1) for f in fields if "=" in f)
        sentence.rows.append(((kind, *head), values))


def told(claims: PageClaims) -> list[tuple[Row, Values]]:
    """The claims as rows of the table, with all their values."""
    names = {p.page_person_id: p.name for p in claims.people}
    rows: list[tuple[Row, Values]] = [
        (
            ("person", p.name),
            {"aliases": ", ".join(p.aliases), "nationality": p.nationality or "", "age": str(p.age or "")},
        )
        for p in claims.people
    ]
    for r in claims.roles:
        values = {key: getattr(r, key) or "" for key in ("organization", "country", "place", "started", "ended")}
        rows.append((("role", names[r.page_person_id], r.title), {**values, "status": r.status}))
    for e in claims.events:
        values = {key: getattr(e, key) or "" for key in ("organization", "place", "occurred", "realis")}
        rows.append((("event", names.get(e.page_person_id or "", "nobody"), e.event_type), values))
    return rows


def as_lines(
    expected: Sequence[tuple[Row, Values]], found: Sequence[tuple[Row, Values]]
) -> tuple[list[str], list[str]]:
    """Both as sorted lines; of what was found only the values that were asked for."""
    left = list(found)
    wanted, got = [], []
    for head, given in expected:
        values = {"realis": "actual", **given} if head[0] == "event" else given
        wanted.append(_line(head, values))
        same = [row for row in left if row[0] == head]
        if same:
            best = max(same, key=lambda row: sum(row[1].get(key) == value for key, value in values.items()))
            left.remove(best)
            got.append(_line(head, {key: best[1][key] for key in values}))
    return sorted(wanted), sorted([*got, *(_line(*row) for row in left)])


def _line(head: Row, values: Values) -> str:
    return " | ".join([" ".join(head[:2]), *head[2:], *(f"{key}={value}" for key, value in values.items())])

"""The data dictionary as a page: every table, column, key and vocabulary, from the declarations.

`python -m schemas.dictionary` writes docs/dictionary.md.
"""

from __future__ import annotations

import inspect
from collections.abc import Iterable, Iterator
from enum import StrEnum
from pathlib import Path

from schemas.codes import codes_of, meaning_of
from schemas.ddl import DUCKDB_TYPES
from schemas.declare import ColumnSpec, Layer, Severity, TableSpec, tables
from schemas.vocab import EventType

PAGE = Path(__file__).parents[1] / "docs" / "dictionary.md"

_INTRODUCTION = """\
# Data dictionary

What each table and column of a release means. This page is written by `python -m schemas.dictionary` from the
declarations in `schemas/`; the same text stands in the DuckDB file as comments on tables and columns, and in the
Parquet files as field metadata.

Offsets count Unicode code points and their ends are exclusive: `text[start_char:end_char] == quote` in Python, and
`quote_at(text, start_char, end_char) = quote` in DuckDB. Dates in words are
[EDTF](https://www.loc.gov/standards/datetime/), with the earliest (`_min`) and latest day (`_max`) they allow.
Times are UTC.
"""

_LAYERS = {
    Layer.RESOLVED: ("What the dataset holds to be so", "Built from the claims of all pages."),
    Layer.CLAIMS: ("What pages say", "Claims as each page makes them, with the characters that say so."),
    Layer.ABOUT: ("About the data", "Runs, quality, what was set aside, what changed, who was judged to be whom."),
    Layer.RAW: ("Between stages: raw", "Handed from ingest to clean; not part of a release."),
    Layer.CLEAN: ("Between stages: clean", "Handed from clean to extract; not part of a release."),
    Layer.PAGE_CLAIMS: ("Between stages: claims of single pages", "Handed to resolve; not part of a release."),
}


def render() -> str:
    """The whole page as Markdown."""
    return "\n".join([_INTRODUCTION, *_tables(), *_vocabularies()])


def main() -> None:
    """Write docs/dictionary.md."""
    PAGE.write_text(render(), encoding="utf-8")
    print(f"wrote {PAGE}")


def vocabularies() -> list[type[StrEnum]]:
    """Every closed vocabulary that some column uses, in the order of the tables."""
    used = (column.col.words for spec in tables().values() for column in spec.columns)
    return list(dict.fromkeys(words for words in used if words is not None))


def _tables() -> Iterator[str]:
    for layer, (title, note) in _LAYERS.items():
        yield f"## {title}\n\n{note}\n"
        for spec in tables().values():
            if spec.layer is layer:
                yield from _table(spec)


def _table(spec: TableSpec) -> Iterator[str]:
    yield f"### {spec.name}\n\n{_cell(spec.doc)}\n"
    rows = (
        (f"`{c.name}`", DUCKDB_TYPES[c.python_type], "yes" if c.nullable else "", _meaning(c)) for c in spec.columns
    )
    yield _markdown(("column", "type", "null", "meaning"), rows)


def _meaning(column: ColumnSpec) -> str:
    col = column.col
    notes = [
        "key" if col.key else "",
        f"refers to `{col.references}`" if col.references else "",
        f"one of [{col.words.__name__}](#{col.words.__name__.lower()})" if col.words else "",
        f"pattern `{col.pattern}`" if col.pattern else "",
        "EDTF" if col.edtf and "EDTF" not in col.doc else "",
        "warns only" if col.severity is not Severity.CRITICAL else "",
    ]
    said = "; ".join(note for note in notes if note)
    return f"{col.doc} ({said})" if said else col.doc


def _vocabularies() -> Iterator[str]:
    yield "## Closed vocabularies\n\nA column that names one of these holds no other word.\n"
    for words in vocabularies():
        yield f"### {words.__name__}\n\n{inspect.getdoc(words)}\n"
        yield _event_types() if words is EventType else _words(words)


def _words(words: type[StrEnum]) -> str:
    return _markdown(("word", "meaning"), ((f"`{word.value}`", meaning_of(word)) for word in words))


def _event_types() -> str:
    rows = (
        (f"`{word.value}`", meaning_of(word), codes_of(word).plover or "", codes_of(word).cameo or "")
        for word in EventType
    )
    return _markdown(("word", "meaning", "PLOVER", "CAMEO"), rows)


def _markdown(header: tuple[str, ...], rows: Iterable[tuple[str, ...]]) -> str:
    lines = [header, tuple("---" for _ in header), *rows]
    return "\n".join("| " + " | ".join(_cell(cell) for cell in line) + " |" for line in lines) + "\n"


def _cell(text: str) -> str:
    return text.replace("\\n", "`\\n`").replace("|", "\\|")


if __name__ == "__main__":
    main()

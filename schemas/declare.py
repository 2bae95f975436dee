"""How a table is declared: a frozen dataclass whose fields carry their meaning.

One declaration serves as the row type of the code, and is rendered to Arrow, DuckDB DDL, quality suites and the data
dictionary (`arrow.py`, `ddl.py`, `expectations.py`, `dictionary.py`). Nothing is declared twice.
"""

from __future__ import annotations

import dataclasses
import types
import typing
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from typing import Annotated, Any, TypeVar, dataclass_transform, get_args, get_origin

Row = TypeVar("Row")


class Layer(StrEnum):
    """Where in the line a table belongs."""

    RAW = "raw"  # what ingest read
    CLEAN = "clean"  # what clean made of it
    PAGE_CLAIMS = "page_claims"  # what one page says, before anyone is told apart across pages
    CLAIMS = "claims"  # the same, with resolved ids
    RESOLVED = "resolved"  # what the dataset holds to be so
    ABOUT = "about"  # about the data


class Severity(StrEnum):
    """What a broken rule does: critical stops the run or quarantines the row, warning and info are reported."""

    CRITICAL = "critical"
    WARNING = "warning"
    INFO = "info"


@dataclass(frozen=True)
class Col:
    """What a field's annotation says beyond its Python type.

    `key` columns together are the primary key. `references` is `table.column`. `words` names the closed vocabulary the
    value must be from. `pattern` is a regular expression that the whole value must match. `low` and `high` bound
    numbers, both inclusive. `severity` is what a value that breaks one of these rules does.
    """

    doc: str
    key: bool = False
    references: str | None = None
    words: type[StrEnum] | None = None
    pattern: str | None = None
    low: float | None = None
    high: float | None = None
    unique: bool = False
    edtf: bool = False
    severity: Severity = Severity.CRITICAL


@dataclass(frozen=True)
class ColumnSpec:
    """One column as declared: its name, Python type without None, whether it may be null, and its `Col`."""

    name: str
    python_type: Any
    nullable: bool
    col: Col


@dataclass(frozen=True)
class TableSpec:
    """One table as declared: name, meaning, layer, row class and columns in order; `order_by` fixes the row order."""

    name: str
    doc: str
    layer: Layer
    row: type[Any]
    columns: tuple[ColumnSpec, ...]
    order_by: tuple[str, ...]
    published: bool
    if_empty: Severity | None = None

    @property
    def key(self) -> tuple[str, ...]:
        """The primary key's columns."""
        return tuple(c.name for c in self.columns if c.col.key)

    def column(self, name: str) -> ColumnSpec:
        """The column of that name; KeyError if there is none."""
        for spec in self.columns:
            if spec.name == name:
                return spec
        raise KeyError(f"{self.name} has no column {name}")


_TABLES: dict[str, TableSpec] = {}
_TABLE_OF_ROW: dict[type[Any], TableSpec] = {}


@dataclass_transform(kw_only_default=True, frozen_default=True)
def table(
    name: str,
    *,
    doc: str,
    layer: Layer,
    order_by: tuple[str, ...] = (),
    published: bool = True,
    if_empty: Severity | None = None,
) -> Callable[[type[Row]], type[Row]]:
    """A class decorator that makes the class a frozen keyword-only dataclass and registers it as a table.

    `published` tables are part of a release; the others are handed from stage to stage only. Rows are written in the
    order of `order_by` (the key where none is given), so that the same rows make the same bytes. `if_empty` is what a
    table without rows does; None where that is nothing out of the ordinary.
    """

    def register(cls: type[Row]) -> type[Row]:
        row = dataclass(frozen=True, kw_only=True)(cls)
        columns = tuple(_column(field, hint) for field, hint in _fields(row))
        key = tuple(c.name for c in columns if c.col.key)
        spec = TableSpec(name, doc, layer, row, columns, order_by or key, published, if_empty)
        if name in _TABLES:
            raise ValueError(f"table {name} is declared twice")
        _TABLES[name] = spec
        _TABLE_OF_ROW[row] = spec
        return row

    return register


def tables() -> Mapping[str, TableSpec]:
    """Every declared table by name, the resolved ones first, whichever module was imported first."""
    from schemas import about, claims, resolved, stages  # noqa: PLC0415 (importing them declares their tables)

    modules = [module.__name__ for module in (resolved, claims, stages, about)]
    return dict(sorted(_TABLES.items(), key=lambda item: modules.index(item[1].row.__module__)))


def spec_of(row: type[Any]) -> TableSpec:
    """The declaration of a row class; KeyError if it is no table."""
    return _TABLE_OF_ROW[row]


def made(row_class: type[Row], values: dict[str, Any]) -> Row:
    """A row with a value for each column, all of them given.

    Not by the constructor, which of a frozen class takes several times as long: a run may read a million rows.
    """
    row = object.__new__(row_class)
    row.__dict__.update(values)
    return row


def extended(row_class: type[Row], row: Any, **more: Any) -> Row:
    """A row with another row's values, and those that its own table has besides."""
    return made(row_class, {**vars(row), **more})


def _fields(row: type[Any]) -> list[tuple[dataclasses.Field[Any], Any]]:
    hints = typing.get_type_hints(row, include_extras=True)
    return [(field, hints[field.name]) for field in dataclasses.fields(row)]


def _column(field: dataclasses.Field[Any], hint: Any) -> ColumnSpec:
    if get_origin(hint) is not Annotated:
        raise TypeError(f"column {field.name} has no Col: write Annotated[type, Col(...)]")
    base, *extras = get_args(hint)
    col = next(extra for extra in extras if isinstance(extra, Col))
    nullable = False
    if get_origin(base) in (typing.Union, types.UnionType):
        options = [a for a in get_args(base) if a is not type(None)]
        nullable = len(options) < len(get_args(base))
        (base,) = options
    return ColumnSpec(field.name, base, nullable, col)


# Short names for the types that columns have
Text = str
Day = date
Instant = datetime

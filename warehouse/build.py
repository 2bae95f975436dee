"""Build a release's DuckDB file from its Parquet files: tables with constraints, views, macros, checked."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from pathlib import Path

import duckdb
import pyarrow as pa

from schemas.ddl import database_ddl, literal, published_tables, quoted, self_reference
from schemas.declare import TableSpec
from schemas.manifest import broken_files, read_manifest
from warehouse.checking import CheckOutcome, refuse_critical, run_checks
from warehouse.database import DATABASE, OFFLINE, Config
from warehouse.sql_files import sql_files

STORAGE: Config = {
    # The oldest DuckDB that must read a release; the writer's own default cannot be read by versions before 2.0
    "storage_compatibility_version": "v1.2.0",
    # A quarter of DuckDB's own: fifteen small tables take 2 MB instead of 9, and articles still fit into a block
    "default_block_size": "65536",
}


class BuildError(RuntimeError):
    """The release's files cannot become a database; the message names the file or table, and why."""


def build_database(release_dir: Path) -> Path:
    """The path of the release's DuckDB file, built from the Parquet files beside it and checked.

    Raises:
        BuildError: A file is missing or altered, or a row breaks a key, reference or check.
        CheckError: A critical cross-table rule is broken, or a check itself is.
    """
    if faults := broken_files(release_dir, read_manifest(release_dir)):
        raise BuildError(f"{release_dir} is no whole release: {'; '.join(faults)}")
    building = release_dir / f".building-{DATABASE}"
    _remove(building)
    try:
        with duckdb.connect(str(building), config={**OFFLINE, **STORAGE}) as con:
            _fill(con, release_dir)
            refuse_critical(run_checks(con))
            con.execute("CHECKPOINT")
        building.replace(release_dir / DATABASE)
    finally:
        _remove(building)
    return release_dir / DATABASE


def check_tables(tables: Mapping[str, pa.Table]) -> list[CheckOutcome]:
    """The outcome of every cross-table rule on tables that are not yet released.

    The tables need keep no constraint here: a broken reference is counted and shown, not refused at the first row.
    """
    with _over(tables) as con:
        return run_checks(con)


def open_tables(tables: Mapping[str, pa.Table]) -> duckdb.DuckDBPyConnection:
    """A database in memory over tables that are not yet released, with macros and views and without constraints."""
    con = _over(tables)
    _create_views(con)
    return con


def empty_database() -> duckdb.DuckDBPyConnection:
    """A database in memory with a release's tables, macros and views, and no rows."""
    con = duckdb.connect(config=OFFLINE)
    _create_tables(con)
    _create_macros(con)
    _create_views(con)
    return con


def _over(tables: Mapping[str, pa.Table]) -> duckdb.DuckDBPyConnection:
    con = duckdb.connect(config=OFFLINE)
    for name, table in tables.items():
        con.register(name, table)
    _create_macros(con)
    return con


def _fill(con: duckdb.DuckDBPyConnection, release_dir: Path) -> None:
    con.begin()
    _create_tables(con)
    for spec in published_tables():
        _load(con, spec, release_dir / f"{spec.name}.parquet")
    _create_macros(con)
    _create_views(con)
    con.commit()


def _create_tables(con: duckdb.DuckDBPyConnection) -> None:
    for statement in database_ddl():
        con.execute(statement)


def _load(con: duckdb.DuckDBPyConnection, spec: TableSpec, path: Path) -> None:
    values = ", ".join(
        f"timezone('UTC', {quoted(column.name)})" if column.python_type is datetime else quoted(column.name)
        for column in spec.columns
    )
    insert = f"INSERT INTO {quoted(spec.name)} SELECT {values} FROM read_parquet({literal(str(path))})"  # noqa: S608
    own = self_reference(spec)
    # A reference to the own table is checked against rows of earlier statements only
    parts = [f" WHERE {quoted(own)} IS NULL", f" WHERE {quoted(own)} IS NOT NULL"] if own else [""]
    try:
        for part in parts:
            con.execute(insert + part)
    except (duckdb.ConstraintException, duckdb.ConversionException, duckdb.BinderException) as error:
        raise BuildError(f"{spec.name} cannot be loaded: {error}") from error


def _create_macros(con: duckdb.DuckDBPyConnection) -> None:
    for file in sql_files("macros"):
        con.execute(file.sql)


def _create_views(con: duckdb.DuckDBPyConnection) -> None:
    for file in sql_files("views"):
        con.execute(f"CREATE VIEW {quoted(file.name)} AS\n{file.sql}")
        con.execute(f"COMMENT ON VIEW {quoted(file.name)} IS {literal(file.meaning)}")


def _remove(database: Path) -> None:
    for path in (database, database.with_name(f"{database.name}.wal")):
        path.unlink(missing_ok=True)

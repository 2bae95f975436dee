"""Write a release: one Parquet file a published table, and a manifest that names them all."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

import pyarrow as pa

from schemas.arrow import arrow_schema, write_parquet
from schemas.ddl import published_tables
from schemas.declare import TableSpec
from schemas.ids import digest
from schemas.manifest import MadeFrom, Manifest, TableFile, file_sha256, write_manifest


@dataclass(frozen=True, kw_only=True)
class ReleaseOrigin:
    """Where a release comes from. `created_at` is UTC."""

    release_id: str
    created_at: datetime
    run_id: str
    code_version: str
    model_version: str
    previous: str | None = None
    causes: tuple[str, ...] = ()
    made_from: MadeFrom | None = None


def release_id(created_at: datetime, run_id: str) -> str:
    """A release's id: when it was made, so that ids sort by age, and eight digits that tell runs apart."""
    return f"{created_at.astimezone(UTC):%Y%m%dT%H%M%SZ}-{digest(run_id)[:8]}"


def empty_table(spec: TableSpec) -> pa.Table:
    """The table without rows."""
    return arrow_schema(spec).empty_table()


def write_release(folder: Path, tables: Mapping[str, pa.Table], origin: ReleaseOrigin) -> Manifest:
    """The manifest of the release that now lies in the folder: TABLE.parquet for each published table, manifest.json.

    The manifest is written last: a folder that has one is complete.

    Raises:
        ValueError: A published table is missing, one is given that no release carries, or its columns are not the
            declared ones.
    """
    specs = {spec.name: spec for spec in published_tables()}
    _refuse_other_tables(specs, tables)
    entries = tuple(_write_table(folder, spec, tables[name]) for name, spec in sorted(specs.items()))
    manifest = Manifest(
        release_id=origin.release_id,
        created_at=origin.created_at,
        run_id=origin.run_id,
        code_version=origin.code_version,
        model_version=origin.model_version,
        tables=entries,
        previous=origin.previous,
        causes=origin.causes,
        made_from=origin.made_from,
    )
    write_manifest(folder, manifest)
    return manifest


def _write_table(folder: Path, spec: TableSpec, table: pa.Table) -> TableFile:
    if not table.schema.equals(arrow_schema(spec)):
        raise ValueError(f"{spec.name}: the columns are not those declared:\n{table.schema.to_string()}")
    ordered = table.sort_by([(name, "ascending") for name in spec.order_by])
    path = write_parquet(ordered.cast(arrow_schema(spec)), folder / f"{spec.name}.parquet")
    return TableFile(table=spec.name, file=path.name, rows=table.num_rows, sha256=file_sha256(path))


def _refuse_other_tables(specs: Mapping[str, TableSpec], tables: Mapping[str, pa.Table]) -> None:
    missing, unknown = sorted(specs.keys() - tables.keys()), sorted(tables.keys() - specs.keys())
    if missing:
        raise ValueError(f"a release needs the tables {', '.join(missing)} (empty ones too)")
    if unknown:
        raise ValueError(f"no release carries {', '.join(unknown)}")

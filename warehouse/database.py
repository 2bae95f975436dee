"""The name of a release's DuckDB file, and how it is opened. Imports nothing, so that readers start at once."""

from __future__ import annotations

Config = dict[str, str | bool | int | float | list[str]]

DATABASE = "demarche.duckdb"
OFFLINE: Config = {"autoinstall_known_extensions": False, "autoload_known_extensions": False}

"""A release from checked tables: Parquet, manifest, changes, the swap."""

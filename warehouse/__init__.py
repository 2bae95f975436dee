"""Where the data rests: build and swap of the DuckDB file, SQL views and checks, exports, data dictionary."""

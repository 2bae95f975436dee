"""The package's word lists and tables, read once. `#` begins a comment line."""

from __future__ import annotations

from functools import cache
from importlib.resources import files


def _lines(name: str) -> list[str]:
    text = files("tasks.names").joinpath("lexicons", name).read_text(encoding="utf-8")
    return [line for line in text.splitlines() if line.strip() and not line.startswith("#")]


@cache
def words(name: str) -> frozenset[str]:
    """The words of `name`.txt, which are separated by blanks."""
    return frozenset(word for line in _lines(f"{name}.txt") for word in line.split())


@cache
def rows(name: str) -> tuple[tuple[str, ...], ...]:
    """The lines of `name`.tsv, split at tabs."""
    return tuple(tuple(line.split("\t")) for line in _lines(f"{name}.tsv"))

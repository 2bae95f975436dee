"""SQL files with a header of `-- key: value` lines, in the order in which they can run."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from graphlib import TopologicalSorter
from pathlib import Path

_HERE = Path(__file__).parent


@dataclass(frozen=True)
class SqlFile:
    """One SQL file: its name without the ending, its header, and the SQL below the header."""

    name: str
    header: Mapping[str, str]
    sql: str

    @property
    def meaning(self) -> str:
        """What the header says it is for."""
        return self.header["meaning"]

    @property
    def needs(self) -> tuple[str, ...]:
        """The files that must run before this one."""
        return tuple(name.strip() for name in self.header.get("needs", "").split(",") if name.strip())


def sql_files(folder: str) -> list[SqlFile]:
    """The SQL files of a folder of this package, by name, each after those it needs."""
    files = {path.stem: read_sql(path) for path in sorted((_HERE / folder).glob("*.sql"))}
    sorter = TopologicalSorter({name: file.needs for name, file in files.items()})
    return [files[name] for name in sorter.static_order()]


def read_sql(path: Path) -> SqlFile:
    """The file, its header parsed. A header line without a key continues the one above."""
    header: dict[str, str] = {}
    lines = path.read_text(encoding="utf-8").splitlines()
    last = ""
    for number, line in enumerate(lines):
        if not line.startswith("--"):
            return SqlFile(path.stem, header, "\n".join(lines[number:]).strip().rstrip(";"))
        text = line.removeprefix("--").strip()
        key, colon, value = text.partition(":")
        if colon and key.isidentifier():
            last = key
            header[key] = value.strip()
        elif last:
            header[last] = f"{header[last]} {text}"
    raise ValueError(f"{path.name} holds no SQL")

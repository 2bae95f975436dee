"""Coverage-guided fuzzing of the readers with atheris: python benchmarks/fuzz.py READER [-max_total_time=60 ...].

READER is text, html, jsonl or gz; what follows goes to libFuzzer. Needs `pip install atheris` (Linux, macOS), which is
no dependency of the project: tests/hostile does the same with mutations that need no tool.
"""

from __future__ import annotations

import sys
import tempfile
from pathlib import Path
from typing import Any

SUFFIXES = {"text": ".txt", "html": ".html", "jsonl": ".jsonl", "gz": ".jsonl.gz"}


def main() -> None:
    """Runs until libFuzzer's limits are reached, or an input crashes or stalls a reader."""
    import atheris  # noqa: PLC0415 (optional)

    with atheris.instrument_imports(include=["tasks"]):
        from schemas.vocab import QuarantineReason  # noqa: PLC0415
        from tests.hostile.reading import read_file  # noqa: PLC0415

    reader, *options = sys.argv[1:]
    path = Path(tempfile.mkdtemp()) / f"page{SUFFIXES[reader]}"

    def try_one(data: bytes) -> None:
        path.write_bytes(data)
        for outcome in read_file(path):
            if outcome.rejected is not None and outcome.rejected.reason == QuarantineReason.FAILED:
                raise AssertionError(outcome.rejected.detail)

    fuzzer: Any = atheris
    fuzzer.Setup([sys.argv[0], "-timeout=5", *options], try_one)
    fuzzer.Fuzz()


if __name__ == "__main__":
    main()

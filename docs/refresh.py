"""Writes what documents show of the program: the dictionary, the guide to the database, answers of tested queries.

`python docs/refresh.py --data DIR` writes, with `--check` it says what is out of date and ends with 1.
DIR holds the dataset of samples/.
"""

from __future__ import annotations

import argparse
import os
import re
import shlex
import subprocess
import sys
from pathlib import Path

import schemas.dictionary
import warehouse.guide

ROOT = Path(__file__).resolve().parents[1]
# The comment, then a fenced block: a line with the command, then its answer
TESTED = re.compile(r"(<!-- query: tested -->\n```\w*\n\$ (demarche [^\n]+)\n).*?(?=^```$)", re.DOTALL | re.MULTILINE)
WIDTH = "100"


def main() -> int:
    """How many documents are out of date; 0 after they were written."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--data", required=True, help="the data directory of the samples' dataset")
    options.add_argument("--check", action="store_true", help="write nothing")
    given = options.parse_args()
    fresh = {
        schemas.dictionary.PAGE: schemas.dictionary.render(),
        warehouse.guide.PAGE: warehouse.guide.render(),
        **{page: with_answers(page, given.data) for page in (ROOT / "README.md", *sorted((ROOT / "docs").glob("*.md")))
           if TESTED.search(page.read_text(encoding="utf-8"))},
    }  # fmt: skip
    stale = [page for page, text in fresh.items() if page.read_text(encoding="utf-8") != text]
    for page in stale:
        sys.stdout.write(f"{page.relative_to(ROOT)} {'is out of date: make docs' if given.check else 'written'}\n")
        if not given.check:
            page.write_text(fresh[page], encoding="utf-8")
    return len(stale) if given.check else 0


def with_answers(page: Path, data: str) -> str:
    """The page's text with the answer of today below each tested command."""
    return TESTED.sub(lambda found: found[1] + answer(found[2], data), page.read_text(encoding="utf-8"))


def answer(command: str, data: str) -> str:
    """What the command prints for the dataset in `data`, without spaces at the ends of lines."""
    environment = {**os.environ, "COLUMNS": WIDTH, "NO_COLOR": "1", "PYTHONPATH": str(ROOT), "DEMARCHE_DATA": data}
    done = subprocess.run(
        [sys.executable, "-m", "flows.cli", *shlex.split(command)[1:]],
        cwd=ROOT, env=environment, capture_output=True, text=True, check=True,
    )  # fmt: skip
    return "".join(f"{line.rstrip()}\n" for line in done.stdout.strip("\n").splitlines())


if __name__ == "__main__":
    sys.exit(main())

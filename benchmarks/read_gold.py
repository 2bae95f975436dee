"""Score the extraction engine alone on gold pages: the article's text and date are taken from gold, not from clean.

    python benchmarks/read_gold.py GOLD_DIR --scorer SCORE.py [--misses N] [--engine rules]

Builds a throw-away DuckDB file with one person a page person, and hands it to the scorer. What it prints is the upper
bound that the whole line can reach with this engine.
"""

from __future__ import annotations

import argparse
import hashlib
import html
import json
import re
import shutil
import subprocess
import sys
import tempfile
import time
import unicodedata
from collections.abc import Callable
from pathlib import Path

import duckdb

from schemas.arrow import to_arrow
from schemas.claims import PageEvent, PageMention, PagePerson, PageRole
from schemas.stages import CleanPage
from tasks.dates.edtf import bounds
from tasks.extract.engine import Engine, PageClaims
from tasks.extract.joint_engine import JointEngine
from tasks.extract.rules_engine import RulesEngine

# What the encoder brings is measured by leaving it out of a part of the work
ENGINES: dict[str, Callable[[], Engine]] = {
    "rules": RulesEngine,
    "joint": JointEngine,
    "names-only": lambda: JointEngine(roles=False, events=False),
    "roles-only": lambda: JointEngine(names=False, events=False),
    "events-only": lambda: JointEngine(names=False, roles=False),
}


def visible_text(page: str) -> str:
    """The page without scripts and tags, one line a block."""
    page = re.sub(r"(?is)<(script|style|head)\b.*?</\1>", " ", page)
    page = re.sub(r"(?s)<!--.*?-->", " ", page)
    page = re.sub(r"\s+", " ", page)
    page = re.sub(
        r"(?i)<(/?(p|div|h\d|li|tr|br|section|article|ul|ol|table|figure|figcaption|aside|blockquote|td|th|dd|dt)\b)[^>]*>",
        "\n\n",
        page,
    )
    page = html.unescape(re.sub(r"<[^>]+>", "", page))
    return "\n\n".join(re.sub(r"\s+", " ", line).strip() for line in page.split("\n\n") if line.strip())


def article(gold_path: Path) -> CleanPage | None:
    """The gold page's article as clean would ideally hand it on."""
    gold = json.loads(gold_path.read_text(encoding="utf-8"))
    if "doc" not in gold:
        return None
    doc = gold["doc"]
    raw = next(p for p in (gold_path.with_suffix(".txt"), gold_path.with_suffix(".html")) if p.exists())
    page = raw.read_text(encoding="utf-8")
    first, last, title = doc["body_first_words"], doc["body_last_words"], doc["title"]
    if raw.suffix == ".html":
        page = visible_text(page)
        first, last, title = (re.sub(r"\s+", " ", t) for t in (first, last, title))
    loose = lambda t: r"\s+".join(re.escape(w) for w in t.split())  # noqa: E731
    start = re.search(loose(first), page)
    ends = list(re.finditer(loose(last), page))
    if not start or not ends:
        print("no body:", gold_path.name, file=sys.stderr)
        return None
    body = page[start.start() : ends[-1].end()]
    text = unicodedata.normalize("NFC", title + "\n\n" + body)
    lo, hi = bounds(doc["published"]) or (None, None)
    return CleanPage(
        source_id="src_" + hashlib.sha256(page.encode()).hexdigest()[:16],
        uri=gold_path.stem + ".txt",
        title=title,
        outlet=doc["outlet"],
        author=doc["author"],
        language="en",
        published=doc["published"],
        published_min=lo,
        published_max=hi,
        published_basis="metadata" if doc["published"] else "none",
        wire_agency=None,
        text=text,
        body_start=len(title) + 2,
        raw_spans=[],
        text_sha256=hashlib.sha256(text.encode()).hexdigest(),
    )


def main() -> None:
    """Read, build, score."""
    ap = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    ap.add_argument("gold", type=Path)
    ap.add_argument("--scorer", type=Path, required=True)
    ap.add_argument("--misses", type=int, default=0)
    ap.add_argument("--only", help="read only gold files whose name holds this")
    ap.add_argument("--engine", choices=sorted(ENGINES), default="joint")
    args = ap.parse_args()
    engine = ENGINES[args.engine]()
    pages = [
        p for f in sorted(args.gold.glob("*.json")) if (not args.only or args.only in f.name) and (p := article(f))
    ]
    began = time.perf_counter()
    read = [(p, engine.read(p)) for p in pages]
    spent = time.perf_counter() - began
    words = sum(len(p.text.split()) for p in pages)
    print(f"{len(pages)} pages, {words} words in {spent:.2f} s: {words / spent:,.0f} words a second")
    with tempfile.TemporaryDirectory() as folder:
        database = Path(folder) / "gold.duckdb"
        write_database(database, read)
        gold = _only(args.gold, args.only, Path(folder) / "gold") if args.only else args.gold
        sys.stdout.flush()
        subprocess.run([sys.executable, args.scorer, database, gold, "--misses", str(args.misses)], check=True)


def write_database(path: Path, read: list[tuple[CleanPage, PageClaims]]) -> None:
    """Writes the tables that a scorer reads, each page's people as people of the dataset."""
    tables = {
        "pages": to_arrow(CleanPage, [page for page, _ in read]),
        "people": to_arrow(PagePerson, [row for _, claims in read for row in claims.people]),
        "person_mentions": to_arrow(PageMention, [row for _, claims in read for row in claims.mentions]),
        "role_claims": to_arrow(PageRole, [row for _, claims in read for row in claims.roles]),
        "event_claims": to_arrow(PageEvent, [row for _, claims in read for row in claims.events]),
    }
    with duckdb.connect(path) as con:
        for name, table in tables.items():
            con.register("given", table)
            renamed = "* RENAME (page_person_id AS person_id)" if name != "pages" else "*"
            con.execute(f"CREATE TABLE {name} AS SELECT {renamed} FROM given")  # noqa: S608 (names are ours)
        con.execute("CREATE VIEW sources AS SELECT *, source_id AS story_id, NULL AS duplicate_of FROM pages")
        con.execute("CREATE VIEW source_texts AS SELECT source_id, text FROM pages")


def _only(gold: Path, part: str, folder: Path) -> Path:
    folder.mkdir()
    for file in gold.glob(f"*{part}*.json"):
        shutil.copy(file, folder)
    return folder


if __name__ == "__main__":
    main()

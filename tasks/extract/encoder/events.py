"""What the encoder takes to have happened to whom, sentence by sentence."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np

from schemas.vocab import EventType
from tasks.extract.encoder.distances import bucket
from tasks.extract.encoder.network import Floats, Ints, PageReading
from tasks.extract.model import PeopleOnPage

# In the order of the heads' outputs, as training/encoder/labels.py has it
TYPES = tuple(EventType)
_REACH = 4  # sentences over which a mention may be meant
_MENTIONS = 3  # of one person in one sentence
_CROWD = 40  # people: "they", of so many, is nobody in particular, nor does a sentence mean them all


@dataclass(frozen=True, slots=True)
class Happening:
    """One reading of a sentence: this befell, or was done by, the person. `log_odds` that it is so.

    `start` and `end` are the characters that say so most, `here` whether the sentence itself mentions the person.
    """

    sentence: int
    person: int
    event_type: EventType
    log_odds: float
    start: int
    end: int
    here: bool


def find_happenings(page: PageReading, people: PeopleOnPage, least: float) -> list[Happening]:
    """All readings of at least those log-odds, by sentence and person."""
    if not len(page.starts):
        return []
    triggers, keys = page.heads["trigger"], page.heads["key"]
    mentions = _mentions(page, people)
    found: list[Happening] = []
    for k, (first, last) in enumerate(page.sentences):
        if first == last:
            continue
        for person, spans, far in _in_reach(mentions, k):
            best: Floats | None = None
            where: Ints | None = None
            for start, end in spans:
                by_piece = _by_piece(page, triggers[first:last], keys[first:last], (first, start, end), far)
                said = _logsumexp(by_piece)
                if best is None or where is None:
                    best, where = said, by_piece.argmax(axis=0)
                else:
                    better = said > best
                    where = np.where(better, by_piece.argmax(axis=0), where)
                    best = np.maximum(best, said)
            if best is None or where is None:
                continue
            for t in np.flatnonzero(best >= least):
                at = first + int(where[t])
                found.append(
                    Happening(k, person, TYPES[t], float(best[t]), int(page.starts[at]), int(page.ends[at]), far == 0)
                )
    return found


def _mentions(page: PageReading, people: PeopleOnPage) -> list[dict[int, list[tuple[int, int]]]]:
    """By sentence, the pieces of each person's mentions there, groups included, in text order."""
    spans = [(m.start, m.end, m.person) for m in people.mentions]
    spans += [
        (start, end, person)
        for (start, end), members in people.groups.items()
        if len(members) <= _CROWD
        for person in members
    ]
    firsts = [first for first, _ in page.sentences]
    found: list[dict[int, list[tuple[int, int]]]] = [{} for _ in page.sentences]
    for start, end, person in sorted(set(spans)):
        pieces = page.pieces_of(start, end)
        if pieces is not None:
            found[bisect_right(firsts, pieces[0]) - 1].setdefault(person, []).append(pieces)
    return found


def _in_reach(
    mentions: Sequence[dict[int, list[tuple[int, int]]]], k: int
) -> Iterator[tuple[int, Sequence[tuple[int, int]], int]]:
    """(person, mentions, sentences between) of everybody whom the sentence may speak of."""
    said: dict[int, tuple[Sequence[tuple[int, int]], int]] = {p: (m[:_MENTIONS], 0) for p, m in mentions[k].items()}
    for far in range(1, min(_REACH, k) + 1):
        if len(said) >= _CROWD:
            break
        for person, before in mentions[k - far].items():
            said.setdefault(person, (before[-1:], far))
    for person in sorted(said):
        yield person, *said[person]


def _by_piece(page: PageReading, triggers: Floats, keys: Floats, mention: tuple[int, int, int], far: int) -> Floats:
    """(pieces, types): how much each piece of the sentence says it of the mention; see Net.events."""
    first, start, end = mention
    query = page.mean("query", start, end)
    near = page.distances["near_weight"][bucket(np.arange(first, first + len(keys)) - start)]
    who = keys @ query / np.float32(np.sqrt(len(query))) + near + page.distances["far_weight"][far]
    by_piece: Floats = triggers + who[:, None]
    return by_piece


def _logsumexp(x: Floats) -> Floats:
    top = x.max(axis=0)
    total: Floats = top + np.log(np.exp(x - top).sum(axis=0))
    return total

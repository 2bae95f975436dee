"""Who holds the posts that a page names, by the encoder's word."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from dataclasses import dataclass

import numpy as np

from schemas.vocab import MentionForm
from tasks.extract.encoder.distances import bucket
from tasks.extract.encoder.network import Floats, PageReading
from tasks.extract.model import PeopleOnPage, PersonSpan, PostSpan

_REACH = 120  # pieces between a title and its holder's name


@dataclass(frozen=True, slots=True)
class Holder:
    """Somebody who may hold a post. Log-odds: `whose` that it is theirs, `held` that the words name anybody's post."""

    mention: PersonSpan
    whose: float
    held: float


class TitleEvidence:
    """What the encoder says of every post of a page: whose it is."""

    def __init__(self, page: PageReading, people: PeopleOnPage) -> None:
        self._page = page
        named = [
            (pieces, m)
            for m in people.mentions
            if m.form is MentionForm.NAME and (pieces := page.pieces_of(m.start, m.end)) is not None
        ]
        self._names = sorted(named, key=lambda name: name[0])
        logits = page.heads["title"]
        self._inside: Floats = np.logaddexp(logits[:, 1], logits[:, 2]) - logits[:, 0] if len(logits) else logits

    def holders(self, post: PostSpan) -> list[Holder]:
        """Everybody named within reach of the post, each by the nearest name."""
        title = self._page.pieces_of(post.start, post.head_end)
        if title is None:
            return []
        nearest: dict[int, tuple[tuple[int, int], PersonSpan]] = {}
        first = bisect_left(self._names, title[0] - _REACH, key=lambda name: name[0][0])
        last = bisect_right(self._names, title[0] + _REACH, key=lambda name: name[0][0])
        for pieces, mention in self._names[first:last]:
            known = nearest.get(mention.person)
            if known is None or abs(pieces[0] - title[0]) < abs(known[0][0] - title[0]):
                nearest[mention.person] = (pieces, mention)
        query = self._page.mean("title_query", *title)
        held = float(self._inside[slice(*title)].mean())
        found, distances = [], self._page.distances
        for pieces, mention in nearest.values():
            key = self._page.mean("title_key", *pieces)
            near = distances["title_near_weight"][bucket(np.array(pieces[0] - title[0]))]
            whose = float(query @ key / np.sqrt(len(query)) + near + distances["title_bias"][0])
            found.append(Holder(mention, whose, held))
        return found

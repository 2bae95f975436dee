"""Which words the encoder takes for names of people."""

from __future__ import annotations

import numpy as np

from tasks.extract.encoder.network import Floats, PageReading

_SUREST = 8.0


class NameEvidence:
    """What the encoder says of every span of a page: whether it is a person's name."""

    def __init__(self, page: PageReading) -> None:
        self._page = page
        logits = page.heads["per"]
        top = logits.max(axis=1, keepdims=True) if len(logits) else logits
        self._log_p: Floats = logits - top - np.log(np.exp(logits - top).sum(axis=1, keepdims=True))

    def log_odds(self, start: int, end: int) -> float | None:
        """The log-odds that these words are of a name, between -8 and 8; None where the encoder did not read.

        Where a name begins and ends is not asked: the rules know titles and particles better.
        """
        pieces = self._page.pieces_of(start, end)
        if pieces is None:
            return None
        said = self._log_p[slice(*pieces)]
        odds = float((np.logaddexp(said[:, 1], said[:, 2]) - said[:, 0]).mean())
        return max(-_SUREST, min(_SUREST, odds))

    def spans(self) -> list[tuple[int, int]]:
        """The spans that are likelier a name than not, in text order."""
        found: list[tuple[int, int]] = []
        start: int | None = None
        labels = [*(int(x) for x in self._log_p.argmax(axis=1)), 0] if len(self._log_p) else [0]
        firsts = {a for a, b in self._page.sentences if a < b}
        for i, label in enumerate(labels):
            if start is not None and (label != 2 or i in firsts):
                found.append((int(self._page.starts[start]), int(self._page.ends[i - 1])))
                start = None
            if label == 1 or (label == 2 and start is None):
                start = i
        return found

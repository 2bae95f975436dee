"""Distances in word pieces, near and far told apart; as training/encoder/net.py has them."""

from __future__ import annotations

import numpy as np

from tasks.extract.encoder.network import Ints

_EDGES = np.array([1, 2, 3, 5, 9, 17, 33])


def bucket(distance: Ints) -> Ints:
    """The number of the bucket of each signed distance."""
    size = np.searchsorted(_EDGES, np.abs(distance), side="right")
    return np.where(distance < 0, size, size + len(_EDGES) + 1)

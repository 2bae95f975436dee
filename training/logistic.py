"""Logistic regression by Newton's method, for the few features that confidence and the weighing of readers have."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

Array = npt.NDArray[np.float64]

_STEPS = 50
_STILL = 1e-9


def fit_logistic(given: Array, right: Array, penalty: Array) -> Array:
    """The weights of the columns of `given` that make `right` (0 or 1 a row) likeliest, pulled to 0 by `penalty`."""
    weights: Array = np.zeros(given.shape[1])
    for _ in range(_STEPS):
        likely = 1 / (1 + np.exp(-given @ weights))
        slope = given.T @ (likely - right) + penalty * weights
        bend = (given.T * (likely * (1 - likely))) @ given + np.diag(penalty)
        step = np.linalg.solve(bend, slope)
        weights -= step
        if np.abs(step).max() < _STILL:
            break
    return weights

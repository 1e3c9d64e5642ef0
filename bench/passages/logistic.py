"""Logistic regression: fitted by Newton's method, with a ridge penalty."""

from __future__ import annotations

import hashlib
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]
RIDGE = 3.0
FOLDS = 5
_ALIKE = 1e-6
"""A feature that varies less says nothing."""


class Fitted(NamedTuple):
    """Means, deviations and weights of features, and the intercept."""

    means: Floats
    deviations: Floats
    weights: Floats
    intercept: float

    def probabilities(self, values: Floats) -> Floats:
        """Of rows of features, shape (rows, features); NaN stands for a value that is not known."""
        logits: Floats = self.intercept + np.nan_to_num((values - self.means) / self.deviations) @ self.weights
        return np.asarray(1 / (1 + np.exp(-logits)), np.float64)


def fit(values: Floats, labels: Floats, importance: Floats, signs: NDArray[np.int64]) -> Fitted:
    """Fits rows of features, shape (rows, features), to labels 0 and 1.

    Args:
        importance: of each row; adds up to their number.
        signs: that a feature's weight may have; 0 for either. A feature that would take the other gets no weight.
    """
    means, deviations = np.nanmean(values, 0), np.nanstd(values, 0)
    deviations[deviations < _ALIKE] = np.inf
    scaled = np.nan_to_num((values - means) / deviations)
    kept = np.isfinite(deviations)
    while True:
        weights = np.zeros(values.shape[1])
        intercept, weights[kept] = _newton(scaled[:, kept], labels, importance)
        wrong = kept & (weights * signs < 0)
        if not wrong.any():
            return Fitted(means, deviations, weights, intercept)
        kept &= ~wrong


def _newton(scaled: Floats, labels: Floats, importance: Floats) -> tuple[float, Floats]:
    """The intercept and the weights."""
    rows = np.c_[np.ones(len(scaled)), scaled]
    penalty = np.diag([0.0] + [RIDGE] * scaled.shape[1])
    found = np.zeros(rows.shape[1])
    for _ in range(100):
        expected = 1 / (1 + np.exp(-rows @ found))
        gradient = rows.T @ (importance * (expected - labels)) + penalty @ found
        curvature = (rows * (importance * expected * (1 - expected))[:, None]).T @ rows + penalty
        step = np.linalg.solve(curvature, gradient)
        found -= step
        if np.abs(step).max() < 1e-9:
            break
    return float(found[0]), found[1:]


def cross_validated(
    values: Floats, labels: Floats, importance: Floats, signs: NDArray[np.int64], texts: list[str]
) -> Floats:
    """The probability of each row from a fit that has not seen its text."""
    folds = np.array([int(hashlib.sha256(text.encode()).hexdigest(), 16) % FOLDS for text in texts])
    probabilities = np.zeros(len(labels))
    for fold in range(FOLDS):
        seen = folds != fold
        share = importance[seen] * seen.sum() / importance[seen].sum()
        probabilities[~seen] = fit(values[seen], labels[seen], share, signs).probabilities(values[~seen])
    return probabilities


def auc(scores: Floats, labels: NDArray[np.bool_]) -> float:
    """The probability that a row labelled true has the higher score of two; ties count half."""
    higher, lower = scores[labels], scores[~labels]
    if not len(higher) or not len(lower):
        return float("nan")
    return float((higher[:, None] > lower).mean() + (higher[:, None] == lower).mean() / 2)

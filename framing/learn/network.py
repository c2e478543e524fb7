"""Fitting a small network that chooses among candidates, and rounding it to whole numbers.

Of each class one candidate of a group is chosen, or none, whose score is 0: a softmax over the group. Adam, numpy
alone. No step calls BLAS; exponentials are those of the processor's kind, so that the same data give the same weights
on machines of one kind.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any, Final

import numpy as np
import numpy.typing as npt

from framing.learn.linear import sparse_rows
from framing.models import LinearModel, Network
from framing.text.spelling import Hashes

UNITS: Final = 64
"""Hidden units: 32 lose a third of a point of F1."""
SEEN: Final = 5
"""A hash bucket counts from so many training rows on."""
EPOCHS: Final = 5
BATCH: Final = 512
"""Groups of one step."""
RATE: Final = 0.004
"""Learning rate; it falls to nothing along a line."""
DROPPED: Final = 0.1
"""Share of the features that a step leaves out."""
STEP: Final = 1 / 48
"""What one unit of a weight is worth."""

Floats = npt.NDArray[np.float32]
Longs = npt.NDArray[np.int64]


@dataclass(eq=False)
class Fitting:
    """Weights on their way: of the features, of the hidden bias, of the units, of the classes.

    Parameters
    ----------
    weights : list of float32 arrays
    """

    weights: list[Floats]
    steps: int = 0
    means: list[Floats] = field(init=False)
    squares: list[Floats] = field(init=False)

    def __post_init__(self) -> None:
        self.means, self.squares = ([np.zeros_like(w) for w in self.weights] for _ in range(2))

    def step(self, slopes: list[Any], rate: float) -> None:
        """One step of Adam (Kingma and Ba 2015)."""
        self.steps += 1
        keep, keep_square = np.float32(0.9), np.float32(0.99)
        rate = rate / (1 - 0.9**self.steps)
        for k, slope in enumerate(slopes):
            self.means[k] += (1 - keep) * (slope - self.means[k])
            self.squares[k] += (1 - keep_square) * (slope * slope - self.squares[k])
            size = np.sqrt(self.squares[k] / np.float32(1 - 0.99**self.steps)) + np.float32(1e-8)
            self.weights[k] -= np.float32(rate) * self.means[k] / size


def fit_network(buckets: Hashes, label: Longs, group: Longs, *, classes: int, bits: int) -> Network:
    """Fit a network.

    Parameters
    ----------
    buckets : uint32[n, features]
        Hash buckets of each candidate.
    label : int64[n]
        What each is to its group: a class, or a higher number for nothing.
    group : int64[n]
        Sorted.
    classes : int
    bits : int
        Of the hash.

    Returns
    -------
    Network
    """
    used = np.flatnonzero(np.bincount(buckets.ravel(), minlength=1 << bits) >= SEEN)
    design, draw = sparse_rows(buckets, used, bits), np.random.default_rng(0)
    fitting = Fitting(_first_weights(draw, len(used), classes))
    bounds = np.flatnonzero(np.diff(group, prepend=-1, append=-1))
    n = len(bounds) - 1
    steps = EPOCHS * -(-n // BATCH)
    for _ in range(EPOCHS):
        order = draw.permutation(n)
        for at in range(0, n, BATCH):
            rows, of = _rows(bounds, order[at : at + BATCH])
            seen = design[rows]
            seen.data = (draw.random(len(seen.data)) >= DROPPED).astype(np.float32) / np.float32(1 - DROPPED)
            rate = RATE * (1 - fitting.steps / steps)
            fitting.step(_slopes(fitting.weights, seen, label[rows], of), rate)
    return _rounded(fitting.weights, used, bits)


def _first_weights(draw: np.random.Generator, n: int, classes: int) -> list[Floats]:
    return [
        (draw.standard_normal((n, UNITS)) * 0.1).astype(np.float32),
        np.zeros(UNITS, np.float32),
        (draw.standard_normal((UNITS, classes)) / np.sqrt(UNITS)).astype(np.float32),
        np.full(classes, -1, np.float32),
    ]


def _rows(bounds: Longs, groups: Longs) -> tuple[Longs, Longs]:
    """The rows of some groups, and which of these groups each is of."""
    length = bounds[groups + 1] - bounds[groups]
    of = np.repeat(np.arange(len(groups)), length)
    return np.arange(len(of)) + (bounds[groups] - np.cumsum(length) + length)[of], of


def _slopes(weights: list[Floats], seen: Any, label: Longs, of: Longs) -> list[Any]:
    """Of the mean loss, by each of the weights."""
    features, hidden, out, bias = weights
    total = seen @ features + hidden
    units = np.maximum(total, 0)
    slope = _slope_of_scores(np.einsum("ij,jk->ik", units, out) + bias, label, of)
    back = np.einsum("ik,jk->ij", slope, out) * (total > 0)
    return [seen.T.tocsr() @ back, back.sum(0), np.einsum("ij,ik->jk", units, slope), slope.sum(0)]


def _slope_of_scores(scores: Floats, label: Longs, of: Longs) -> Floats:
    """Class by class: how likely each candidate is taken, less how likely it is among those that are right."""
    n, slope = int(of[-1]) + 1, np.zeros_like(scores)
    for k in range(scores.shape[1]):
        top = np.zeros(n)
        np.maximum.at(top, of, scores[:, k])
        power = np.exp(scores[:, k] - top[of])
        right = np.where(label == k, power, 0)
        every, all_right = np.bincount(of, power, n) + np.exp(-top), np.bincount(of, right, n)
        slope[:, k] = power / every[of] - right / np.maximum(all_right, 1e-30)[of]
    return np.asarray(slope / np.float32(n), np.float32)


def _rounded(weights: list[Floats], used: Longs, bits: int) -> Network:
    """In whole numbers; a class's bias in units of two steps."""
    whole, hidden, out = (np.rint(np.clip(w / STEP, -127, 127)).astype(np.int16) for w in weights[:3])
    kept = np.abs(whole).max(1) > 0
    row = np.zeros(1 << bits, np.int32)
    row[used[kept]] = np.arange(1, kept.sum() + 1)
    first = LinearModel(np.concatenate([np.zeros_like(whole[:1]), whole[kept]]), row, hidden)
    return Network(first, out.astype(np.int8), np.rint(weights[3] / STEP**2).astype(np.int32))

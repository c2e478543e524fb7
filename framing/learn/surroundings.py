"""Fitting the small network of `framing.scorers.surroundings`, and rounding it to whole numbers.

Adam over batches of mentions, in numpy alone; the labels are shares, of people or of a teacher's certainty. Matrix
products run on one thread, so that the same data give the same weights on machines of one kind.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Final

import numpy as np
import numpy.typing as npt
from scipy import sparse

from framing.scorers.surroundings import FINE, HALF, OUT, PARTS, STEP, UNITS, Surroundings

EPOCHS: Final = 3
BATCH: Final = 256
"""Mentions of one step."""
RATE: Final = 0.002
"""Learning rate; it falls to nothing along a line."""
DROPPED: Final = 0.1
"""Share of what is seen that a step leaves out; of what is pooled, and of the last units, it is twice that."""
SHRUNK: Final = 0.1
"""What a sum over the sentence is multiplied by, so that sums and maxima are of a size."""

Floats = npt.NDArray[np.float32]
Rows = npt.NDArray[np.int32]
Longs = npt.NDArray[np.int64]


@dataclass(frozen=True, eq=False)
class Sentences:
    """The places of the sentences of mentions, one after another, each target one place of its own.

    Parameters
    ----------
    rows : int32[places, features]
        What is seen at each place: rows of the first layer; 0 for nothing.
    begins : int64[m + 1]
        The first place of each mention, and one past the last.
    target : int64[m]
        The place of each target.
    """

    rows: Rows
    begins: Longs
    target: Longs

    def taken(self, mentions: Longs) -> tuple[Rows, Longs, Longs]:
        """The same of some mentions: rows, first place of each, place of each target."""
        length = self.begins[mentions + 1] - self.begins[mentions]
        begins = np.cumsum(length) - length
        place = np.arange(length.sum()) + np.repeat(self.begins[mentions] - begins, length)
        return self.rows[place], begins, self.target[mentions] - self.begins[mentions] + begins


@dataclass(eq=False)
class Adam:
    """Weights on their way (Kingma and Ba 2015)."""

    weights: list[Floats]
    steps: int = 0
    means: list[Floats] = field(init=False)
    squares: list[Floats] = field(init=False)

    def __post_init__(self) -> None:
        self.means, self.squares = ([np.zeros_like(w) for w in self.weights] for _ in range(2))

    def step(self, slopes: list[Floats], rate: float) -> None:
        """One step against the slopes."""
        self.steps += 1
        rate = rate / (1 - 0.9**self.steps)
        for k, slope in enumerate(slopes):
            self.means[k] += np.float32(0.1) * (slope - self.means[k])
            self.squares[k] += np.float32(0.01) * (slope * slope - self.squares[k])
            size = np.sqrt(self.squares[k] / np.float32(1 - 0.99**self.steps)) + np.float32(1e-8)
            self.weights[k] -= np.float32(rate) * self.means[k] / size


def fit_surroundings(
    sentences: Sentences,
    n_rows: int,
    shares: npt.NDArray[np.float64],
    weight: npt.NDArray[np.float64],
    *,
    epochs: int = EPOCHS,
) -> list[Floats]:
    """Fit the network.

    Parameters
    ----------
    sentences : Sentences
    n_rows : int
        Rows of the first layer.
    shares : float64[m, labels]
        Rows add up to 1.
    weight : float64[m]
        How much each mention counts.
    epochs : int

    Returns
    -------
    list of float32 arrays
        Layer by layer, weights and bias; `rounded` makes whole numbers of them.
    """
    from threadpoolctl import threadpool_limits

    draw = np.random.default_rng(0)
    adam = Adam(_first_weights(draw, n_rows, shares.shape[1]))
    steps = epochs * -(-len(shares) // BATCH)
    pull = (weight / weight.mean()).astype(np.float32)[:, None] / np.float32(BATCH)
    with threadpool_limits(1):
        for _ in range(epochs):
            order = draw.permutation(len(shares))
            for at in range(0, len(order), BATCH):
                some = order[at : at + BATCH]
                sheet = _Sheet(adam.weights, draw, *sentences.taken(some))
                slope = (_softmax(sheet.scores) - shares[some].astype(np.float32)) * pull[some]
                adam.step(sheet.slopes(slope), RATE * (1 - adam.steps / steps))
    return adam.weights


def _first_weights(draw: np.random.Generator, n_rows: int, labels: int) -> list[Floats]:
    def layer(n: int, m: int) -> list[Floats]:
        side = n**-0.5
        return [draw.uniform(-side, side, (n, m)).astype(np.float32), np.zeros(m, np.float32)]

    words = (draw.standard_normal((n_rows, UNITS)) * 0.1).astype(np.float32)
    words[0] = 0
    return [words, *layer(3 * UNITS, UNITS), *layer(PARTS * UNITS, UNITS), *layer(UNITS, labels)]


class _Sheet:
    """What the network makes of a batch, kept for the way back."""

    def __init__(
        self, weights: list[Floats], draw: np.random.Generator, rows: Rows, begins: Longs, target: Longs
    ) -> None:
        words, mix, mix_bias, hidden, hidden_bias, out, out_bias = self.weights = weights
        self.begins, self.target, n = begins, target, len(rows)
        self.of = np.repeat(np.arange(len(begins)), np.diff(begins, append=n))
        kept = (draw.random(rows.shape, np.float32) >= DROPPED) & (rows > 0)
        bounds = np.concatenate([[0], np.cumsum(kept.sum(1))])
        self.seen = sparse.csr_matrix((np.ones(bounds[-1], np.float32), rows[kept], bounds), (n, len(words)))
        self.around = _beside(self.seen @ words, begins)
        self.units = np.maximum(self.around @ mix + mix_bias, 0)
        most = np.maximum.reduceat(self.units, begins, axis=0)
        self.highest = self.units == most[self.of]
        total = np.add.reduceat(self.units, begins, axis=0) * np.float32(SHRUNK)
        pooled = np.concatenate([total, most, self.units[target]], axis=1)
        self.kept_pooled, self.kept_last = (_mask(draw, (len(begins), k)) for k in (pooled.shape[1], UNITS))
        self.pooled = pooled * self.kept_pooled
        self.last = np.maximum(self.pooled @ hidden + hidden_bias, 0) * self.kept_last
        self.scores = self.last @ out + out_bias

    def slopes(self, slope: Floats) -> list[Floats]:
        """Of the loss, by each of the weights."""
        _, mix, _, hidden, _, out, _ = self.weights
        last = (slope @ out.T) * (self.last > 0) * self.kept_last
        pooled = (last @ hidden.T) * self.kept_pooled
        total, most, own = np.split(pooled, PARTS, axis=1)
        units = (total * np.float32(SHRUNK))[self.of] + most[self.of] * self.highest
        units[self.target] += own
        units *= self.units > 0
        before, here, behind = np.split(units @ mix.T, 3, axis=1)
        here[:-1] += np.where(self._opens[1:, None], 0, before[1:])
        here[1:] += np.where(self._opens[1:, None], 0, behind[:-1])
        words = np.asarray(self.seen.T.tocsr() @ here, np.float32)
        return [
            words,
            self.around.T @ units,
            units.sum(0),
            self.pooled.T @ last,
            last.sum(0),
            self.last.T @ slope,
            slope.sum(0),
        ]

    @property
    def _opens(self) -> npt.NDArray[np.bool_]:
        opens = np.zeros(len(self.of), np.bool_)
        opens[self.begins] = True
        return opens


def _beside(words: Floats, begins: Longs) -> Floats:
    """Each place with the one before and the one behind it in its sentence: float32[places, 3 * units]."""
    n, size = words.shape
    around = np.zeros((n, 3 * size), np.float32)
    around[1:, :size], around[:, size : 2 * size], around[:-1, 2 * size :] = words[:-1], words, words[1:]
    around[begins, :size] = 0
    around[begins[1:] - 1, 2 * size :] = 0
    return around


def _mask(draw: np.random.Generator, shape: tuple[int, int]) -> Floats:
    share = 2 * DROPPED
    return (draw.random(shape, np.float32) >= share).astype(np.float32) / np.float32(1 - share)


def _softmax(scores: Floats) -> Floats:
    power = np.exp(scores - scores.max(axis=1, keepdims=True))
    return np.asarray(power / power.sum(axis=1, keepdims=True))


def rounded(weights: list[Floats], row: Rows) -> Surroundings:
    """The network in whole numbers.

    Parameters
    ----------
    weights : list of float32 arrays
        As `fit_surroundings` gives them.
    row : int32[buckets]
        The row of the first layer that each hash bucket has; 0 for none.

    Returns
    -------
    Surroundings
    """
    words, mix, mix_bias, hidden, hidden_bias, out, out_bias = (w.astype(np.float64) for w in weights)
    words, mix = np.clip(np.rint(words * STEP), -127, 127), np.clip(np.rint(mix * FINE), -127, 127)
    hidden = np.concatenate([hidden[:UNITS] * SHRUNK, hidden[UNITS:]])
    hidden, out = (np.clip(np.rint(w * HALF), -32767, 32767) for w in (hidden, out))
    return Surroundings(
        row,
        words.astype(np.int8),
        mix.astype(np.int8),
        np.rint(mix_bias * STEP * FINE).astype(np.int32),
        hidden.astype(np.int16),
        np.rint(hidden_bias * STEP * HALF).astype(np.int32),
        out.astype(np.int16),
        np.rint(out_bias * OUT * HALF).astype(np.int32),
    )

"""How sure is a difference between two sides? Ratios of sums, held against whole units changing sides.

Start with `contrast`. It knows nothing of articles: a unit is what is independent of the others (an article, an
author's articles, a matched story), and every column is one figure, a numerator and a denominator summed over units.

The standard error is that of a ratio of sums over independent units. Dividing the difference by it and letting units
change sides at random gives a reference distribution (Janssen 1997) that stays close to the truth when units are few,
skewed, tied or of unequal size, where the bootstrap does not: docs/explanation/comparing.md has the measurements.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Final

import numpy as np
import numpy.typing as npt

Floats = npt.NDArray[np.float64]

LEAST_UNITS: Final = 4
"""On each side. With 4 against 4 the smallest p is 2 in 70; with 3 against 3 no difference could reach .05."""

LEAST_PAIRS: Final = 6
"""The same for matched units, which change sides in pairs: with 6 the smallest p is 2 in 64, with 5 it is 2 in 32."""

MANY_UNITS: Final = 100
"""With so many on each side the t distribution is used: measured, its coverage is that of the permutations, and its p
has no lower limit."""

LEVEL: Final = 0.95
LABELS_AT_ONCE: Final = 4_000_000
"""Cells of the table of labels that is held in memory at a time: 32 megabytes."""

DIGITS: Final = 9
"""Statistics are compared after rounding: the same arrangement, summed in another order, is the same."""


@dataclass(frozen=True, eq=False)
class Sides:
    """What is contrasted: numerators and denominators of both sides, unit by unit.

    Parameters
    ----------
    x1, w1, x0, w0 : float64[units, figures]
        Numerator and denominator that a unit gives to the first side and to the reference. Both are 0 where a unit
        has nothing there.
    paired : bool
        Every unit has something on both sides. Otherwise each has something on one side alone, those of the first side
        come first, and `n_first` says how many they are.
    n_first : int
    """

    x1: Floats
    w1: Floats
    x0: Floats
    w0: Floats
    paired: bool
    n_first: int

    @property
    def n_units(self) -> int:
        """Units on both sides together."""
        return len(self.x1)


@dataclass(frozen=True, eq=False)
class Contrast:
    """What was found, one value a figure.

    Parameters
    ----------
    first, reference, difference : float64[figures]
        The ratio on each side, and the first minus the reference.
    low, high : float64[figures]
        Ends of the interval of the difference; NaN where there is none.
    p : float64[figures]
        Two-sided, that nothing differs.
    units, reference_units : int64[figures]
        Units that have the figure on each side.
    method : list of str
        "permutation", "t", or "" where nothing could be said.
    note : list of str
        Why nothing could be said; empty otherwise.
    """

    first: Floats
    reference: Floats
    difference: Floats
    low: Floats
    high: Floats
    p: Floats
    units: npt.NDArray[np.int64]
    reference_units: npt.NDArray[np.int64]
    method: list[str]
    note: list[str]


@dataclass(frozen=True, eq=False)
class _Moments:
    """Sums over units, for one or many arrangements: rows are arrangements, columns figures."""

    x: Floats
    w: Floats
    xx: Floats
    xw: Floats
    ww: Floats
    k: Floats

    @property
    def ratio(self) -> Floats:
        return self.x / self.w

    @property
    def spread(self) -> Floats:
        """The variance of the ratio over independent units."""
        r = self.ratio
        squares = self.xx - 2 * r * self.xw + r * r * self.ww
        # What is left of equal residuals is rounding, not spread.
        squares = np.where(squares > 1e-12 * (self.xx + r * r * self.ww), squares, 0.0)
        return self.factor * squares / self.w**2

    @property
    def factor(self) -> Floats:
        return self.k / (self.k - 1)


def contrast(sides: Sides, *, n_resamples: int, seed: int) -> Contrast:
    """How far apart are the two sides, and how sure is that?

    Parameters
    ----------
    sides : Sides
    n_resamples : int
        Arrangements that are drawn; all of them where there are no more.
    seed : int

    Returns
    -------
    Contrast
        Interval and p are NaN, with a note, where a side has too few units or nothing varies.

    References
    ----------
    Janssen (1997), Studentized permutation tests for non-i.i.d. hypotheses and the generalized Behrens-Fisher problem;
    Chung and Romano (2013), Exact and asymptotically robust permutation tests.

    Examples
    --------
    >>> column = np.array([[1.0], [2.0], [3.0], [2.0], [8.0], [9.0], [7.0], [8.0]])
    >>> one, none = np.ones((4, 1)), np.zeros((4, 1))
    >>> first, second = np.vstack([one, none]), np.vstack([none, one])
    >>> sides = Sides(column * first, first, column * second, second, paired=False, n_first=4)
    >>> found = contrast(sides, n_resamples=999, seed=0)
    >>> found.difference.tolist(), round(float(found.p[0]), 3)
    ([-6.0], 0.029)
    """
    with np.errstate(all="ignore"):
        one, two, cross = _moments(sides, _as_given(sides))
        first, reference = one.ratio[0], two.ratio[0]
        difference, error = (values[0] for values in _difference(one, two, cross))
        units, reference_units = one.k[0].astype(np.int64), two.k[0].astype(np.int64)
        note = _notes(units, reference_units, error, LEAST_PAIRS if sides.paired else LEAST_UNITS)
        many = np.minimum(units, reference_units) >= MANY_UNITS
        sure = np.array([not text for text in note], dtype=np.bool_)
        least, most, p = (np.full(len(note), np.nan) for _ in range(3))
        for chosen, judge in ((sure & many, _judge_t), (sure & ~many, _judge_permuted)):
            if chosen.any():
                least[chosen], most[chosen], p[chosen] = judge(_columns(sides, chosen), n_resamples, seed)
        # The smallest value that the statistic could have had goes with the largest true difference.
        low, high = difference - most * error, difference - least * error
    low, high = (np.where(np.isfinite(end), end, np.nan) for end in (low, high))
    method = ["" if not good else "t" if t else "permutation" for good, t in zip(sure, many, strict=True)]
    return Contrast(first, reference, difference, low, high, p, units, reference_units, method, note)


def _columns(sides: Sides, chosen: npt.NDArray[np.bool_]) -> Sides:
    x1, w1, x0, w0 = (part[:, chosen] for part in (sides.x1, sides.w1, sides.x0, sides.w0))
    return Sides(x1, w1, x0, w0, paired=sides.paired, n_first=sides.n_first)


def _notes(units: npt.NDArray[np.int64], reference: npt.NDArray[np.int64], error: Floats, least: int) -> list[str]:
    notes = []
    for k1, k0, spread in zip(units.tolist(), reference.tolist(), error.tolist(), strict=True):
        if not (k1 and k0):
            notes.append("no figure on one side")
        elif min(k1, k0) < least:
            notes.append(f"fewer than {least} independent units on a side")
        else:
            notes.append("" if spread > 0 else "nothing varies")
    return notes


def _as_given(sides: Sides) -> Floats:
    """The arrangement that was observed: 1 for a unit that stays on its side."""
    given = np.ones((1, sides.n_units))
    if not sides.paired:
        given[0, sides.n_first :] = 0
    return given


def _moments(sides: Sides, labels: Floats) -> tuple[_Moments, _Moments, Any]:
    """Sums of both sides, and of their products where units have both, under each arrangement."""
    if not sides.paired:
        x, w = sides.x1 + sides.x0, sides.w1 + sides.w0
        columns = _powers(x, w)
        first = labels @ columns
        rest = columns.sum(0) - first
        return _split(first), _split(rest), 0.0
    mine, yours = _powers(sides.x1, sides.w1), _powers(sides.x0, sides.w0)
    first = labels @ (mine - yours) + yours.sum(0)
    rest = (mine + yours).sum(0) - first
    kept, swapped = _products(sides.x1, sides.w1, sides.x0, sides.w0), _products(sides.x0, sides.w0, sides.x1, sides.w1)
    products = np.hsplit(labels @ (kept - swapped) + swapped.sum(0), 4)
    return _split(first), _split(rest), products


def _powers(x: Floats, w: Floats) -> Floats:
    return np.hstack([x, w, x * x, x * w, w * w, (w > 0).astype(np.float64)])


def _products(x1: Floats, w1: Floats, x0: Floats, w0: Floats) -> Floats:
    return np.hstack([x1 * x0, x1 * w0, w1 * x0, w1 * w0])


def _split(sums: Floats) -> _Moments:
    return _Moments(*np.hsplit(sums, 6))


def _difference(one: _Moments, two: _Moments, cross: Any) -> tuple[Floats, Floats]:
    """The difference and its standard error under each arrangement."""
    r1, r0 = one.ratio, two.ratio
    variance = one.spread + two.spread
    if not isinstance(cross, float):
        xx, xw, wx, ww = cross
        shared = (xx - r0 * xw - r1 * wx + r1 * r0 * ww) / (one.w * two.w)
        whole = variance
        variance = variance - 2 * np.sqrt(one.factor * two.factor) * shared
        variance = np.where(variance > 1e-12 * whole, variance, 0.0)
    return r1 - r0, np.sqrt(variance)


def _judge_t(sides: Sides, n_resamples: int, seed: int) -> tuple[Floats, Floats, Floats]:  # noqa: ARG001 (as its twin)
    """Quantiles and p from the t distribution, degrees of freedom after Satterthwaite."""
    from scipy.special import stdtr, stdtrit

    one, two, cross = _moments(sides, _as_given(sides))
    difference, error = _difference(one, two, cross)
    v1, v0 = one.spread, two.spread
    freedom = (v1 + v0) ** 2 / (v1**2 / (one.k - 1) + v0**2 / (two.k - 1))
    if sides.paired:
        freedom = one.k - 1
    end = stdtrit(freedom, (1 + LEVEL) / 2)[0]
    return -end, end, 2 * stdtr(freedom, -np.abs(difference / error))[0]


def _judge_permuted(sides: Sides, n_resamples: int, seed: int) -> tuple[Floats, Floats, Floats]:
    """Quantiles and p of the statistic over units changing sides."""
    from scipy.stats import permutation_test

    n = sides.n_units

    def statistic(first: Any, second: Any, axis: int = -1) -> Floats:  # noqa: ARG001 (scipy's)
        shape = np.shape(first)
        labels = _labels(np.atleast_2d(first), n, paired=sides.paired)
        difference, error = _difference(*_moments(sides, labels))
        values = np.where(difference == 0, 0.0, difference / error)
        values = np.round(np.nan_to_num(values, nan=0.0, posinf=np.inf, neginf=-np.inf), DIGITS)
        return values if len(shape) > 1 else values[0]

    where = np.arange(2 * n if sides.paired else n)
    cut = n if sides.paired else sides.n_first
    found = permutation_test(
        (where[:cut], where[cut:]),
        statistic,
        permutation_type="samples" if sides.paired else "independent",
        vectorized=True,
        n_resamples=n_resamples,
        batch=max(1, LABELS_AT_ONCE // max(n, 1)),
        random_state=np.random.default_rng(seed),
    )
    ends = ((1 - LEVEL) / 2, (1 + LEVEL) / 2)
    low, high = np.quantile(found.null_distribution, ends, axis=0, method="inverted_cdf")
    return low, high, np.atleast_1d(found.pvalue)


def _labels(first: npt.NDArray[np.int64], n: int, *, paired: bool) -> Floats:
    """From the numbers of units on the first side to 1 and 0 for every unit."""
    if paired:
        return (first < n).astype(np.float64)
    labels = np.zeros((len(first), n))
    np.put_along_axis(labels, first, 1.0, axis=1)
    return labels

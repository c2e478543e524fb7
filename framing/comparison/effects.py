"""How large is a difference, whatever its unit; and which p of many still count.

`hedges_g` and `cliffs_delta` compare the figures of two sets of articles, `adjust` corrects a family of p values.
"""

from __future__ import annotations

import math
from types import MappingProxyType
from typing import Final

import numpy as np
import numpy.typing as npt

Floats = npt.NDArray[np.float64]


def hedges_g(first: Floats, reference: Floats, *, paired: bool = False) -> float:
    """How many standard deviations apart are two means?

    Parameters
    ----------
    first, reference : float64[n]
        Figures; of the same length and order when `paired`.
    paired : bool
        The deviation is then the root of the mean of both variances (Cumming's d_av), and the correction uses the
        number of pairs.

    Returns
    -------
    float
        First minus reference, over the pooled standard deviation (the root of the pooled *variance*), times the exact
        correction for small samples. NaN under two figures on a side or without any spread.

    References
    ----------
    Hedges (1981), Distribution theory for Glass's estimator of effect size; Cumming (2012), Understanding the new
    statistics, for pairs.

    Examples
    --------
    >>> round(hedges_g(np.array([2.0, 4.0, 6.0]), np.array([1.0, 3.0, 5.0])), 3)
    0.399
    """
    n, m = len(first), len(reference)
    if min(n, m) < 2:
        return math.nan
    v1, v0 = float(np.var(first, ddof=1)), float(np.var(reference, ddof=1))
    freedom = n - 1 if paired else n + m - 2
    variance = (v1 + v0) / 2 if paired else ((n - 1) * v1 + (m - 1) * v0) / freedom
    if variance <= 0:
        return math.nan
    return (float(np.mean(first)) - float(np.mean(reference))) / math.sqrt(variance) * _small_sample(freedom)


def _small_sample(freedom: int) -> float:
    """Hedges's c(m), from the gamma function; 1 under two degrees of freedom would not be defined, so NaN."""
    if freedom < 2:
        return math.nan
    return math.exp(math.lgamma(freedom / 2) - math.lgamma((freedom - 1) / 2)) / math.sqrt(freedom / 2)


def cliffs_delta(first: Floats, reference: Floats, *, paired: bool = False) -> float:
    """How much oftener is a figure of the first larger than one of the reference than the other way round?

    Parameters
    ----------
    first, reference : float64[n]
        Figures; of the same length and order when `paired`.
    paired : bool
        Compare each figure with its partner alone.

    Returns
    -------
    float
        From -1 (every figure of the first is smaller) to 1; 0 when neither is favoured. Ties count for neither. NaN
        when a side is empty.

    References
    ----------
    Cliff (1993), Dominance statistics: ordinal analyses to answer ordinal questions.

    Examples
    --------
    >>> cliffs_delta(np.array([1.0, 2.0]), np.array([0.0, 2.0]))
    0.25
    """
    if not (len(first) and len(reference)):
        return math.nan
    if paired:
        return float(np.mean(np.sign(first - reference)))
    ordered = np.sort(reference)
    below = np.searchsorted(ordered, first, side="left").sum()
    above = (len(ordered) - np.searchsorted(ordered, first, side="right")).sum()
    return float(int(below) - int(above)) / (len(first) * len(ordered))


EFFECTS: Final = MappingProxyType({"cliffs_delta": cliffs_delta, "hedges_g": hedges_g})


def holm(p: Floats) -> Floats:
    """Correct p values so that one false finding in the whole family has the stated probability.

    Parameters
    ----------
    p : float64[n]
        Without NaN.

    Returns
    -------
    float64[n]

    References
    ----------
    Holm (1979), A simple sequentially rejective multiple test procedure.

    Examples
    --------
    >>> holm(np.array([0.01, 0.04, 0.03])).tolist()
    [0.03, 0.06, 0.06]
    """
    order = np.argsort(p, kind="stable")
    raised = np.maximum.accumulate(p[order] * np.arange(len(p), 0, -1))
    adjusted = np.empty_like(raised)
    adjusted[order] = np.minimum(raised, 1.0)
    return adjusted


def benjamini_hochberg(p: Floats) -> Floats:
    """Correct p values so that among the findings the stated share is false.

    Parameters
    ----------
    p : float64[n]
        Without NaN.

    Returns
    -------
    float64[n]

    References
    ----------
    Benjamini and Hochberg (1995), Controlling the false discovery rate.

    Examples
    --------
    >>> benjamini_hochberg(np.array([0.01, 0.04, 0.03])).round(3).tolist()
    [0.03, 0.04, 0.04]
    """
    from scipy.stats import false_discovery_control

    return np.asarray(false_discovery_control(p), dtype=np.float64) if len(p) else p


ADJUSTMENTS: Final = MappingProxyType({"holm": holm, "benjamini_hochberg": benjamini_hochberg})


def adjust(p: Floats, how: str) -> Floats:
    """Correct the p values of one table; those that are NaN stay NaN and do not count.

    Parameters
    ----------
    p : float64[n]
    how : str
        One of `ADJUSTMENTS`.

    Returns
    -------
    float64[n]

    Examples
    --------
    >>> adjust(np.array([0.01, np.nan, 0.04]), "holm").tolist()
    [0.02, nan, 0.04]
    """
    known = ~np.isnan(p)
    adjusted = np.full(len(p), np.nan)
    adjusted[known] = ADJUSTMENTS[how](p[known])
    return adjusted

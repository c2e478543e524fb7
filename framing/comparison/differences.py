"""How do groups of articles differ, figure by figure, and how sure is that?

Start with `compare`. It makes units of articles (`groups`), contrasts them (`contrast`) and adds effect sizes and
corrected p values (`effects`).
"""

from __future__ import annotations

import math
import warnings
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from types import MappingProxyType
from typing import Any, Final

import numpy as np
import pandas as pd

from framing.comparison.contrast import LEAST_UNITS, Contrast, Floats, Sides, contrast
from framing.comparison.effects import ADJUSTMENTS, EFFECTS, adjust
from framing.comparison.groups import (
    GROUP,
    OTHERS,
    Groups,
    at_least,
    baseline_of,
    column_of,
    groups_of,
    in_order,
    one_of,
    units_of,
)
from framing.errors import OptionError, valid_names
from framing.measures import MEASURES, Measure
from framing.report import STRING, Report, typed_table
from framing.schema import NUMBER, READABILITY, TEXT, WHOLE, Column, Table

AVERAGES: Final = ("pooled", "mean")
N_RESAMPLES: Final = 9_999

COMPARISON: Final = Table(
    "comparison",
    "metric and group",
    (
        Column("metric", TEXT, "the column of `articles` that is compared"),
        GROUP,
        Column("reference", TEXT, "what it is held against: the baseline, or `all others`"),
        Column(
            "average",
            TEXT,
            "counts over exposures, both summed over the group, or the mean of the articles' figures",
            values=AVERAGES,
        ),
        Column("estimate", NUMBER, "the group's figure; NaN without one", "the metric's"),
        Column("reference_estimate", NUMBER, "the reference's", "the metric's"),
        Column("difference", NUMBER, "the first minus the second", "the metric's"),
        Column("low", NUMBER, "lower end of the difference's 95 % interval", "the metric's"),
        Column("high", NUMBER, "upper end of it", "the metric's"),
        Column("effect_size", NUMBER, "the articles' figures compared, whatever their unit", "as `effect` says"),
        Column("effect", TEXT, "which effect size it is", values=tuple(EFFECTS)),
        Column("p", NUMBER, "two-sided, that nothing differs; NaN where `note` says why", "0 to 1"),
        Column("p_adjusted", NUMBER, "the same, corrected for all rows of this table", "0 to 1"),
        Column("adjustment", TEXT, "how it was corrected", values=tuple(ADJUSTMENTS)),
        Column("method", TEXT, "where p and interval come from; missing without", values=("permutation", "t")),
        Column("n", WHOLE, "the group's articles that count here", "articles"),
        Column("n_reference", WHOLE, "the reference's", "articles"),
        Column("n_missing", WHOLE, "the group's articles left out: without figure, or without a match", "articles"),
        Column("n_reference_missing", WHOLE, "the reference's", "articles"),
        Column("n_clusters", WHOLE, "independent units among the group's articles", "units"),
        Column("n_reference_clusters", WHOLE, "among the reference's; matched stories are the same on both", "units"),
        Column("count", NUMBER, "what was counted in the group; NaN for a figure that is no ratio", "as counted"),
        Column("exposure", NUMBER, "what it is a rate or share of", "words, sentences or attributions"),
        Column("reference_count", NUMBER, "what was counted in the reference", "as counted"),
        Column("reference_exposure", NUMBER, "what that is a rate or share of", "words, sentences or attributions"),
        Column("note", TEXT, "why something is missing here; missing when nothing is"),
    ),
)
"""What `compare` returns."""

_MEASURES: Final = MappingProxyType({measure.name: measure for measure in MEASURES})


@dataclass(frozen=True, eq=False)
class _Figures:
    """The metrics of all articles, sorted, as arrays: rows are articles, columns metrics."""

    names: Sequence[str]
    figure: Floats
    count: Floats
    exposure: Floats
    x: Floats
    w: Floats
    unit: np.ndarray[Any, np.dtype[np.int64]]
    pair: np.ndarray[Any, np.dtype[np.int64]] | None
    averages: Sequence[str]


@dataclass(frozen=True, slots=True)
class _Asked:
    """The options that a row needs."""

    effect: str
    n_resamples: int
    seed: int


def compare(
    report: Report,
    *,
    by: str = "outlet",
    metrics: Iterable[str] | None = None,
    baseline: str | None = None,
    average: str = "pooled",
    pair_on: str | None = None,
    cluster: str | None = None,
    effect: str = "cliffs_delta",
    adjustment: str = "holm",
    n_resamples: int = N_RESAMPLES,
    seed: int = 0,
) -> pd.DataFrame:
    """How do groups of articles differ, and how sure is that?

    Parameters
    ----------
    report : Report
        What `framing.analyze` returned.
    by : str
        A column of ``report.articles``: ``"outlet"``, ``"author"``, ``"story"`` or one of the caller's own.
    metrics : iterable of str, optional
        Numeric columns of ``report.articles``. By default all measures and readability scores that at least
        one article has.
    baseline : str, optional
        The group that every other is held against. By default each is held against all others together.
    average : str
        ``"pooled"``: what was counted in all of a group's articles over all of its words (sentences, attributions):
        long articles count for more. ``"mean"``: the mean of the articles' own figures: each counts once. Figures
        that are no ratio of counts are always means; the column ``average`` says which a row is.
    pair_on : str, optional
        A column that matches articles across groups, such as ``"story"``. Only stories that both sides cover count, and
        each story is compared with itself; of means, every story counts once.
    cluster : str, optional
        A column whose articles hang together, such as ``"author"``: they count as one independent unit.
    effect : str
        ``"cliffs_delta"`` or ``"hedges_g"``, over the articles' own figures (the stories' when paired).
    adjustment : str
        ``"holm"`` or ``"benjamini_hochberg"``, over all rows of the table.
    n_resamples : int
        How many rearrangements of the units p and interval rest on, where a side has under 100; all of them when there
        are no more. No p is smaller than 2 / (n_resamples + 1) there.
    seed : int
        The same seed gives the same table, whatever the order of the articles.

    Returns
    -------
    pandas.DataFrame
        One row a metric and group, with the columns of `COMPARISON`: metrics in the order asked for, groups
        sorted. Where a group is too small, has no figure or has nothing to be held against, the row is there all the
        same: ``low``, ``high`` and ``p`` are NaN and ``note`` says why.

    Raises
    ------
    OptionError
        When a column, group or choice does not exist, or a metric is not numeric.

    Warns
    -----
    UserWarning
        When every outlet lies in one group alone, so that the claim is about kinds of outlets, and the outlets are too
        few to carry it or are not the units (``cluster="outlet"``).

    Notes
    -----
    The difference is divided by the standard error of a ratio over independent units and held against the same
    statistic with units changing sides; from 100 units a side on, against t. Units with articles in both groups count
    once on each side, which makes intervals a little too wide. `docs/explanation/comparing.md` has the measured
    coverage, and where it fails: groups that are both few and of very different spread, and very rare things.

    References
    ----------
    Janssen (1997) and Chung and Romano (2013) for the test; Hedges (1981), Cliff (1993), Holm (1979), Benjamini and
    Hochberg (1995).

    Examples
    --------
    >>> import framing
    >>> report = framing.analyze(framing.load_newsroom())
    >>> table = framing.compare(report, metrics=["attributed_share"], pair_on="story")
    >>> table[["group", "reference", "n", "n_clusters"]].values.tolist()[0]
    ['Daily Flare', 'all others', 4, 4]
    """
    asked = _Asked(one_of(effect, EFFECTS, "effect"), at_least(n_resamples, 1, "n_resamples"), seed)
    one_of(adjustment, ADJUSTMENTS, "adjustment")
    one_of(average, AVERAGES, "average")
    names = _default_metrics(report.articles) if metrics is None else _checked_metrics(report.articles, metrics)
    told = [name for name in (pair_on, cluster) if name is not None]
    for name, option in ((pair_on, "pair_on"), (cluster, "cluster")):
        if name is not None:
            column_of(report.articles, name, option)
    column_of(report.articles, by, "by")
    articles = in_order(report.articles, (by, *told, *names))
    groups = groups_of(articles, by)
    at = baseline_of(groups, baseline)
    _warn_of_few_outlets(articles, groups, by, cluster)
    figures = _figures(articles, names, average, pair_on, cluster)
    found = [_group_rows(figures, groups, k, at, asked) for k in range(len(groups))]
    rows = [rows[m] for m in range(len(names)) for rows in found]
    adjusted = adjust(np.array([row["p"] for row in rows], dtype=np.float64), adjustment)
    extra = ({"p_adjusted": p, "adjustment": adjustment} for p in adjusted.tolist())
    return _table([row | more for row, more in zip(rows, extra, strict=True)])


def _table(rows: Sequence[Mapping[str, Any]]) -> pd.DataFrame:
    return typed_table(COMPARISON, {name: [row[name] for row in rows] for name in COMPARISON.names}, STRING)


def _default_metrics(articles: pd.DataFrame) -> list[str]:
    names = [measure.name for measure in MEASURES] + [column.name for column in READABILITY]
    return [name for name in names if name in articles.columns and bool(articles[name].notna().any())]


def _checked_metrics(articles: pd.DataFrame, metrics: Iterable[str]) -> list[str]:
    if isinstance(metrics, str):
        raise OptionError(f"metrics={metrics!r} is one name", do=f"give a list of names: metrics=[{metrics!r}]")
    names = list(dict.fromkeys(metrics))
    valid = [name for name in articles.columns if pd.api.types.is_numeric_dtype(articles[name])]
    for name in names:
        if name not in valid:
            raise OptionError(f"{name!r} is not a numeric column of report.articles", do=valid_names(name, valid))
    return names


def _warn_of_few_outlets(articles: pd.DataFrame, groups: Groups, by: str, cluster: str | None) -> None:
    """Say so when a claim about kinds of outlets rests on a handful of them."""
    if by == "outlet" or "outlet" not in articles.columns or len(groups) < 2:
        return
    outlets = [set(articles.loc[members, "outlet"].dropna()) for _, members in groups]
    if not all(outlets) or sum(map(len, outlets)) != len(set().union(*outlets)):
        return  # an outlet stands on several sides, so the claim is about articles
    fewest = min(map(len, outlets))
    if fewest < LEAST_UNITS:
        warnings.warn(
            f"every outlet has one {by!r} only, so this compares kinds of outlets, and one kind has {fewest}: what is "
            f"found holds for these outlets' articles and says nothing of others (under {LEAST_UNITS} of a kind)",
            UserWarning,
            stacklevel=3,
        )
    elif cluster != "outlet":
        warnings.warn(
            f"every outlet has one {by!r} only, so this compares kinds of outlets, but counts articles as independent: "
            'give cluster="outlet", or claim nothing of other outlets',
            UserWarning,
            stacklevel=3,
        )


def _figures(
    articles: pd.DataFrame, names: Sequence[str], average: str, pair_on: str | None, cluster: str | None
) -> _Figures:
    figure = np.empty((len(articles), len(names)))
    for k, name in enumerate(names):
        figure[:, k] = articles[name].to_numpy(np.float64, na_value=np.nan)
    count, exposure = np.full_like(figure, np.nan), np.full_like(figure, np.nan)
    x, w = np.nan_to_num(figure), (~np.isnan(figure)).astype(np.float64)
    averages = []
    for k, name in enumerate(names):
        measure = _MEASURES.get(name)
        ratio = measure is not None and bool(measure.denominator)
        if measure is not None and ratio:
            known = ~np.isnan(figure[:, k])
            exposure[known, k] = _exposure(articles, measure)[known]
            count[known, k] = np.rint(figure[known, k] * exposure[known, k] / measure.factor)
        averages.append(average if ratio else "mean")
        if averages[-1] == "pooled" and measure is not None:
            x[:, k], w[:, k] = np.nan_to_num(count[:, k]) * measure.factor, np.nan_to_num(exposure[:, k])
    told = [name for name in (pair_on, cluster) if name is not None]
    pair = None if pair_on is None else pd.factorize(articles[pair_on])[0].astype(np.int64)
    return _Figures(names, figure, count, exposure, x, w, units_of(articles, told), pair, averages)


def _exposure(articles: pd.DataFrame, measure: Measure) -> Floats:
    column = f"n_{measure.denominator}"
    if column not in articles.columns:
        advice = "analyze again: the report was written by an earlier version"
        raise OptionError(f"report.articles has no column {column!r}", where=f"metric {measure.name!r}", do=advice)
    return articles[column].to_numpy(np.float64)


def _group_rows(figures: _Figures, groups: Groups, k: int, baseline: int | None, asked: _Asked) -> list[dict[str, Any]]:
    """The rows of one group, one a metric."""
    name, members = groups[k]
    mine = members.to_numpy(dtype=bool)
    other = ~mine if baseline is None else groups[baseline][1].to_numpy(dtype=bool)
    reference = OTHERS if baseline is None else groups[baseline][0]
    why = ""
    if k == baseline:
        other, why = np.zeros_like(mine), "this is the baseline"
    elif not other.any():
        why = "there is only this group"
    known = ~np.isnan(figures.figure)
    first, second = known & mine[:, None], known & other[:, None]
    first, second = _matched(figures, first, second)
    sides = _sides(figures, first, second)
    found = contrast(sides, n_resamples=asked.n_resamples, seed=asked.seed)
    left_out = (int(mine.sum()) - first.sum(0), int(other.sum()) - second.sum(0))
    shared = {"group": name, "reference": reference, "effect": asked.effect}
    return [
        shared
        | _result(found, m, why)
        | {"metric": metric, "average": figures.averages[m]}
        | _counts(figures, first[:, m], second[:, m], m)
        | {"n_missing": int(left_out[0][m]), "n_reference_missing": int(left_out[1][m])}
        | {"effect_size": _effect(figures, first[:, m], second[:, m], m, asked.effect)}
        for m, metric in enumerate(figures.names)
    ]


def _matched(figures: _Figures, first: Any, second: Any) -> tuple[Any, Any]:
    """Of both sides, the articles whose story the other side has too."""
    if figures.pair is None:
        return first, second
    size = int(figures.pair.max(initial=-1)) + 2  # the last place is for articles without a story: never matched
    both = np.ones((size, first.shape[1]), dtype=np.bool_)
    for side in (first, second):
        there = np.zeros_like(both)
        np.logical_or.at(there, figures.pair, side)
        both &= there
    both[-1] = False
    return first & both[figures.pair], second & both[figures.pair]


def _sides(figures: _Figures, first: Any, second: Any) -> Sides:
    """Sum the articles of each unit, side by side."""
    x, w = figures.x, figures.w
    if figures.pair is not None:
        n = int(figures.unit.max(initial=-1)) + 1
        (x1, w1), (x0, w0) = (_by_story(figures, side, n) for side in (first, second))
        used = ((w1 > 0) | (w0 > 0)).any(axis=1)
        return Sides(x1[used], w1[used], x0[used], w0[used], paired=True, n_first=int(used.sum()))
    parts = []
    for side in (first, second):
        rows = side.any(axis=1)
        codes, units = pd.factorize(figures.unit[rows])
        parts.append(tuple(_summed((v * side)[rows], codes, len(units)) for v in (x, w)))
    (x1, w1), (x0, w0) = parts
    blank1, blank0 = np.zeros_like(x1), np.zeros_like(x0)
    return Sides(
        np.vstack([x1, blank0]), np.vstack([w1, blank0]), np.vstack([blank1, x0]), np.vstack([blank1, w0]),
        paired=False, n_first=len(x1),
    )  # fmt: skip


def _by_story(figures: _Figures, side: Any, n: int) -> tuple[Floats, Floats]:
    """Numerators and denominators of one side by unit: counts as they are, means of each story's own mean."""
    assert figures.pair is not None  # noqa: S101
    size = int(figures.pair.max(initial=-1)) + 2
    x, w = (_summed(v * side, figures.pair, size) for v in (figures.x, figures.w))
    for m, average in enumerate(figures.averages):
        if average == "mean":
            x[:, m], w[:, m] = np.divide(x[:, m], w[:, m], out=np.zeros(size), where=w[:, m] > 0), w[:, m] > 0
    unit = np.zeros(size, dtype=np.int64)
    unit[figures.pair] = figures.unit
    return _summed(x, unit, n), _summed(w, unit, n)


def _summed(values: Floats, codes: Any, n: int) -> Floats:
    """Sums of rows that share a code."""
    sums = np.zeros((n, values.shape[1]))
    np.add.at(sums, codes, values)
    return sums


def _result(found: Contrast, m: int, why: str) -> dict[str, Any]:
    sure = not found.note[m]
    return {
        "estimate": float(found.first[m]),
        "reference_estimate": float(found.reference[m]),
        "difference": float(found.difference[m]),
        "low": float(found.low[m]),
        "high": float(found.high[m]),
        "p": float(found.p[m]),
        "method": found.method[m] if sure else pd.NA,
        "n_clusters": int(found.units[m]),
        "n_reference_clusters": int(found.reference_units[m]),
        "note": pd.NA if sure else why or found.note[m],
    }


def _counts(figures: _Figures, first: Any, second: Any, m: int) -> dict[str, Any]:
    """How many articles, what was counted in them, and of what."""
    made: dict[str, Any] = {"n": int(first.sum()), "n_reference": int(second.sum())}
    for prefix, side in (("", first), ("reference_", second)):
        for name, values in (("count", figures.count), ("exposure", figures.exposure)):
            made[prefix + name] = math.fsum(values[side, m].tolist()) if side.any() else math.nan
    return made


def _effect(figures: _Figures, first: Any, second: Any, m: int, effect: str) -> float:
    mine, yours = figures.figure[first, m], figures.figure[second, m]
    if figures.pair is None:
        return EFFECTS[effect](mine, yours)
    stories = [pd.Series(v).groupby(figures.pair[s]).mean() for v, s in ((mine, first), (yours, second))]
    return EFFECTS[effect](stories[0].to_numpy(), stories[1].to_numpy(), paired=True)

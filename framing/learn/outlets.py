"""What the figures of attribution say of PolNeAR's seven outlets, each with an interval.

Start with `study_outlets`; `pool_outlets` does the same for any report whose articles have an outlet. Nothing here
judges an outlet: figures are pooled, resampled and written down.
"""

from __future__ import annotations

import math
from collections.abc import Hashable, Iterable, Mapping, Sequence
from pathlib import Path
from types import MappingProxyType
from typing import Any, Final

import numpy as np
import numpy.typing as npt
import pandas as pd

from framing.analysis import analyze
from framing.learn.gold import read_lines
from framing.measures import MEASURES
from framing.report import Report

STUDIED: Final = (
    "attributions_per_1000_words",
    "attributed_share",
    "direct_share",
    "named_source_share",
    "anonymous_source_share",
    "vague_source_share",
    "effective_sources",
    "effective_sources_like_length",
    "doubting_cue_share",
    "endorsing_cue_share",
)
"""The measures, in the order in which they are shown; ``_like_length``: articles of `LIKE_LENGTH` alone."""
LIKE_LENGTH: Final = (300, 600)
"""Words of the body, the upper end left out. Long articles hold more sources; each outlet has some of this length."""

PARTS: Final = ("train", "dev")
FIELDS: Final = ("id", "text", "title", "outlet", "author", "date")
NO_WIRE: Final = frozenset({None, "", "NA", "None"})
"""What `wire` holds where an article is not known to be an agency's (PolNeAR writes "None" and "NA")."""

ALL: Final = "all"
WITHOUT_WIRE: Final = " without wire"
SEED: Final = 20161108
RESAMPLES: Final = 10_000
"""Enough that the ends of an interval hold still to the digits that are written."""
COVERAGE: Final = 0.95

_LIKE: Final = "_like_length"
_MEASURES: Final = MappingProxyType({m.name: m for m in MEASURES})

Floats = npt.NDArray[np.float64]
Groups = Mapping[str, Sequence[Any]]
"""A group's name and the ids of its articles."""


def study_outlets(data: Path) -> pd.DataFrame:
    """How often, and to whom, do PolNeAR's seven outlets attribute?

    Parameters
    ----------
    data : Path
        Holds ``polnear/``.

    Returns
    -------
    pandas.DataFrame
        One row a measure and group, as `pool_groups` returns it, and ``gold``: the same figure by PolNeAR's first
        annotator, NaN where PolNeAR does not mark it. The groups are the outlets, those with known wire copy once
        more without it, and all articles together.

    Raises
    ------
    InputError
        If `data` does not hold PolNeAR.
    """
    items = [item for part in PARTS for item in read_lines(data, f"polnear/{part}")]
    report = analyze([{field: item[field] for field in FIELDS} for item in items])
    groups = group_items(items)
    table = pool_groups(report, groups)
    gold = _pool_gold(items, report, groups)
    keys = zip(table["measure"], table["outlet"], strict=True)
    return table.assign(gold=[gold.get(key, math.nan) for key in keys])


def group_items(items: Iterable[Mapping[str, Any]]) -> dict[str, list[Any]]:
    """Whose articles are whose?

    Parameters
    ----------
    items : iterable of mapping
        Records with ``id``, ``outlet`` and perhaps ``wire``, the agency whose copy the article is.

    Returns
    -------
    dict
        Name of a group to ids of articles: the outlets, sorted; after an outlet that has wire copy the same without
        it; all articles last.

    Examples
    --------
    >>> group_items([{"id": 1, "outlet": "Sun", "wire": "AP"}, {"id": 2, "outlet": "Sun", "wire": None}])
    {'Sun': [1, 2], 'Sun without wire': [2], 'all': [1, 2]}
    """
    known = list(items)
    groups: dict[str, list[Any]] = {}
    for outlet in sorted({item["outlet"] for item in known}):
        mine = [item for item in known if item["outlet"] == outlet]
        own = [item["id"] for item in mine if item.get("wire") in NO_WIRE]
        groups[outlet] = [item["id"] for item in mine]
        if 0 < len(own) < len(mine):
            groups[outlet + WITHOUT_WIRE] = own
    return groups | {ALL: [item["id"] for item in known]}


def pool_outlets(report: Report) -> pd.DataFrame:
    """How do the outlets of a report differ, figure by figure?

    Parameters
    ----------
    report : Report
        Its articles have an ``outlet``.

    Returns
    -------
    pandas.DataFrame
        As `pool_groups` returns it, for each outlet and for all articles.

    Examples
    --------
    >>> from framing.newsroom import load_newsroom
    >>> table = pool_outlets(analyze(load_newsroom()))
    >>> table["outlet"].nunique(), len(table) == len(STUDIED) * 5
    (5, True)
    """
    outlets = report.articles["outlet"].dropna()
    return pool_groups(report, group_items({"id": key, "outlet": name} for key, name in outlets.items()))


def pool_groups(report: Report, groups: Groups, *, resamples: int = RESAMPLES) -> pd.DataFrame:
    """What is each measure over the articles of a group taken together, and how sure is that?

    Parameters
    ----------
    report : Report
    groups : mapping of str to sequence
        A group's name to the ids of its articles.
    resamples : int
        How often articles are drawn anew, with replacement.

    Returns
    -------
    pandas.DataFrame
        ``measure, outlet, value, low, high, n_articles``. ``value`` is a measure's numerator over its denominator, both
        summed over the group (``effective_sources``, which has no denominator: the mean of the articles). ``low`` and
        ``high`` are the percentiles 2.5 and 97.5 of the same figure over articles drawn anew, from a fixed seed.
        ``n_articles`` counts articles with a figure; without one the three figures are NaN.

    References
    ----------
    Efron and Tibshirani (1993), An Introduction to the Bootstrap.
    """
    figures, exposures = report.articles, count_exposures(report)
    drawn = {name: _draw(len(ids), resamples) for name, ids in groups.items()}
    rows = [
        {"measure": name, "outlet": outlet}
        | _interval(*_sums(figures.loc[list(ids)], exposures.loc[list(ids)], name), drawn[outlet])
        for name in STUDIED
        for outlet, ids in groups.items()
    ]
    return pd.DataFrame(rows)


def count_exposures(report: Report) -> pd.DataFrame:
    """The denominators of the studied measures, article by article.

    Parameters
    ----------
    report : Report

    Returns
    -------
    pandas.DataFrame
        ``words``, ``attributions`` and ``attributions_sourced`` of the body, indexed as ``report.articles``.
    """
    keys = ["article_id", "attribution_id"]
    cues = report.attribution_spans.query("role == 'cue'").drop_duplicates(keys)
    body = report.sentences.loc[report.sentences["body"], ["article_id", "sentence"]]
    counted = cues.merge(body, on=["article_id", "sentence"])[keys].merge(report.attributions, on=keys)
    index = report.articles.index

    def tally(rows: pd.DataFrame) -> pd.Series[Any]:
        return rows.groupby("article_id").size().reindex(index, fill_value=0).astype("float64")

    return pd.DataFrame(
        {
            "words": report.articles["n_words"].astype("float64"),
            "attributions": tally(counted),
            "attributions_sourced": tally(counted[counted["source_id"].notna()]),
        },
        index=index,
    )


def _sums(figures: pd.DataFrame, exposures: pd.DataFrame, name: str) -> tuple[Floats, Floats]:
    """Each article's numerator, in the measure's unit, and its denominator; both 0 where there is no figure."""
    measure = _MEASURES[name.removesuffix(_LIKE)]
    figure = figures[measure.name].to_numpy(dtype=np.float64)
    below = exposures[measure.denominator].to_numpy(dtype=np.float64) if measure.denominator else np.ones(len(figure))
    below = np.where(np.isnan(figure), 0.0, below)
    if name.endswith(_LIKE):
        shortest, longest = LIKE_LENGTH
        below = below * exposures["words"].between(shortest, longest, inclusive="left").to_numpy()
    return np.nan_to_num(figure) * below, below


def _draw(n: int, resamples: int) -> Floats:
    """How often each of `n` articles is drawn, one row a resample."""
    draws = np.random.default_rng(SEED).multinomial(n, np.full(n, 1 / n), size=resamples)
    return draws.astype(np.float64)


def _interval(above: Floats, below: Floats, drawn: Floats) -> dict[str, float | int]:
    """The pooled figure with its percentile interval."""
    n = int((below > 0).sum())
    if not n:
        return {"value": math.nan, "low": math.nan, "high": math.nan, "n_articles": 0}
    totals = drawn @ below
    again = (drawn @ above)[totals > 0] / totals[totals > 0]
    low, high = np.quantile(again, [(1 - COVERAGE) / 2, (1 + COVERAGE) / 2])
    value = math.fsum(above) / math.fsum(below)
    return {"value": value, "low": float(low), "high": float(high), "n_articles": n}


def _pool_gold(items: Sequence[Mapping[str, Any]], report: Report, groups: Groups) -> dict[tuple[str, str], float]:
    """What PolNeAR's first annotator marked: attributions, per 1,000 of our words, and the share of characters."""
    words = report.articles["n_words"].astype("float64")
    marked = pd.DataFrame.from_dict({item["id"]: _count_gold(item) for item in items}, orient="index")
    pooled: dict[tuple[str, str], float] = {}
    for name, ids in groups.items():
        total = marked.loc[list(ids)].sum()
        pooled["attributions_per_1000_words", name] = float(1000 * total["attributions"] / words.loc[list(ids)].sum())
        pooled["attributed_share", name] = float(total["covered"] / total["characters"])
    return pooled


def _count_gold(item: Mapping[str, Any]) -> dict[str, int]:
    attributions = item["annotations"][0]["attributions"]
    covered = {k for a in attributions for start, end in a["content"] for k in range(start, end)}
    printed = {k for k, character in enumerate(item["text"]) if not character.isspace()}
    return {"attributions": len(attributions), "covered": len(covered & printed), "characters": len(printed)}


def write_outlets(table: pd.DataFrame) -> str:
    """Write the table for people: Markdown, a row an outlet, a column a measure.

    Parameters
    ----------
    table : pandas.DataFrame
        What `study_outlets` or `pool_outlets` returned.

    Returns
    -------
    str
        Shares in percent, each figure over its interval; a column of the annotator's figures after each measure that
        has them.
    """
    rows = {(row["measure"], row["outlet"]): row for row in table.to_dict("records")}
    marked = [name for name in STUDIED if "gold" in table and table.loc[table["measure"] == name, "gold"].notna().any()]
    heads = [text for name in STUDIED for text in (head_of(name), *(["the same, annotator"] * (name in marked)))]
    lines = ["| | articles | " + " | ".join(heads) + " |", "|---" * (len(heads) + 2) + "|"]
    for outlet in table["outlet"].unique():
        cells = [text for name in STUDIED for text in _cells(rows[name, outlet], name, marked=name in marked)]
        n = max(rows[name, outlet]["n_articles"] for name in STUDIED)
        lines.append(f"| {outlet} | {n} | " + " | ".join(cells) + " |")
    return "\n".join(lines)


def head_of(name: str) -> str:
    """What a measure is called over a column or a panel.

    Examples
    --------
    >>> head_of("direct_share"), head_of("effective_sources_like_length")
    ('direct, %', 'effective sources, 300–600 words')
    """
    shortest, longest = LIKE_LENGTH
    text = name.replace(_LIKE, f", {shortest}–{longest} words").replace("_share", ", %").replace("1000", "1,000")
    return text.replace("_", " ")


def scale_of(name: str) -> float:
    """What a figure is multiplied by for the eye: shares are written in percent."""
    return 100.0 if name.endswith("_share") else 1.0


def _cells(row: Mapping[Hashable, Any], name: str, *, marked: bool) -> list[str]:
    scale = scale_of(name)
    value, low, high = (f"{scale * row[key]:.1f}" for key in ("value", "low", "high"))
    gold = [f"{scale * row['gold']:.1f}"] if marked else []
    counted = f"<br>n = {row['n_articles']}" if name.endswith(_LIKE) else ""
    return [f"**{value}**<br>{low}–{high}{counted}", *gold]

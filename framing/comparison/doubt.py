"""Whose words are doubted where? The same source under *claimed* in one group and *said* or *confirmed* in another.

Start with `compare_doubt`. A cue verb takes sides: *claim* casts doubt on what follows, *point out* takes it for
granted (Cole and Shaw 1974). Whether a group doubts a source more than others do shows only where the same source
speaks on the same story.
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from types import MappingProxyType
from typing import Any, Final

import numpy as np
import pandas as pd

from framing.comparison.contrast import Contrast, Floats, Sides, contrast
from framing.comparison.differences import N_RESAMPLES
from framing.comparison.effects import ADJUSTMENTS, adjust
from framing.comparison.groups import GROUP, OTHERS, at_least, baseline_of, column_of, groups_of, in_order, one_of
from framing.report import STRING, Report, typed_table
from framing.schema import NUMBER, TEXT, WHOLE, Column, Table

SCORES: Final = MappingProxyType({"doubting": -1.0, "endorsing": 1.0})
"""What a cue says of the content: -1 that it may not be true, 1 that it is; every other class, 0."""

LEAST_ATTRIBUTIONS: Final = 5
"""On each side: sources that are heard less often are left out."""

DOUBT: Final = Table(
    "doubt",
    "source and group",
    (
        Column("source", TEXT, "the source's name, as `sources` has it"),
        GROUP,
        Column("reference", TEXT, "what it is held against: the baseline, or `all others`"),
        Column("asymmetry", NUMBER, "trust here less trust there; below 0: doubted more in this group", "-2 to 2"),
        Column("low", NUMBER, "lower end of its 95 % interval", "-2 to 2"),
        Column("high", NUMBER, "upper end of it", "-2 to 2"),
        Column("p", NUMBER, "two-sided, that nothing differs; NaN where `note` says why", "0 to 1"),
        Column("p_adjusted", NUMBER, "the same, corrected for all rows of this table", "0 to 1"),
        Column("adjustment", TEXT, "how it was corrected", values=tuple(ADJUSTMENTS)),
        Column("method", TEXT, "where p and interval come from; missing without", values=("permutation", "t")),
        Column("trust", NUMBER, "endorsing less doubting cues, over all of the source's", "-1 to 1"),
        Column("reference_trust", NUMBER, "the same in the reference", "-1 to 1"),
        *(
            Column(f"{side}n_{what}", WHOLE, f"{where}: attributions to the source{cue}", "attributions")
            for side, where in (("", "in the group"), ("reference_", "in the reference"))
            for what, cue in (
                ("doubting", " under a doubting cue"),
                ("endorsing", " under an endorsing cue"),
                ("attributions", ""),
            )
        ),
        Column("n", WHOLE, "articles of the group in which the source speaks", "articles"),
        Column("n_reference", WHOLE, "the same of the reference", "articles"),
        Column("n_clusters", WHOLE, "independent units: matched stories, or articles of the group", "units"),
        Column("n_reference_clusters", WHOLE, "the same of the reference", "units"),
        Column("note", TEXT, "why something is missing here; missing when nothing is"),
    ),
)
"""What `compare_doubt` returns."""


def compare_doubt(
    report: Report,
    *,
    by: str = "outlet",
    baseline: str | None = None,
    pair_on: str | None = "story",
    least_attributions: int = LEAST_ATTRIBUTIONS,
    adjustment: str = "benjamini_hochberg",
    n_resamples: int = N_RESAMPLES,
    seed: int = 0,
) -> pd.DataFrame:
    """Whose words are put under *claimed* in one group, and under *said* or *confirmed* in another?

    Parameters
    ----------
    report : Report
        What `framing.analyze` returned.
    by : str
        A column of ``report.articles``.
    baseline : str, optional
        The group that every other is held against. By default each is held against all others together.
    pair_on : str or None
        A column that matches articles across groups. A source's words count only in stories in which it speaks on both
        sides, and each story is compared with itself. None compares whatever the source says anywhere: then a
        difference can be one of occasions.
    least_attributions : int
        Sources with fewer attributions on either side, once matched, are left out.
    adjustment : str
        ``"benjamini_hochberg"`` or ``"holm"``, over all rows of the table.
    n_resamples, seed : int
        As for `framing.compare`.

    Returns
    -------
    pandas.DataFrame
        One row a source and group, with the columns of `DOUBT`, the most attributed source first. ``trust`` is the
        number of attributions under endorsing cues less that under doubting ones, over all; ``asymmetry`` is its
        difference. Without enough stories, or where every cue is of one class, interval and p are NaN and ``note``
        says why.

    Raises
    ------
    OptionError
        When a column, group or choice does not exist.

    Notes
    -----
    Sources are matched by name, letter case aside, so what a source is called in each article decides. Unnamed and
    vague sources are left out: nobody knows whether they are the same. The class of a cue comes from a word list;
    `docs/explanation/measured.md` says how often it is right.

    References
    ----------
    Cole and Shaw (1974), 'Powerful' verbs and 'body language': does the reader notice?; Janssen (1997) for the test.

    Examples
    --------
    >>> import framing
    >>> report = framing.analyze(framing.load_newsroom())
    >>> table = framing.compare_doubt(report, least_attributions=1)
    >>> set(table["note"])
    {'fewer than 6 independent units on a side'}
    """
    one_of(adjustment, ADJUSTMENTS, "adjustment")
    at_least(least_attributions, 1, "least_attributions")
    at_least(n_resamples, 1, "n_resamples")
    column_of(report.articles, by, "by")
    told = [] if pair_on is None else [pair_on]
    for name in told:
        column_of(report.articles, name, "pair_on")
    articles = in_order(report.articles, (by, *told))
    groups = groups_of(articles, by)
    at = baseline_of(groups, baseline)
    heard = _heard(report, articles, pair_on)
    rows: list[dict[str, Any]] = []
    for k, (name, members) in enumerate(groups):
        if k == at or len(groups) < 2:
            continue
        mine = members.to_numpy(dtype=bool)
        other = ~mine if at is None else groups[at][1].to_numpy(dtype=bool)
        shared = {"group": name, "reference": OTHERS if at is None else groups[at][0], "adjustment": adjustment}
        often = _often_heard(heard, (mine, other), paired=pair_on is not None, least=least_attributions)
        for source, said in often.groupby("source", sort=True):
            made = _row(said, mine, other, paired=pair_on is not None, chances=(n_resamples, seed))
            rows.append(shared | {"source": source} | made)
    return _table(rows, adjustment)


def _table(rows: Sequence[Mapping[str, Any]], adjustment: str) -> pd.DataFrame:
    """The most attributed source first; p values corrected."""
    totals: dict[str, int] = {}
    for row in rows:
        most = row["n_attributions"] + row["reference_n_attributions"]
        totals[row["source"]] = max(totals.get(row["source"], 0), most)
    ordered = sorted(rows, key=lambda row: (-totals[row["source"]], row["source"]))
    adjusted = adjust(np.array([row["p"] for row in ordered], dtype=np.float64), adjustment)
    full = [{**row, "p_adjusted": p} for row, p in zip(ordered, adjusted.tolist(), strict=True)]
    return typed_table(DOUBT, {name: [row[name] for row in full] for name in DOUBT.names}, STRING)


def _heard(report: Report, articles: pd.DataFrame, pair_on: str | None) -> pd.DataFrame:
    """One row a source and article: its place, its story, and its attributions by what their cues say."""
    named = report.sources.loc[report.sources["named"], ["source_id", "name"]]
    said = report.attributions[["article_id", "source_id", "cue_class"]].merge(named, on="source_id")
    # One source is one name: the commonest spelling stands for all, the first by letters among equals.
    key = said["name"].str.casefold()
    spellings = pd.DataFrame({"key": key, "name": said["name"]}).groupby(["key", "name"]).size().reset_index(name="n")
    spellings = spellings.sort_values(["n", "name"], ascending=[False, True]).drop_duplicates("key")
    spelled = spellings.set_index("key")["name"]
    rows = pd.DataFrame(
        {
            "source": key.map(spelled).to_numpy(dtype=object),
            "place": articles.index.get_indexer(pd.Index(said["article_id"])),
            "doubting": (said["cue_class"] == "doubting").to_numpy(dtype=np.int64, na_value=0),
            "endorsing": (said["cue_class"] == "endorsing").to_numpy(dtype=np.int64, na_value=0),
            "attributions": np.ones(len(said), dtype=np.int64),
        }
    )
    found = rows.groupby(["source", "place"], as_index=False).sum()
    story = np.arange(len(articles)) if pair_on is None else pd.factorize(articles[pair_on])[0]
    found["story"] = story[found["place"]]
    return found[found["story"] >= 0]


def _often_heard(heard: pd.DataFrame, sides: tuple[Any, Any], *, paired: bool, least: int) -> pd.DataFrame:
    """The rows of sources that have attributions enough on both sides, once matched: few of all, so they go first."""
    there = [side[heard["place"]] for side in sides]
    if paired:
        pair = heard.groupby(["source", "story"]).ngroup().to_numpy()
        both = [np.bincount(pair, side) > 0 for side in there]
        there = [side & (both[0] & both[1])[pair] for side in there]
    source = pd.factorize(heard["source"])[0]
    said = heard["attributions"].to_numpy()
    enough = [np.bincount(source, said * side) >= least for side in there]
    return heard[(enough[0] & enough[1])[source]]


def _row(said: pd.DataFrame, mine: Any, other: Any, *, paired: bool, chances: tuple[int, int]) -> dict[str, Any]:
    """One source in one group against the reference."""
    first, second = said[mine[said["place"]]], said[other[said["place"]]]
    if paired:
        both = set(first["story"]) & set(second["story"])
        first, second = first[first["story"].isin(both)], second[second["story"].isin(both)]
    found = contrast(_sides(first, second, paired=paired), n_resamples=chances[0], seed=chances[1])
    sure = not found.note[0]
    return {
        **_estimates(found),
        "method": found.method[0] if sure else pd.NA,
        "note": pd.NA if sure else found.note[0],
        **{f"n_{name}": int(first[name].sum()) for name in ("doubting", "endorsing", "attributions")},
        **{f"reference_n_{name}": int(second[name].sum()) for name in ("doubting", "endorsing", "attributions")},
        "n": len(first),
        "n_reference": len(second),
    }


def _estimates(found: Contrast) -> dict[str, Any]:
    return {
        "asymmetry": float(found.difference[0]),
        "low": _within(float(found.low[0])),
        "high": _within(float(found.high[0])),
        "p": float(found.p[0]),
        "trust": float(found.first[0]),
        "reference_trust": float(found.reference[0]),
        "n_clusters": int(found.units[0]),
        "n_reference_clusters": int(found.reference_units[0]),
    }


def _within(end: float) -> float:
    """No difference of two shares is larger than 2."""
    return end if math.isnan(end) else min(2.0, max(-2.0, end))


def _sides(first: pd.DataFrame, second: pd.DataFrame, *, paired: bool) -> Sides:
    (x1, w1), (x0, w0) = (_by_story(side) for side in (first, second))
    if paired:
        return Sides(x1, w1, x0, w0, paired=True, n_first=len(x1))
    up, down = np.zeros_like(x1), np.zeros_like(x0)
    return Sides(
        np.vstack([x1, down]), np.vstack([w1, down]), np.vstack([up, x0]), np.vstack([up, w0]),
        paired=False, n_first=len(x1),
    )  # fmt: skip


def _by_story(side: pd.DataFrame) -> tuple[Floats, Floats]:
    """Scores and attributions, summed over the articles of a story, in the stories' order."""
    sums = side.groupby("story")[["doubting", "endorsing", "attributions"]].sum().astype("float64")
    score = SCORES["doubting"] * sums["doubting"] + SCORES["endorsing"] * sums["endorsing"]
    return score.to_numpy()[:, None], sums["attributions"].to_numpy()[:, None]

"""How many words does each test call different where nothing differs, and how many does it find where something does?

Start with `study_keyness`. Random halves of one outlet's articles differ in nothing; where one half loses every second
occurrence of its words, everything differs. The first gives a test's size, the second its power.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from types import MappingProxyType
from typing import Any, Final

import numpy as np
import numpy.typing as npt
import pandas as pd

from framing.analysis import analyze
from framing.comparison.words import KINDS, LEAST_ARTICLES, NEAR, Counts, count_words, set_apart
from framing.learn.gold import read_lines
from framing.report import Report

Floats = npt.NDArray[np.float64]
Half = npt.NDArray[np.bool_]
Test = Callable[[Counts, Half, int], Any]
"""From words, a half of the articles and the number of the split to a p for each word."""

OUTLETS: Final = 6
"""The outlets with most articles; among equals the first by name."""
SPLITS: Final = 20
TIMES: Final = (1.0, 1.25, 1.5, 2.0, 3.0, 4.0)
"""How many times as often the first half uses each word, after the other has been thinned out."""
RESAMPLES: Final = 999
ALPHA: Final = 0.05
MOST_WORDS: Final = 500
"""Words near an actor that are looked at in each outlet: the ones that most articles hold."""
NAIVE_PRIOR: Final = 500.0
"""Mass of the prior under the usual error of log odds."""


def study_keyness(data: Path, *, splits: int = SPLITS) -> pd.DataFrame:
    """Size and power of tests of words, on the AllSides sample.

    Parameters
    ----------
    data : Path
        Holds ``allsides/``.
    splits : int
        Random halves of each outlet.

    Returns
    -------
    pandas.DataFrame
        As `draw_curves` returns it.

    Raises
    ------
    InputError
        If `data` does not hold the sample.
    """
    items = pd.DataFrame(read_lines(data, "allsides/sample"))[["id", "text", "title", "outlet", "author"]]
    return draw_curves(analyze(items[items["outlet"].isin(largest(items))]), splits=splits)


def largest(articles: pd.DataFrame) -> list[str]:
    """The outlets that are split.

    Parameters
    ----------
    articles : pandas.DataFrame
        With a column ``outlet``.

    Returns
    -------
    list of str

    Examples
    --------
    >>> largest(pd.DataFrame({"outlet": ["b", "a", "c", "c"]}))
    ['c', 'a', 'b']
    """
    sizes = articles["outlet"].value_counts()
    return sorted((str(name) for name in sizes.index), key=lambda name: (-int(sizes[name]), name))[:OUTLETS]


def draw_curves(
    report: Report,
    *,
    splits: int,
    times: Sequence[float] = TIMES,
    seed: int = 0,
    tests: Collection[str] | None = None,
) -> pd.DataFrame:
    """Size and power of tests on random halves of each outlet's articles.

    Parameters
    ----------
    report : Report
    splits : int
    times : sequence of float
        How many times as often one half uses each word.
    seed : int
    tests : collection of str, optional
        Names of `TESTS`; all of them by default.

    Returns
    -------
    pandas.DataFrame
        One row a kind of word, test and number of times: ``of, test, times, share, n``. ``share`` of `n` tests of a
        word has a p up to .05; where ``times`` is 1 nothing differs, and that is the size.

    Examples
    --------
    >>> from framing.newsroom import load_newsroom
    >>> table = draw_curves(analyze(load_newsroom().assign(outlet="one")), splits=1)
    >>> set(table["times"]) == set(TIMES)
    True
    """
    found: dict[tuple[str, str, float], list[tuple[int, int]]] = {}
    asked = {name: test for name, test in TESTS.items() if tests is None or name in tests}
    for of in KINDS:
        for k, counts in enumerate(_outlet_counts(report, of)):
            rng = np.random.default_rng([seed, k, *of.encode()])
            for split in range(splits):
                half = np.zeros(len(counts.total), dtype=np.bool_)
                half[rng.permutation(len(half))[: len(half) // 2]] = True
                for often in times:
                    thinned = _thin(counts, ~half, 1 / often, rng)
                    for name, test in asked.items():
                        p = test(thinned, half, split)
                        found.setdefault((of, name, often), []).append((int((p <= ALPHA).sum()), len(p)))
    return pd.DataFrame(
        [
            {"of": of, "test": name, "times": often, "share": sum(s for s, _ in r) / sum(n for _, n in r)}
            | {"n": sum(n for _, n in r)}
            for (of, name, often), r in found.items()
        ]
    )


def _outlet_counts(report: Report, of: str) -> Iterator[Counts]:
    """The words of each outlet; near an actor: near the one that it mentions most."""
    for outlet in largest(report.articles):
        ids = report.articles.index[report.articles["outlet"] == outlet]
        actor = None
        if of == NEAR:
            totals = report.actors[report.actors["article_id"].isin(ids)].groupby("actor")["n_mentions"].sum()
            actor = str(totals.sort_index().idxmax())
        counts = count_words(KINDS[of](report, actor), ids, LEAST_ARTICLES)
        heard = counts.total > 0
        holding = np.asarray((counts.table > 0).sum(axis=0)).ravel()
        kept = np.sort(np.argsort(-holding, kind="stable")[:MOST_WORDS])
        if len(kept) and heard.sum() > 1:
            yield Counts([counts.words[k] for k in kept], counts.table[heard][:, kept], counts.total[heard])


def _thin(counts: Counts, where: Half, kept: float, rng: np.random.Generator) -> Counts:
    """Leave each occurrence there with this chance; all words of the articles stay as many."""
    table = counts.table.copy()
    rows = np.repeat(np.arange(table.shape[0]), np.diff(table.indptr))
    there = where[rows]
    table.data[there] = rng.binomial(table.data[there].astype(np.int64), kept)
    table.eliminate_zeros()
    return Counts(counts.words, table, counts.total)


@dataclass(frozen=True, eq=False)
class _Sums:
    word1: Floats
    word0: Floats
    all1: float
    all0: float

    @property
    def word(self) -> Floats:
        return self.word1 + self.word0


def _sums(counts: Counts, half: Half) -> _Sums:
    word1, word0 = (np.asarray(counts.table[side].sum(axis=0)).ravel() for side in (half, ~half))
    return _Sums(word1, word0, float(counts.total[half].sum()), float(counts.total[~half].sum()))


def _ours(counts: Counts, half: Half, split: int) -> Floats:
    return set_apart(counts, half, n_resamples=RESAMPLES, seed=split).p


def _g2(counts: Counts, half: Half, _: int) -> Floats:
    """Dunning's log-likelihood."""
    from scipy.stats import chi2

    s = _sums(counts, half)
    share = s.word / (s.all1 + s.all0)
    with np.errstate(all="ignore"):
        parts = [np.where(y > 0, y * np.log(y / (share * n)), 0.0) for y, n in ((s.word1, s.all1), (s.word0, s.all0))]
    return np.asarray(chi2.sf(2 * (parts[0] + parts[1]), 1), dtype=np.float64)


def _chi2(counts: Counts, half: Half, _: int) -> Floats:
    """Pearson's, two by two."""
    from scipy.stats import chi2

    s = _sums(counts, half)
    n = s.all1 + s.all0
    cross = s.word1 * (s.all0 - s.word0) - s.word0 * (s.all1 - s.word1)
    with np.errstate(all="ignore"):
        value = n * cross**2 / (s.word * (n - s.word) * s.all1 * s.all0)
    return np.asarray(chi2.sf(np.nan_to_num(value), 1), dtype=np.float64)


def _log_odds(counts: Counts, half: Half, _: int) -> Floats:
    """Monroe, Colaresi and Quinn with their own error."""
    from scipy.stats import norm

    s = _sums(counts, half)
    prior = NAIVE_PRIOR * s.word / (s.all1 + s.all0)
    odds = [(y + prior) / (n + NAIVE_PRIOR - y - prior) for y, n in ((s.word1, s.all1), (s.word0, s.all0))]
    with np.errstate(all="ignore"):
        z = np.log(odds[0] / odds[1]) / np.sqrt(1 / (s.word1 + prior) + 1 / (s.word0 + prior))
    return np.asarray(2 * norm.sf(np.abs(np.nan_to_num(z))), dtype=np.float64)


def _article_rates(counts: Counts) -> Floats:
    return np.asarray(counts.table.toarray() / counts.total[:, None], dtype=np.float64)


def _welch(counts: Counts, half: Half, _: int) -> Floats:
    """Welch's t test on the articles' rates."""
    from scipy.stats import ttest_ind

    rates = _article_rates(counts)
    with np.errstate(all="ignore"):
        p = ttest_ind(rates[half], rates[~half], equal_var=False).pvalue
    return np.nan_to_num(np.asarray(p, dtype=np.float64), nan=1.0)


def _mann_whitney(counts: Counts, half: Half, _: int) -> Floats:
    """Mann and Whitney's U on the articles' rates."""
    from scipy.stats import mannwhitneyu

    rates = _article_rates(counts)
    with np.errstate(all="ignore"):
        p = mannwhitneyu(rates[half], rates[~half], method="asymptotic").pvalue
    return np.nan_to_num(np.asarray(p, dtype=np.float64), nan=1.0)


TESTS: Final[Mapping[str, Test]] = MappingProxyType(
    {
        "framing.keyness": _ours,
        "Mann-Whitney, rates": _mann_whitney,
        "Welch, rates": _welch,
        "log odds, own error": _log_odds,
        "chi-squared": _chi2,
        "log-likelihood G2": _g2,
    }
)


def write_curves(table: pd.DataFrame) -> str:
    """The curves as a Markdown table, per cent.

    Parameters
    ----------
    table : pandas.DataFrame
        What `draw_curves` returned.

    Returns
    -------
    str

    Examples
    --------
    >>> row = {"of": "cues", "test": "chi-squared", "times": 1.0, "share": 0.125, "n": 8}
    >>> print(write_curves(pd.DataFrame([row])))
    | of | test | n | size | |
    |---|---|---|---|---|
    | cues | chi-squared | 8 | 12.5 |
    """
    times = sorted(set(table["times"]))
    more = " | ".join("" if t == 1 else f"x {t:g}" for t in times[1:])
    lines = [f"| of | test | n | size | {more} |", "|---" * (len(times) + 3 + (len(times) == 1)) + "|"]
    for (of, test), rows in table.groupby(["of", "test"], sort=False):
        shares = rows.set_index("times")["share"]
        cells = " | ".join(f"{100 * shares[t]:.1f}" for t in times)
        lines.append(f"| {of} | {test} | {int(rows['n'].iloc[0]):,} | {cells} |")
    return "\n".join(lines)

"""What words set groups apart?

Start with `keyness`. Words come in bursts: an article that uses one once uses it again. Tests that count words as if
each had been drawn alone call far too much significant; here whole articles change sides.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Any, Final

import numpy as np
import numpy.typing as npt
import pandas as pd

from framing.comparison.contrast import DIGITS, LEAST_UNITS, LEVEL, Floats
from framing.comparison.effects import ADJUSTMENTS, adjust
from framing.comparison.groups import GROUP, OTHERS, at_least, baseline_of, column_of, groups_of, in_order, one_of
from framing.errors import OptionError, valid_names
from framing.report import STRING, Report, typed_table
from framing.schema import NUMBER, TEXT, WHOLE, Column, Table

NEAR: Final = "words near an actor"
PRIOR: Final = 1.0
"""Occurrences a word that the prior adds on average, shared out as the words are in all groups together."""

LEAST_ARTICLES: Final = 5
"""Articles that a word has to stand in. A word in fewer can hardly reach .05 in any arrangement."""

N_RESAMPLES: Final = 1_999
WORDS_AT_ONCE: Final = 2_000_000
"""Cells of the table of arrangements by words that is held in memory at a time."""

KEYNESS: Final = Table(
    "keyness",
    "word and group",
    (
        Column("word", TEXT, "the hedge cue, cue lemma, source or word"),
        GROUP,
        Column("reference", TEXT, "what it is held against: the baseline, or `all others`"),
        Column("log_odds", NUMBER, "log of the odds ratio, with the prior; above 0: more in the group", "natural log"),
        Column("low", NUMBER, "lower end of its 95 % interval", "natural log"),
        Column("high", NUMBER, "upper end of it", "natural log"),
        Column("z", NUMBER, "log odds over the error that articles make", "standard errors"),
        Column("p", NUMBER, "two-sided, that nothing differs; NaN where `note` says why", "0 to 1"),
        Column("p_adjusted", NUMBER, "the same, corrected for all rows of this table", "0 to 1"),
        Column("adjustment", TEXT, "how it was corrected", values=tuple(ADJUSTMENTS)),
        Column("count", WHOLE, "how often it stands in the group", "occurrences"),
        Column("exposure", WHOLE, "all words of this kind in the group", "occurrences"),
        Column("reference_count", WHOLE, "how often it stands in the reference", "occurrences"),
        Column("reference_exposure", WHOLE, "all words of this kind in the reference", "occurrences"),
        Column("n_articles", WHOLE, "articles of the group that hold it", "articles"),
        Column("n_reference_articles", WHOLE, "articles of the reference that hold it", "articles"),
        Column("n", WHOLE, "articles of the group that hold any word of this kind", "articles"),
        Column("n_reference", WHOLE, "the same of the reference", "articles"),
        Column("note", TEXT, "why something is missing here; missing when nothing is"),
    ),
)
"""What `keyness` returns."""

_WORD: Final = re.compile(r"[^\W\d_]+(?:[-'’][^\W\d_]+)*")


@dataclass(frozen=True, eq=False)
class Counts:
    """How often each word stands in each article, and all words of the article together.

    Parameters
    ----------
    words : list of str
    table : sparse matrix, float64[articles, words]
    total : float64[articles]
        All words of the kind, those left out of `words` too.
    """

    words: list[str]
    table: Any
    total: Floats


@dataclass(frozen=True, eq=False)
class Keyness:
    """What was found, one value a word.

    Parameters
    ----------
    log_odds, low, high, z, p : float64[words]
    """

    log_odds: Floats
    low: Floats
    high: Floats
    z: Floats
    p: Floats


def keyness(
    report: Report,
    *,
    of: str = "hedges",
    by: str = "outlet",
    baseline: str | None = None,
    actor: str | None = None,
    least_articles: int = LEAST_ARTICLES,
    prior: float = PRIOR,
    adjustment: str = "benjamini_hochberg",
    n_resamples: int = N_RESAMPLES,
    seed: int = 0,
) -> pd.DataFrame:
    """What words set the groups apart?

    Parameters
    ----------
    report : Report
        What `framing.analyze` returned.
    of : str
        ``"hedges"`` (their cues), ``"cues"`` (the lemmas under which words are attributed), ``"sources"`` (by name,
        once an attribution) or ``"words near an actor"`` (all words of the body's sentences that mention `actor`).
    by : str
        A column of ``report.articles``.
    baseline : str, optional
        The group that every other is held against. By default each is held against all others together.
    actor : str, optional
        For ``of="words near an actor"``: the actor's canonical name.
    least_articles : int
        Words that fewer articles hold, in both sides together, are left out.
    prior : float
        How many occurrences the prior adds, a word on average. More pulls rare words closer to 0.
    adjustment : str
        ``"benjamini_hochberg"`` or ``"holm"``, over all rows of the table.
    n_resamples : int
        Rearrangements of the articles that p and interval rest on. No p is smaller than 2 / (n_resamples + 1).
    seed : int
        The same seed gives the same table, whatever the order of the articles.

    Returns
    -------
    pandas.DataFrame
        One row a word and group, with the columns of `KEYNESS`: groups sorted, in each the largest ``z`` first. A group
        that is too small or alone has its rows all the same, with a ``note``.

    Raises
    ------
    OptionError
        When a column, group, actor or choice does not exist.

    Notes
    -----
    The effect is that of Monroe, Colaresi and Quinn (2008), with the words of all groups as the prior. Its error is not
    theirs, which takes every word as drawn alone, but a sandwich over articles; and z is not held against the normal
    distribution but against the same z with whole articles changing sides. `docs/explanation/comparing.md` shows how
    many words each test calls different where nothing differs, and how many it finds where something does.

    References
    ----------
    Monroe, Colaresi and Quinn (2008), Fightin' Words; Janssen (1997); Lijffijt et al. (2016), Significance testing of
    word frequencies in corpora.

    Examples
    --------
    >>> import framing
    >>> report = framing.analyze(framing.load_newsroom())
    >>> table = framing.keyness(report, of="cues")
    >>> bool((table["n_articles"] + table["n_reference_articles"] >= 5).all())
    True
    """
    one_of(of, KINDS, "of")
    one_of(adjustment, ADJUSTMENTS, "adjustment")
    at_least(least_articles, 1, "least_articles")
    at_least(n_resamples, 1, "n_resamples")
    if prior <= 0:
        raise OptionError(f"prior is {prior}", do="give a number above 0")
    _check_actor(report, of, actor)
    column_of(report.articles, by, "by")
    articles = in_order(report.articles, (by,))
    groups = groups_of(articles, by)
    at = baseline_of(groups, baseline)
    said = KINDS[of](report, actor)
    places = [members.to_numpy(dtype=bool) for _, members in groups]
    rows: list[dict[str, Any]] = []
    for k, (name, _) in enumerate(groups):
        other = ~places[k] if at is None else places[at]
        if k == at:
            continue
        shared = {"group": name, "reference": OTHERS if at is None else groups[at][0], "adjustment": adjustment}
        made = _group_rows(said, articles, (places[k], other), least_articles, (prior, n_resamples, seed))
        rows += [shared | row for row in made]
    adjusted = adjust(np.array([row["p"] for row in rows], dtype=np.float64), adjustment)
    rows = [row | {"p_adjusted": p} for row, p in zip(rows, adjusted.tolist(), strict=True)]
    return typed_table(KEYNESS, {name: [row[name] for row in rows] for name in KEYNESS.names}, STRING)


def _check_actor(report: Report, of: str, actor: str | None) -> None:
    if (of == NEAR) != (actor is not None):
        needs = f"of={NEAR!r} goes with actor=" if of == NEAR else f"actor= goes with of={NEAR!r} only"
        raise OptionError(needs, do="give both or neither")
    names = set(report.actors["actor"])
    if actor is not None and actor not in names:
        raise OptionError(f"actor={actor!r} is mentioned nowhere", do=valid_names(actor, sorted(names)[:20]))


def _hedges(report: Report, _: str | None) -> pd.DataFrame:
    return _in_body(report, report.hedges.rename(columns={"cue": "word"}))


def _cues(report: Report, _: str | None) -> pd.DataFrame:
    cues = report.attribution_spans.loc[report.attribution_spans["role"] == "cue", ["attribution_id", "sentence"]]
    there = report.attributions.drop(columns="sentence").merge(
        cues.drop_duplicates("attribution_id"), on="attribution_id"
    )
    return _in_body(report, there.rename(columns={"cue_lemma": "word"}))


def _sources(report: Report, _: str | None) -> pd.DataFrame:
    times = report.sources.index.repeat(report.sources["n_attributions"])
    return report.sources.loc[times, ["article_id", "name"]].rename(columns={"name": "word"})


def _near(report: Report, actor: str | None) -> pd.DataFrame:
    """Every word of the sentences that mention the actor, lower case, but for the mentions themselves."""
    mentions = report.mentions[report.mentions["actor"] == actor]
    named = {word for text in mentions["text"] for word in _WORD.findall(text.lower())}
    keys = mentions[["article_id", "sentence"]].drop_duplicates()
    sentences = report.sentences[report.sentences["body"]].merge(keys, on=["article_id", "sentence"])
    rows = [
        (article, word)
        for article, text in sentences[["article_id", "text"]].itertuples(index=False)
        for word in _WORD.findall(text.lower())
        if word not in named
    ]
    return pd.DataFrame(rows, columns=["article_id", "word"])


def _in_body(report: Report, table: pd.DataFrame) -> pd.DataFrame:
    body = report.sentences.loc[report.sentences["body"], ["article_id", "sentence"]]
    return table[["article_id", "sentence", "word"]].merge(body, on=["article_id", "sentence"])


KINDS: Final[Mapping[str, Callable[[Report, str | None], pd.DataFrame]]] = MappingProxyType(
    {"hedges": _hedges, "cues": _cues, "sources": _sources, NEAR: _near}
)
"""What `keyness` can be asked of: every occurrence in a report, as ``article_id, word``."""


def count_words(said: pd.DataFrame, ids: pd.Index[Any], least: int) -> Counts:
    """How often does each article say what?

    Parameters
    ----------
    said : pandas.DataFrame
        ``article_id, word``, one row an occurrence.
    ids : pandas.Index
        The articles, in order.
    least : int
        Words that fewer articles hold are left out.

    Returns
    -------
    Counts

    Examples
    --------
    >>> said = pd.DataFrame({"article_id": [0, 0, 1], "word": ["may", "may", "might"]})
    >>> counts = count_words(said, pd.Index([0, 1]), 1)
    >>> counts.words, counts.table.toarray().tolist(), counts.total.tolist()
    (['may', 'might'], [[2.0, 0.0], [0.0, 1.0]], [2.0, 1.0])
    """
    from scipy.sparse import csr_matrix

    article = ids.get_indexer(pd.Index(said["article_id"]))
    there = (article >= 0) & said["word"].notna().to_numpy()
    words = sorted(set(said["word"][there].astype(str)))
    column = pd.Index(words, dtype=object).get_indexer(pd.Index(said["word"][there].astype(str), dtype=object))
    table = csr_matrix((np.ones(int(there.sum())), (article[there], column)), shape=(len(ids), len(words)))
    table.sum_duplicates()
    total = np.asarray(table.sum(axis=1), dtype=np.float64).ravel()
    kept = np.flatnonzero(np.asarray((table > 0).sum(axis=0)).ravel() >= least)
    return Counts([words[k] for k in kept], table[:, kept], total)


def _group_rows(
    said: pd.DataFrame, articles: pd.DataFrame, sides: tuple[Any, Any], least: int, chances: tuple[float, int, int]
) -> list[dict[str, Any]]:
    """The rows of one group, the largest z first."""
    first, other = sides
    there = first | other
    counts = count_words(said, articles.index[there], least)
    heard = counts.total > 0
    mine = first[there][heard]
    table = counts.table[heard]
    known = Counts(counts.words, table, counts.total[heard])
    why = "there is only this group" if not other.any() else ""
    if not why and min(mine.sum(), (~mine).sum()) < LEAST_UNITS:
        why = f"fewer than {LEAST_UNITS} articles on a side"
    prior, n_resamples, seed = chances
    found = _nothing(len(known.words)) if why else set_apart(known, mine, prior, n_resamples=n_resamples, seed=seed)
    parts = (table[mine], table[~mine])
    sums, held = ([np.asarray(f(p)).ravel().astype(int) for p in parts] for f in (_total, _holding))
    exposures = [int(known.total[mine].sum()), int(known.total[~mine].sum())]
    order = np.lexsort((np.arange(len(known.words)), -np.nan_to_num(found.z)))
    return [
        {
            "word": known.words[k],
            **{name: float(getattr(found, name)[k]) for name in ("log_odds", "low", "high", "z", "p")},
            "count": int(sums[0][k]),
            "exposure": exposures[0],
            "reference_count": int(sums[1][k]),
            "reference_exposure": exposures[1],
            "n_articles": int(held[0][k]),
            "n_reference_articles": int(held[1][k]),
            "n": int(mine.sum()),
            "n_reference": int((~mine).sum()),
            "note": why or pd.NA,
        }
        for k in order.tolist()
    ]


def _total(table: Any) -> Any:
    return table.sum(axis=0)


def _holding(table: Any) -> Any:
    return (table > 0).sum(axis=0)


def _nothing(n: int) -> Keyness:
    return Keyness(*(np.full(n, np.nan) for _ in range(5)))


def set_apart(
    counts: Counts, first: npt.NDArray[np.bool_], prior: float = PRIOR, *, n_resamples: int, seed: int
) -> Keyness:
    """How much more is each word used on the first side, and how sure is that?

    Parameters
    ----------
    counts : Counts
        Every article says something.
    first : bool[articles]
    prior : float
    n_resamples : int
    seed : int

    Returns
    -------
    Keyness

    Examples
    --------
    >>> said = pd.DataFrame({"article_id": [*range(8), *range(4)], "word": ["may"] * 8 + ["might"] * 4})
    >>> counts = count_words(said, pd.Index(range(8)), 1)
    >>> found = set_apart(counts, np.arange(8) < 4, n_resamples=99, seed=0)
    >>> found.log_odds.round(2).tolist()
    [-1.95, 1.95]
    """
    rng = np.random.default_rng(seed)
    drawn = rng.permuted(np.tile(first, (n_resamples, 1)), axis=1)
    labels = np.vstack([first, drawn]).astype(np.float64)
    step = max(1, WORDS_AT_ONCE // len(labels))
    n_words = len(counts.words)
    if not n_words:
        return _nothing(0)
    pseudo = prior * n_words * np.asarray(counts.table.sum(axis=0)).ravel() / counts.total.sum()
    parts = [
        _judge(counts.table[:, k : k + step], counts.total, labels, pseudo[k : k + step], prior * n_words)
        for k in range(0, n_words, step)
    ]
    return Keyness(*(np.concatenate(part) for part in zip(*parts, strict=True)))


def _judge(table: Any, total: Floats, labels: Floats, pseudo: Floats, mass: float) -> tuple[Floats, ...]:
    """Log odds, interval, z and p of some of the words; the first row of `labels` is what was observed."""
    squares, products = table.multiply(table).tocsr(), table.multiply(total[:, None]).tocsr()
    n, whole = labels.sum(axis=1, keepdims=True), np.asarray(len(total), dtype=np.float64)
    mine = [(part.T @ labels.T).T for part in (table, squares, products)]
    every = [np.asarray(part.sum(axis=0)).ravel() for part in (table, squares, products)]
    spoken = [(labels @ v)[:, None] for v in (total, total * total)]
    with np.errstate(all="ignore"):
        log1, spread1 = _side(mine, spoken, n, pseudo, mass)
        rest = [a - b for a, b in zip(every, mine, strict=True)]
        silent = [v.sum() - s for v, s in zip((total, total * total), spoken, strict=True)]
        log0, spread0 = _side(rest, silent, whole - n, pseudo, mass)
        log_odds, error = log1 - log0, np.sqrt(spread1 + spread0)
        z = np.round(np.nan_to_num(log_odds / error, nan=0.0), DIGITS)
    seen, drawn = z[0], z[1:]
    least, most = np.quantile(drawn, ((1 - LEVEL) / 2, (1 + LEVEL) / 2), axis=0, method="inverted_cdf")
    above, below = ((drawn >= seen).sum(axis=0) + 1.0, (drawn <= seen).sum(axis=0) + 1.0)
    p = np.minimum(1.0, 2 * np.minimum(above, below) / len(labels))
    return log_odds[0], log_odds[0] - most * error[0], log_odds[0] - least * error[0], seen, p


def _side(sums: list[Floats], spoken: list[Floats], n: Floats, pseudo: Floats, mass: float) -> tuple[Floats, Floats]:
    """Log odds of one side under each arrangement, and its variance over articles (delta method)."""
    (word, squares, products), (total, total_squares) = sums, spoken
    with_prior, others = word + pseudo, total + mass - word - pseudo
    a, b = 1 / with_prior + 1 / others, -1 / others
    centre = (a * word + b * total) / n
    spread = a * a * squares + 2 * a * b * products + b * b * total_squares - n * centre * centre
    return np.log(with_prior / others), n / (n - 1) * np.maximum(spread, 0.0)

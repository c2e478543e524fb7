"""How do groups of articles differ? Means by group, from a report's own tables.

Start with `compare`. Every function takes a `Report` and the name of a column of its ``articles`` table and
returns one tidy, unrounded table whose columns are declared here (`COMPARISON`, `SOURCES_BY_GROUP`,
`STANCE_BY_GROUP`). Articles whose group is missing form a group of their own, ``<NA>``, which comes last:
nothing is dropped unseen, and ``dropna(subset="group")`` leaves it out.

Sums are exact (`math.fsum`), so that a figure does not depend on the order of the articles.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping, Sequence
from types import MappingProxyType
from typing import Any, Final, TypeAlias

import pandas as pd

from framing.errors import OptionError, valid_names
from framing.measures import MEASURES
from framing.report import STRING, Report, typed_table
from framing.schema import NUMBER, READABILITY, SOURCE_TYPES, STANCES, TEXT, WHOLE, Column, Table

_GROUP: Final = Column("group", TEXT, "value of the column that groups the articles; <NA> where it has none")

COMPARISON: Final = Table(
    "comparison",
    "metric and group",
    (
        Column("metric", TEXT, "the column of `articles` that is compared"),
        _GROUP,
        Column("estimate", NUMBER, "mean of the articles' figures; NaN without one", "the metric's"),
        Column("sd", NUMBER, "standard deviation over articles; NaN under two", "the metric's"),
        Column("n", WHOLE, "articles with a figure", "articles"),
        Column("n_missing", WHOLE, "articles of the group without one", "articles"),
    ),
)
"""What `compare` returns."""

SOURCES_BY_GROUP: Final = Table(
    "sources_by_group",
    "group and type of source",
    (
        _GROUP,
        Column("source_type", TEXT, "what kind of source", values=SOURCE_TYPES),
        Column("n_sources", WHOLE, "sources of that type", "sources"),
        Column("n_attributions", WHOLE, "attributions to them", "attributions"),
        Column("n_words", WHOLE, "words attributed to them", "words"),
        Column("share", NUMBER, "of the group's words attributed to any source; NaN without any", "0 to 1"),
    ),
)
"""What `compare_sources` returns."""

STANCE_BY_GROUP: Final = Table(
    "stance_by_group",
    "actor and group",
    (
        Column("actor", TEXT, "the actor's canonical name"),
        _GROUP,
        Column("estimate", NUMBER, "mean of the articles' `stance_writer`; NaN without one", "-1 to 1"),
        Column("sd", NUMBER, "standard deviation over articles; NaN under two", "-1 to 1"),
        Column("n", WHOLE, "articles with a figure", "articles"),
        Column("n_mentions", WHOLE, "mentions in the body in the writer's voice", "mentions"),
        *(Column(f"n_{stance}", WHOLE, f"of these, {stance}", "mentions") for stance in STANCES),
    ),
)
"""What `compare_stance` returns."""


_Groups: TypeAlias = "list[tuple[Any, pd.Series[bool]]]"
"""Each group's name, and which rows of `articles` are in it."""

_NOBODY: Final = MappingProxyType({"estimate": math.nan, "sd": math.nan, "n": 0, "n_mentions": 0})
"""The stance of writers who do not mention an actor: not 0, but none."""


def compare(report: Report, *, by: str = "outlet", metrics: Iterable[str] | None = None) -> pd.DataFrame:
    """How do the articles' figures differ between groups?

    Parameters
    ----------
    report : Report
        What `framing.analyze` returned.
    by : str
        A column of ``report.articles``: ``"outlet"``, ``"author"``, ``"story"`` or one of the caller's own.
    metrics : iterable of str, optional
        Numeric columns of ``report.articles``. By default all measures and readability scores that at least
        one article has.

    Returns
    -------
    pandas.DataFrame
        One row a metric and group, with the columns of `COMPARISON`: metrics in the order asked for, groups
        sorted. ``estimate`` is the mean of the articles' figures, each article counting once whatever its
        length, in the metric's own unit; NaN when no article of the group has a figure.

    Raises
    ------
    OptionError
        When `by` or a metric is not a column of ``report.articles``, or a metric is not numeric.

    Examples
    --------
    >>> import framing
    >>> report = framing.analyze([
    ...     {"outlet": "Wire", "text": "It might rain."},
    ...     {"outlet": "Sun", "text": "It rains."},
    ... ])
    >>> table = framing.compare(report, metrics=["hedges_per_1000_words"])
    >>> table["group"].tolist(), table["n"].tolist()
    (['Sun', 'Wire'], [1, 1])
    """
    groups = _groups(report.articles, by)
    articles = report.articles
    names = _default_metrics(articles) if metrics is None else _checked_metrics(articles, metrics)
    rows = [
        {"metric": name, "group": group, **_summary(articles.loc[members, name].tolist())}
        for name in names
        for group, members in groups
    ]
    return _table(rows, COMPARISON)


def compare_sources(report: Report, *, by: str = "outlet") -> pd.DataFrame:
    """Who speaks in each group: how many of the attributed words go to which type of source?

    Parameters
    ----------
    report : Report
        What `framing.analyze` returned.
    by : str
        A column of ``report.articles``.

    Returns
    -------
    pandas.DataFrame
        One row a group and source type that occurs anywhere in the report, with the columns of
        `SOURCES_BY_GROUP`. ``share`` pools the group's words; attributions without a source do not count.

    Raises
    ------
    OptionError
        When `by` is not a column of ``report.articles``.

    Examples
    --------
    >>> import framing
    >>> report = framing.analyze([{"outlet": "Wire", "text": "Officials said the bridge was closed."}])
    >>> "share" in framing.comparison.compare_sources(report)
    True
    """
    sources = report.sources
    present = set(sources["source_type"].dropna())
    types = [kind for kind in SOURCE_TYPES if kind in present]
    rows = []
    for group, members in _groups(report.articles, by):
        mine = sources[sources["article_id"].isin(report.articles.index[members])]
        rows += [{"group": group, **_spoken(mine, kind)} for kind in types]
    return _table(rows, SOURCES_BY_GROUP)


def compare_stance(report: Report, *, by: str = "outlet") -> pd.DataFrame:
    """How does the writer's own voice stand toward each actor, group by group?

    Parameters
    ----------
    report : Report
        What `framing.analyze` returned.
    by : str
        A column of ``report.articles``.

    Returns
    -------
    pandas.DataFrame
        One row an actor and group, with the columns of `STANCE_BY_GROUP`, the most mentioned actor first.
        ``estimate`` is the mean of ``stance_writer`` over the group's articles that mention the actor in the
        writer's voice, -1 (unfavorable) to 1 (favorable); NaN when there are none.

    Raises
    ------
    OptionError
        When `by` is not a column of ``report.articles``.

    Examples
    --------
    >>> import framing
    >>> report = framing.analyze([{"outlet": "Wire", "text": "Ann Lee won."}], actors=["Ann Lee"])
    >>> framing.comparison.compare_stance(report)["actor"].tolist()
    ['Ann Lee']
    """
    groups = _groups(report.articles, by)
    held, said = _held(report, groups), _said(report, groups)
    rows = [
        {
            "actor": actor,
            "group": group,
            **held.get((actor, at), _NOBODY),
            **{f"n_{stance}": said.get((actor, at, stance), 0) for stance in STANCES},
        }
        for actor in _by_mentions(report.actors)
        for at, (group, _) in enumerate(groups)
    ]
    return _table(rows, STANCE_BY_GROUP)


def _groups(articles: pd.DataFrame, by: str) -> _Groups:
    """Each group's name as text and which articles are in it, sorted by value; the missing one last."""
    if by not in articles.columns:
        advice = valid_names(by, _groupable(articles))
        raise OptionError(f"by={by!r} is not a column of report.articles", do=advice)
    column = articles[by]
    known = column.dropna()
    values = known if pd.api.types.is_numeric_dtype(known) else known.astype(STRING)
    groups: _Groups = [
        (str(value), (values == value).reindex(articles.index, fill_value=False).astype(bool))
        for value in sorted(values.unique().tolist())
    ]
    if bool(column.isna().any()):
        groups.append((pd.NA, column.isna()))
    return groups


def _groupable(articles: pd.DataFrame) -> list[str]:
    """Columns worth naming to someone who mistyped one: not the text and not the figures."""
    figures = {measure.name for measure in MEASURES} | {column.name for column in READABILITY}
    return [name for name in articles.columns if name != "text" and name not in figures]


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


def _summary(figures: Sequence[Any]) -> dict[str, float | int]:
    """Mean, standard deviation and counts of one group's figures."""
    known = [float(value) for value in figures if not pd.isna(value)]
    mean = math.fsum(known) / len(known) if known else math.nan
    squares = math.fsum((value - mean) ** 2 for value in known)
    sd = math.sqrt(squares / (len(known) - 1)) if len(known) > 1 else math.nan
    return {"estimate": mean, "sd": sd, "n": len(known), "n_missing": len(figures) - len(known)}


def _spoken(sources: pd.DataFrame, kind: str) -> dict[str, Any]:
    """What one group's sources of one type say."""
    chosen = sources[sources["source_type"] == kind]
    words, all_words = int(chosen["n_words"].sum()), int(sources["n_words"].sum())
    return {
        "source_type": kind,
        "n_sources": len(chosen),
        "n_attributions": int(chosen["n_attributions"].sum()),
        "n_words": words,
        "share": words / all_words if all_words else math.nan,
    }


def _by_mentions(actors: pd.DataFrame) -> list[str]:
    """Actors by how often they are mentioned, then by name: the order does not depend on the articles'."""
    totals = actors.groupby("actor")["n_mentions"].sum()
    return sorted((str(name) for name in totals.index), key=lambda name: (-int(totals[name]), name))


def _held(report: Report, groups: _Groups) -> dict[Any, dict[str, Any]]:
    """The writers' stance by actor and place of the group."""
    rows = report.actors.assign(at=_places(report, groups, report.actors))
    figures = rows.groupby(["actor", "at"])["stance_writer"].agg(list)
    mentions = rows.groupby(["actor", "at"])["n_mentions_writer"].sum()
    return {key: {**_summary(figures[key]), "n_mentions": int(mentions[key])} for key in figures.index}


def _said(report: Report, groups: _Groups) -> dict[Any, int]:
    """Mentions by actor, place of the group and stance, counted as `actors` does: writer's voice, body."""
    body = report.sentences.loc[report.sentences["body"], ["article_id", "sentence"]]
    writer = report.mentions[report.mentions["voice"] == "writer"]
    there = writer.merge(body, on=["article_id", "sentence"], how="inner")
    counts = there.assign(at=_places(report, groups, there)).groupby(["actor", "at", "stance"]).size()
    return {key: int(count) for key, count in counts.items()}


def _places(report: Report, groups: _Groups, table: pd.DataFrame) -> list[int]:
    """Which of the groups each row's article is in."""
    place = {article_id: at for at, (_, members) in enumerate(groups) for article_id in report.articles.index[members]}
    return [place[article_id] for article_id in table["article_id"]]


def _table(rows: Sequence[Mapping[str, Any]], table: Table) -> pd.DataFrame:
    return typed_table(table, {name: [row[name] for row in rows] for name in table.names}, STRING)

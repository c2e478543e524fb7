"""Who speaks in each group, and how do its writers stand toward whom?

Start with `compare_sources`. Sums are exact (`math.fsum`), so that no figure depends on the order of the articles.
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from types import MappingProxyType
from typing import Any, Final

import pandas as pd

from framing.comparison.groups import GROUP, Groups, groups_of
from framing.report import STRING, Report, typed_table
from framing.schema import NUMBER, SOURCE_TYPES, STANCES, TEXT, WHOLE, Column, Table

SOURCES_BY_GROUP: Final = Table(
    "sources_by_group",
    "group and type of source",
    (
        GROUP,
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
        GROUP,
        Column("estimate", NUMBER, "mean of the articles' `stance_writer`; NaN without one", "-1 to 1"),
        Column("sd", NUMBER, "standard deviation over articles; NaN under two", "-1 to 1"),
        Column("n", WHOLE, "articles with a figure", "articles"),
        Column("n_mentions", WHOLE, "mentions in the body in the writer's voice", "mentions"),
        *(Column(f"n_{stance}", WHOLE, f"of these, {stance}", "mentions") for stance in STANCES),
    ),
)
"""What `compare_stance` returns."""


_NOBODY: Final = MappingProxyType({"estimate": math.nan, "sd": math.nan, "n": 0, "n_mentions": 0})
"""The stance of writers who do not mention an actor: not 0, but none."""


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
    for group, members in groups_of(report.articles, by):
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
    groups = groups_of(report.articles, by)
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


def _summary(figures: Sequence[Any]) -> dict[str, float | int]:
    """Mean, standard deviation and counts of one group's figures."""
    known = [float(value) for value in figures if not pd.isna(value)]
    mean = math.fsum(known) / len(known) if known else math.nan
    squares = math.fsum((value - mean) ** 2 for value in known)
    sd = math.sqrt(squares / (len(known) - 1)) if len(known) > 1 else math.nan
    return {"estimate": mean, "sd": sd, "n": len(known)}


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


def _held(report: Report, groups: Groups) -> dict[Any, dict[str, Any]]:
    """The writers' stance by actor and place of the group."""
    rows = report.actors.assign(at=_places(report, groups, report.actors))
    held = rows.groupby(["actor", "at"]).agg(figures=("stance_writer", list), mentions=("n_mentions_writer", "sum"))
    return {
        (actor, at): {**_summary(figures), "n_mentions": int(mentions)}
        for (actor, at), figures, mentions in held.itertuples()
    }


def _said(report: Report, groups: Groups) -> dict[Any, int]:
    """Mentions by actor, place of the group and stance, counted as `actors` does: writer's voice, body."""
    body = report.sentences.loc[report.sentences["body"], ["article_id", "sentence"]]
    writer = report.mentions[report.mentions["voice"] == "writer"]
    there = writer.merge(body, on=["article_id", "sentence"], how="inner")
    counts = there.assign(at=_places(report, groups, there)).groupby(["actor", "at", "stance"]).size()
    return {key: int(count) for key, count in counts.items()}


def _places(report: Report, groups: Groups, table: pd.DataFrame) -> list[int]:
    """Which of the groups each row's article is in."""
    place = {article_id: at for at, (_, members) in enumerate(groups) for article_id in report.articles.index[members]}
    return [place[article_id] for article_id in table["article_id"]]


def _table(rows: Sequence[Mapping[str, Any]], table: Table) -> pd.DataFrame:
    return typed_table(table, {name: [row[name] for row in rows] for name in table.names}, STRING)

"""What a notebook shows of a report: its groups at a glance, or its articles; never a wall.

Start with `glance`. It draws what it is given; everything else is one call away, and the last line says which.
"""

from __future__ import annotations

import math
import re
from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING, Any, Final

import pandas as pd

from framing.show.article import article_section, byline, headline, legend
from framing.show.colophon import corpus_size, foot
from framing.show.figures import bar, label, meanings, written
from framing.show.markup import Html, element, fragment, join

if TYPE_CHECKING:
    from framing.report import Report

FIGURES: Final = (
    "hedges_per_1000_words",
    "writer_hedges_per_1000_words",
    "attributions_per_1000_words",
    "attributed_share",
    "quoted_share",
    "anonymous_source_share",
    "vague_source_share",
)
"""The figures at a glance: what fits side by side in a notebook."""

MOST_LINES: Final = 30
"""Groups or articles that are shown."""


def glance(report: Report, comparison: pd.DataFrame | None) -> str:
    """Draw what a notebook shows of a report.

    Parameters
    ----------
    report : Report
        What `framing.analyze` returned.
    comparison : pandas.DataFrame, optional
        What `framing.compare` returned for it, when there are groups to compare; without it the articles are listed.

    Returns
    -------
    str
        A fragment of HTML. Of a report of one article it is that article's page.

    Examples
    --------
    >>> import framing
    >>> "hedges per 1,000 words" in glance(framing.analyze(["It might rain.", "It rains."]), None)
    True
    """
    if len(report.articles) == 1:
        return fragment(_article(report))
    lines = _group_lines(comparison) if comparison is not None else _article_lines(report)
    what = "group" if comparison is not None else "article"
    settings = (
        "each group's articles pooled; bars: from 0 to the largest"
        if what == "group"
        else "bars: from 0 to the largest"
    )
    return fragment(
        element(
            "div",
            element("p", element("b", "Report"), f" of {corpus_size(report)}{_spread(report)}.", _trouble(report)),
            _table(what, lines[:MOST_LINES]),
            _more(len(lines), what),
            foot(report, corpus_size(report), settings),
            element("p", _next_steps(report), class_="quiet"),
        )
    )


def _article(report: Report) -> Html:
    article_id = report.articles.index[0]
    article = report.articles.iloc[0]
    head = element(
        "header", element("h1", element("bdi", headline(article, article_id))), element("p", byline(article))
    )
    return element(
        "div",
        head,
        legend(),
        article_section(report, article_id, whole=False),
        foot(report, corpus_size(report), "one article"),
    )


def _spread(report: Report) -> str:
    """How many outlets and which dates, where they are given; days that are not written as ISO dates have no order."""
    articles = report.articles
    outlets = int(articles["outlet"].nunique())
    days = sorted(str(day)[:10] for day in articles["date"].dropna() if str(day).strip())
    ordered = bool(days) and all(_DAY.match(day) for day in days)
    parts = [f"{outlets:,} outlets" if outlets > 1 else "", f"{days[0]} to {days[-1]}" if ordered else ""]
    return "".join(f", {part}" for part in parts if part)


_DAY: Final = re.compile(r"\d{4}-\d\d-\d\d$")


def _trouble(report: Report) -> Html | None:
    n = len(report.problems)
    return join([f" {n:,} problem{'s' * (n != 1)}: see ", element("code", ".problems"), "."]) if n else None


def _group_lines(comparison: pd.DataFrame) -> list[tuple[Html, list[float]]]:
    """A line a group: its name with n, and its figures."""
    lines = []
    groups: Iterable[tuple[Any, pd.DataFrame]] = comparison.groupby("group", sort=False, dropna=False)
    for group, rows in groups:
        estimates = dict(zip(rows["metric"], rows["estimate"], strict=True))
        n = int((rows["n"] + rows["n_missing"]).max())
        name = "(not given)" if pd.isna(group) else str(group)
        head = element("span", element("bdi", name), element("small", f"n = {n:,}"))
        lines.append((head, [float(estimates.get(figure, math.nan)) for figure in FIGURES]))
    return lines


def _article_lines(report: Report) -> list[tuple[Html, list[float]]]:
    """A line an article: its title and id, and its figures."""
    return [
        (
            element("span", element("bdi", headline(article, article_id)), element("small", f"id {article_id!r}")),
            [float(article[figure]) for figure in FIGURES],
        )
        for article_id, article in report.articles.head(MOST_LINES + 1).iterrows()
    ]


def _table(what: str, lines: Sequence[tuple[Html, list[float]]]) -> Html:
    columns = list(zip(*(figures for _, figures in lines), strict=True)) or [()] * len(FIGURES)
    drawn = [_column(values) for values in columns]
    known = meanings()
    heads = [element("th", label(name), scope="col", title=known[name]) for name in FIGURES]
    head = element("thead", element("tr", element("th", what, scope="col"), *heads))
    body = [
        element("tr", element("th", name, scope="row"), *(c[at] for c in drawn)) for at, (name, _) in enumerate(lines)
    ]
    table = element("table", head, element("tbody", *body), class_="glance")
    return element("div", table, class_="scroll", tabindex=0, role="region", aria_label="At a glance")


def _column(values: Sequence[float]) -> list[Html]:
    largest = max((value for value in values if math.isfinite(value)), default=0.0) or 1.0
    return [
        element("td", bar(value / largest), element("span", text, class_="value"), class_="number")
        for value, text in zip(values, written(values), strict=True)
    ]


def _more(total: int, what: str) -> Html | None:
    if total <= MOST_LINES:
        return None
    left = "more" if what == "article" else f"{total - MOST_LINES:,} more"
    return element("p", f"The first {MOST_LINES} {what}s; {left} in the tables.", class_="quiet")


def _next_steps(report: Report) -> Html:
    first = [(f"report[{name!r}]", "an article with its evidence") for name in report.articles.index[:1].tolist()]
    steps = (
        ('report.to_html("report.html")', "the whole page"),
        *first,
        ("framing.compare(report)", "differences with intervals"),
        ("report.hedges, .attributions, .mentions ...", "the tables"),
    )
    lines = [element("span", element("code", call), f" {what}", class_="entry") for call, what in steps]
    return Html(" · ".join(lines))

"""A whole report on one page: the groups beside each other, who speaks, who is spoken of, every article.

Start with `corpus_page`. It is handed the tables of `framing.comparison` and draws them.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import TYPE_CHECKING, Any, Final

import pandas as pd

from framing.show.article import HINT, article_section, byline, headline, legend
from framing.show.colophon import colophon
from framing.show.evidence import records
from framing.show.figures import MAIN, UNKNOWN, bar, dots, key, label, lean, meanings, written
from framing.show.markup import Html, element, page

if TYPE_CHECKING:
    from framing.report import Report

MOST_ARTICLES: Final = 50
"""Articles shown with their text. A page of 50 weighs two to five megabytes; that is quick in a browser."""

SURE: Final = 0.05
"""A figure is set in bold when its corrected p is smaller."""

MOST_ACTORS: Final = 15
MOST_PROBLEMS: Final = 100
NO_GROUP: Final = "(not given)"


def corpus_page(
    report: Report,
    comparison: pd.DataFrame,
    *,
    sources: pd.DataFrame | None = None,
    stances: pd.DataFrame | None = None,
    title: str = "Framing report",
) -> str:
    """Draw a report as one page.

    Parameters
    ----------
    report : Report
        What `framing.analyze` returned.
    comparison : pandas.DataFrame
        What `framing.compare` returned for it.
    sources, stances : pandas.DataFrame, optional
        What `framing.comparison.compare_sources` and `compare_stance` returned; without them the page has no
        such section.
    title : str
        The page's heading.

    Returns
    -------
    str
        A whole HTML page: one file, no script, nothing fetched. It holds the marked text of the first 50
        articles, and says so when there are more.

    Examples
    --------
    >>> import framing
    >>> from framing.show import corpus_page
    >>> report = framing.analyze("It might rain.")
    >>> corpus_page(report, framing.compare(report)).startswith("<!DOCTYPE html>")
    True
    """
    main = element(
        "main",
        _comparison(comparison),
        _speakers(sources) if sources is not None and len(sources) else None,
        _stances(stances) if stances is not None and len(stances) else None,
        _articles(report),
        _problems(report.problems),
    )
    words = f"{int(report.articles['n_words'].sum()):,} words in {len(report.articles):,} articles."
    lead = element("p", _lead(report, comparison), class_="byline")
    return page(title, Html(element("header", element("h1", title), lead) + main + colophon(report, words)))


def _lead(report: Report, comparison: pd.DataFrame) -> str:
    articles, words = len(report.articles), int(report.articles["n_words"].sum())
    groups = _groups(comparison)
    among = f" in {len(groups)} groups: {', '.join(map(_name, groups))}" if len(groups) > 1 else ""
    return f"{articles:,} article{'s' * (articles != 1)}, {words:,} words of article text{among}"


def _groups(table: pd.DataFrame) -> list[Any]:
    """The groups in the table's own order; a missing group is one of them."""
    return list(dict.fromkeys(None if pd.isna(group) else group for group in table["group"]))


def _cells(table: pd.DataFrame, rows: str) -> dict[tuple[Any, Any], Any]:
    """The table's rows by what the drawn table has as rows and by group."""
    return {(getattr(row, rows), None if pd.isna(row.group) else row.group): row for row in records(table)}


def _name(group: Any) -> str:
    return NO_GROUP if group is None else str(group)


def _comparison(comparison: pd.DataFrame) -> Html:
    metrics, groups = list(dict.fromkeys(comparison["metric"])), _groups(comparison)
    cells = _cells(comparison, "metric")
    main = [metric for metric in MAIN if metric in metrics] or metrics
    rest = [metric for metric in metrics if metric not in main]
    note = (
        f"{_averaged(comparison)} Small: the 95 % interval of the difference to the reference (all others, unless a "
        "baseline was given); a figure in bold differs even after correction for the whole table. Dots: from 0, the "
        "upright line, to the largest."
    )
    more = element("details", element("summary", "More measures"), _comparison_table(rest, groups, cells))
    return element(
        "section",
        element("h2", "Side by side"),
        element("p", note, class_="quiet"),
        _group_key(groups) if metrics else None,
        _comparison_table(main, groups, cells) if metrics else element("p", "Nothing to compare."),
        more if rest else None,
    )


def _averaged(comparison: pd.DataFrame) -> str:
    """How the groups' figures were made, as the table says."""
    pooled = "What was counted over what it was counted in, both summed over the group's articles."
    mean = "Means of the articles' figures, each article counting once."
    kinds = set(comparison["average"])
    return f"{pooled} Others are means of articles." if len(kinds) > 1 else pooled if "pooled" in kinds else mean


def _group_key(groups: Sequence[Any]) -> Html:
    """Say which sign is whose above the table: on a phone its head is out of sight."""
    signs = [element("span", key(at), " ", element("bdi", _name(group))) for at, group in enumerate(groups)]
    return element("p", *signs, class_="key")


def _comparison_table(metrics: Sequence[str], groups: Sequence[Any], cells: dict[Any, Any]) -> Html:
    counts = [
        max((int(cells[metric, group].n + cells[metric, group].n_missing) for metric in metrics), default=0)
        for group in groups
    ]
    heads = [
        element("th", key(at), " ", element("bdi", _name(group)), element("small", f"n = {count:,}"), scope="col")
        for at, (group, count) in enumerate(zip(groups, counts, strict=True))
    ]
    head = element("tr", element("th", "measure", scope="col"), element("td"), *heads)
    rows = [_metric_row(metric, groups, [cells[metric, group] for group in groups]) for metric in metrics]
    return _scroll(element("table", element("thead", head), element("tbody", *rows), class_="comparison"), "Comparison")


def _metric_row(metric: str, groups: Sequence[Any], cells: Sequence[Any]) -> Html:
    estimates = [float(cell.estimate) for cell in cells]
    known = [value for value in estimates if math.isfinite(value)]
    figures = [
        element(
            "td", _figure(text, cell), element("small", _apart(cell), class_="sd"), class_="number", title=_told(cell)
        )
        for text, cell in zip(written(estimates), cells, strict=True)
    ]
    drawing = dots(estimates, [_name(group) for group in groups], low=min([*known, 0.0]), high=max([*known, 0.0]))
    return element(
        "tr",
        element("th", label(metric), element("small", meanings().get(metric)), scope="row"),
        element("td", drawing),
        *figures,
    )


def _figure(text: str, cell: Any) -> Html | str:
    """Bold where the difference holds after correction."""
    return element("b", text) if cell.p_adjusted < SURE else text


def _apart(cell: Any) -> str:
    """How far from the reference, from where to where; nothing where that could not be told."""
    if not (math.isfinite(cell.low) and math.isfinite(cell.high)):
        return UNKNOWN
    low, high = written([float(cell.low), float(cell.high)], signed=True)
    return f"{low} to {high}"


def _told(cell: Any) -> str:
    missing = f", {cell.n_missing:,} without one" if cell.n_missing else ""
    why = "" if pd.isna(cell.note) else f"; {cell.note}"
    return f"{cell.n:,} article{'s' * (cell.n != 1)} with a figure{missing}{why}"


def _speakers(sources: pd.DataFrame) -> Html:
    groups, types = _groups(sources), list(dict.fromkeys(sources["source_type"]))
    cells = _cells(sources, "source_type")
    rows = [
        element(
            "tr",
            element("th", kind, scope="row"),
            *(_share(cells[kind, group]) for group in groups),
        )
        for kind in types
    ]
    note = "Share of the words attributed to any source; small: number of sources."
    return _section("Who speaks", note, _table("type of source", groups, rows, "Who speaks"))


def _share(cell: Any) -> Html:
    text = f"{100 * cell.share:.0f} %" if math.isfinite(cell.share) else UNKNOWN
    value = element("span", text, class_="value")
    count = element("small", f"{cell.n_sources:,}", class_="sd")
    return element("td", bar(cell.share), value, count, class_="number")


def _stances(stances: pd.DataFrame) -> Html:
    groups, actors = _groups(stances), list(dict.fromkeys(stances["actor"]))
    cells = _cells(stances, "actor")
    rows = [
        element(
            "tr",
            element("th", element("bdi", actor), scope="row"),
            *(_stance(cells[actor, group]) for group in groups),
        )
        for actor in actors[:MOST_ACTORS]
    ]
    left_out = f" The {MOST_ACTORS} most mentioned of {len(actors):,} actors." if len(actors) > MOST_ACTORS else ""
    note = (
        "Stance toward the most mentioned actors in the writer's own voice, from −1 (unfavorable, to the "
        f"left) to +1 (favorable, to the right); small: mentions in that voice.{left_out}"
    )
    return _section("Actors", note, _table("actor", groups, rows, "Actors"))


def _stance(cell: Any) -> Html:
    if not math.isfinite(cell.estimate):
        return element("td", UNKNOWN, class_="number quiet", title="not mentioned in the writer's voice")
    said = f"{cell.n_favorable} favorable, {cell.n_neutral} neutral, {cell.n_unfavorable} unfavorable"
    value = element("span", written([float(cell.estimate)], signed=True)[0], class_="value")
    mentions = element("small", f"{cell.n_mentions:,}", class_="sd")
    return element("td", lean(float(cell.estimate)), value, mentions, class_="number", title=said)


def _section(title: str, note: str, table: Html) -> Html:
    return element("section", element("h2", title), element("p", note, class_="quiet"), table)


def _table(first: str, groups: Sequence[Any], rows: Sequence[Html], name: str) -> Html:
    heads = [element("th", element("bdi", _name(group)), scope="col") for group in groups]
    head = element("thead", element("tr", element("th", first, scope="col"), *heads))
    return _scroll(element("table", head, element("tbody", *rows), class_="groups"), name)


def _scroll(table: Html, name: str) -> Html:
    """A wide table scrolls by itself, by keyboard too, and the page stays as wide as the screen."""
    return element("div", table, class_="scroll", tabindex=0, role="region", aria_label=name)


def _articles(report: Report) -> Html:
    ids = list(report.articles.index)
    shown = ids[:MOST_ARTICLES]
    note = (
        f"The first {MOST_ARTICLES} of {len(ids):,} articles; framing.show.article_page draws any of them."
        if len(ids) > len(shown)
        else HINT
    )
    folds = [_fold(report, article_id) for article_id in shown]
    return element(
        "section",
        element("h2", "Articles"),
        element("p", note, class_="quiet"),
        legend(),
        *folds,
        class_="articles",
    )


def _fold(report: Report, article_id: object) -> Html:
    article = report.articles.loc[[article_id]].iloc[0]
    name = element("bdi", headline(article, article_id), class_="headline")
    summary = element("summary", name, element("span", byline(article), class_="byline"))
    return element("details", summary, article_section(report, article_id), class_="fold")


def _problems(problems: pd.DataFrame) -> Html | None:
    if problems.empty:
        return None
    columns = ("article_id", "stage", "what", "what_to_do")
    rows = [
        element("tr", *(element("td", UNKNOWN if pd.isna(row[name]) else str(row[name])) for name in columns))
        for row in problems.head(MOST_PROBLEMS).to_dict("records")
    ]
    head = element("thead", element("tr", *(element("th", label(name), scope="col") for name in columns)))
    more = f" The first {MOST_PROBLEMS}." if len(problems) > MOST_PROBLEMS else ""
    note = f"{len(problems):,} noticed; the other articles are unharmed.{more}"
    return _section("Problems", note, _scroll(element("table", head, element("tbody", *rows)), "Problems"))

"""A whole report on one page: the groups beside each other, who speaks, who is spoken of, every article.

Start with `corpus_page`. It is handed the tables of `framing.comparison` and draws them. `samples.py` chooses the
articles that stand on the page with their text, and the evidence that a figure of a group leads to.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import TYPE_CHECKING, Any, Final

import pandas as pd

from framing.show.article import HINT, article_section, byline, headline, legend, place_of
from framing.show.colophon import colophon, corpus_size, foot
from framing.show.evidence import parts, records
from framing.show.figures import MAIN, MOST_LANES, UNKNOWN, bar, dots, key, label, lean, meanings, widest, written
from framing.show.markup import Html, element, page, skip
from framing.show.samples import NO_GROUP, Samples, chosen

if TYPE_CHECKING:
    from framing.report import Report

SURE: Final = 0.05
"""A figure is set in bold when its corrected p is smaller."""

MOST_ACTORS: Final = 15
MOST_PROBLEMS: Final = 100
MOST_LISTED: Final = 3_000
"""Articles in the list: a line weighs about 300 bytes."""

LISTED: Final = ("hedges_per_1000_words", "attributions_per_1000_words", "attributed_share", "anonymous_source_share")
"""The figures that the list of articles shows."""


def corpus_page(
    report: Report,
    comparison: pd.DataFrame,
    *,
    by: str = "outlet",
    sources: pd.DataFrame | None = None,
    stances: pd.DataFrame | None = None,
    articles: Sequence[Any] | None = None,
    title: str = "Framing report",
) -> str:
    """Draw a report as one page.

    Parameters
    ----------
    report : Report
        What `framing.analyze` returned.
    comparison : pandas.DataFrame
        What `framing.compare` returned for it.
    by : str
        The column of ``report.articles`` whose groups the tables compare.
    sources, stances : pandas.DataFrame, optional
        What `framing.comparison.compare_sources` and `compare_stance` returned; without them the page has no
        such section.
    articles : sequence, optional
        Ids of the articles to show with their marked text. By default a sample, spread evenly over the groups.
    title : str
        The page's heading.

    Returns
    -------
    str
        A whole HTML page: one file, no script, nothing fetched. It lists the articles and shows the marked text of
        at most 50, fewer when they are long, and says so. A figure of a group leads to a sample of what it counts.

    Raises
    ------
    OptionError
        When `articles` names an article that the report does not hold.

    Examples
    --------
    >>> import framing
    >>> from framing.show import corpus_page
    >>> report = framing.analyze("It might rain.")
    >>> corpus_page(report, framing.compare(report)).startswith("<!DOCTYPE html>")
    True
    """
    shown = chosen(report, by, articles)
    samples = Samples(report, by, shown)
    sections = [
        ("compared", "Side by side", _comparison(report, comparison, samples)),
        ("speaks", "Who speaks", _speakers(report, sources, samples)),
        ("actors", "Actors", _stances(report, stances, samples)),
        ("articles", "Articles", _articles(report, shown, given=articles is not None)),
        ("problems", "Problems", _problems(report.problems)),
    ]
    there = [(name, head, content) for name, head, content in sections if content]
    links = [element("a", head, href=f"#{name}") for name, head, _ in there]
    drawn = [element("section", element("h2", head, id=name), *content) for name, head, content in there]
    header = element(
        "header",
        element("h1", element("bdi", title)),
        element("p", _lead(report, comparison), class_="byline"),
        element("nav", *links, class_="contents", aria_label="Contents"),
    )
    body = (
        skip("the tables") + header + element("main", *drawn, id="main") + colophon(report, f"{corpus_size(report)}.")
    )
    return page(title, Html(body))


def _lead(report: Report, comparison: pd.DataFrame) -> str:
    groups = _groups(comparison)
    names = f": {', '.join(map(_name, groups))}" if len(groups) <= MOST_LANES else ""
    among = f" in {len(groups)} groups{names}" if len(groups) > 1 else ""
    return f"{corpus_size(report)} of article text{among}"


def _groups(table: pd.DataFrame) -> list[Any]:
    """The groups in the table's own order; a missing group is one of them."""
    return list(dict.fromkeys(None if pd.isna(group) else group for group in table["group"].drop_duplicates()))


def _cells(table: pd.DataFrame, rows: str) -> dict[tuple[Any, Any], Any]:
    """The table's rows by what the drawn table has as rows and by group."""
    return {(getattr(row, rows), None if pd.isna(row.group) else row.group): row for row in records(table)}


def _name(group: Any) -> str:
    return NO_GROUP if group is None else str(group)


def _comparison(report: Report, comparison: pd.DataFrame, samples: Samples) -> list[Html | None]:
    metrics, groups = list(dict.fromkeys(comparison["metric"])), _groups(comparison)
    if not metrics:
        return [element("p", "Nothing to compare.")]
    cells = _cells(comparison, "metric")
    main = [metric for metric in MAIN if metric in metrics] or metrics
    rest = [metric for metric in metrics if metric not in main]
    shown = {metric: samples.of_metric(metric, groups, cells) for metric in metrics}
    linked = {metric: samples.name(metric) for metric, sample in shown.items() if sample is not None}
    many = len(groups) > MOST_LANES
    table = _crosswise_table if many else _comparison_table
    drawn = "Bars: from 0 to the largest." if many else "Dots: from 0, the upright line, to the largest."
    note = (
        f"{_averaged(comparison)} Small: the 95 % interval of the difference to the reference (all others, unless a "
        f"baseline was given); a figure in bold differs even after correction for the whole table. {drawn} A measure’s "
        "name leads to a sample of what it counts."
    )
    more = element("details", element("summary", "More measures"), table(rest, groups, cells, linked))
    return [
        element("p", note, class_="quiet"),
        None if many else _group_key(groups),
        table(main, groups, cells, linked),
        more if rest else None,
        foot(report, corpus_size(report), _settings(comparison)),
        *shown.values(),
    ]


def _settings(comparison: pd.DataFrame) -> str:
    """With what the comparison was made, as its own columns say."""
    said = {
        name: ", ".join(map(str, dict.fromkeys(comparison[name].dropna()))) for name in _SETTINGS if name in comparison
    }
    return "; ".join(f"{_SETTINGS[name]}: {value}" for name, value in said.items() if value) or "no settings"


_SETTINGS: Final = {
    "average": "average",
    "reference": "held against",
    "method": "intervals and p",
    "adjustment": "corrected after",
}


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


def _comparison_table(
    metrics: Sequence[str], groups: Sequence[Any], cells: dict[Any, Any], linked: dict[str, str]
) -> Html:
    counts = [
        max((int(cells[metric, group].n + cells[metric, group].n_missing) for metric in metrics), default=0)
        for group in groups
    ]
    heads = [
        element("th", key(at), " ", element("bdi", _name(group)), element("small", f"n = {count:,}"), scope="col")
        for at, (group, count) in enumerate(zip(groups, counts, strict=True))
    ]
    head = element("tr", element("th", "measure", scope="col"), element("td"), *heads)
    rows = [_metric_row(metric, groups, [cells[metric, group] for group in groups], linked) for metric in metrics]
    return _scroll(element("table", element("thead", head), element("tbody", *rows), class_="comparison"), "Comparison")


def _crosswise_table(
    metrics: Sequence[str], groups: Sequence[Any], cells: dict[Any, Any], linked: dict[str, str]
) -> Html:
    """Many groups: each a line, since nobody tells twenty signs apart."""
    known = meanings()
    heads = [
        element("th", _linked(label(metric), linked.get(metric)), scope="col", title=known.get(metric))
        for metric in metrics
    ]
    head = element("tr", element("th", "group", scope="col"), *heads)
    columns = [_bars([cells[metric, group] for group in groups]) for metric in metrics]
    rows = []
    for at, group in enumerate(groups):
        n = max((int(cells[metric, group].n + cells[metric, group].n_missing) for metric in metrics), default=0)
        name = element("th", element("bdi", _name(group)), element("small", f"n = {n:,}"), scope="row")
        rows.append(element("tr", name, *(column[at] for column in columns)))
    return _scroll(element("table", element("thead", head), element("tbody", *rows), class_="many"), "Comparison")


def _bars(cells: Sequence[Any]) -> list[Html]:
    """One measure of every group: a bar from 0 to the largest, the figure, how far it is from the reference."""
    estimates = [float(cell.estimate) for cell in cells]
    largest = max((abs(value) for value in estimates if math.isfinite(value)), default=0.0) or 1.0
    return [
        element(
            "td",
            bar(value / largest),
            element("span", _figure(text, cell), class_="value"),
            element("small", _apart(cell)),
            class_="number",
            title=_told(cell),
        )
        for value, text, cell in zip(estimates, written(estimates), cells, strict=True)
    ]


def _metric_row(metric: str, groups: Sequence[Any], cells: Sequence[Any], linked: dict[str, str]) -> Html:
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
        element(
            "th", _linked(label(metric), linked.get(metric)), element("small", meanings().get(metric)), scope="row"
        ),
        element("td", drawing),
        *figures,
    )


def _linked(text: str, name: str | None) -> Html:
    return element("a", text, href=f"#{name}") if name else element("bdi", text)


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


def _speakers(report: Report, sources: pd.DataFrame | None, samples: Samples) -> list[Html | None]:
    if sources is None or sources.empty:
        return []
    groups, types = _groups(sources), list(dict.fromkeys(sources["source_type"]))
    cells = _cells(sources, "source_type")
    shown = {
        kind: samples.of_classes(f"words of the type {kind}", ("attribution", f"type-{kind}"), groups) for kind in types
    }
    rows = [
        element(
            "tr",
            element(
                "th", _linked(kind, samples.name(f"words of the type {kind}") if shown[kind] else None), scope="row"
            ),
            *(_share(cells[kind, group]) for group in groups),
        )
        for kind in types
    ]
    note = "Share of the words attributed to any source; small: number of sources."
    counted = f"{corpus_size(report)}, {len(report.sources):,} sources"
    return [
        element("p", note, class_="quiet"),
        _table("type of source", groups, rows, "Who speaks"),
        foot(report, counted, "attributions without a source do not count"),
        *shown.values(),
    ]


def _share(cell: Any) -> Html:
    text = f"{100 * cell.share:.0f} %" if math.isfinite(cell.share) else UNKNOWN
    value = element("span", text, class_="value")
    count = element("small", f"{cell.n_sources:,}", class_="sd")
    return element("td", bar(cell.share), value, count, class_="number")


def _stances(report: Report, stances: pd.DataFrame | None, samples: Samples) -> list[Html | None]:
    if stances is None or stances.empty:
        return []
    groups, actors = _groups(stances), stances["actor"].drop_duplicates().tolist()
    cells = _cells(stances[stances["actor"].isin(actors[:MOST_ACTORS])], "actor")
    shown = {actor: samples.of_actor(actor, groups) for actor in actors[:MOST_ACTORS]}
    reach = widest([float(cells[actor, group].estimate) for actor in shown for group in groups])
    rows = [
        element(
            "tr",
            element("th", _linked(str(actor), samples.name(f"actor {actor}") if found else None), scope="row"),
            *(_stance(cells[actor, group], reach) for group in groups),
        )
        for actor, found in shown.items()
    ]
    left_out = f" The {MOST_ACTORS} most mentioned of {len(actors):,} actors." if len(actors) > MOST_ACTORS else ""
    note = (
        "Stance toward the most mentioned actors in the writer's own voice, from −1 (unfavorable, to the "
        f"left) to +1 (favorable, to the right); bars reach to ±{written([reach])[0]}; small: mentions in that voice."
        f"{left_out}"
    )
    counted = f"{corpus_size(report)}, {int(stances['n_mentions'].sum()):,} mentions in the writer's voice"
    return [
        element("p", note, class_="quiet"),
        _table("actor", groups, rows, "Actors"),
        foot(report, counted, "means of the articles' figures"),
        *shown.values(),
    ]


def _stance(cell: Any, reach: float) -> Html:
    if not math.isfinite(cell.estimate):
        return element("td", UNKNOWN, class_="number quiet", title="not mentioned in the writer's voice")
    said = f"{cell.n_favorable} favorable, {cell.n_neutral} neutral, {cell.n_unfavorable} unfavorable"
    value = element("span", written([float(cell.estimate)], signed=True)[0], class_="value")
    mentions = element("small", f"{cell.n_mentions:,}", class_="sd")
    return element("td", lean(float(cell.estimate), reach=reach), value, mentions, class_="number", title=said)


def _table(first: str, groups: Sequence[Any], rows: Sequence[Html], name: str) -> Html:
    heads = [element("th", element("bdi", _name(group)), scope="col") for group in groups]
    head = element("thead", element("tr", element("th", first, scope="col"), *heads))
    return _scroll(element("table", head, element("tbody", *rows), class_="groups"), name)


def _scroll(table: Html, name: str) -> Html:
    """A wide table scrolls by itself, by keyboard too, and the page stays as wide as the screen."""
    return element("div", table, class_="scroll", tabindex=0, role="region", aria_label=name)


def _articles(report: Report, shown: Sequence[Any], *, given: bool) -> list[Html | None]:
    total = len(report.articles)
    if not total:
        return [element("p", "0 articles.")]
    how = "as asked for" if given else "a sample, spread evenly over the groups"
    note = (
        f"{len(shown):,} of {total:,} articles with their text, {how}; report[id].to_html(path) writes any."
        if len(shown) < total
        else None
    )
    return [
        element("p", note, class_="quiet") if note else None,
        element("p", HINT, class_="quiet"),
        legend(),
        *(_fold(part, article_id) for article_id, part in parts(report, shown).items()),
        _list(report, set(shown)) if total > 1 else None,
    ]


def _fold(part: Report, article_id: object) -> Html:
    article = part.articles.iloc[0]
    name = element("bdi", headline(article, article_id), class_="headline")
    summary = element("summary", name, element("span", byline(article), class_="byline"))
    return element("details", summary, article_section(part, article_id, whole=False), class_="fold")


def _list(report: Report, shown: set[Any]) -> Html:
    """Every article in a line, so that any can be found with the browser's own search."""
    articles = report.articles.iloc[:MOST_LISTED]
    figures = [written(articles[name].astype(float).tolist()) for name in LISTED]
    rows = [
        element(
            "tr",
            element("th", _linked(headline(article, article_id), place_of(article_id) if article_id in shown else None),
                    scope="row"),
            element("td", str(article_id)),
            element("td", UNKNOWN if pd.isna(article["outlet"]) else str(article["outlet"])),
            element("td", f"{int(article['n_words']):,}", class_="number"),
            *(element("td", text, class_="number") for text in texts),
        )
        for (article_id, article), *texts in zip(articles.iterrows(), *figures, strict=True)
    ]  # fmt: skip
    heads = ("article", "id", "outlet", "words", *map(label, LISTED))
    head = element("thead", element("tr", *(element("th", text, scope="col") for text in heads)))
    n, total = len(articles), len(report.articles)
    said = f"List of all {n:,} articles" if n == total else f"List of the first {n:,} of {total:,} articles"
    table = _scroll(element("table", head, element("tbody", *rows), class_="groups list"), "List of articles")
    return element("details", element("summary", said), table, foot(report, corpus_size(report), "figures of the body"))


def _problems(problems: pd.DataFrame) -> list[Html | None]:
    if problems.empty:
        return []
    columns = ("article_id", "stage", "what", "what_to_do")
    rows = [
        element("tr", *(element("td", UNKNOWN if pd.isna(row[name]) else str(row[name])) for name in columns))
        for row in problems.head(MOST_PROBLEMS).to_dict("records")
    ]
    head = element("thead", element("tr", *(element("th", label(name), scope="col") for name in columns)))
    more = f" The first {MOST_PROBLEMS}." if len(problems) > MOST_PROBLEMS else ""
    note = f"{len(problems):,} noticed; the other articles are unharmed.{more}"
    table = _scroll(element("table", head, element("tbody", *rows)), "Problems")
    return [element("p", note, class_="quiet"), table]

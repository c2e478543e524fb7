"""One article with its evidence: the text with quiet marks, its figures, who speaks, who is spoken of.

Start with `article_page`; `article_section` is the part of it that a corpus page holds once an article.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any, Final

import pandas as pd

from framing.errors import OptionError, valid_names
from framing.show.colophon import colophon
from framing.show.evidence import KINDS, UNNAMED, evidence, records
from framing.show.figures import MAIN, UNKNOWN, bar, label, lean, meanings, strip, written
from framing.show.marks import CONTENT, FURNITURE, Span, marked
from framing.show.markup import Html, element, join, page

if TYPE_CHECKING:
    from framing.report import Report

_LISTED_IDS: Final = 12
"""Ids that an error lists: enough to see what ids look like, few enough to read."""

_ROWS: Final = 12
"""Sources and actors that an article's panel lists."""

HINT: Final = "Point at a mark, touch it or reach it with the Tab key to read what made it."

_LEGEND: Final = (
    ("hedges", "hedge", "might", "hedge"),
    ("attributions", "content", "what is attributed", "attributed words"),
    ("attributions", "source", "officials", "source"),
    ("attributions", "cue", "said", "cue"),
    ("actors", "mention favorable end", "Name", "favorable"),
    ("actors", "mention neutral end", "Name", "neutral"),
    ("actors", "mention unfavorable end", "Name", "unfavorable"),
)
"""Layer that a switch shows or hides, class, sample, meaning."""


def article_page(report: Report, article_id: object) -> str:
    """Draw one article as a page of its own.

    Parameters
    ----------
    report : Report
        What `framing.analyze` returned.
    article_id : object
        One of ``report.articles.index``.

    Returns
    -------
    str
        A whole HTML page: one file, no script, nothing fetched.

    Raises
    ------
    OptionError
        When the report holds no such article.

    Examples
    --------
    >>> import framing
    >>> from framing.show import article_page
    >>> article_page(framing.analyze("It might rain."), 0).startswith("<!DOCTYPE html>")
    True
    """
    article = _article(report, article_id)
    heading = headline(article, article_id)
    body = join(
        [
            element("header", element("h1", heading), element("p", byline(article), class_="byline")),
            element("p", HINT, class_="quiet"),
            legend(),
            element("main", article_section(report, article_id)),
            colophon(report, f"One article of {len(report.articles)}."),
        ]
    )
    return page(heading, body)


def article_section(report: Report, article_id: object) -> Html:
    """Draw one article's strip, marked text, figures, sources, actors and evidence.

    Examples
    --------
    >>> import framing
    >>> "<mark" in article_section(framing.analyze("It might rain."), 0)
    True
    """
    article, rows = _article(report, article_id), evidence(report, article_id)
    spans = _spans(report, article_id, rows)
    text = str(article["text"]) if not pd.isna(article["text"]) else ""
    words = marked(text, spans) if text else element("em", "This article has no text.")
    prose = element("div", words, class_="text", dir="auto")
    aside = element(
        "aside",
        _figures(article),
        _sources(_of(report.sources, article_id)),
        _actors(_of(report.actors, article_id)),
    )
    left = element("div", _strip(len(text), spans), prose, _evidence(rows))
    return element("article", left, aside, class_="columns")


def headline(article: pd.Series[Any], article_id: object) -> str:
    """Name an article for people: its title, or else its id.

    Examples
    --------
    >>> import pandas as pd
    >>> headline(pd.Series({"title": pd.NA}), 3)
    'Article 3'
    """
    title = article.get("title")
    return f"Article {article_id}" if title is None or pd.isna(title) or not str(title).strip() else str(title)


def byline(article: pd.Series[Any]) -> Html:
    """Write what is known of an article in one line: outlet, author, date, length, address.

    Examples
    --------
    >>> import pandas as pd
    >>> byline(pd.Series({"outlet": "Wire", "n_words": 1200}))
    '<bdi>Wire</bdi> · 1,200 words'
    """
    known = [article.get(name) for name in ("outlet", "author", "date")]
    parts = [element("bdi", str(value)) for value in known if value is not None and not pd.isna(value)]
    parts.append(Html(f"{int(article['n_words']):,} words"))
    url = article.get("url")
    # Only web addresses become links: an address can also be a script ("javascript:").
    if url is not None and not pd.isna(url) and str(url).startswith(("https://", "http://")):
        parts.append(element("a", "original", href=str(url), rel="noopener noreferrer nofollow"))
    return Html(" · ".join(parts))


def legend() -> Html:
    """Explain the marks, with a switch for each layer that works without a script.

    Examples
    --------
    >>> legend().count('type="checkbox"')
    3
    """
    switches = []
    for layer in dict.fromkeys(row[0] for row in _LEGEND):
        samples = [
            element("span", element("span", sample, class_=f"sample {classes}"), " ", meaning, class_="entry")
            for group, classes, sample, meaning in _LEGEND
            if group == layer
        ]
        box = element("input", type="checkbox", checked=True, class_=f"switch-{layer}", aria_label=f"Show {layer}")
        switches.append(element("label", box, *samples))
    furniture = element("span", element("span", "Share this", class_="furniture"), " not article text", class_="entry")
    return element("nav", *switches, furniture, class_="legend", aria_label="Legend and switches")


def _article(report: Report, article_id: object) -> pd.Series[Any]:
    ids = report.articles.index
    if article_id not in ids:
        some = [*map(str, ids[:_LISTED_IDS]), *(["..."] if len(ids) > _LISTED_IDS else [])]
        raise OptionError(f"the report has no article {article_id!r}", do=valid_names(article_id, some))
    return report.articles.loc[[article_id]].iloc[0]


def _of(table: pd.DataFrame, article_id: object) -> pd.DataFrame:
    return table[table["article_id"] == article_id]


def _spans(report: Report, article_id: object, rows: pd.DataFrame) -> list[Span]:
    """All that is marked in the text, the ground first."""
    sentences = _of(report.sentences, article_id)
    furniture = sentences[~sentences["body"]]
    spans = [Span(row.start, row.end, FURNITURE, "Not counted as the article") for row in records(furniture)]
    spans += _attribution_spans(report, article_id, rows)
    spans += _simple_spans(rows[rows["kind"] == "hedge"], ["hedge"] * len(rows))
    stances = _of(report.mentions, article_id)
    by_place = {(row.start, row.end): f"mention {row.stance}" for row in records(stances) if not pd.isna(row.stance)}
    mentions = rows[rows["kind"] == "mention"]
    places = zip(mentions["start"], mentions["end"], strict=True)
    return spans + _simple_spans(mentions, [by_place.get(place, "mention") for place in places])


def _simple_spans(rows: pd.DataFrame, layers: Sequence[str]) -> list[Span]:
    return [
        Span(row["start"], row["end"], layer, _note(row))
        for row, layer in zip(rows.to_dict("records"), layers, strict=False)
    ]


def _attribution_spans(report: Report, article_id: object, rows: pd.DataFrame) -> list[Span]:
    """Source, cue and content of every attribution; content inside content is shaded once more."""
    attributions = _of(report.attributions, article_id)
    nested = set(attributions.loc[attributions["parent_id"].notna(), "attribution_id"])
    notes = {}
    for row in attributions.to_dict("records"):
        mine = rows[(rows["kind"] == "attribution") & (rows["start"] == row["start"]) & (rows["end"] == row["end"])]
        notes[row["attribution_id"]] = _note(mine.iloc[0]) if len(mine) else ""
    return [
        Span(
            row.start,
            row.end,
            f"{row.role} nested" if row.role == CONTENT and row.attribution_id in nested else str(row.role),
            notes.get(row.attribution_id, ""),
        )
        for row in records(_of(report.attribution_spans, article_id))
    ]


def _note(row: Any) -> str:
    voice = f" · voice: {row['voice']}" if row["voice"] else ""
    entry = f" · {row['entry']}" if not pd.isna(row["entry"]) else ""
    return f"{str(row['kind']).capitalize()}: {row['detail']}{voice}{entry}"


def _strip(length: int, spans: Sequence[Span]) -> Html:
    kinds = ("hedge", CONTENT, "mention")
    names = {"hedge": "hedges", CONTENT: "attributed stretches", "mention": "mentions"}
    lanes = [
        (names[kind], [(span.start, span.end, span.layer) for span in spans if span.layer.split()[0] == kind])
        for kind in kinds
    ]
    caption = element(
        "figcaption",
        "From start to end: hedges, attributed words, mentions (favorable above the line, unfavorable below).",
    )
    return element("figure", strip(length, lanes), caption) if length else Html("")


def _figures(article: pd.Series[Any]) -> Html:
    """The article's measures, the main ones first and the others one step away."""
    known = meanings()
    main = [name for name in MAIN if name in article.index]
    rest = [name for name in known if name not in MAIN and not pd.isna(article.get(name))]
    more = element("details", element("summary", "More figures"), _figure_rows(article, rest, known))
    return element("section", element("h3", "Figures"), _figure_rows(article, main, known), more if rest else None)


def _figure_rows(article: pd.Series[Any], names: Sequence[str], known: dict[str, str]) -> Html:
    rows = [
        element(
            "tr",
            element("th", label(name), scope="row", title=known[name]),
            _cell(written([article[name]])[0]),
        )
        for name in names
    ]
    return element("table", element("tbody", *rows), class_="figures")


def _cell(text: str, drawing: Html | None = None) -> Html:
    return element("td", drawing, element("span", text, class_="value"), class_="number")


def _sources(sources: pd.DataFrame) -> Html | None:
    if sources.empty:
        return None
    ranked = sources.sort_values(["n_words", "source_id"], ascending=[False, True])
    most = max(int(ranked["n_words"].max()), 1)
    rows = [
        element(
            "tr",
            element("th", _text(row.name, UNNAMED), scope="row"),
            element("td", _text(row.source_type)),
            _cell(f"{row.n_words:,}", bar(row.n_words / most)),
        )
        for row in records(ranked.head(_ROWS))
    ]
    return _listing("Who speaks", ("source", "type", "words"), rows, len(ranked))


def _actors(actors: pd.DataFrame) -> Html | None:
    if actors.empty:
        return None
    ranked = actors.sort_values(["n_mentions", "actor"], ascending=[False, True])
    rows = [
        element(
            "tr",
            element("th", _text(row.actor), scope="row"),
            _cell(f"{row.n_mentions:,}"),
            _cell(written([row.stance_writer], signed=True)[0], lean(row.stance_writer)),
        )
        for row in records(ranked.head(_ROWS))
    ]
    return _listing("Actors", ("actor", "mentions", "writer's stance"), rows, len(ranked))


def _listing(title: str, heads: Sequence[str], rows: Sequence[Html], total: int) -> Html:
    head = element("thead", element("tr", *(element("th", text, scope="col") for text in heads)))
    left_out = element("p", f"{total - len(rows)} more not shown.", class_="quiet") if total > len(rows) else None
    return element("section", element("h3", title), element("table", head, element("tbody", *rows)), left_out)


def _text(value: object, otherwise: str = UNKNOWN) -> str:
    return otherwise if value is None or pd.isna(value) else str(value)  # type: ignore[call-overload]


def _evidence(rows: pd.DataFrame) -> Html:
    """The same marks as a table: for reading with a screen reader, for copying, for checking."""
    heads = ("sentence", "kind", "words", "what it is", "voice", "made by")
    body = [
        element(
            "tr",
            *(element("td", _text(row[name])) for name in ("sentence", "kind", "text", "detail", "voice", "entry")),
        )
        for row in rows.to_dict("records")
    ]
    head = element("thead", element("tr", *(element("th", text, scope="col") for text in heads)))
    counts = ", ".join(f"{kind}s: {int((rows['kind'] == kind).sum())}" for kind in KINDS.values())
    table = element("table", head, element("tbody", *body), class_="evidence")
    scroll = element("div", table, class_="scroll", tabindex=0, role="region", aria_label="Evidence")
    return element("details", element("summary", f"Evidence ({counts})"), scroll)

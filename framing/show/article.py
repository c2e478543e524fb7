"""One article with its evidence: the text with quiet marks, its figures, who speaks, who is spoken of.

Start with `article_page`; `article_section` is the part of it that a corpus page holds once an article.
"""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from types import MappingProxyType
from typing import TYPE_CHECKING, Any, Final

import pandas as pd

from framing.errors import OptionError, valid_names
from framing.show.colophon import colophon
from framing.show.evidence import KINDS, Row, gathered, parts, records
from framing.show.figures import UNKNOWN, strip
from framing.show.marks import CONTENT, FURNITURE, Span, marked
from framing.show.markup import Html, element, join, page, skip
from framing.show.panel import MOST_PLACES, cast_of, panel, speakers

if TYPE_CHECKING:
    from framing.report import Report

_LISTED_IDS: Final = 12
"""Ids that an error lists: enough to see what ids look like, few enough to read."""

HINT: Final = (
    "Point at a mark or tab to it: what made it. Open a figure: what it counts. Strip: hedges, attributed words, "
    "mentions (left of the line unfavorable, right favorable); a tick leads to its place."
)

_KINDS: Final = MappingProxyType({"hedge": "hedge", "booster": "booster", "scare quote": "scare", "mention": "mention"})
"""The class of a mark by the kind of its row; attributions have three."""

_TICKS: Final = frozenset({"hedge", CONTENT, "mention", "favorable", "neutral", "unfavorable"})
"""Classes that the strip knows."""

FEW_PLACES: Final = 8
"""Places that a list shows on a page of many articles."""

_LEGEND: Final = (
    ("hedges", "hedge", "might", "hedge"),
    ("hedges", "booster", "clearly", "booster"),
    ("hedges", "scare", "“reform”", "scare quote"),
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
            skip("the article"),
            element("header", element("h1", element("bdi", heading)), element("p", byline(article), class_="byline")),
            element("p", HINT, class_="quiet"),
            legend(),
            element("main", article_section(report, article_id), id="main"),
            colophon(report, f"One article of {len(report.articles):,}."),
        ]
    )
    return page(heading, body)


def article_section(report: Report, article_id: object, *, whole: bool = True) -> Html:
    """Draw one article's strip, marked text, and beside it its figures with their evidence.

    Parameters
    ----------
    report : Report
        What `framing.analyze` returned.
    article_id : object
        One of ``report.articles.index``.
    whole : bool
        Write all evidence, also as one table for copying and checking; else the first places of each figure.

    Returns
    -------
    Html
        An ``article`` element.

    Raises
    ------
    OptionError
        When the report holds no such article.

    Examples
    --------
    >>> import framing
    >>> "<mark" in article_section(framing.analyze("It might rain."), 0)
    True
    """
    article = _article(report, article_id)
    part = parts(report, [article_id])[article_id]
    rows, place = gathered(part), place_of(article_id)
    spans = _spans(part, rows)
    text = str(article["text"]) if not pd.isna(article["text"]) else ""
    words = marked(text, spans, place=place) if text else element("em", "This article has no text.")
    prose = element("div", words, class_="text", dir="auto")
    left = element("div", _strip(len(text), spans, place), prose, class_="read")
    return element(
        "article",
        left,
        panel(part, rows, place, most=MOST_PLACES if whole else FEW_PLACES),
        _table(rows) if whole else None,
        class_="columns",
        id=place,
    )


def place_of(article_id: object) -> str:
    """Name an article's place on a page: plain letters and digits, whatever its id is.

    Examples
    --------
    >>> place_of(0), place_of("<x>").isalnum()
    ('a5feceb66', True)
    """
    return "a" + hashlib.sha256(str(article_id).encode("utf-8", "backslashreplace")).hexdigest()[:8]


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
    parts = [
        element("bdi", str(value)) for value in known if value is not None and not pd.isna(value) and str(value).strip()
    ]
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


def _spans(part: Report, rows: Sequence[Row]) -> list[Span]:
    """All that is marked in the text, the ground first."""
    furniture = part.sentences[~part.sentences["body"]]
    spans = [Span(row.start, row.end, FURNITURE, "Not counted as the article") for row in records(furniture)]
    spans += _attribution_spans(part, rows)
    listed = {name: f"actor-{at}" for at, name in enumerate(cast_of(part.actors))}
    for row in rows:
        if row["kind"] == "attribution":
            continue
        layers = [_KINDS[row["kind"]], *sorted(row["classes"])]
        if row["kind"] == "mention":
            layers.append(listed.get(row["actor"], ""))
        spans.append(Span(row["start"], row["end"], " ".join(dict.fromkeys(filter(None, layers))), _note(row)))
    return spans


def _attribution_spans(part: Report, rows: Sequence[Row]) -> list[Span]:
    """Source, cue and content of every attribution; content inside content is shaded once more."""
    attributions, spans = part.attributions, part.attribution_spans
    nested = set(attributions.loc[attributions["parent_id"].notna(), "attribution_id"])
    heard = {name: f"speaker-{at}" for at, name in enumerate(speakers(part.sources))}
    known = {
        row["id"]: (_note(row), [*sorted(row["classes"] - {CONTENT}), heard.get(row["source_id"], "")])
        for row in rows
        if row["kind"] == "attribution"
    }
    found = []
    for row in records(spans):
        note, layers = known.get(row.attribution_id, ("", []))
        more = ["nested"] if row.role == CONTENT and row.attribution_id in nested else []
        more = more if row.role == CONTENT else [*filter(None, layers)]
        said = note.partition(",")[0] if row.role == CONTENT else note
        found.append(Span(row.start, row.end, " ".join([str(row.role), *more]), said))
    return found


def _note(row: Any) -> str:
    voice = f" · voice: {row['voice']}" if row["voice"] else ""
    entry = f" · {row['entry']}" if not pd.isna(row["entry"]) else ""
    return f"{str(row['kind']).capitalize()}: {row['detail']}{voice}{entry}"


def _strip(length: int, spans: Sequence[Span], place: str) -> Html | None:
    """Where in the article they fall; each tick leads to its mark."""
    names = {"hedge": "hedges", CONTENT: "attributed stretches", "mention": "mentions"}
    lanes = [
        (name, [(span.start, span.end, _tick_class(span.layer)) for span in spans if span.layer.split()[0] == kind])
        for kind, name in names.items()
    ]
    return element("div", strip(length, lanes, place=place), class_="side") if length else None


def _tick_class(layer: str) -> str:
    return " ".join(name for name in layer.split() if name in _TICKS)


def _text(value: object) -> str:
    return UNKNOWN if value is None or pd.isna(value) else str(value)  # type: ignore[call-overload]


def _table(rows: Sequence[Row]) -> Html:
    """The same marks as a table: for reading with a screen reader, for copying, for checking."""
    heads = ("sentence", "kind", "words", "what it is", "voice", "made by")
    body = [
        element(
            "tr",
            *(element("td", _text(row[name])) for name in ("sentence", "kind", "text", "detail", "voice", "entry")),
        )
        for row in rows
    ]
    head = element("thead", element("tr", *(element("th", text, scope="col") for text in heads)))
    counts = ", ".join(f"{kind}s: {sum(row['kind'] == kind for row in rows)}" for kind in KINDS.values())
    table = element("table", head, element("tbody", *body), class_="evidence")
    scroll = element("div", table, class_="scroll", tabindex=0, role="region", aria_label="Evidence")
    return element("details", element("summary", f"All evidence as a table ({counts})"), scroll, class_="all")

"""What stands beside an article: its figures, who speaks, who is spoken of; each opens its evidence in one click.

Start with `panel`. Under a figure lie the places that it counts, each with its context and a link to its mark; while
the list is open the same marks are lit in the text (`counted.py` says which they are, once for both).
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any, Final

import pandas as pd

from framing.show.counted import MOST_ROWS, counted_by, light
from framing.show.evidence import UNNAMED, Row, records
from framing.show.figures import MAIN, UNKNOWN, bar, label, lean, meanings, widest, written
from framing.show.markup import Html, element

if TYPE_CHECKING:
    from framing.report import Report

MOST_PLACES: Final = 40
"""Places that a list shows on an article's own page; it says how many there are."""

CONTEXT: Final = 44
"""Characters of context on either side of a place, before they are cut at a word."""


def panel(part: Report, rows: Sequence[Row], place: str, *, most: int = MOST_PLACES) -> Html:
    """Draw the figures of one article with their evidence.

    Parameters
    ----------
    part : Report
        A report of this article alone.
    rows : sequence of dict
        What `gathered` returned for it.
    place : str
        The article's place on the page, which its marks' ids begin with.
    most : int
        Places that a list shows; all are lit in the text.

    Returns
    -------
    Html
        An ``aside`` element.

    Examples
    --------
    >>> import framing
    >>> from framing.show.evidence import gathered
    >>> report = framing.analyze("It might rain.")
    >>> "see-hedge-counted" in panel(report, gathered(report), "a0")
    True
    """
    article = part.articles.iloc[0]
    text = "" if pd.isna(article["text"]) else str(article["text"])
    lists = _Lists(text, rows, place, most)
    return element(
        "aside",
        _figures(article, lists),
        _sources(part.sources, lists),
        _actors(part.actors, lists),
        aria_label="Figures and their evidence",
    )


def speakers(sources: pd.DataFrame) -> list[str]:
    """The ids of the sources that the panel lists, in its order.

    Examples
    --------
    >>> import framing
    >>> len(speakers(framing.analyze("Ann Lee said it rains.").sources))
    1
    """
    return [str(name) for name in _by_words(sources)["source_id"].head(MOST_ROWS)]


def cast_of(actors: pd.DataFrame) -> list[str]:
    """The names of the actors that the panel lists, in its order.

    Examples
    --------
    >>> import framing
    >>> cast_of(framing.analyze("Ann Lee won.", actors=["Ann Lee"]).actors)
    ['Ann Lee']
    """
    return [str(name) for name in _by_mentions(actors)["actor"].head(MOST_ROWS)]


def place_item(text: str, row: Mapping[Any, Any], place: str) -> Html:
    """Write a row of evidence as a list item: words in their context, what they are, a link to the mark.

    The words of an attribution are its cue, which source and content surround.

    Examples
    --------
    >>> import framing
    >>> from framing.show.evidence import gathered
    >>> row = gathered(framing.analyze("It might rain."))[0]
    >>> place_item("It might rain.", row, "a0")[:44]
    '<li><a href="#a0-3">It <b>might</b> rain.</a'
    """
    start, end = row["mark"], row["mark_end"]
    first, last = max(start - CONTEXT, 0), min(end + CONTEXT, len(text))
    head = text[first:start] if first == 0 else "…" + text[first:start].partition(" ")[2]
    tail = text[end:last] if last == len(text) else text[end:last].rpartition(" ")[0] + "…"
    link = element("a", _flat(head), element("b", _flat(text[start:end])), _flat(tail), href=f"#{place}-{start}")
    return element("li", link, " ", element("small", row["detail"]))


class _Lists:
    """The evidence of one article, to be asked for what a figure counts."""

    def __init__(self, text: str, rows: Sequence[Row], place: str, most: int) -> None:
        self.text, self.rows, self.place, self.most = text, rows, place, most

    def counted(self, classes: Sequence[str]) -> list[Row]:
        wanted = frozenset(classes)
        return [row for row in self.rows if row["body"] and wanted <= row["classes"]]

    def of(self, key: str, value: object) -> list[Row]:
        return [row for row in self.rows if row[key] is not None and row[key] == value]

    def fold(self, classes: tuple[str, ...], summary: Sequence[Html], rows: Sequence[Row], said: str) -> Html:
        """A line that opens to its evidence, or a plain line when it has none."""
        if not rows:
            return element("div", *summary, class_="line", title=said or None)
        shown = [place_item(self.text, row, self.place) for row in rows[: self.most]]
        more = f" The first {self.most} of {len(rows):,}; all are lit in the text." if len(rows) > self.most else ""
        note = element("p", f"{said}{more}".strip(), class_="quiet") if said or more else None
        opened = element("summary", *summary, class_="line")
        return element("details", opened, note, element("ol", *shown), class_=f"see {light(classes)}", name=self.place)


def _line(name: str, *figures: Html | None) -> list[Html]:
    return [element("span", name, class_="name"), *(figure for figure in figures if figure is not None)]


def _value(text: str) -> Html:
    return element("span", text, class_="value")


def _figures(article: pd.Series[Any], lists: _Lists) -> Html:
    """The article's measures, the main ones first and the others one step away."""
    known = meanings()
    main = [name for name in MAIN if name in article.index]
    rest = [name for name in known if name not in MAIN and not pd.isna(article.get(name))]
    lines = [_figure(name, article, known, lists) for name in main]
    more = [_figure(name, article, known, lists) for name in rest]
    folded = element("details", element("summary", "More figures"), *more, class_="more") if more else None
    return element("section", element("h3", "Figures"), *lines, folded)


def _figure(name: str, article: pd.Series[Any], known: Mapping[str, str], lists: _Lists) -> Html:
    classes = counted_by(name)
    rows = lists.counted(classes) if classes else []
    value = float(article[name])
    text = _value(written([value])[0])
    return lists.fold(classes, _line(label(name), text), rows, f"{known[name][:1].upper()}{known[name][1:]}.")


def _by_words(sources: pd.DataFrame) -> pd.DataFrame:
    return sources.sort_values(["n_words", "source_id"], ascending=[False, True])


def _by_mentions(actors: pd.DataFrame) -> pd.DataFrame:
    return actors.sort_values(["n_mentions", "actor"], ascending=[False, True])


def _sources(sources: pd.DataFrame, lists: _Lists) -> Html | None:
    if sources.empty:
        return None
    ranked = _by_words(sources)
    most = max(int(ranked["n_words"].max()), 1)
    lines = [
        lists.fold(
            (f"speaker-{at}",),
            [
                element("span", _text(row.name, UNNAMED), element("small", _text(row.source_type)), class_="name"),
                bar(row.n_words / most),
                _value(f"{row.n_words:,}"),
            ],
            lists.of("source_id", row.source_id),
            "",
        )
        for at, row in enumerate(records(ranked.head(MOST_ROWS)))
    ]
    return _listing("Who speaks", "Words attributed to each source.", lines, len(ranked))


def _actors(actors: pd.DataFrame, lists: _Lists) -> Html | None:
    if actors.empty:
        return None
    ranked = _by_mentions(actors)
    reach = widest(ranked["stance_writer"].head(MOST_ROWS).astype(float).tolist())
    lines = [
        lists.fold(
            (f"actor-{at}",),
            [
                element("span", _text(row.actor), element("small", _mentions(row.n_mentions)), class_="name"),
                lean(row.stance_writer, reach=reach),
                _value(written([row.stance_writer], signed=True)[0]),
            ],
            lists.of("actor", row.actor),
            "",
        )
        for at, row in enumerate(records(ranked.head(MOST_ROWS)))
    ]
    said = (
        f"Stance in the writer’s own voice, −1 (unfavorable) to +1 (favorable); bars to ±{written([reach])[0]}. "
        "Opened: mentions in every voice."
    )
    return _listing("Actors", said, lines, len(ranked))


def _mentions(n: int) -> str:
    return f"{n:,} mention{'s' * (n != 1)}"


def _listing(title: str, said: str, lines: Sequence[Html], total: int) -> Html:
    left_out = element("p", f"{total - len(lines):,} more not shown.", class_="quiet") if total > len(lines) else None
    return element("section", element("h3", title), element("p", said, class_="quiet"), *lines, left_out)


def _text(value: object, otherwise: str = UNKNOWN) -> str:
    return otherwise if value is None or pd.isna(value) else str(value)  # type: ignore[call-overload]


def _flat(text: str) -> str:
    """Line breaks and runs of spaces as one space each."""
    flat = " ".join(text.split())
    lead, trail = (" " if text[:1].isspace() else ""), (" " if text[-1:].isspace() and flat else "")
    return f"{lead}{flat}{trail}"

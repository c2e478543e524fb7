"""The text of one article with its spans marked, however they overlap.

Start with `marked`. Spans of different tables cross each other (a quotation that ends inside a name, a hedge
that runs over both), and HTML elements cannot. So the text is cut at every boundary, and each piece carries
the classes of all spans that cover it: nothing is lost, nothing is nested, and the text stays the text,
character for character.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Final

from framing.show.markup import Html, element, escape, join

FURNITURE: Final = "furniture"
CONTENT: Final = "content"
_QUIET: Final = frozenset({FURNITURE, CONTENT})
"""Layers that colour the ground. They explain themselves under the pointer but are no stops for the Tab key:
the cue and the source of an attribution are, and they say the same."""


@dataclass(frozen=True, slots=True)
class Span:
    """A stretch of the text to mark.

    Parameters
    ----------
    start, end : int
        Characters of the text, end exclusive.
    layer : str
        What it is: the name of a class of the style sheet, further classes behind it after a space.
    note : str
        What is said about it on hover and focus.
    """

    start: int
    end: int
    layer: str
    note: str


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of the text that the same spans cover throughout."""

    start: int
    end: int
    spans: tuple[Span, ...]


def pieces(length: int, spans: Sequence[Span]) -> list[Piece]:
    """Cut a text at every boundary of its spans.

    Parameters
    ----------
    length : int
        Characters of the text.
    spans : sequence of Span
        In any order, overlapping at will. What reaches beyond the text is clipped; empty spans are left out.

    Returns
    -------
    list of Piece
        Sorted and disjoint, together the whole text; each with the spans that cover it, outermost first.

    Examples
    --------
    >>> cut = pieces(9, [Span(0, 5, "content", ""), Span(3, 7, "hedge", "")])
    >>> [(piece.start, piece.end, [span.layer for span in piece.spans]) for piece in cut]
    [(0, 3, ['content']), (3, 5, ['content', 'hedge']), (5, 7, ['hedge']), (7, 9, [])]
    """
    inside = [span for span in spans if max(span.start, 0) < min(span.end, length)]
    inside.sort(key=lambda span: (span.start, -span.end))
    edges = sorted({0, length, *(max(s.start, 0) for s in inside), *(min(s.end, length) for s in inside)})
    cut, open_spans, at = [], list[Span](), 0
    for start, end in pairwise(edges):
        open_spans = [span for span in open_spans if span.end > start]
        while at < len(inside) and inside[at].start <= start:
            open_spans.append(inside[at])
            at += 1
        cut.append(Piece(start, end, tuple(open_spans)))
    return cut


def marked(text: str, spans: Sequence[Span], *, place: str = "") -> Html:
    """Write a text with its spans as marks.

    Parameters
    ----------
    text : str
        The article, as the caller gave it.
    spans : sequence of Span
        What to mark.
    place : str
        The article's place on the page. With it a mark where a span begins can be linked to: its ``id`` is the place
        and the character.

    Returns
    -------
    Html
        The text, escaped, with a ``mark`` element for every piece that a span covers.

    Examples
    --------
    >>> marked("It <may> rain.", [Span(4, 7, "hedge", "a hedge")])
    'It &lt;<mark class="hedge start end" tabindex="0" aria-description="a hedge">may</mark>&gt; rain.'
    """
    return join([_mark(text[piece.start : piece.end], piece, place) for piece in pieces(len(text), spans)])


def _mark(words: str, piece: Piece, place: str) -> Html:
    if not piece.spans:
        return escape(words)
    loud = [span for span in piece.spans if not _QUIET.intersection(span.layer.split())]
    starts = any(span.start == piece.start for span in loud)
    ends = any(span.end == piece.end for span in loud)
    classes = [span.layer for span in piece.spans] + ["start"] * starts + ["end"] * ends
    notes = [span.note for span in reversed(piece.spans) if span.note]
    return element(
        "mark",
        words,
        class_=" ".join(dict.fromkeys(name for layer in classes for name in layer.split())),
        id=f"{place}-{piece.start}" if place and any(span.start == piece.start for span in piece.spans) else None,
        tabindex=0 if starts else None,
        aria_description="\n".join(dict.fromkeys(notes)) or None,
    )

"""How a number is written and drawn: rounding for the eye, dots, bars.

Start with `written`. Rounding happens here and nowhere else; tables stay unrounded. Drawings are inline SVG
whose geometry stands in attributes, so that the pages' content policy can forbid inline styles.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import Final

from framing.measures import MEASURES
from framing.schema import READABILITY
from framing.show.markup import Html, element, join

MAIN: Final = (
    "hedges_per_1000_words",
    "writer_hedges_per_1000_words",
    "source_hedges_per_1000_words",
    "hedged_sentence_share",
    "boosters_per_1000_words",
    "scare_quotes_per_1000_words",
    "attributions_per_1000_words",
    "attributed_share",
    "quoted_share",
    "named_source_share",
    "anonymous_source_share",
    "vague_source_share",
    "effective_sources",
    "doubting_cue_share",
    "endorsing_cue_share",
)
"""The measures that are shown first; the others are one step away."""

UNKNOWN: Final = "–"
"""What stands where there is no figure: "could not tell" is not 0."""

WIDTH: Final = 132
LANE: Final = 9
TIGHT_LANE: Final = 4
MOST_LANES: Final = 8
"""More groups than this are told apart by lines, not by signs (`corpus.py`); dots then stand closer together."""

SHAPES: Final = 4
"""Shapes and colours of the dots (`style.py`) repeat after this many groups; lanes tell groups apart too."""


def written(values: Sequence[float], *, signed: bool = False) -> list[str]:
    """Round figures that are read together to the same number of decimals.

    Parameters
    ----------
    values : sequence of float
        Figures in one unit; NaN where there is none.
    signed : bool
        Write the plus sign of positive figures, and the minus sign as "−".

    Returns
    -------
    list of str
        Two decimals when all are under 10, one when all are under 100, none otherwise.

    Examples
    --------
    >>> written([0.25, 3.14159]), written([12.0, 3.5, float("nan")]), written([0.5, -0.25], signed=True)
    (['0.25', '3.14'], ['12.0', '3.5', '–'], ['+0.50', '−0.25'])
    """
    largest = max((abs(value) for value in values if math.isfinite(value)), default=0.0)
    decimals = 2 if largest < 10 else 1 if largest < 100 else 0
    return [_written(float(value), decimals, "+" if signed else "") for value in values]


def _written(value: float, decimals: int, sign: str) -> str:
    if not math.isfinite(value):
        return UNKNOWN
    text = f"{value:{sign}.{decimals}f}"
    # -0.001 is written as -0.00: a sign that claims a direction the digits do not show.
    return text.lstrip("+-") if float(text) == 0 else text.replace("-", "−")


def label(metric: str) -> str:
    """Name a metric for people.

    Examples
    --------
    >>> label("hedges_per_1000_words")
    'hedges per 1,000 words'
    """
    return metric.replace("1000", "1,000").replace("_", " ")


def meanings() -> dict[str, str]:
    """Say in a sentence what each measure means, in the order in which they are declared.

    Examples
    --------
    >>> "effective_sources" in meanings()
    True
    """
    known = {measure.name: measure.meaning for measure in MEASURES}
    return known | {column.name: column.meaning for column in READABILITY}


def dots(values: Sequence[float], names: Sequence[str], *, low: float, high: float) -> Html:
    """Draw one dot a group on a common axis, each group in a lane and a shape of its own.

    Parameters
    ----------
    values : sequence of float
        One figure a group; NaN draws no dot.
    names : sequence of str
        The groups' names, read out by screen readers together with their figures.
    low, high : float
        The ends of the axis. A line is drawn at 0.

    Returns
    -------
    Html
        An ``svg`` element.

    Examples
    --------
    >>> 'aria-label="Sun 4.0, Wire 12.5"' in dots([4.0, 12.5], ["Sun", "Wire"], low=0.0, high=12.5)
    True
    """
    lane = LANE if len(values) <= MOST_LANES else TIGHT_LANE
    middles = [lane * at + (LANE + 2) / 2 for at in range(len(values))]
    height = lane * max(len(values) - 1, 0) + LANE + 2
    zero = _across(0.0, low, high)
    shapes = [
        _shape(at, _across(value, low, high), y)
        for at, (value, y) in enumerate(zip(values, middles, strict=True))
        if math.isfinite(value)
    ]
    said = ", ".join(f"{name} {text}" for name, text in zip(names, written(values), strict=True))
    lanes = [_line(0, y, WIDTH, y, "lane") for y in middles]
    axis = _line(zero, 0, zero, height, "axis")
    return element(
        "svg",
        *lanes,
        axis,
        *shapes,
        class_="dots",
        viewBox=f"0 0 {WIDTH} {height}",
        width=WIDTH,
        height=height,
        role="img",
        aria_label=said,
    )


def key(at: int) -> Html:
    """Draw the sign of one group, for a column's head.

    Examples
    --------
    >>> "<circle" in key(0)
    True
    """
    return element("svg", _shape(at, 6, 6), class_="dots", viewBox="0 0 12 12", width=12, height=12, aria_hidden="true")


def bar(share: float) -> Html:
    """Draw a share as a bar; an empty one where there is none.

    Examples
    --------
    >>> 'width="30.0"' in bar(0.5)
    True
    """
    width = 60
    filled = width * min(max(share, 0.0), 1.0) if math.isfinite(share) else 0.0
    ground = element("rect", width=width, height=6, class_="ground")
    return element(
        "svg",
        ground,
        element("rect", width=f"{filled:.1f}", height=6, class_="fill"),
        class_="bar",
        viewBox=f"0 0 {width} 6",
        width=width,
        height=6,
        aria_hidden="true",
    )


def lean(score: float, *, reach: float = 1.0) -> Html:
    """Draw a stance as a bar to the left or right of a middle line; the bar is full at ± `reach`.

    Examples
    --------
    >>> "unfavorable" in lean(-0.5), "fill" in lean(float("nan"))
    (True, False)
    """
    middle, known = 30, math.isfinite(score)
    length = middle * min(abs(score) / reach, 1.0) if known else 0.0
    fill = (
        element(
            "rect",
            x=f"{middle - length if score < 0 else middle:.1f}",
            width=f"{length:.1f}",
            height=6,
            class_="fill unfavorable" if score < 0 else "fill favorable",
        )
        if known
        else None
    )
    ground = element("rect", width=2 * middle, height=6, class_="ground")
    return element(
        "svg",
        ground,
        fill,
        _line(middle, -1, middle, 7, "axis"),
        class_="bar",
        viewBox=f"0 -1 {2 * middle} 8",
        width=2 * middle,
        height=8,
        aria_hidden="true",
    )


def widest(scores: Sequence[float]) -> float:
    """How far the bars of these stances reach: to the largest of them, but never under a tenth.

    Examples
    --------
    >>> widest([0.2, -0.4, float("nan")]), widest([0.01])
    (0.4, 0.1)
    """
    return max([abs(score) for score in scores if math.isfinite(score)] + [0.1])


def strip(length: int, lanes: Sequence[tuple[str, Sequence[tuple[int, int, str]]]], *, place: str) -> Html:
    """Draw where in a text things fall: one lane a kind, side by side, from the first character down to the last.

    Parameters
    ----------
    length : int
        Characters of the text.
    lanes : sequence of (str, sequence of (int, int, str))
        The lane's name and its spans: start, end and the class of the style sheet.
    place : str
        What the ids of the marks begin with; a tick leads to the mark at its start. Ticks are no stops for the Tab key,
        since the marks are.

    Returns
    -------
    Html
        An ``svg`` element that stretches to the height it is given.

    Examples
    --------
    >>> 'y="500.0"' in strip(10, [("hedges", [(5, 7, "hedge")])], place="a0")
    True
    """
    scale = 1000 / max(length, 1)
    ticks = [
        element("a", _tick(column, start * scale, (end - start) * scale, layer), href=f"#{place}-{start}", tabindex=-1)
        for column, (_, spans) in enumerate(lanes)
        for start, end, layer in spans
    ]
    grounds = [_line(_LANE_WIDTH * at + 5, 0, _LANE_WIDTH * at + 5, 1000, "lane") for at in range(len(lanes))]
    said = "Where they fall in the text: " + ", ".join(f"{len(spans)} {name}" for name, spans in lanes)
    return element(
        "svg",
        *grounds,
        *ticks,
        class_="strip",
        viewBox=f"0 0 {_LANE_WIDTH * len(lanes) - 2} 1000",
        preserveAspectRatio="none",
        role="img",
        aria_label=said,
    )


def _tick(column: int, y: float, height: float, layer: str) -> Html:
    """A tick in a lane: right of its middle when favorable, left when unfavorable, so that grey print tells."""
    left, width = next((place for name, place in _TICKS.items() if name in layer.split()), (0, 10))
    x = _LANE_WIDTH * column + left
    return element("rect", x=x, y=f"{y:.1f}", width=width, height=f"{max(height, 3):.1f}", class_=layer)


_LANE_WIDTH: Final = 12
_TICKS: Final = {"unfavorable": (0, 5), "neutral": (3, 4), "favorable": (5, 5)}


def _across(value: float, low: float, high: float) -> float:
    """Where a value lies on an axis, with room at both ends for half a dot."""
    room = 6
    share = (value - low) / (high - low) if high > low else 0.0
    return room + (WIDTH - 2 * room) * share


def _line(x1: float, y1: float, x2: float, y2: float, layer: str) -> Html:
    return element("line", x1=f"{x1:.1f}", y1=f"{y1:.1f}", x2=f"{x2:.1f}", y2=f"{y2:.1f}", class_=layer)


def _shape(at: int, x: float, y: float) -> Html:
    """A circle, a square, a triangle or a diamond around a point: told apart without colour."""
    kind = at % SHAPES
    layer = f"dot k{kind}"
    if kind == 0:
        return element("circle", cx=f"{x:.1f}", cy=f"{y:.1f}", r="3.6", class_=layer)
    corners = (
        ((-3.2, -3.2), (3.2, -3.2), (3.2, 3.2), (-3.2, 3.2)),
        ((0.0, -4.2), (4.0, 3.2), (-4.0, 3.2)),
        ((0.0, -4.4), (4.4, 0.0), (0.0, 4.4), (-4.4, 0.0)),
    )[kind - 1]
    points = join([f"{x + dx:.1f},{y + dy:.1f} " for dx, dy in corners])
    return element("polygon", points=points.strip(), class_=layer)

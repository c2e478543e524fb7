"""The dot plot of `framing.learn.outlets`, as SVG written by hand: `learn` may not import the rooms that draw pages."""

from __future__ import annotations

import html
import math
from typing import Final

import pandas as pd

from framing.learn.outlets import ALL, STUDIED, WITHOUT_WIRE, head_of, scale_of

PER_LINE: Final = 2
PANEL: Final = 300
LABELS: Final = 150
ROW: Final = 19
HEAD, FOOT, GAP, MARGIN, LEGEND = 30, 24, 36, 16, 34
MOST_TICKS: Final = 5
FIGURES: Final = ("value", "low", "high", "gold")
INK, QUIET, RULE, BLUE, ORANGE = "#1c1e21", "#5c6370", "#dcdee2", "#0062a3", "#b84700"
FONT: Final = "Liberation Sans, Arial, Helvetica, sans-serif"


def draw_outlets(table: pd.DataFrame) -> str:
    """Draw a panel a measure, a row an outlet: the figure as a dot, its interval as a line.

    Parameters
    ----------
    table : pandas.DataFrame
        What `framing.learn.outlets.study_outlets` or `pool_outlets` returned.

    Returns
    -------
    str
        An SVG file. A dashed line stands at the figure of all articles, a hollow dot is an outlet without its wire
        copy, a diamond the annotator's figure where the table has one. Each panel has an axis of its own, which need
        not begin at 0.
    """
    outlets = [name for name in table["outlet"].unique() if name != ALL]
    height = HEAD + ROW * len(outlets) + FOOT
    panels = []
    for at, name in enumerate(STUDIED):
        line, place = divmod(at, PER_LINE)
        left, top = MARGIN + LABELS + place * (PANEL + GAP), MARGIN + LEGEND + line * (height + 8)
        labels = [_text(-10, _middle(k), outlet, anchor="end") for k, outlet in enumerate(outlets) if not place]
        panel = _panel(table[table["measure"] == name], name, outlets)
        panels.append(_element("g", *labels, *panel, transform=f"translate({left} {top})"))
    wide = 2 * MARGIN + LABELS + PER_LINE * PANEL + (PER_LINE - 1) * GAP
    high = MARGIN + LEGEND + math.ceil(len(STUDIED) / PER_LINE) * (height + 8)
    said = _element("title", html.escape("Figures of attribution by outlet, with 95 % intervals"))
    ground = _element("rect", width=wide, height=high, fill="#ffffff")
    size = {"viewBox": f"0 0 {wide} {high}", "width": wide, "height": high, "role": "img", "font_family": FONT}
    drawing = _element("svg", said, ground, _legend(), *panels, xmlns="http://www.w3.org/2000/svg", **size)
    return drawing.replace("><g", ">\n<g") + "\n"


def _panel(rows: pd.DataFrame, name: str, outlets: list[str]) -> list[str]:
    """The head, the axis and the rows of one measure."""
    figures = _figures(rows, scale_of(name))
    known = [value for row in figures.values() for value in row.values() if math.isfinite(value)]
    ticks = find_ticks(min(known, default=0.0), max(known, default=1.0))
    low, step = ticks[0], (ticks[-1] - ticks[0]) / PANEL

    def across(value: float) -> float:
        return (value - low) / step

    end = HEAD + ROW * len(outlets)
    parts = [_text(0, 14, head_of(name), size=13, weight="bold")]
    for tick in ticks:
        parts.append(_line(across(tick), HEAD, across(tick), end, RULE))
        parts.append(_text(across(tick), end + 15, f"{tick:g}", anchor="middle", size=11, fill=QUIET))
    middle = across(figures[ALL]["value"])
    if math.isfinite(middle):
        parts.append(_line(middle, HEAD, middle, end, QUIET, dash="4 3"))
    for k, outlet in enumerate(outlets):
        places = {key: across(value) for key, value in figures[outlet].items()}
        parts += _row(places, k, outlet)
    return parts


def _figures(rows: pd.DataFrame, scale: float) -> dict[str, dict[str, float]]:
    """Outlet to its figures as drawn."""
    columns = [rows[key].mul(scale).tolist() for key in FIGURES if key in rows]
    names = [key for key in FIGURES if key in rows]
    return {
        str(outlet): dict(zip(names, map(float, values), strict=True))
        for outlet, *values in zip(rows["outlet"], *columns, strict=True)
    }


def _row(places: dict[str, float], at: int, outlet: str) -> list[str]:
    """The signs of one outlet; none where there is no figure."""
    parts = []
    if math.isfinite(places["value"]):
        interval = _line(places["low"], _middle(at), places["high"], _middle(at), BLUE, width=2)
        parts += [interval, _dot(places["value"], at, outlet)]
    if math.isfinite(places.get("gold", math.nan)):
        parts.append(_diamond(places["gold"], _middle(at)))
    return parts


def find_ticks(low: float, high: float) -> list[float]:
    """Round figures that enclose an axis, at most `MOST_TICKS` of them and at least two.

    Examples
    --------
    >>> find_ticks(3.9, 11.5), find_ticks(25.5, 36.9)
    ([0.0, 5.0, 10.0, 15.0], [25.0, 30.0, 35.0, 40.0])
    """
    if not (math.isfinite(low) and high > low):
        low, high = (low - 0.5, low + 0.5) if math.isfinite(low) else (0.0, 1.0)
    size = 10.0 ** math.floor(math.log10(high - low))
    for factor in (0.1, 0.2, 0.5, 1, 2, 5, 10):
        step = size * factor
        first, last = math.floor(low / step), math.ceil(high / step)
        if last - first < MOST_TICKS:
            break
    return [round(step * k, 10) for k in range(first, last + 1)]


def _legend() -> str:
    """What the signs mean."""
    places = (0, 150, 330, 510)
    signs = [_line(-10, _middle(0), 10, _middle(0), BLUE, width=2) + _dot(0, 0, "")]
    signs += [_line(-10, _middle(0), 10, _middle(0), BLUE, width=2) + _dot(0, 0, WITHOUT_WIRE)]
    signs += [_diamond(0, _middle(0)), _line(0, _middle(0) - 8, 0, _middle(0) + 8, QUIET, dash="4 3")]
    texts = ("95 % interval", "without wire copy", "PolNeAR’s annotator", "all articles")
    parts = [
        _element("g", sign, _text(17, _middle(0), text), transform=f"translate({x + 10} 0)")
        for x, sign, text in zip(places, signs, texts, strict=True)
    ]
    return _element("g", *parts, transform=f"translate({MARGIN + LABELS} {MARGIN - HEAD})")


def _middle(row: int) -> float:
    return HEAD + ROW * (row + 0.5)


def _dot(x: float, row: int, outlet: str) -> str:
    fill = "#ffffff" if outlet.endswith(WITHOUT_WIRE) else BLUE
    return _element("circle", cx=f"{x:.1f}", cy=_middle(row), r=4, fill=fill, stroke=BLUE, stroke_width=1.5)


def _diamond(x: float, y: float) -> str:
    corners = " ".join(f"{x + dx:.1f},{y + dy:.1f}" for dx, dy in ((0, -5), (5, 0), (0, 5), (-5, 0)))
    return _element("polygon", points=corners, fill="none", stroke=ORANGE, stroke_width=1.6)


def _line(x1: float, y1: float, x2: float, y2: float, stroke: str, *, width: float = 1, dash: str = "none") -> str:
    ends = {"x1": f"{x1:.1f}", "y1": f"{y1:.1f}", "x2": f"{x2:.1f}", "y2": f"{y2:.1f}"}
    return _element("line", **ends, stroke=stroke, stroke_width=width, stroke_dasharray=dash)


def _text(
    x: float, y: float, text: str, *, anchor: str = "start", size: int = 12, weight: str = "normal", fill: str = INK
) -> str:
    style = {"font_size": size, "font_weight": weight, "fill": fill, "text_anchor": anchor}
    return _element("text", html.escape(text), x=f"{x:.1f}", y=f"{y + 4:.1f}", **style)


def _element(name: str, *children: str, **attributes: object) -> str:
    """One element; its children are markup already, its attributes are ours and need no escape."""
    said = "".join(f' {key.replace("_", "-")}="{value}"' for key, value in attributes.items())
    return f"<{name}{said}>{''.join(children)}</{name}>"

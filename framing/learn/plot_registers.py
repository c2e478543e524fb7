"""The table of `framing.learn.registers` as one SVG: a panel a contrast, a row a figure, differences with intervals."""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping
from html import escape
from typing import Any, Final

import pandas as pd

LEFT, TOP, ROW, WIDE, RIGHT, FOOT = 190, 34, 20, 420, 30, 46
SIGNS: Final = {"+": "more expected", "-": "less expected", "": ""}


def draw_registers(table: pd.DataFrame) -> str:
    """Draw the differences.

    Parameters
    ----------
    table : pandas.DataFrame
        What `framing.learn.registers.study_registers` returned.

    Returns
    -------
    str
        An SVG file.

    Examples
    --------
    >>> row = {"group": "opinion", "reference": "news", "metric": "boosters_per_1000_words", "expected": "+"}
    >>> draw_registers(pd.DataFrame([row | {"difference": 1.0, "low": 0.5, "high": 1.5}])).startswith("<svg")
    True
    """
    most = float(math.ceil(table[["low", "high"]].abs().to_numpy().max()))
    body: list[str] = []
    y = TOP
    for (group, reference), rows in table.groupby(["group", "reference"], sort=False):
        body.append(f'<text x="10" y="{y - 12}" font-weight="bold">{escape(f"{group} against {reference}")}</text>')
        for row in rows.to_dict("records"):
            body += _row(row, y, most)
            y += ROW
        body += _axis(y, len(rows), most)
        y += TOP + 20
    width, height = LEFT + WIDE + RIGHT + 110, y + FOOT - TOP
    head = (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {height}" width="{width}" height="{height}" '
        'font-family="sans-serif" font-size="12" role="img" aria-label="Differences per 1,000 words, 95 % intervals">'
    )
    about = "Difference per 1,000 words with its 95 % interval; filled: as expected and sure."
    foot = f'<text x="10" y="{height - 14}" fill="#444">{about}</text>'
    return "\n".join([head, f'<rect width="{width}" height="{height}" fill="white"/>', *body, foot, "</svg>"]) + "\n"


def _at(value: float, most: float) -> float:
    return LEFT + WIDE * (0.5 + value / (2 * most))


def _row(row: Mapping[Any, Any], y: int, most: float) -> Iterator[str]:
    middle = y + ROW / 2
    name = str(row["metric"]).removesuffix("_per_1000_words").replace("_", " ")
    sign = str(row["expected"])
    sure = (sign == "+" and row["low"] > 0) or (sign == "-" and row["high"] < 0)
    yield f'<text x="{LEFT - 10}" y="{middle + 4}" text-anchor="end">{escape(name)}</text>'
    low, high = _at(row["low"], most), _at(row["high"], most)
    yield f'<line x1="{low:.1f}" x2="{high:.1f}" y1="{middle}" y2="{middle}" stroke="#0b3d91" stroke-width="2"/>'
    fill = "#0b3d91" if sure else "white"
    dot = _at(row["difference"], most)
    yield f'<circle cx="{dot:.1f}" cy="{middle}" r="4" fill="{fill}" stroke="#0b3d91" stroke-width="1.5"/>'
    yield f'<text x="{LEFT + WIDE + 14}" y="{middle + 4}" fill="#444">{SIGNS[sign]}</text>'


def _axis(y: int, rows: int, most: float) -> Iterator[str]:
    for value in (-most, -most / 2, 0.0, most / 2, most):
        x = _at(value, most)
        yield f'<text x="{x:.1f}" y="{y + 14}" text-anchor="middle" fill="#444">{value:+g}</text>'
    yield f'<line x1="{LEFT}" x2="{LEFT + WIDE}" y1="{y}" y2="{y}" stroke="#999"/>'
    x = _at(0.0, most)
    yield f'<line x1="{x}" x2="{x}" y1="{y - rows * ROW}" y2="{y}" stroke="#999" stroke-dasharray="3 3"/>'

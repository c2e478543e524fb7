"""The curves of `framing.learn.keyness_curves` as one SVG: a panel a kind of word, a line a test.

Start with `draw_keyness`. Lines differ in dash and in lightness, so that they are told apart in grey as well.
"""

from __future__ import annotations

from collections.abc import Iterator
from html import escape
from types import MappingProxyType
from typing import Any, Final

import pandas as pd

WIDE: Final = 250
HIGH: Final = 210
LEFT: Final = 42
TOP: Final = 34
GAP: Final = 28
FOOT: Final = 96

LOOKS: Final = MappingProxyType(
    {
        "framing.keyness": ("#0b3d91", "", 3.0),
        "Mann-Whitney, rates": ("#3f7fbf", "6 3", 1.6),
        "Welch, rates": ("#7fa8d1", "2 2", 1.6),
        "log odds, own error": ("#c65102", "6 3", 1.6),
        "chi-squared": ("#e08a3c", "2 2", 1.6),
        "log-likelihood G2": ("#8c3a00", "", 1.6),
    }
)
"""Colour, dashes and width of each test's line: blue ones hold their size, orange ones do not."""


def draw_keyness(table: pd.DataFrame) -> str:
    """Draw size and power.

    Parameters
    ----------
    table : pandas.DataFrame
        What `framing.learn.keyness_curves.draw_curves` returned.

    Returns
    -------
    str
        An SVG file.

    Examples
    --------
    >>> rows = [{"of": "cues", "test": "chi-squared", "times": t, "share": 0.1 * t, "n": 8} for t in (1.0, 2.0)]
    >>> draw_keyness(pd.DataFrame(rows)).startswith("<svg")
    True
    """
    kinds = list(dict.fromkeys(table["of"]))
    tests = [name for name in LOOKS if name in set(table["test"])]
    width = LEFT + len(kinds) * (WIDE + GAP)
    height = TOP + HIGH + FOOT
    body = [
        line for k, of in enumerate(kinds) for line in _panel(table[table["of"] == of], of, LEFT + k * (WIDE + GAP))
    ]
    head = (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {height}" width="{width}" height="{height}" '
        'font-family="sans-serif" font-size="11" role="img" aria-label="Share of words with p up to .05, by test">'
    )
    ground = f'<rect width="{width}" height="{height}" fill="white"/>'
    return "\n".join([head, ground, *body, *_key(tests), "</svg>"]) + "\n"


def _panel(rows: pd.DataFrame, of: str, left: int) -> Iterator[str]:
    """One kind of word: share of words called different over how many times as often they are used."""
    times = sorted(set(rows["times"]))
    most = max(0.6, float(rows["share"].max()))

    def place(time: float, share: float) -> str:
        x = left + WIDE * times.index(time) / max(len(times) - 1, 1)
        return f"{x:.1f},{TOP + HIGH * (1 - share / most):.1f}"

    yield f'<text x="{left}" y="{TOP - 14}" font-weight="bold">{escape(of)}</text>'
    for share in (0.0, 0.05, 0.2, 0.4, 0.6):
        y = TOP + HIGH * (1 - share / most)
        dark = "#666" if share == 0.05 else "#ddd"
        yield f'<line x1="{left}" x2="{left + WIDE}" y1="{y:.1f}" y2="{y:.1f}" stroke="{dark}"/>'
        yield f'<text x="{left - 4}" y="{y + 4:.1f}" text-anchor="end" fill="#444">{100 * share:.0f} %</text>'
    for time in times:
        x = place(time, 0.0).split(",")[0]
        yield f'<text x="{x}" y="{TOP + HIGH + 16}" text-anchor="middle" fill="#444">×{time:g}</text>'
    for test, found in rows.groupby("test", sort=False):
        ordered = found.sort_values("times")
        points = " ".join(map(place, ordered["times"].tolist(), ordered["share"].tolist()))
        yield f'<polyline points="{points}" fill="none" {_look(test)}/>'


def _look(test: Any) -> str:
    colour, dashes, width = LOOKS[str(test)]
    return f'stroke="{colour}" stroke-width="{width}" stroke-dasharray="{dashes or "none"}"'


def _key(tests: list[str]) -> Iterator[str]:
    """Which line is which, and what the axes are."""
    for k, test in enumerate(tests):
        x, y = LEFT + 190 * (k % 3), TOP + HIGH + 42 + 18 * (k // 3)
        yield f'<line x1="{x}" x2="{x + 34}" y1="{y}" y2="{y}" {_look(test)}/>'
        yield f'<text x="{x + 40}" y="{y + 4}">{escape(test)}</text>'
    about = "Share of words with p up to .05 where one half of the articles uses each word so many times as often"
    yield f'<text x="{LEFT}" y="{TOP + HIGH + 86}" fill="#444">{about}; ×1: nothing differs.</text>'

"""The dot plot of `framing.learn.outlets`, as SVG written by hand: `learn` may not import the rooms that draw pages."""

from __future__ import annotations

import html
import math
from typing import Any, Final

import pandas as pd

from framing.learn.outlets import ALL, STUDIED, WITHOUT_WIRE

PANEL: Final = (236, 28, 232)
"""Width of a panel, the gap after it, and its height without its rows."""
ROW: Final = 19
LABELS: Final = 158
PER_LINE: Final = 3
HEAD, FOOT, GAP = 34, 26, 26
MARGIN: Final = 14
LEGEND: Final = 34
TICKS: Final = 4
INK, QUIET, RULE, BLUE, ORANGE = "#1c1e21", "#5c6370", "#dcdee2", "#0062a3", "#b84700"
FONT: Final = "Liberation Sans, Arial, Helvetica, sans-serif"

"""Figures for papers and notebooks, with matplotlib (extra ``plots``): they take and return Axes, so that people go on.

Start with `plot_comparison`. Every figure draws a table that it is given and computes nothing; under it stands what it
rests on and which version made it. Rows are told apart by place, pieces by lightness and hatching, so that grey
prints as well as colour.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import TYPE_CHECKING, Any, Final

import pandas as pd

from framing.errors import OptionError, valid_names
from framing.show.figures import label
from framing.show.markup import visible

if TYPE_CHECKING:
    from matplotlib.axes import Axes

    from framing.report import Report

INK: Final = "#1c1e21"
QUIET: Final = "#5c6370"
BLUE: Final = "#0062a3"
SURE: Final = 0.05
"""A dot is filled when the corrected p is smaller."""

NO_GROUP: Final = "(not given)"
ROW: Final = 0.42
"""Inches of height that a row gets in a figure that is made here."""

SHADES: Final = (
    "#08306b",
    "#c6dbef",
    "#4292c6",
    "#f7f7f7",
    "#fdae6b",
    "#a63603",
    "#d9d9d9",
    "#737373",
    "#fee6ce",
    "#252525",
)
HATCHES: Final = ("", "////", "", "....", "", "xxxx", "\\\\\\\\", "", "++++", "")
"""Fill and hatching of the types of source, in their order: neighbours differ in lightness and in pattern."""


def plot_comparison(report: Report, comparison: pd.DataFrame, *, metric: str, ax: Axes | None = None) -> Axes:
    """Draw how far each group stands from its reference, with intervals.

    Parameters
    ----------
    report : Report
        What `framing.analyze` returned; its versions stand under the figure.
    comparison : pandas.DataFrame
        What `framing.compare` returned for it.
    metric : str
        One of its metrics.
    ax : matplotlib.axes.Axes, optional
        Where to draw; by default in a figure of its own.

    Returns
    -------
    matplotlib.axes.Axes
        A row a group: dot and line are the difference and its 95 % interval, filled where p corrected for the whole
        table is under .05; a cross where there is no interval. The group's own figure stands at the right.

    Raises
    ------
    OptionError
        When the table has no such metric.

    Examples
    --------
    >>> import framing
    >>> report = framing.analyze(framing.load_newsroom())
    >>> ax = framing.show.plot_comparison(report, framing.compare(report), metric="attributed_share")
    >>> ax.get_title(loc="left")
    'attributed share'
    """
    metrics = list(dict.fromkeys(comparison["metric"]))
    if metric not in metrics:
        raise OptionError(f"metric={metric!r} is not in the table", do=valid_names(metric, metrics))
    rows = comparison[comparison["metric"] == metric].to_dict("records")
    ax = ax if ax is not None else _axes(len(rows))
    ax.axvline(0, color=QUIET, linewidth=1, linestyle=(0, (4, 3)))
    for y, row in enumerate(rows):
        _draw_interval(ax, y, row["difference"], row)
        ax.annotate(_number(row["estimate"]), (1.01, y), xycoords=("axes fraction", "data"), va="center", fontsize=9)
    _name_rows(ax, [f"{_name(row['group'])}  (n = {row['n']:,})" for row in rows])
    references = sorted({_name(row["reference"]) for row in rows})
    ax.set_xlabel(f"difference to {', '.join(references)}; right: the group's own figure", fontsize=9, color=QUIET)
    ax.set_title(label(metric), loc="left", fontsize=11, color=INK)
    averages = ", ".join(sorted(set(comparison.loc[comparison["metric"] == metric, "average"])))
    _sign(ax, report, f"{averages}; 95 % intervals; filled: p < .05 after correction ({rows[0]['adjustment']})")
    return ax


def plot_speakers(report: Report, sources: pd.DataFrame, *, ax: Axes | None = None) -> Axes:
    """Draw who speaks in each group: shares of the attributed words by type of source.

    Parameters
    ----------
    report : Report
        What `framing.analyze` returned; its versions stand under the figure.
    sources : pandas.DataFrame
        What `framing.comparison.compare_sources` returned for it.
    ax : matplotlib.axes.Axes, optional
        Where to draw; by default in a figure of its own.

    Returns
    -------
    matplotlib.axes.Axes
        A bar a group, a piece a type of source.

    Examples
    --------
    >>> import framing
    >>> report = framing.analyze(framing.load_newsroom())
    >>> ax = framing.show.plot_speakers(report, framing.comparison.compare_sources(report))
    >>> len(ax.get_yticklabels())
    4
    """
    groups = list(dict.fromkeys(None if pd.isna(group) else group for group in sources["group"]))
    ax = ax if ax is not None else _axes(len(groups) + 2)
    left = [0.0] * len(groups)
    for k, kind in enumerate(dict.fromkeys(sources["source_type"])):
        shares = [
            0.0 if math.isnan(value) else float(value) for value in sources.query("source_type == @kind")["share"]
        ]
        bars = ax.barh(range(len(groups)), shares, left=left, height=0.66, label=kind, color=SHADES[k % len(SHADES)])
        for bar in bars:
            bar.set(hatch=HATCHES[k % len(HATCHES)], edgecolor=INK, linewidth=0.5)
        left = [a + b for a, b in zip(left, shares, strict=True)]
    words = sources.groupby("group", dropna=False, sort=False)["n_words"].sum().tolist()
    _name_rows(ax, [f"{_name(group)}  ({n:,} words)" for group, n in zip(groups, words, strict=True)])
    ax.set_xlim(0, 1)
    ax.set_xlabel("share of the words attributed to any source", fontsize=9, color=QUIET)
    ax.set_title("who speaks", loc="left", fontsize=11, color=INK)
    ax.legend(loc="upper left", bbox_to_anchor=(1.01, 1.0), frameon=False, fontsize=9, handleheight=1.2)
    _sign(ax, report, "attributions without a source do not count")
    return ax


def plot_keyness(
    report: Report, keyness: pd.DataFrame, *, group: str, most: int = 10, ax: Axes | None = None
) -> Axes:  # fmt: skip
    """Draw the words that set a group apart, in both directions.

    Parameters
    ----------
    report : Report
        What `framing.analyze` returned; its versions stand under the figure.
    keyness : pandas.DataFrame
        What `framing.keyness` returned for it.
    group : str
        One of its groups.
    most : int
        Words at either end that are drawn.
    ax : matplotlib.axes.Axes, optional
        Where to draw; by default in a figure of its own.

    Returns
    -------
    matplotlib.axes.Axes
        A row a word: log odds and their 95 % interval, filled where p corrected for the whole table is under .05.

    Raises
    ------
    OptionError
        When the table has no such group.

    Examples
    --------
    >>> import framing
    >>> report = framing.analyze(framing.load_newsroom())
    >>> ax = framing.show.plot_keyness(report, framing.keyness(report, of="cues"), group="Daily Flare", most=3)
    >>> ax.get_title(loc="left")
    'what sets Daily Flare apart'
    """
    groups = list(dict.fromkeys(keyness["group"].dropna()))
    if group not in groups:
        raise OptionError(f"group={group!r} is not in the table", do=valid_names(group, groups))
    mine = keyness[(keyness["group"] == group).fillna(value=False)]
    shown = mine if len(mine) <= 2 * most else pd.concat([mine.head(most), mine.tail(most)])
    rows = shown.to_dict("records")
    ax = ax if ax is not None else _axes(len(rows))
    ax.axvline(0, color=QUIET, linewidth=1, linestyle=(0, (4, 3)))
    for y, row in enumerate(rows):
        _draw_interval(ax, y, row["log_odds"], row)
        counts = f"{row['count']:,} : {row['reference_count']:,}"
        ax.annotate(counts, (1.01, y), xycoords=("axes fraction", "data"), va="center", fontsize=9)
    _name_rows(ax, [visible(str(row["word"])) for row in rows])
    ax.set_xlabel("log odds, above 0: more in the group; right: occurrences there and in the reference", fontsize=9)
    ax.set_title(f"what sets {visible(group)} apart", loc="left", fontsize=11, color=INK)
    n = f"n = {rows[0]['n']:,} and {rows[0]['n_reference']:,} articles; " if rows else ""
    _sign(ax, report, f"{n}95 % intervals; filled: p < .05 after correction")
    return ax


def _axes(rows: int) -> Axes:
    try:
        from matplotlib.figure import Figure
    except ImportError as error:
        raise OptionError("matplotlib is not installed", do="pip install 'framing-analysis[plots]'") from error
    # A figure that pyplot does not know: nothing has to be closed, and no window opens.
    figure = Figure(figsize=(8.0, 1.6 + ROW * rows), layout="constrained")
    return figure.subplots()


def _draw_interval(ax: Axes, y: int, at: float, row: dict[Any, Any]) -> None:
    """A dot with its line; a cross where there is no interval; nothing where there is no figure."""
    if not math.isfinite(at):
        return
    if not (math.isfinite(row["low"]) and math.isfinite(row["high"])):
        ax.plot([at], [y], marker="x", color=QUIET, markersize=7)
        return
    ax.plot([row["low"], row["high"]], [y, y], color=BLUE, linewidth=2, solid_capstyle="butt")
    fill = BLUE if row["p_adjusted"] < SURE else "white"
    ax.plot([at], [y], marker="o", color=BLUE, markerfacecolor=fill, markeredgewidth=1.6, markersize=7)


def _name_rows(ax: Axes, names: Sequence[str]) -> None:
    ax.set_yticks(range(len(names)), names)
    ax.set_ylim(len(names) - 0.5, -0.5)
    ax.tick_params(axis="y", length=0)
    ax.grid(visible=True, axis="x", color="#dcdee2", linewidth=0.7)
    ax.set_axisbelow(True)
    for side in ("top", "right", "left"):
        ax.spines[side].set_visible(False)


def _sign(ax: Axes, report: Report, settings: str) -> None:
    """What stands under every figure: how much, with which settings, by which version."""
    articles, words = len(report.articles), int(report.articles["n_words"].sum())
    version = report.provenance.get("framing", "")
    text = f"{articles:,} articles, {words:,} words. {settings[0].upper()}{settings[1:]}.\nframing {version}"
    ax.annotate(
        text, (0, 0), (0, -38), xycoords="axes fraction", textcoords="offset points", fontsize=8, color=QUIET, va="top"
    )


def _name(group: Any) -> str:
    return NO_GROUP if group is None or group is pd.NA or pd.isna(group) else visible(str(group))


def _number(value: float) -> str:
    return f"{value:.3g}" if math.isfinite(value) else "–"

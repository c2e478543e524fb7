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
from framing.show.colophon import corpus_size, stamp
from framing.show.figures import label, written
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

CHARACTERS: Final = 11
"""Of the line under a figure that fit beside the names of its rows, for each inch of the figure's width."""

LEAST_MENTIONS: Final = 5
"""Mentions under which a cell of the heat map has no colour: one article can hold as many."""

LEAST_REACH: Final = 0.1
"""The colours are full at the largest stance that is drawn, but never under this."""

STANCE_COLOURS: Final = ("#8a3c00", "#e08a3c", "#f4f2ee", "#5aa3dc", "#08407a")
"""From unfavorable by nothing to favorable: orange and blue, which the colour-blind tell apart. In grey both ends are
dark, so every cell has its sign."""

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
    figures = written([float(row["estimate"]) for row in rows])
    for y, row in enumerate(rows):
        _draw_interval(ax, y, row["difference"], row)
        ax.annotate(figures[y], (1.01, y), xycoords=("axes fraction", "data"), va="center", fontsize=9)
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


def plot_stance(
    report: Report, stances: pd.DataFrame, *, most: int = 12, least: int = LEAST_MENTIONS, ax: Axes | None = None
) -> Axes:  # fmt: skip
    """Draw how each group's writers stand toward the most mentioned actors, as a heat map.

    Parameters
    ----------
    report : Report
        What `framing.analyze` returned; its versions stand under the figure.
    stances : pandas.DataFrame
        What `framing.comparison.compare_stance` returned for it.
    most : int
        Actors that are drawn, the most mentioned first.
    least : int
        Mentions in the writer's voice under which a cell has no colour and says "too few"; its figures stand there.
    ax : matplotlib.axes.Axes, optional
        Where to draw; by default in a figure of its own.

    Returns
    -------
    matplotlib.axes.Axes
        A row an actor, a column a group. A cell has its figure, with its sign and "▲" or "▼" so that grey tells too,
        and n, the mentions it rests on; "–" where the group's writers do not mention the actor.

    Raises
    ------
    OptionError
        When the table is empty.

    Examples
    --------
    >>> import framing
    >>> report = framing.analyze(framing.load_newsroom())
    >>> ax = framing.show.plot_stance(report, framing.comparison.compare_stance(report), most=3, least=2)
    >>> [label.get_text() for label in ax.get_yticklabels()]
    ['Dana Whitlow', 'Swiftline', 'North Sea Council']
    """
    if stances.empty:
        raise OptionError("the table of stances is empty", do="analyze articles that mention an actor")
    actors = stances["actor"].drop_duplicates().head(most).tolist()
    groups = [None if pd.isna(group) else group for group in stances["group"].drop_duplicates()]
    rows = stances[stances["actor"].isin(actors)].to_dict("records")
    at = {(row["actor"], None if pd.isna(row["group"]) else row["group"]): row for row in rows}
    known = [row for row in rows if row["n_mentions"] >= least and math.isfinite(row["estimate"])]
    reach = max([abs(row["estimate"]) for row in known] + [LEAST_REACH])
    ax = ax if ax is not None else _axes(round(1.3 * len(actors)) + 2, width=3.0 + 1.15 * len(groups))
    for y, actor in enumerate(actors):
        for x, group in enumerate(groups):
            _draw_cell(ax, x, y, at[actor, group], least, reach)
    _name_rows(ax, [visible(str(actor)) for actor in actors])
    ax.grid(visible=False)
    turned = 30 if len(groups) > 6 else 0
    names = [_wrapped(_name(group)) for group in groups]
    ax.set_xticks(range(len(groups)), names, fontsize=9, rotation=turned, ha="left" if turned else "center")
    ax.set_xlim(-0.5, len(groups) - 0.5)
    ax.tick_params(axis="x", length=0, top=False, labeltop=True, bottom=False, labelbottom=False)
    ax.spines["bottom"].set_visible(False)
    ax.set_title("stance in the writer's own voice", loc="left", fontsize=11, color=INK, pad=10)
    _draw_scale(ax, reach)
    settings = f"means of articles, -1 to 1; n: mentions; no colour under {least} mentions; – : none"
    _sign(ax, report, settings, below=12)
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
    ax.set_xlabel(
        "log odds, above 0: more in the group; right: occurrences there and in the reference", fontsize=9, color=QUIET
    )
    ax.set_title(f"what sets {visible(group)} apart", loc="left", fontsize=11, color=INK)
    n = f"{rows[0]['n']:,} articles against {rows[0]['n_reference']:,}; " if rows else ""
    _sign(ax, report, f"{n}95 % intervals; filled: p < .05 after correction")
    return ax


def _axes(rows: int, *, width: float = 8.0) -> Axes:
    try:
        from matplotlib.figure import Figure
    except ImportError as error:
        raise OptionError("matplotlib is not installed", do="pip install 'framing-analysis[plots]'") from error
    # A figure that pyplot does not know: nothing has to be closed, and no window opens.
    figure = Figure(figsize=(width, 1.6 + ROW * rows), layout="constrained")
    return figure.subplots()


def _draw_cell(ax: Axes, x: int, y: int, row: dict[Any, Any], least: int, reach: float) -> None:
    """A square with its figure; grey and said so where too few mentions stand behind it."""
    from matplotlib.patches import Rectangle

    n, score = int(row["n_mentions"]), float(row["estimate"])
    if not n or not math.isfinite(score):
        ax.text(x, y, "–", ha="center", va="center", fontsize=9, color=QUIET)
        return
    few = n < least
    colour = "#ffffff" if few else _shade(score / reach)
    edge, width = ("#dcdee2", 0.7) if few else ("white", 1.5)
    ax.add_patch(Rectangle((x - 0.5, y - 0.5), 1, 1, facecolor=colour, edgecolor=edge, linewidth=width))
    ink = QUIET if few else _readable_on(colour)
    sign = "" if few or f"{score:+.2f}"[1:] == "0.00" else "▲ " if score > 0 else "▼ "
    text = f"{score:+.2f}" if f"{score:.2f}".strip("-") != "0.00" else "0.00"
    ax.text(x, y - 0.14, sign + text.replace("-", "−"), ha="center", va="center", fontsize=9, color=ink)
    ax.text(x, y + 0.26, f"n = {n:,}" + (", too few" if few else ""), ha="center", va="center", fontsize=7, color=ink)


def _shade(part: float) -> str:
    """From -1 to 1: the colour between unfavorable, nothing and favorable."""
    from matplotlib.colors import LinearSegmentedColormap, to_hex

    return to_hex(LinearSegmentedColormap.from_list("stance", STANCE_COLOURS)((part + 1) / 2))


def _readable_on(colour: str) -> str:
    """Black or white, whichever stands out more from the colour (relative luminance, WCAG 2)."""
    from matplotlib.colors import to_rgb

    red, green, blue = (v / 12.92 if v <= 0.04045 else ((v + 0.055) / 1.055) ** 2.4 for v in to_rgb(colour))
    return "black" if 0.2126 * red + 0.7152 * green + 0.0722 * blue > 0.179 else "white"


def _draw_scale(ax: Axes, reach: float) -> None:
    """What the colours mean, beside the map."""
    from matplotlib.cm import ScalarMappable
    from matplotlib.colors import LinearSegmentedColormap, Normalize

    colours = LinearSegmentedColormap.from_list("stance", STANCE_COLOURS)
    scale = ScalarMappable(Normalize(-reach, reach), colours)
    bar = ax.figure.colorbar(scale, ax=ax, fraction=0.05, pad=0.02, aspect=30, ticks=[-reach, 0, reach])
    bar.ax.set_yticklabels([f"▼ −{reach:.2f}\nunfavorable", "0", f"▲ +{reach:.2f}\nfavorable"], fontsize=8)
    bar.outline.set_visible(False)


def _wrapped(name: str) -> str:
    import textwrap

    return "\n".join(textwrap.wrap(name, 14, max_lines=3, placeholder="…")) or name


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


def _sign(ax: Axes, report: Report, settings: str, *, below: int = 38) -> None:
    """What stands under every figure: how much, with which settings, by which version."""
    import textwrap

    width = int(CHARACTERS * ax.figure.get_figwidth())  # type: ignore[union-attr]
    said = (f"{corpus_size(report)}. {settings[0].upper()}{settings[1:]}.", stamp(report))
    text = "\n".join(line for part in said for line in textwrap.wrap(part, width))
    ax.annotate(
        text,
        (0, 0),
        (0, -below),
        xycoords="axes fraction",
        textcoords="offset points",
        fontsize=8,
        color=QUIET,
        va="top",
    )


def _name(group: Any) -> str:
    return NO_GROUP if group is None or group is pd.NA or pd.isna(group) else visible(str(group))

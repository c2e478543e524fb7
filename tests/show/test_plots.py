"""Figures show what the tables say, on the Axes that are given, and say what they rest on."""

import builtins
import io

import pytest
from matplotlib.colors import to_hex, to_rgb
from matplotlib.figure import Figure

import framing
from framing.comparison import compare_sources, compare_stance
from framing.errors import OptionError
from framing.show import plot_comparison, plot_keyness, plot_speakers, plot_stance
from framing.show.plots import HATCHES, SHADES


@pytest.fixture(scope="module")
def comparison(newsroom):
    return framing.compare(newsroom)


def drawn(ax):
    """Every text of the figure, as a reader would meet it."""
    texts = [*ax.texts, *ax.get_yticklabels(), ax.title, ax._left_title, ax.xaxis.label]
    return " ".join(text.get_text() for text in texts)


def test_a_row_a_group_with_its_difference_and_interval(newsroom, comparison):
    ax = plot_comparison(newsroom, comparison, metric="attributed_share")
    rows = comparison[comparison["metric"] == "attributed_share"]
    dots = [line.get_xdata()[0] for line in ax.lines if line.get_marker() == "o"]
    spans = [tuple(line.get_xdata()) for line in ax.lines if line.get_marker() == "None" and line.get_linewidth() == 2]
    assert dots == rows["difference"].tolist()
    assert spans == list(zip(rows["low"], rows["high"], strict=True))
    for group in rows["group"]:
        assert group in drawn(ax)


def test_a_dot_is_filled_only_where_the_corrected_p_is_small(newsroom, comparison):
    table = comparison[comparison["metric"] == "attributed_share"].assign(p_adjusted=[0.01, 0.2, 0.2, 0.2])
    ax = plot_comparison(newsroom, table, metric="attributed_share")
    assert [line.get_markerfacecolor() for line in ax.lines if line.get_marker() == "o"].count("white") == 3


def test_without_an_interval_there_is_a_cross_and_without_a_figure_nothing(newsroom):
    table = framing.compare(newsroom, metrics=["attributed_share"], pair_on="story")
    assert [line.get_marker() for line in plot_comparison(newsroom, table, metric="attributed_share").lines[1:]] == [
        "x"
    ] * 4
    nothing = table.assign(difference=float("nan"))
    assert len(plot_comparison(newsroom, nothing, metric="attributed_share").lines) == 1


def test_who_speaks_fills_a_bar_a_group(newsroom):
    ax = plot_speakers(newsroom, compare_sources(newsroom))
    for row in range(4):
        assert sum(bars[row].get_width() for bars in ax.containers) == pytest.approx(1.0)


def test_keyness_shows_both_ends(newsroom):
    table = framing.keyness(newsroom, of="cues")
    mine = table[table["group"] == "Daily Flare"]
    ax = plot_keyness(newsroom, table, group="Daily Flare", most=2)
    assert [tick.get_text() for tick in ax.get_yticklabels()] == [*mine["word"].head(2), *mine["word"].tail(2)]


def test_they_draw_on_the_axes_that_are_given_and_say_what_they_rest_on(newsroom, comparison):
    one, two, three, four = Figure().subplots(4)
    assert plot_comparison(newsroom, comparison, metric="attributed_share", ax=one) is one
    assert plot_speakers(newsroom, compare_sources(newsroom), ax=two) is two
    assert plot_keyness(newsroom, framing.keyness(newsroom, of="cues"), group="Daily Flare", ax=three) is three
    assert plot_stance(newsroom, compare_stance(newsroom), ax=four) is four
    for ax in (one, two, three, four):
        said = " ".join(drawn(ax).split())
        assert "16 articles" in said
        assert f"framing {framing.__version__}" in said
        assert "settings " in said


@pytest.fixture(scope="module")
def stances(newsroom):
    return compare_stance(newsroom)


def test_the_heat_map_prints_every_figure_and_what_it_rests_on(newsroom, stances):
    ax = plot_stance(newsroom, stances, most=4, least=2)
    rows = stances[stances["actor"].isin(stances["actor"].unique()[:4])]
    said = drawn(ax)
    assert [tick.get_text() for tick in ax.get_yticklabels()] == rows["actor"].unique().tolist()
    for row in rows[rows["n_mentions"] > 1].to_dict("records"):
        assert f"{row['estimate']:+.2f}".replace("-", "−") in said
    counts = [f"n = {n}" + ", too few" * (n < 2) for n in rows["n_mentions"] if n]
    assert sorted(t.get_text() for t in ax.texts if t.get_text().startswith("n = ")) == sorted(counts)
    assert sum(t.get_text() == "–" for t in ax.texts) == (rows["n_mentions"] == 0).sum()


def test_too_few_mentions_have_no_colour(newsroom, stances):
    ax = plot_stance(newsroom, stances, most=3, least=1_000)
    assert {to_hex(cell.get_facecolor()) for cell in ax.patches} == {"#ffffff"}
    assert "▼" not in drawn(ax)


def test_a_sign_tells_favorable_from_unfavorable_without_colour(newsroom, stances):
    table = stances.head(2).assign(estimate=[0.3, -0.3], n_mentions=9)
    ax = plot_stance(newsroom, table)
    figures = [text.get_text() for text in ax.texts if "0.30" in text.get_text()]
    assert figures == ["▲ +0.30", "▼ −0.30"]
    shades = [to_rgb(cell.get_facecolor()) for cell in ax.patches]
    assert shades[0][2] > shades[0][0]
    assert shades[1][0] > shades[1][2]


def test_figures_on_a_cell_stand_out_from_its_colour(newsroom, stances):
    steps = [k / 10 - 1 for k in range(21)]
    for step in steps:
        ax = plot_stance(newsroom, stances.head(2).assign(estimate=[step, 1.0], n_mentions=9))
        ground = luminance(ax.patches[0].get_facecolor())
        ink = luminance(ax.texts[0].get_color())
        assert (max(ground, ink) + 0.05) / (min(ground, ink) + 0.05) >= 4.5, step


def luminance(colour):
    """Relative luminance (WCAG 2)."""
    linear = [v / 12.92 if v <= 0.04045 else ((v + 0.055) / 1.055) ** 2.4 for v in to_rgb(colour)]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def test_a_hostile_name_stays_text(newsroom, stances):
    table = stances.head(1).assign(actor="$x_\u202e$", group="<b>", n_mentions=9)
    ax = plot_stance(newsroom, table)
    ax.figure.savefig(io.BytesIO())
    assert "⟨U+202E⟩" in drawn(ax)


def test_an_empty_table_of_stances_is_refused(newsroom, stances):
    with pytest.raises(OptionError, match="empty"):
        plot_stance(newsroom, stances.head(0))


def test_neighbouring_types_of_source_are_told_apart_in_grey():
    grey = [0.299 * r + 0.587 * g + 0.114 * b for r, g, b in map(to_rgb, SHADES)]
    for k in range(len(SHADES) - 1):
        assert abs(grey[k] - grey[k + 1]) > 0.15 or HATCHES[k] != HATCHES[k + 1]


def test_what_is_not_in_the_table_is_refused_with_what_is(newsroom, comparison):
    with pytest.raises(OptionError, match="did you mean 'quoted_share'"):
        plot_comparison(newsroom, comparison, metric="quoted_shares")
    with pytest.raises(OptionError, match="'Daily Flare'"):
        plot_keyness(newsroom, framing.keyness(newsroom, of="cues"), group="Flare")


def test_without_matplotlib_the_error_says_what_to_install(newsroom, comparison, monkeypatch):
    real = builtins.__import__

    def missing(name, *rest, **more):
        if name.startswith("matplotlib"):
            raise ImportError(name)
        return real(name, *rest, **more)

    monkeypatch.setattr(builtins, "__import__", missing)
    with pytest.raises(OptionError, match=r"framing-analysis\[plots\]"):
        plot_comparison(newsroom, comparison, metric="attributed_share")

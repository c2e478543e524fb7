"""The figures of outlets: pooled as a hand would pool them, with intervals that hold them, written and drawn whole."""

import math
import xml.etree.ElementTree as ET

import pytest

import framing
from framing.learn.outlets import STUDIED, count_exposures, group_items, pool_groups, pool_outlets, write_outlets
from framing.learn.plot_outlets import draw_outlets, find_ticks

SVG = "{http://www.w3.org/2000/svg}"


@pytest.fixture(scope="module")
def table(newsroom):
    return pool_outlets(newsroom)


def value(table, measure, outlet):
    return table.set_index(["measure", "outlet"]).loc[(measure, outlet), "value"]


def test_there_is_a_row_for_each_measure_and_outlet(newsroom, table):
    outlets = sorted(newsroom.articles["outlet"].unique())
    assert table[["measure", "outlet"]].to_numpy().tolist() == [[m, o] for m in STUDIED for o in [*outlets, "all"]]


def test_a_share_is_pooled_over_attributions_not_averaged_over_articles():
    report = framing.analyze(
        [
            {
                "id": "long",
                "outlet": "Sun",
                "text": "“It rains,” Ann Lee said. “It pours,” Ann Lee said. Bo Ek said no.",
            },
            {"id": "short", "outlet": "Sun", "text": "Officials said that the bridge was closed."},
        ]
    )
    kinds = report.attributions["kind"]
    share = value(pool_outlets(report), "direct_share", "Sun")
    assert share == pytest.approx((kinds == "direct").mean())
    assert share != pytest.approx(report.articles["direct_share"].mean())


def test_the_exposures_are_those_of_the_measures(newsroom):
    """A rate times its denominator is a whole number of attributions, the one that is counted."""
    exposures, figures = count_exposures(newsroom), newsroom.articles
    counted = figures["attributions_per_1000_words"] * figures["n_words"] / 1000
    assert exposures["attributions"].tolist() == pytest.approx(counted.tolist())
    for measure in ("named_source_share", "anonymous_source_share", "vague_source_share"):
        above = (figures[measure] * exposures["attributions_sourced"]).dropna()
        assert above.tolist() == pytest.approx(above.round().tolist())


def test_effective_sources_are_the_mean_of_the_articles(newsroom, table):
    assert value(table, "effective_sources", "all") == pytest.approx(newsroom.articles["effective_sources"].mean())


def test_articles_of_like_length_alone_count_where_it_says_so(newsroom, table):
    chosen = newsroom.articles.query("300 <= n_words < 600")["effective_sources"]
    assert 0 < len(chosen) < len(newsroom.articles)
    assert value(table, "effective_sources_like_length", "all") == pytest.approx(chosen.mean())


def test_an_interval_holds_its_figure_and_is_the_same_each_time(newsroom, table):
    known = table.dropna()
    assert len(known)
    assert ((known["low"] <= known["value"] + 1e-9) & (known["value"] <= known["high"] + 1e-9)).all()
    assert pool_outlets(newsroom).equals(table)


def test_of_one_article_the_interval_is_a_point(newsroom):
    one = newsroom.articles.index[0]
    row = pool_groups(newsroom, {"one": [one]}, resamples=50).set_index("measure").loc["attributed_share"]
    assert row["low"] == pytest.approx(row["value"])
    assert row["high"] == pytest.approx(row["value"])


def test_without_attributions_a_share_is_unknown_not_zero():
    table = pool_outlets(framing.analyze([{"outlet": "Sun", "text": "It rains."}]))
    row = table.set_index(["measure", "outlet"]).loc[("direct_share", "Sun")]
    assert math.isnan(row["value"])
    assert row["n_articles"] == 0


def test_an_outlet_with_wire_copy_stands_there_once_more_without_it():
    items = [
        {"id": k, "outlet": outlet, "wire": wire} for k, (outlet, wire) in enumerate([("Sun", "AP"), ("Sun", "None")])
    ]
    assert group_items(items) == {"Sun": [0, 1], "Sun without wire": [1], "all": [0, 1]}
    assert group_items(items[1:]) == {"Sun": [1], "all": [1]}


def test_the_table_has_a_line_for_each_outlet_and_every_line_the_same_cells(table):
    head, _, *lines = write_outlets(table).splitlines()
    assert len(lines) == table["outlet"].nunique()
    assert {line.count("|") for line in lines} == {head.count("|")}


def test_the_annotator_s_figures_stand_beside_ours_where_there_are_any(table):
    marked = table.assign(gold=table["value"].where(table["measure"] == "attributed_share"))
    assert write_outlets(marked).count("the same, annotator") == 1
    assert draw_outlets(marked).count("<polygon") == 1 + table["outlet"].nunique() - 1


def test_the_plot_has_a_panel_for_each_measure_and_a_dot_for_each_figure(table):
    root = ET.fromstring(draw_outlets(table))  # noqa: S314 - our own drawing
    bold = [text.text for text in root.iter(f"{SVG}text") if text.get("font-weight") == "bold"]
    dots = list(root.iter(f"{SVG}circle"))
    known = table[table["outlet"] != "all"]["value"].notna().sum()
    assert len(bold) == len(STUDIED)
    assert len(dots) == known + 2, "two more stand in the legend"


def test_a_name_cannot_break_the_drawing(newsroom, table):
    first = newsroom.articles["outlet"].iloc[0]
    drawing = draw_outlets(table.assign(outlet=table["outlet"].replace(first, "<&>")))
    assert "&lt;&amp;&gt;" in drawing
    ET.fromstring(drawing)  # noqa: S314 - our own drawing


@pytest.mark.parametrize(("low", "high"), [(0, 1), (3.9, 11.5), (5, 5), (0.001, 0.002), (-3, 97)])
def test_ticks_enclose_the_axis_and_are_few(low, high):
    ticks = find_ticks(low, high)
    assert ticks[0] <= low
    assert ticks[-1] >= high
    assert 2 <= len(ticks) <= 6

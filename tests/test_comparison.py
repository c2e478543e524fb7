"""Group means that can be checked by hand, and the answer when a group or a figure is missing."""

import math
from types import SimpleNamespace

import pandas as pd
import pytest

from framing.comparison import (
    COMPARISON,
    SOURCES_BY_GROUP,
    STANCE_BY_GROUP,
    compare,
    compare_sources,
    compare_stance,
)
from framing.errors import OptionError

NAN = float("nan")
FIGURES = {
    "hedges_per_1000_words": [10.0, 20.0, 3.0, NAN, 7.0],
    "quoted_share": [0.1, 0.2, NAN, NAN, 0.3],
    "direct_share": [NAN] * 5,
}
DTYPES = {"string": "string", "int64": "int64", "float64": "float64"}


def frame(rows, **dtypes):
    """A table with these columns and dtypes, also when there are no rows."""
    return pd.DataFrame(rows, columns=list(dtypes)).astype(dtypes)


ID, TEXT, WHOLE, NUMBER = "int64", "string", "int64", "float64"


def report_of(outlets, *, sources=(), actors=(), mentions=(), sentences=(), **columns):
    articles = pd.DataFrame({"outlet": pd.array(outlets, dtype="string"), **columns})
    articles.index.name = "article_id"
    stance = {"n_mentions": WHOLE, "n_mentions_writer": WHOLE, "stance_writer": NUMBER}
    return SimpleNamespace(
        articles=articles,
        sources=frame(sources, article_id=ID, source_type=TEXT, n_attributions=WHOLE, n_words=WHOLE),
        actors=frame(actors, article_id=ID, actor=TEXT, **stance),
        mentions=frame(mentions, article_id=ID, sentence=WHOLE, actor=TEXT, voice=TEXT, stance=TEXT),
        sentences=frame(sentences, article_id=ID, sentence=WHOLE, body="bool"),
    )


@pytest.fixture
def report():
    """Two articles of the wire, two of the sun, one of nobody."""
    return report_of(["wire", "wire", "sun", "sun", pd.NA], year=[2, 10, 2, 10, 2], **FIGURES)


def cell(table, **keys):
    for name, value in keys.items():
        table = table[table[name].isna() if value is None else table[name] == value]
    (row,) = table.to_dict("records")
    return row


def test_a_group_s_estimate_is_the_mean_of_its_articles_figures(report):
    row = cell(compare(report), metric="hedges_per_1000_words", group="wire")
    assert row["estimate"] == 15.0
    assert row["sd"] == math.sqrt(50.0)
    assert (row["n"], row["n_missing"]) == (2, 0)


def test_one_figure_has_a_mean_but_no_deviation(report):
    row = cell(compare(report), metric="hedges_per_1000_words", group="sun")
    assert row["estimate"] == 3.0
    assert math.isnan(row["sd"])
    assert (row["n"], row["n_missing"]) == (1, 1)


def test_no_figure_at_all_is_missing_and_not_zero(report):
    row = cell(compare(report), metric="quoted_share", group="sun")
    assert math.isnan(row["estimate"])
    assert (row["n"], row["n_missing"]) == (0, 2)


def test_articles_without_a_group_are_a_group_of_their_own_and_last(report):
    table = compare(report, metrics=["hedges_per_1000_words"])
    assert table["group"].fillna("?").tolist() == ["sun", "wire", "?"]
    assert cell(table, group=None)["estimate"] == 7.0
    assert (table["n"] + table["n_missing"]).sum() == 5


def test_an_outlet_named_like_the_missing_one_is_not_mixed_up_with_it():
    table = compare(report_of(["<NA>", pd.NA], quoted_share=[0.25, 0.75]))
    assert table["estimate"].tolist() == [0.25, 0.75]


def test_measures_that_no_article_has_are_left_out_unless_asked_for(report):
    assert "direct_share" not in set(compare(report)["metric"])
    assert compare(report, metrics=["direct_share"])["n"].tolist() == [0, 0, 0]


def test_metrics_come_in_the_order_asked_for_and_once(report):
    table = compare(report, metrics=["quoted_share", "hedges_per_1000_words", "quoted_share"])
    assert list(dict.fromkeys(table["metric"])) == ["quoted_share", "hedges_per_1000_words"]
    assert len(table) == 6


def test_numbers_are_sorted_as_numbers(report):
    assert compare(report, by="year", metrics=["quoted_share"])["group"].tolist() == ["2", "10"]


def test_the_order_of_the_articles_moves_no_digit():
    figures = [0.1, 0.2, 0.3, 1e16, -1e16, 0.7]
    tables = [
        compare(report_of(["a"] * 6, quoted_share=order), metrics=["quoted_share"])
        for order in (figures, figures[::-1], sorted(figures))
    ]
    assert len({(row["estimate"], row["sd"]) for table in tables for row in table.to_dict("records")}) == 1


@pytest.mark.parametrize("by", ["outlte", "article_id"])
def test_an_unknown_column_is_refused_with_the_ones_that_exist(report, by):
    with pytest.raises(OptionError, match=r"not a column of report.articles.*'outlet'"):
        compare(report, by=by)
    with pytest.raises(OptionError, match="not a column"):
        compare_sources(report, by=by)
    with pytest.raises(OptionError, match="not a column"):
        compare_stance(report, by=by)


def test_an_unknown_metric_is_refused_with_the_nearest_one(report):
    with pytest.raises(OptionError, match="did you mean 'quoted_share'"):
        compare(report, metrics=["quoted_shares"])


def test_a_column_of_text_is_no_metric(report):
    with pytest.raises(OptionError, match="'outlet' is not a numeric column"):
        compare(report, metrics=["outlet"])


def test_one_name_instead_of_a_list_is_refused_and_not_spelled_out(report):
    with pytest.raises(OptionError, match="give a list"):
        compare(report, metrics="quoted_share")


@pytest.mark.parametrize(
    ("call", "table"),
    [(compare, COMPARISON), (compare_sources, SOURCES_BY_GROUP), (compare_stance, STANCE_BY_GROUP)],
)
def test_columns_and_dtypes_are_the_declared_ones_also_without_rows(report, call, table):
    for made in (call(report), call(report_of([], quoted_share=[]))):
        assert tuple(made.columns) == table.names
        assert [str(dtype) for dtype in made.dtypes] == [DTYPES[column.dtype] for column in table.columns]


def test_nothing_given_is_changed(report):
    before = report.articles.copy()
    compare(report)
    pd.testing.assert_frame_equal(report.articles, before)


def test_who_speaks_is_shared_out_over_a_group_s_attributed_words():
    names = ("article_id", "source_type", "n_attributions", "n_words")
    rows = [(0, "official", 2, 30), (1, "vague", 1, 10), (2, "vague", 1, 5)]
    report = report_of(["wire", "wire", "sun", "blog"], sources=[dict(zip(names, row, strict=True)) for row in rows])
    table = compare_sources(report)
    assert cell(table, group="wire", source_type="official")["share"] == 0.75
    assert cell(table, group="wire", source_type="vague")["n_words"] == 10
    assert cell(table, group="sun", source_type="official")["share"] == 0.0
    assert math.isnan(cell(table, group="blog", source_type="vague")["share"])


def test_stance_is_averaged_over_articles_and_counted_in_the_writer_s_voice_and_the_body():
    def actor(article, stance):
        return {
            "article_id": article,
            "actor": "Lee",
            "n_mentions": 3,
            "n_mentions_writer": 1,
            "stance_writer": stance,
        }

    def mention(article, sentence, voice, stance):
        return {"article_id": article, "sentence": sentence, "actor": "Lee", "voice": voice, "stance": stance}

    report = report_of(
        ["wire", "wire", "sun"],
        actors=[actor(0, -0.5), actor(1, 0.25), {**actor(2, NAN), "n_mentions_writer": 0}],
        mentions=[mention(0, 1, "writer", "unfavorable"), mention(0, 0, "writer", "favorable"),
                  mention(1, 1, "source", "unfavorable"), mention(1, 1, "writer", "favorable")],
        sentences=[{"article_id": at, "sentence": s, "body": s > 0} for at in range(3) for s in range(2)],
    )  # fmt: skip
    table = compare_stance(report)
    wire = cell(table, group="wire")
    assert wire["estimate"] == -0.125
    assert (wire["n_mentions"], wire["n_favorable"], wire["n_neutral"], wire["n_unfavorable"]) == (2, 1, 0, 1)
    assert math.isnan(cell(table, group="sun")["estimate"])

"""Comparisons that can be checked by hand, and the answer when a group or a figure is missing."""

import math
import warnings
from types import SimpleNamespace

import numpy as np
import pandas as pd
import pytest

import framing
from framing.comparison import COMPARISON, compare
from framing.errors import OptionError

NAN = float("nan")
DTYPES = {"string": "string", "int64": "int64", "float64": "float64"}


def report_of(outlets, **columns):
    """Articles alone; every article has 100 words and 10 attributions unless said."""
    n = len(outlets)
    base = {"text": [f"article {k}" for k in range(n)], "n_words": [100] * n, "n_attributions": [10] * n}
    articles = pd.DataFrame({"outlet": pd.array(outlets, dtype="string"), **base, **columns})
    articles.index.name = "article_id"
    return SimpleNamespace(articles=articles)


@pytest.fixture
def report():
    """Two articles of the wire, two of the sun, one of nobody."""
    return report_of(
        ["wire", "wire", "sun", "sun", pd.NA],
        year=[2, 10, 2, 10, 2],
        hedges_per_1000_words=[10.0, 20.0, 30.0, NAN, 70.0],
        quoted_share=[0.1, 0.2, NAN, NAN, 0.3],
        direct_share=[NAN] * 5,
    )


def cell(table, **keys):
    for name, value in keys.items():
        table = table[table[name].isna() if value is None else table[name] == value]
    (row,) = table.to_dict("records")
    return row


def test_a_pooled_rate_is_not_the_mean_of_the_rates_and_the_column_says_which():
    made = report_of(["a", "a", "b"], n_words=[100, 300, 50], hedges_per_1000_words=[50.0, 10.0, 20.0])
    pooled = cell(compare(made, metrics=["hedges_per_1000_words"]), group="a")
    mean = cell(compare(made, metrics=["hedges_per_1000_words"], average="mean"), group="a")
    assert (pooled["average"], pooled["estimate"]) == ("pooled", 20.0)
    assert (mean["average"], mean["estimate"]) == ("mean", 30.0)
    for row in (pooled, mean):
        assert (row["count"], row["exposure"]) == (8, 400)
        assert (row["reference_count"], row["reference_exposure"]) == (1, 50)


def test_the_difference_is_the_group_less_the_reference(report):
    row = cell(compare(report, baseline="sun"), metric="hedges_per_1000_words", group="wire")
    assert (row["reference"], row["reference_estimate"], row["difference"]) == ("sun", 30.0, -15.0)
    row = cell(compare(report), metric="hedges_per_1000_words", group="wire")
    assert (row["reference"], row["reference_estimate"], row["difference"]) == ("all others", 50.0, -35.0)


def test_a_figure_that_is_no_ratio_is_a_mean_whatever_is_asked():
    made = report_of(["a", "b"], effective_sources=[2.0, 3.0], mine=[1.0, 2.0])
    table = compare(made, metrics=["effective_sources", "mine"])
    assert set(table["average"]) == {"mean"}
    assert table["count"].isna().all()


def test_no_figure_at_all_is_missing_and_not_zero_and_the_row_says_so(report):
    row = cell(compare(report), metric="quoted_share", group="sun")
    assert math.isnan(row["estimate"])
    assert (row["n"], row["n_missing"]) == (0, 2)
    assert row["note"] == "no figure on one side"
    assert compare(report, metrics=["direct_share"])["note"].tolist() == ["no figure on one side"] * 3


def test_one_group_alone_has_its_figures_and_a_row_that_says_so():
    (row,) = compare(report_of(["a"] * 5, quoted_share=[0.1, 0.2, 0.3, 0.2, 0.2])).to_dict("records")
    assert row["estimate"] == pytest.approx(0.2)
    assert row["note"] == "there is only this group"
    assert math.isnan(row["p"])


def test_the_baseline_keeps_its_row(report):
    row = cell(compare(report, baseline="sun"), metric="hedges_per_1000_words", group="sun")
    assert (row["estimate"], row["note"]) == (30.0, "this is the baseline")


def test_articles_without_a_group_are_a_group_of_their_own_and_last(report):
    table = compare(report, metrics=["hedges_per_1000_words"])
    assert table["group"].fillna("?").tolist() == ["sun", "wire", "?"]
    assert (table["n"] + table["n_missing"]).sum() == 5


def test_an_outlet_named_like_the_missing_one_is_not_mixed_up_with_it():
    table = compare(report_of(["<NA>", pd.NA], quoted_share=[0.25, 0.75]))
    assert table["estimate"].tolist() == [0.25, 0.75]


def test_measures_that_no_article_has_are_left_out_unless_asked_for(report):
    assert "direct_share" not in set(compare(report)["metric"])


def test_metrics_come_in_the_order_asked_for_and_once(report):
    table = compare(report, metrics=["quoted_share", "hedges_per_1000_words", "quoted_share"])
    assert list(dict.fromkeys(table["metric"])) == ["quoted_share", "hedges_per_1000_words"]
    assert len(table) == 6


def test_numbers_are_sorted_as_numbers(report):
    assert compare(report, by="year", metrics=["quoted_share"])["group"].tolist() == ["2", "10"]


def paired_report():
    """Seven stories in both outlets; the sun's third article has a story of its own."""
    rng = np.random.default_rng(0)
    stories = [*range(7), *range(7), 99]
    hard = rng.uniform(0, 0.5, 7)
    more = np.array([0.08, 0.12, 0.1, 0.09, 0.11, 0.1, 0.1])
    figures = [*np.round(hard, 2) + more, *np.round(hard, 2), 0.9]
    return report_of(["wire"] * 7 + ["sun"] * 8, story=stories, quoted_share=figures)


def test_matched_stories_are_compared_with_themselves_and_the_others_left_out():
    row = cell(compare(paired_report(), pair_on="story"), group="wire")
    assert row["difference"] == pytest.approx(0.1)
    assert row["low"] > 0 > cell(compare(paired_report()), group="wire")["low"]
    assert (row["n_reference"], row["n_reference_missing"], row["n_clusters"]) == (7, 1, 7)
    assert row["p"] == pytest.approx(2 / 128)
    assert row["effect_size"] == 1.0


def test_in_a_matched_mean_every_story_counts_once():
    made = report_of(["a", "a", "a", "b", "b"], story=[1, 1, 2, 1, 2], quoted_share=[0.1, 0.3, 0.6, 0.1, 0.1])
    row = cell(compare(made, pair_on="story", average="mean"), group="a")
    assert row["estimate"] == pytest.approx((0.2 + 0.6) / 2)


def test_articles_that_hang_together_count_as_one_unit():
    made = report_of(
        ["a"] * 8 + ["b"] * 8, author=list("ppqqrrss") + list("ttuuvvww"), quoted_share=np.linspace(0, 1, 16)
    )
    alone, together = compare(made), compare(made, cluster="author")
    assert alone["n_clusters"].tolist() == [8, 8]
    assert together["n_clusters"].tolist() == [4, 4]
    assert (together["high"] - together["low"] > alone["high"] - alone["low"]).all()


def test_stories_of_one_author_are_one_unit_when_both_are_given():
    made = paired_report()
    made.articles["author"] = ["p", "p", "q", "q", "r", "r", "s", *"tuvwxyz", "z"]
    row = cell(compare(made, pair_on="story", cluster="author"), group="wire")
    assert (row["n"], row["n_clusters"]) == (7, 4)
    assert "fewer than 6" in row["note"]


def test_the_whole_table_is_one_family():
    made = report_of(
        ["a"] * 5 + ["b"] * 5, quoted_share=[*range(5), *range(8, 13)], hedges_per_1000_words=[10.0] * 9 + [20.0]
    )
    table = compare(made)
    assert (table["p_adjusted"] >= table["p"]).all()
    assert table["p"].min() == pytest.approx(2 / 252)
    assert table["p_adjusted"].min() == pytest.approx(4 * 2 / 252)


def test_neither_the_order_of_the_articles_nor_their_ids_move_a_digit():
    rng = np.random.default_rng(5)
    made = report_of(list("abc" * 12), quoted_share=rng.random(36), story=[k // 3 for k in range(36)])
    shuffled = SimpleNamespace(articles=made.articles.sample(frac=1, random_state=3).reset_index(drop=True))
    for options in ({}, {"pair_on": "story"}, {"average": "mean", "cluster": "story"}):
        tables = [compare(each, n_resamples=500, **options) for each in (made, shuffled)]
        pd.testing.assert_frame_equal(*tables, check_exact=True)


def test_the_seed_decides():
    made = report_of(list("ab" * 20), quoted_share=np.random.default_rng(6).random(40))
    one, same, other = (compare(made, n_resamples=200, seed=seed) for seed in (1, 1, 2))
    pd.testing.assert_frame_equal(one, same, check_exact=True)
    assert not one["p"].equals(other["p"])


def kinds(n):
    outlets = [f"outlet {k}" for k in range(n)] * 4
    return report_of(outlets, kind=[name[-1] in "02468" for name in outlets], quoted_share=np.arange(4.0 * n))


def test_a_claim_about_kinds_of_outlets_from_a_handful_of_them_is_warned_of():
    with pytest.warns(UserWarning, match="one kind has 2"):
        compare(kinds(4), by="kind")
    with pytest.warns(UserWarning, match='cluster="outlet"'):
        compare(kinds(9), by="kind")


def test_a_claim_about_articles_or_from_enough_outlets_is_not():
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        compare(kinds(9), by="kind", cluster="outlet")
        compare(kinds(4), by="outlet")


@pytest.mark.parametrize(
    ("options", "message"),
    [
        ({"by": "outlte"}, r"not a column of report.articles.*'outlet'"),
        ({"pair_on": "stroy"}, "pair_on='stroy' is not a column"),
        ({"cluster": "autor"}, "cluster='autor' is not a column"),
        ({"baseline": "wier"}, "did you mean 'wire'"),
        ({"average": "median"}, "'pooled', 'mean'"),
        ({"effect": "d"}, "'hedges_g'"),
        ({"adjustment": "bh"}, "'benjamini_hochberg'"),
        ({"n_resamples": 0}, "from 1"),
        ({"metrics": ["quoted_shares"]}, "did you mean 'quoted_share'"),
        ({"metrics": ["outlet"]}, "'outlet' is not a numeric column"),
        ({"metrics": "quoted_share"}, "give a list"),
    ],
)
def test_what_does_not_exist_is_refused_with_what_does(report, options, message):
    with pytest.raises(OptionError, match=message):
        compare(report, **options)


def test_a_report_without_the_exposures_says_to_analyze_again(report):
    report.articles = report.articles.drop(columns="n_words")
    with pytest.raises(OptionError, match=r"no column 'n_words'.*analyze again"):
        compare(report)


def test_columns_and_dtypes_are_the_declared_ones_also_without_rows(report):
    for made in (compare(report), compare(report_of([], quoted_share=[]))):
        assert tuple(made.columns) == COMPARISON.names
        assert [str(dtype) for dtype in made.dtypes] == [DTYPES[column.dtype] for column in COMPARISON.columns]


def test_nothing_given_is_changed(report):
    before = report.articles.copy()
    compare(report)
    pd.testing.assert_frame_equal(report.articles, before)


def test_the_counts_are_the_ones_that_the_tables_hold(newsroom):
    table = framing.compare(newsroom, metrics=["attributions_per_1000_words", "writer_hedges_per_1000_words"])
    cues = newsroom.attribution_spans.query("role == 'cue'").merge(
        newsroom.sentences.query("body")[["article_id", "sentence"]], on=["article_id", "sentence"]
    )
    rows = table[table["metric"] == "attributions_per_1000_words"]
    assert rows["count"].sum() == len(cues.drop_duplicates("attribution_id"))
    assert rows["exposure"].sum() == newsroom.articles["n_words"].sum()
    articles = newsroom.articles
    assert (articles["n_words_writer"] + articles["n_words_source"] == articles["n_words"]).all()

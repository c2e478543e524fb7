"""Doubt asymmetry: by hand, on matched stories, and what is left out."""

from types import SimpleNamespace

import numpy as np
import pandas as pd
import pytest

import framing
from framing.comparison.doubt import DOUBT, compare_doubt
from framing.errors import OptionError


def report_of(rows, **columns):
    """Rows are (outlet, story, source, cue classes), one an article and source."""
    articles = pd.DataFrame({"outlet": [r[0] for r in rows], "story": [r[1] for r in rows]}).astype("string")
    articles["text"] = [f"text {k}" for k in range(len(rows))]
    for name, values in columns.items():
        articles[name] = values
    articles.index.name = "article_id"
    said = [(k, f"{k}:s", cue) for k, r in enumerate(rows) for cue in r[3]]
    sources = pd.DataFrame(
        {
            "article_id": range(len(rows)),
            "source_id": [f"{k}:s" for k in range(len(rows))],
            "name": [r[2] for r in rows],
            "named": [r[2] != "officials" for r in rows],
        }
    )
    return SimpleNamespace(
        articles=articles,
        sources=sources.astype({"name": "string", "named": "bool"}),
        attributions=pd.DataFrame(said, columns=["article_id", "source_id", "cue_class"]).astype(
            {"cue_class": "string"}
        ),
    )


def matched(n=8, first="doubting", second="endorsing"):
    mixed = ["neutral", "neutral"]
    rows = [("Sun", s, "Ann Lee", [first, *mixed]) for s in range(n)]
    rows += [("Wire", s, "Ann Lee", [second if s % 3 else "neutral", *mixed]) for s in range(n)]
    return report_of(rows)


def cell(table, group, source="Ann Lee"):
    (row,) = table[(table["group"] == group) & (table["source"] == source)].to_dict("records")
    return row


def test_trust_is_endorsing_less_doubting_over_all_and_asymmetry_its_difference():
    row = cell(compare_doubt(matched()), "Sun")
    assert row["trust"] == pytest.approx(-8 / 24)
    assert row["reference_trust"] == pytest.approx(5 / 24)
    assert row["asymmetry"] == pytest.approx(-13 / 24)
    assert (row["n_doubting"], row["n_endorsing"], row["n_attributions"]) == (8, 0, 24)
    assert (row["n"], row["n_clusters"]) == (8, 8)
    assert row["p"] == pytest.approx(2 / 256)
    assert row["high"] < 0


def test_a_source_counts_only_in_stories_in_which_both_sides_hear_it():
    report = report_of(
        [
            ("Sun", 1, "Ann Lee", ["doubting"]),
            ("Sun", 2, "Ann Lee", ["doubting"] * 9),
            ("Wire", 1, "Ann Lee", ["neutral"]),
        ]
    )
    row = cell(compare_doubt(report, least_attributions=1), "Sun")
    assert (row["n_attributions"], row["reference_n_attributions"]) == (1, 1)
    assert cell(compare_doubt(report, least_attributions=1, pair_on=None), "Sun")["n_attributions"] == 10


def test_an_article_without_a_story_matches_nothing():
    report = report_of([("Sun", pd.NA, "Ann Lee", ["doubting"] * 5), ("Wire", pd.NA, "Ann Lee", ["neutral"] * 5)])
    assert compare_doubt(report).empty


def test_one_name_in_two_spellings_is_one_source_and_unnamed_ones_are_none():
    report = report_of(
        [
            ("Sun", 1, "ANN LEE", ["doubting"] * 5),
            ("Wire", 1, "Ann Lee", ["neutral"] * 6),
            ("Sun", 1, "officials", ["doubting"] * 5),
            ("Wire", 1, "officials", ["neutral"] * 5),
        ]
    )
    assert set(compare_doubt(report)["source"]) == {"Ann Lee"}


def test_too_few_stories_have_their_counts_and_a_note():
    row = cell(compare_doubt(matched(3)), "Sun")
    assert np.isnan([row["low"], row["high"], row["p"]]).all()
    assert "fewer than 6" in row["note"]
    assert row["asymmetry"] < 0


def test_where_nobody_is_doubted_or_endorsed_nothing_varies():
    assert set(compare_doubt(matched(first="neutral", second="neutral"))["note"]) == {"nothing varies"}


def test_where_nothing_differs_p_is_small_as_often_as_it_says():
    """Doubting cues are rare and come story by story: p may be too large, never too small."""
    rng, found = np.random.default_rng(8), []
    for _ in range(150):
        doubt = rng.beta(0.5, 3, 12)
        rows = [
            (outlet, s, "Ann Lee", np.where(rng.random(6) < doubt[s], "doubting", "neutral").tolist())
            for outlet in ("Sun", "Wire")
            for s in range(12)
        ]
        found.append(cell(compare_doubt(report_of(rows), n_resamples=400), "Sun")["p"])
    assert np.mean(np.array(found) <= 0.05) <= 0.09
    assert 0.35 <= np.mean(np.array(found) <= 0.5) <= 0.6


def test_the_order_of_the_articles_moves_no_digit():
    rng = np.random.default_rng(4)
    articles = [
        {"outlet": o, "story": s, "text": f"Ann Lee {v} it would rain {o}{s}. “It rains,” Ann Lee {v}."}
        for o in ("Sun", "Wire")
        for s, v in enumerate(rng.choice(["claimed", "said", "confirmed"], 10))
    ]
    one, other = (compare_doubt(framing.analyze(each), least_attributions=1) for each in (articles, articles[::-1]))
    assert len(one)
    pd.testing.assert_frame_equal(one, other, check_exact=True)


@pytest.mark.parametrize(
    ("options", "message"),
    [
        ({"by": "outlte"}, "not a column"),
        ({"pair_on": "stroy"}, "not a column"),
        ({"baseline": "Wier"}, "did you mean 'Wire'"),
        ({"least_attributions": 0}, "from 1"),
        ({"adjustment": "bh"}, "does not exist"),
    ],
)
def test_what_does_not_exist_is_refused_with_what_does(options, message):
    with pytest.raises(OptionError, match=message):
        compare_doubt(matched(), **options)


def test_columns_and_dtypes_are_the_declared_ones_also_without_rows():
    dtypes = {"string": "string", "int64": "int64", "float64": "float64"}
    for made in (compare_doubt(matched()), compare_doubt(framing.analyze([]))):
        assert tuple(made.columns) == DOUBT.names
        assert [str(dtype) for dtype in made.dtypes] == [dtypes[column.dtype] for column in DOUBT.columns]

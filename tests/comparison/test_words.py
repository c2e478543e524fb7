"""Keyness: the effect by hand, the test where words come in bursts, and what is counted where."""

import math

import numpy as np
import pandas as pd
import pytest
from scipy.sparse import csr_matrix

import framing
from framing.comparison.words import KEYNESS, KINDS, NEAR, Counts, keyness, set_apart
from framing.errors import OptionError
from framing.learn.keyness_curves import TESTS, draw_curves

SIZES = (0.04, 0.06)


def bursty(rng, articles=120, words=300):
    """Each article has a liking of its own for each word: where it stands once it stands again."""
    liking = rng.gamma(0.25, 4.0, (articles, words)) * rng.uniform(0.02, 0.4, words)
    table = rng.poisson(liking * rng.uniform(0.4, 2.0, (articles, 1)))
    return Counts([str(k) for k in range(words)], csr_matrix(table.astype(float)), table.sum(axis=1) + 20.0)


@pytest.fixture(scope="module")
def loud():
    """Two outlets of six articles; one hedges with "might", the other with "may"."""
    said = {"Wire": "It might rain. It might snow.", "Sun": "It may rain. It may snow. Perhaps it might hail."}
    rows = [{"outlet": name, "text": f"{text} Day {k} ended."} for name, text in said.items() for k in range(6)]
    return framing.analyze(rows)


def test_the_effect_is_the_log_odds_ratio_with_the_words_of_all_groups_as_prior(loud):
    table = keyness(loud).set_index(["word", "group"])
    row = table.loc[("might", "Wire")]
    assert (row["count"], row["exposure"], row["reference_count"], row["reference_exposure"]) == (12, 12, 6, 24)
    prior = 3 * 18 / 36  # three words, one occurrence each, half of all hedges are "might"
    by_hand = math.log((12 + prior) / (3 - prior)) - math.log((6 + prior) / (24 + 3 - 6 - prior))
    assert row["log_odds"] == pytest.approx(by_hand)
    assert table.loc[("might", "Sun"), "log_odds"] == pytest.approx(-by_hand)


def test_the_words_of_a_group_come_with_the_most_characteristic_first(loud):
    table = keyness(loud)
    first = table.groupby("group")["word"].first()
    assert first["Wire"] == "might"
    assert first["Sun"] in {"may", "perhaps"}
    assert (table.groupby("group")["z"].diff().dropna() <= 0).all()


def test_against_a_baseline_each_other_group_is_held_against_it(loud):
    table = keyness(loud, baseline="Sun")
    assert set(table["group"]) == {"Wire"}
    assert set(table["reference"]) == {"Sun"}


def test_every_kind_of_word_is_counted_over_the_body(newsroom):
    assert len(KINDS["hedges"](newsroom, None)) == int(
        newsroom.hedges.merge(newsroom.sentences.query("body")[["article_id", "sentence"]]).shape[0]
    )
    assert len(KINDS["cues"](newsroom, None)) == newsroom.articles["n_attributions"].sum()
    assert len(KINDS["sources"](newsroom, None)) == newsroom.sources["n_attributions"].sum()


def test_words_near_an_actor_are_those_of_its_sentences_without_its_name():
    report = framing.analyze(
        [{"outlet": o, "text": f"Ann Lee smiled broadly {k}. Rain fell."} for o in "ab" for k in range(5)],
        actors=["Ann Lee"],
    )
    table = keyness(report, of=NEAR, actor="Ann Lee")
    assert set(table["word"]) == {"smiled", "broadly"}
    assert table["exposure"].tolist() == [10] * 4


def test_rare_words_are_left_out_but_stay_in_the_exposure():
    rows = [{"outlet": "ab"[k % 2], "text": "It might rain."} for k in range(10)] + [
        {"outlet": "a", "text": "Perhaps so."}
    ]
    table = keyness(framing.analyze(rows))
    assert set(table["word"]) == {"might"}
    assert table.set_index("group").loc["a", "exposure"] == 6


def test_a_group_that_is_too_small_or_alone_has_rows_that_say_so():
    texts = [{"outlet": "a" if k else "b", "text": "It might rain."} for k in range(8)]
    table = keyness(framing.analyze(texts))
    assert table["p"].isna().all()
    assert set(table["note"]) == {"fewer than 4 articles on a side"}
    assert set(keyness(framing.analyze(texts[1:]))["note"]) == {"there is only this group"}


def test_neither_the_order_of_the_articles_nor_the_run_moves_a_digit():
    rng = np.random.default_rng(3)
    rows = [{"outlet": "ab"[k % 2], "text": f"It {rng.choice(['may', 'might'])} rain. Perhaps {k}."} for k in range(30)]
    one, other = (keyness(framing.analyze(each), n_resamples=300) for each in (rows, rows[::-1]))
    pd.testing.assert_frame_equal(one, other, check_exact=True)


def test_where_nothing_differs_five_in_a_hundred_words_are_called_different_bursts_or_not():
    rng, ours, naive = np.random.default_rng(1), [], []
    for run in range(12):
        counts = bursty(rng)
        half = rng.permutation(len(counts.total)) < len(counts.total) // 2
        ours += (TESTS["framing.keyness"](counts, half, run) <= 0.05).tolist()
        naive += (TESTS["log-likelihood G2"](counts, half, run) <= 0.05).tolist()
    assert SIZES[0] <= np.mean(ours) <= SIZES[1]
    assert np.mean(naive) > 0.1


def test_the_interval_of_a_word_leaves_out_0_where_p_is_small_and_holds_it_elsewhere():
    counts = bursty(np.random.default_rng(2))
    found = set_apart(counts, np.arange(120) < 40, n_resamples=999, seed=0)
    outside = (found.low > 0) | (found.high < 0)
    assert outside[found.p < 0.045].all()
    assert not outside[found.p > 0.055].any()


@pytest.mark.slow
def test_on_halves_of_real_outlets_the_size_stays_between_4_and_6_per_cent(shared_data):
    """Three outlets rather than six, and no power curve: `python -m framing.learn keyness-curves` has both."""
    from framing.learn.gold import read_lines
    from framing.learn.keyness_curves import largest

    items = pd.DataFrame(read_lines(shared_data, "allsides/sample"))[["id", "text", "title", "outlet", "author"]]
    report = framing.analyze(items[items["outlet"].isin(largest(items)[:3])])
    ours, naive = "framing.keyness", "log-likelihood G2"
    table = draw_curves(report, splits=40, times=(1.0,), tests=(ours, naive)).set_index(["of", "test"])["share"]
    for of in KINDS:
        assert SIZES[0] <= table[of, ours] <= SIZES[1], of
        assert table[of, naive] > table[of, ours] + 0.02, of


@pytest.mark.parametrize(
    ("options", "message"),
    [
        ({"of": "hegdes"}, "did you mean 'hedges'"),
        ({"by": "outlte"}, "not a column"),
        ({"baseline": "Wier"}, "did you mean 'Wire'"),
        ({"of": NEAR}, "goes with actor="),
        ({"actor": "Ann Lee"}, "goes with of="),
        ({"of": NEAR, "actor": "Nobody"}, "mentioned nowhere"),
        ({"prior": 0}, "above 0"),
        ({"least_articles": 0}, "from 1"),
        ({"adjustment": "bonferroni"}, "does not exist"),
    ],
)
def test_what_does_not_exist_is_refused_with_what_does(loud, options, message):
    with pytest.raises(OptionError, match=message):
        keyness(loud, **options)


def test_columns_and_dtypes_are_the_declared_ones_also_without_rows(loud):
    dtypes = {"string": "string", "int64": "int64", "float64": "float64"}
    for made in (keyness(loud), keyness(framing.analyze([]))):
        assert tuple(made.columns) == KEYNESS.names
        assert [str(dtype) for dtype in made.dtypes] == [dtypes[column.dtype] for column in KEYNESS.columns]

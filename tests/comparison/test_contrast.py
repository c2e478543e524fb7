"""The contrast of two sides: by hand, against scipy, and by simulation."""

from functools import cache

import numpy as np
import pytest
from scipy import stats

from framing.comparison.contrast import Sides, contrast
from framing.learn.coverage import SCENARIOS, simulate

RUNS = 1000
ASKED = {name: scenario for name, scenario in SCENARIOS.items() if not scenario.hard}


def independent(x1, w1, x0, w0):
    first, reference = (np.column_stack([x1, w1]), np.column_stack([x0, w0]))
    up, down = np.zeros((len(x1), 1)), np.zeros((len(x0), 1))
    parts = (np.vstack([first[:, :1], down]), np.vstack([first[:, 1:], down]))
    others = (np.vstack([up, reference[:, :1]]), np.vstack([up, reference[:, 1:]]))
    return Sides(*parts, *others, paired=False, n_first=len(x1))


def matched(x1, x0):
    ones = np.ones((len(x1), 1))
    return Sides(np.c_[x1], ones, np.c_[x0], ones, paired=True, n_first=len(x1))


def test_a_ratio_is_pooled_over_units():
    found = contrast(independent([1, 9, 0, 2], [10, 10, 10, 10], [2] * 4, [40] * 4), n_resamples=99, seed=0)
    assert (found.first[0], found.reference[0]) == (12 / 40, 8 / 160)


def test_with_equal_exposure_and_many_units_it_is_welchs_test():
    rng = np.random.default_rng(2)
    a, b = rng.normal(0, 1, 120), rng.normal(0.3, 2, 140)
    found = contrast(independent(a, np.ones(120), b, np.ones(140)), n_resamples=9, seed=0)
    welch = stats.ttest_ind(a, b, equal_var=False)
    low, high = welch.confidence_interval()
    assert found.method == ["t"]
    assert [found.p[0], found.low[0], found.high[0]] == pytest.approx([welch.pvalue, low, high])


def test_many_matched_units_make_the_paired_t_test():
    rng = np.random.default_rng(3)
    a = rng.normal(0, 1, 110)
    b = a + rng.normal(0.1, 0.5, 110)
    found, paired = contrast(matched(a, b), n_resamples=9, seed=0), stats.ttest_rel(a, b)
    assert [found.p[0], found.low[0], found.high[0]] == pytest.approx([paired.pvalue, *paired.confidence_interval()])


def test_few_units_are_rearranged_in_every_way_there_is():
    """Four against four: the most extreme of 70 arrangements, counted on both sides."""
    found = contrast(independent([1, 2, 3, 2], [1] * 4, [8, 9, 7, 8], [1] * 4), n_resamples=9999, seed=0)
    assert found.p[0] == pytest.approx(2 / 70)
    assert found.high[0] < 0


def test_matched_units_change_sides_in_pairs():
    """Six stories, all in one direction: 2 of 64 arrangements are as extreme."""
    found = contrast(matched([5, 6, 7, 8, 9, 12], [4, 4, 4, 4, 4, 4]), n_resamples=9999, seed=0)
    assert found.p[0] == pytest.approx(2 / 64)


def test_p_is_what_scipy_gives_for_welchs_statistic_rearranged():
    rng = np.random.default_rng(4)
    a, b = rng.exponential(1, 9), rng.exponential(2, 14)
    found = contrast(independent(a, np.ones(9), b, np.ones(14)), n_resamples=20_000, seed=0)
    other = stats.permutation_test(
        (a, b), lambda x, y, axis: stats.ttest_ind(x, y, equal_var=False, axis=axis).statistic,
        vectorized=True, n_resamples=20_000, random_state=np.random.default_rng(9),
    )  # fmt: skip
    assert found.p[0] == pytest.approx(other.pvalue, abs=0.012)


@pytest.mark.parametrize(
    ("sides", "note"),
    [
        (independent([1, 2, 3], [1] * 3, [1, 2, 3, 4], [1] * 4), "fewer than 4"),
        (matched([1, 2, 3, 4, 5], [2, 2, 2, 2, 2]), "fewer than 6"),
        (independent([2] * 5, [1] * 5, [2] * 5, [1] * 5), "nothing varies"),
        (independent([0] * 5, [0] * 5, [2] * 5, [1] * 5), "no figure on one side"),
    ],
)
def test_where_nothing_can_be_said_there_is_a_note_and_no_number(sides, note):
    found = contrast(sides, n_resamples=99, seed=0)
    assert note in found.note[0]
    assert np.isnan([found.low[0], found.high[0], found.p[0]]).all()


@cache
def drawn(name):
    """Of each scenario the same corpora for both claims."""
    return simulate(ASKED[name], runs=RUNS, seed=11)


@pytest.mark.slow
@pytest.mark.parametrize("name", ASKED)
def test_an_interval_covers_the_truth_in_93_to_97_of_100_corpora(name):
    for average, runs in drawn(name).groupby("average"):
        # 1,000 corpora know a coverage to .7 points: one standard error is granted.
        assert 0.923 <= runs["covered"].mean() <= 0.977, average


@pytest.mark.slow
@pytest.mark.parametrize("name", [name for name, scenario in ASKED.items() if scenario.null])
def test_p_is_uniform_where_nothing_differs(name):
    for average, runs in drawn(name).groupby("average"):
        assert stats.kstest(runs["p"], "uniform").statistic < 1.63 / RUNS**0.5 + 0.02, average
        assert 0.03 <= (runs["p"] <= 0.05).mean() <= 0.07, average

"""Effect sizes and corrections, each against another way of computing it."""

import math

import numpy as np
import pytest
from hypothesis import assume, given
from hypothesis import strategies as st
from scipy import stats

from framing.comparison.effects import adjust, benjamini_hochberg, cliffs_delta, hedges_g, holm

FIGURES = st.lists(st.integers(0, 6).map(float), min_size=3, max_size=12).map(np.array)
P_VALUES = st.lists(st.floats(0, 1), min_size=1, max_size=9).map(np.array)


def test_hedges_g_of_a_published_example():
    """Borenstein et al. (2009), p. 27: means 103 and 100, deviations 5.5 and 4.5, 50 each: g = .5924."""
    z = (np.arange(50) - 24.5) / np.std(np.arange(50), ddof=1)
    assert hedges_g(103 + 5.5 * z, 100 + 4.5 * z) == pytest.approx(0.5924, abs=1e-4)


@given(FIGURES, FIGURES)
def test_hedges_g_is_the_t_statistic_rescaled_and_corrected(first, reference):
    """Another way to it: scipy's pooled t, and the usual approximation of the correction."""
    n, m = len(first), len(reference)
    assume(np.ptp(first) > 0 and np.ptp(reference) > 0)  # older scipy warns of a side that does not vary
    t = stats.ttest_ind(first, reference).statistic
    assert hedges_g(first, reference) == pytest.approx(
        t * math.sqrt(1 / n + 1 / m) * (1 - 3 / (4 * (n + m - 2) - 1)), rel=0.02, abs=1e-12
    )


def test_what_does_not_vary_has_no_hedges_g():
    assert math.isnan(hedges_g(np.ones(3), np.zeros(4)))


def test_hedges_g_divides_by_the_deviation_and_not_by_the_variance():
    """The fault that made another library say .07 for a true 1.04."""
    rng = np.random.default_rng(1)
    first, reference = rng.normal(15.6, 15, 20_000), rng.normal(0, 15, 20_000)
    assert hedges_g(first, reference) == pytest.approx(1.04, abs=0.03)


@given(FIGURES, FIGURES)
def test_cliffs_delta_is_the_count_of_all_pairs(first, reference):
    pairs = [float(np.sign(a - b)) for a in first for b in reference]
    assert cliffs_delta(first, reference) == pytest.approx(sum(pairs) / len(pairs))


@given(FIGURES, FIGURES)
def test_cliffs_delta_is_mann_whitneys_u_rescaled(first, reference):
    u = stats.mannwhitneyu(first, reference, method="asymptotic").statistic
    assert cliffs_delta(first, reference) == pytest.approx(2 * u / (len(first) * len(reference)) - 1)


def test_paired_effects_look_at_partners_alone():
    first, reference = np.array([2.0, 20.0, 200.0]), np.array([1.0, 10.0, 100.0])
    assert cliffs_delta(first, reference, paired=True) == 1.0
    assert cliffs_delta(first, reference) == pytest.approx(3 / 9)


@pytest.mark.parametrize("effect", [hedges_g, cliffs_delta])
def test_nothing_to_compare_has_no_effect_size(effect):
    assert math.isnan(effect(np.array([]), np.array([1.0, 2.0])))


@given(P_VALUES)
def test_holm_is_its_definition(p):
    order = sorted(range(len(p)), key=lambda k: p[k])
    expected, worst = [0.0] * len(p), 0.0
    for rank, k in enumerate(order):
        worst = max(worst, min(1.0, p[k] * (len(p) - rank)))
        expected[k] = worst
    assert holm(p).tolist() == pytest.approx(expected)


@given(P_VALUES)
def test_benjamini_hochberg_is_its_definition(p):
    expected = [min([1.0, *(q * len(p) / sum(p <= q) for q in p if q >= own)]) for own in p]
    assert benjamini_hochberg(p).tolist() == pytest.approx(expected)


def test_a_missing_p_is_no_member_of_the_family():
    adjusted = adjust(np.array([0.01, np.nan, 0.02]), "holm")
    assert adjusted[0] == 0.02
    assert math.isnan(adjusted[1])

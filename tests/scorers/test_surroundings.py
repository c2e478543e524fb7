"""The network over a target's sentence, by hand: what a unit sees, what is added up, and who added it."""

import itertools

import numpy as np
import pytest

from framing.scorers import surroundings
from framing.scorers.surroundings import FINE, HALF, OUT, PARTS, STEP, UNITS, Places, Surroundings

ALONE, BOTH = [[0], [100]], [[0], [100], [100]]
"""Sentences: the target, and one or two words that the first unit sees as 100."""


def network():
    """One unit that fires where a word of 100 follows another; the first label takes it from the sum."""
    mix, hidden = np.zeros((3 * UNITS, UNITS), np.int8), np.zeros((PARTS * UNITS, UNITS), np.int16)
    mix[[0, UNITS], 0] = 64
    hidden[0, 0] = HALF
    out = np.zeros((UNITS, 3), np.int16)
    out[0] = 3, 0, -1
    bias = np.zeros(UNITS, np.int32)
    bias[0] = -100 * 64
    words = np.zeros((2, UNITS), np.int8)
    return Surroundings(np.zeros(1, np.int32), words, mix, bias, hidden, bias * 0, out, np.array([5, 0, 0], np.int32))


def places(*sentences):
    words = np.zeros((sum(map(len, sentences)), UNITS), np.int16)
    words[:, 0] = [value for sentence in sentences for (value,) in sentence]
    begins = np.cumsum([0, *map(len, sentences)])[:-1]
    return Places(words, begins, begins)


def test_a_unit_fires_where_both_words_stand_and_what_it_says_is_weighed():
    scores, parts = network().weigh(places(ALONE, BOTH))
    fired = 100 * 64 // FINE * OUT // STEP
    assert scores.tolist() == [[5, 0, 0], [3 * fired + 5, 0, -fired]]
    assert np.flatnonzero(parts[:, 0]).tolist() == [len(ALONE) + 2]  # the last word of the second sentence
    assert parts[-1, 0] == 3 * fired / (OUT * HALF)


def test_the_end_of_a_sentence_is_no_neighbor_of_the_next():
    words = [[100]]
    scores, _ = network().weigh(places(words, words))
    assert scores[:, 0].tolist() == [5, 5]


@pytest.mark.parametrize("at_once", [surroundings.AT_ONCE, 9, 1])
def test_no_batch_and_no_block_changes_a_score(at_once, monkeypatch):
    monkeypatch.setattr(surroundings, "AT_ONCE", at_once)
    draw = np.random.default_rng(1)
    one = network()
    one = Surroundings(
        one.row,
        one.words,
        *(draw.integers(-120, 120, a.shape).astype(a.dtype) for a in (one.mix, one.mix_bias)),
        *(draw.integers(-30_000, 30_000, a.shape).astype(a.dtype) for a in (one.hidden, one.hidden_bias)),
        *(draw.integers(-30_000, 30_000, a.shape).astype(a.dtype) for a in (one.out, one.out_bias)),
    )
    length = [1, 7, 30, 2, 11]
    words = draw.integers(-900, 900, (sum(length), UNITS)).astype(np.int16)
    begins = np.cumsum([0, *length])
    scores, parts = one.weigh(Places(words, begins[:-1], begins[1:] - 1))
    for k, (low, high) in enumerate(itertools.pairwise(begins)):
        alone, own = one.weigh(Places(words[low:high], np.array([0]), np.array([high - low - 1])))
        assert np.array_equal(alone[0], scores[k])
        assert np.array_equal(own, parts[low:high])

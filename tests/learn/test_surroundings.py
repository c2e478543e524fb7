"""The network of stance learns what no sum of words can, the same way each time, and loses nothing as whole numbers."""

import numpy as np
import pytest

from framing.learn.surroundings import Sentences, fit_surroundings, rounded
from framing.scorers.surroundings import FIRST, SCORE, TARGET, Places

GOOD, BAD, NOT, WORD = range(FIRST, FIRST + 4)
ROWS = WORD + 1
SENTENCES = {
    (TARGET, GOOD): 0,
    (TARGET, BAD): 2,
    (TARGET, NOT, GOOD): 2,
    (TARGET, NOT, BAD): 0,
    (GOOD, TARGET, WORD, NOT): 0,
    (BAD, TARGET, WORD, NOT): 2,
    (WORD, TARGET, NOT): 1,
}
"""*Not* turns the word that it stands before, and no other."""


def lesson():
    rows = np.array([[word, 0] for sentence in SENTENCES for word in sentence], np.int32)
    begins = np.cumsum([0, *map(len, SENTENCES)])
    target = begins[:-1] + [sentence.index(TARGET) for sentence in SENTENCES]
    return Sentences(rows, begins, target), np.eye(3)[list(SENTENCES.values())]


def fitted(epochs):
    sentences, shares = lesson()
    return fit_surroundings(sentences, ROWS, shares, np.ones(len(shares)), epochs=epochs)


@pytest.fixture(scope="module")
def network():
    return rounded(fitted(600), np.arange(ROWS, dtype=np.int32))


def test_a_word_turns_the_next_one_and_no_other(network):
    sentences, shares = lesson()
    places = Places(network.add(list(sentences.rows.T.astype(np.uint32))), sentences.begins[:-1], sentences.target)
    scores, _ = network.weigh(places)
    assert scores.argmax(axis=1).tolist() == shares.argmax(axis=1).tolist()
    assert np.ptp(scores, axis=1).min() > SCORE


def test_the_same_sentences_give_the_same_weights():
    assert all(np.array_equal(one, other) for one, other in zip(fitted(3), fitted(3), strict=True))

"""The scorer of stance: what it sees of a target, and that neither batch nor name changes what it says."""

import numpy as np
import pytest

import framing
from framing.annotators.stance import read_marks, score_mentions, see
from framing.scorers.stance import ACTED_UPON, ACTS, GROUPS, NEGATED, PASSIVE, STANDING, shipped_scorer
from framing.text import read_tokens
from framing.text.reading import Reading

TEXTS = (
    "Critics blasted the corrupt mayor, who lied.",
    "",
    "Ruiz was praised by Hale. “She is not weak,” he said",
    "Nobody came",
)


def reading_of(*texts):
    return Reading(read_tokens(list(texts)))


def roles_of(text, target, word):
    reading = reading_of(text)
    at = reading.low.index(target)
    seen, _ = see(reading, [(at, at)])
    return seen.columns["role"][seen.token.tolist().index(reading.low.index(word))]


def test_scores_are_the_same_alone_and_together():
    reading = reading_of(*TEXTS)
    every = [(k, k) for k in range(len(reading.tokens))]
    together = shipped_scorer().weigh(see(reading, every)[0]).scores
    alone = [reading_of(text) for text in TEXTS if text]
    apart = [shipped_scorer().weigh(see(r, [(k, k) for k in range(len(r.tokens))])[0]).scores for r in alone]
    assert np.array_equal(together, np.concatenate(apart))


def test_what_each_word_adds_and_the_place_of_the_target_are_the_whole_score():
    scorer = shipped_scorer()
    seen, _ = see(reading_of(TEXTS[0]), [(4, 4)])
    weighed = scorer.weigh(seen)
    assert np.array_equal(weighed.parts.sum(axis=0) + weighed.standing[0] + scorer.linear.bias, weighed.scores[0])


@pytest.mark.parametrize(("one", "other"), [("Trump", "Obama"), ("Putin", "Merkel"), ("Clinton", "Smith")])
def test_who_somebody_is_moves_no_score(one, other):
    text = "On Monday, {} met the governor and criticized the plan."
    spans = [(11, 11 + len(name)) for name in (one, other)]
    found = framing.stance_toward([text.format(one), text.format(other)], spans)
    assert found["p_favorable"].nunique() == 1


@pytest.mark.parametrize(
    ("text", "target", "word", "role"),
    [
        ("The mayor lied to voters.", "mayor", "lied", ACTS),
        ("The mayor was praised by critics.", "mayor", "praised", PASSIVE),
        ("Critics praised the mayor.", "mayor", "praised", ACTED_UPON),
    ],
)
def test_a_target_acts_or_is_acted_upon(text, target, word, role):
    assert roles_of(text, target, word) == role


@pytest.mark.parametrize("text", ["", "?", "Ruiz", "“”"])
def test_next_to_nothing_is_no_error(text):
    reading = reading_of(text)
    found = score_mentions(reading, [(k, k) for k in range(len(reading.tokens))])
    assert len(found["stance"]) == len(found["entry"]) == len(reading.tokens)


def test_a_shifter_reaches_no_further_than_its_clause_and_article():
    marks, _ = read_marks(reading_of("He is not", "corrupt. It is not bad, but corrupt."))
    shifted = [int(k) for k in np.flatnonzero(marks.shift & NEGATED)]
    tokens = reading_of("He is not", "corrupt. It is not bad, but corrupt.").tokens
    assert [tokens.form(k) for k in shifted] == ["bad"]


def test_the_entry_names_the_words_that_decided():
    found = score_mentions(reading_of("The corrupt mayor lied."), [(2, 2)])
    assert found["stance"] == ["unfavorable"]
    assert "evaluative:corrupt" in found["entry"][0]
    assert "deeds:~lie|lied (agent_bad)" in found["entry"][0]


def test_every_template_is_asked():
    seen, _ = see(reading_of(TEXTS[0]), [(4, 4)])
    assert [len(features) for _, features in seen.buckets] == [len(templates) for templates in GROUPS]
    assert len(seen.standing_buckets) == len(STANDING)

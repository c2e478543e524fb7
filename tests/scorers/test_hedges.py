"""The decision on hedges: no batch changes it, and it tells uses of one word apart."""

import numpy as np
import pytest

import framing
from framing.annotators.attribution import look
from framing.annotators.hedging import propose
from framing.learn.evaluate_hedges import calibration_error
from framing.lexicons import load_lexicon
from framing.scorers.hedges import shipped_hedges
from framing.text import read_tokens
from framing.text.reading import Reading

TEXTS = ("It might rain on May 10", "", "About 200 people came, she believes", "He asked about the plan. He may leave.")


def probabilities(*texts):
    sight, _ = look(Reading(read_tokens(list(texts))))
    return shipped_hedges().probability(sight, propose(sight.tokens, load_lexicon("hedges")).proposals)


def test_a_probability_is_the_same_alone_and_in_a_batch():
    together = probabilities(*TEXTS)
    alone = np.concatenate([probabilities(text) for text in TEXTS])
    assert together.tolist() == alone.tolist()


@pytest.mark.parametrize(
    ("hedge", "other"),
    [
        ("The minister may resign, aides say.", "The minister resigned on May 10."),
        ("About 200 people marched.", "They asked about the plan."),
        ("The mayor appears to have lied.", "The mayor appeared before a judge."),
        ("He allegedly took the money.", "He took the money."),
    ],
)
def test_one_word_is_a_hedge_in_one_use_and_none_in_another(hedge, other):
    report = framing.analyze([hedge, other])
    assert report.hedges.article_id.tolist() == [0]


def test_a_word_that_mostly_is_no_hedge_is_none_without_the_model():
    tokens = read_tokens(["Prices can rise."])
    proposed = propose(tokens, load_lexicon("hedges"))
    assert [entry for entry in proposed.matches.entry if proposed.lexicon.entries[entry].pattern == "can"]
    assert not proposed.proposals.stands.any()


def test_an_entry_of_the_caller_is_decided_by_its_list_alone(tmp_path):
    path = tmp_path / "mine.tsv"
    path.write_text(
        "# title: Mine\n# version: 1\n# licence: MIT\n# references: none\n# about: test\n# categories: epistemic\n"
        "pattern\tcategory\tstrength\tpos\tnote\tcounts\tcounts_not\nwobbly\tepistemic\t0.5\t\t\t\t\n",
        encoding="utf-8",
    )
    report = framing.analyze(["The plan is wobbly."], hedges=load_lexicon("hedges") + load_lexicon(path))
    assert report.hedges.text.tolist() == ["wobbly"]
    assert report.hedges.probability.isna().all()


def test_calibration_error_is_the_weighted_distance_of_said_and_seen():
    said = np.array([0.9, 0.9, 0.2, 0.2])
    seen = np.array([True, False, False, False])
    assert calibration_error(said, seen) == pytest.approx(0.5 * 0.4 + 0.5 * 0.2)


@pytest.mark.parametrize(
    ("weaker", "stronger"),
    [
        ("He will almost surely win.", "Perhaps he will win."),
        ("It is very likely that he left.", "It is not likely that he left."),
        ("It is possible that he won.", "It is remotely possible that he won."),
        ("He probably left.", "He might leave."),
    ],
)
def test_context_says_how_strong_a_hedge_is(weaker, stronger):
    strength = framing.analyze([weaker, stronger]).hedges.strength.tolist()
    assert len(strength) == 2
    assert strength[0] < strength[1]


def test_what_a_hedge_weakens_is_no_booster():
    assert framing.analyze("He will almost surely win.").boosters.empty

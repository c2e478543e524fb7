"""The encoder is asked about unsure stance alone, reads those sentences alone, and says the same in any batch."""

import numpy as np
import pandas as pd
import pytest

import framing
from framing.annotators.actors import find_actors
from framing.annotators.stance import see
from framing.learn.cascade_curve import Point, write_curve
from framing.scorers.cascade import SURE, CascadeStance
from framing.scorers.compact import CompactStance
from framing.scorers.encoder import Glances, shipped_encoder
from framing.scorers.stance import shipped_scorer
from framing.text import read_tokens
from framing.text.reading import Reading

pytest.importorskip("onnxruntime")
pytest.importorskip("tokenizers")

SENTENCES = [
    "Ann Lee ruined the town and lied about it, said Bob Ray.",
    "The Ruritanian government welcomed Ann Lee on Monday.",
    "Bob Ray has never been accused of a thing, unlike the corrupt Joe Moe.",
    "Few would call Joe Moe a hero, yet Ann Lee stood by him.",
]


def targets_of(texts):
    reading = Reading(read_tokens(texts))
    return reading.tokens, see(reading, [(m.first, m.last) for m in find_actors(reading)])[0]


def test_who_is_sure_of_everything_asks_nothing():
    tokens, targets = targets_of(SENTENCES)
    glances = Glances(shipped_encoder(), tokens)
    found = CascadeStance(glances, shipped_scorer(), sure=0.0).weigh(targets)
    assert (found.scores == shipped_scorer().weigh(targets).scores).all()
    assert not glances.done.any()


def test_who_is_sure_of_nothing_says_what_compact_says_of_single_sentences():
    tokens, targets = targets_of(SENTENCES)
    ours = CascadeStance(Glances(shipped_encoder(), tokens), shipped_scorer(), sure=1.01).weigh(targets)
    theirs = CompactStance(shipped_encoder().read(tokens), shipped_scorer()).weigh(targets)
    assert (ours.scores == theirs.scores).all()


def test_only_the_sentences_of_unsure_targets_are_read():
    tokens, targets = targets_of([" ".join(SENTENCES)])
    linear = shipped_scorer()
    likeliest = linear.probabilities(linear.weigh(targets).scores).max(axis=1)
    glances = Glances(shipped_encoder(), tokens)
    found = CascadeStance(glances, linear).weigh(targets).scores
    moved = (found != linear.weigh(targets).scores).any(axis=1)
    assert (moved == (likeliest < SURE)).all()
    sentence = targets.scene.sentence[targets.first]
    assert set(np.flatnonzero(glances.done)) == set(sentence[likeliest < SURE])
    assert 0 < glances.done.sum() < len(SENTENCES)


@pytest.mark.parametrize("batch_size", [1, 3])
def test_no_batch_changes_an_answer(batch_size):
    articles = [{"id": str(k), "text": " ".join(SENTENCES[k:])} for k in range(4)]
    one, other = (framing.analyze(articles, model="cascade", batch_size=n) for n in (64, batch_size))
    for table in ("mentions", "actors", "stance"):
        pd.testing.assert_frame_equal(getattr(one, table), getattr(other, table), check_exact=True)


def test_voices_and_hedges_are_those_of_fast_and_the_encoder_is_written_down():
    text = "The minister might resign, some analysts say. " + " ".join(SENTENCES)
    fast, cascade = (framing.analyze(text, model=model) for model in ("fast", "cascade"))
    for table in ("hedges", "attribution_spans"):
        pd.testing.assert_frame_equal(getattr(fast, table), getattr(cascade, table))
    assert "encoder" in cascade.provenance["models"]
    assert cascade.mentions["p_favorable"].tolist() != fast.mentions["p_favorable"].tolist()


def test_the_curve_is_a_table():
    assert write_curve([Point(1.01, 0.8, 0.7, 1.0, 0.825)]).splitlines()[-1] == "| 1.00 | 0.800 | 0.700 | 100% | 82% |"

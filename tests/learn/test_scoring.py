"""Our figures are the ones that others would compute."""

import importlib.util
import random
import sys

import pytest

from framing.learn.scoring import score_attributions, score_labels, score_ordering, score_spans


@pytest.fixture(scope="module")
def theirs(shared_data):
    """The scorer that lies beside the public corpora."""
    path = shared_data.parent / "score" / "scores.py"
    spec = importlib.util.spec_from_file_location("scores", path)
    module = importlib.util.module_from_spec(spec)
    sys.dont_write_bytecode = True
    spec.loader.exec_module(module)
    return module


def random_spans(chance, n):
    starts = [chance.randrange(90) for _ in range(n)]
    return [(s, s + chance.randrange(1, 9)) for s in sorted(starts)]


def random_attributions(chance):
    return [
        {
            "source": random_spans(chance, chance.randrange(2)),
            "cue": random_spans(chance, 1),
            "content": random_spans(chance, 2),
        }
        for _ in range(chance.randrange(5))
    ]


@pytest.mark.parametrize("seed", range(20))
def test_attribution_figures_are_those_of_the_shared_scorer(theirs, seed):
    chance = random.Random(seed)
    gold = {k: {"text": "abcd efgh " * 10, "attributions": random_attributions(chance)} for k in range(4)}
    found = {k: random_attributions(chance) for k in range(4)}
    expected = theirs.attribution(gold, {k: {"attributions": a} for k, a in found.items()})
    assert score_attributions(gold, found) == pytest.approx(expected)


@pytest.mark.parametrize("seed", range(20))
def test_span_label_and_ordering_figures_are_those_of_the_shared_scorer(theirs, seed):
    chance = random.Random(seed)
    gold, found = ({k: random_spans(chance, chance.randrange(4)) for k in range(5)} for _ in range(2))
    assert score_spans(gold, found) == pytest.approx(theirs.spans(gold, found))
    a, b = ([chance.choice("xyz") for _ in range(30)] for _ in range(2))
    assert score_labels(a, b) == pytest.approx(theirs.labels(a, b))
    keys = [(str(s), str(n), str(who)) for s in range(3) for n in range(3) for who in range(2)]
    stance = {key: chance.choice([-1.0, 0.0, 1.0]) for key in keys}
    guess = {key: chance.random() for key in keys if chance.random() < 0.8}
    assert score_ordering(stance, guess) == pytest.approx(theirs.ordering(stance, guess))


def test_precision_recall_and_f1_by_hand():
    figures = score_spans({0: [(0, 5), (10, 15)]}, {0: [(4, 6), (20, 22)]})
    assert figures == {"precision": 0.5, "recall": 0.5, "f1": 0.5}


def test_a_perfect_answer_scores_one():
    gold = {0: {"text": "Ruiz said no", "attributions": [{"source": [(0, 4)], "cue": [(5, 9)], "content": [(10, 12)]}]}}
    figures = score_attributions(gold, {0: gold[0]["attributions"]})
    assert {round(v, 9) for v in figures.values()} == {1.0}

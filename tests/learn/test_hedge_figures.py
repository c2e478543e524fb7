"""How hedges are scored: by hand what can be computed by hand."""

import pytest

from framing.learn.evaluate_hedges import GOLDS, SZEGED, evaluate_szeged, score_cues, write_guidelines
from framing.learn.hedge_gold import Marked
from framing.scorers.hedges import GUIDELINES

ITEMS = [
    Marked("a", "It may rain on about ten days.", ((3, 6, "speculation_modal_probable"),)),
    Marked("b", "It rains.", ()),
]


def test_a_cue_of_a_category_that_gold_does_not_know_counts_neither_for_nor_against():
    cues = [[(3, 6, "epistemic"), (15, 20, "approximator")], []]
    assert score_cues(ITEMS, cues, SZEGED)["f1"] == 1.0
    assert score_cues(ITEMS, cues)["precision"] == 0.5


def test_a_sentence_counts_once_however_many_cues_it_holds():
    cues = [[(3, 6, "epistemic"), (7, 11, "epistemic")], [(3, 8, "epistemic")]]
    assert score_cues(ITEMS, cues)["sentence_f1"] == pytest.approx(2 / 3)


def test_the_table_has_a_line_for_each_of_the_guidelines_and_a_column_for_each_gold():
    names = [f"{by}_{unit}" for by in (*GUIDELINES, "lists") for unit in ("f1", "sentence_f1")]
    figures = dict.fromkeys([*names, "calibration_error", "category_right"], 0.5)
    head, _, *lines = write_guidelines(dict.fromkeys(GOLDS, figures)).splitlines()
    assert all(gold in head for gold in GOLDS.values())
    assert [line.split(" | ")[0] for line in lines[: len(GUIDELINES)]] == [f"| `{name}`" for name in GUIDELINES]
    assert {line.count(" | ") for line in lines} == {len(GOLDS)}


@pytest.mark.slow
def test_a_few_sentences_of_szeged_can_be_scored(shared_data):
    figures = evaluate_szeged(shared_data, 30)
    assert figures["sentences"] == 30
    assert 0 <= figures["szeged-news_f1"] <= 1

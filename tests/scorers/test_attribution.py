"""The scorer of attributions: what it sees, and that no batch changes what it says."""

import numpy as np
import pytest

from framing.annotators.attribution import find_attributions, look, settle
from framing.scorers.attribution import (
    CONTENT,
    CUE,
    FIRST,
    NOTHING,
    SECOND,
    SOURCE,
    Around,
    can_be_cues,
    hashed,
    shipped_scorer,
)
from framing.scorers.floating import Claims, find_floating
from framing.text import read_tokens
from framing.text.reading import Reading

TEXTS = (
    "Ana Ruiz said the port was safe. “It is safe,” she said. “Nobody needs to leave.”",
    "The band played “The Long Road Home” twice.",
    "",
    "According to an audit, two bridges were never inspected.\n\nThe mayor denied that.",
)


def sight_of(*texts):
    return look(Reading(read_tokens(list(texts))))[0]


def roles_of(sight):
    return shipped_scorer().roles(sight)


def test_scores_are_the_same_alone_and_together():
    together = roles_of(sight_of(*TEXTS))
    alone = [roles_of(sight_of(text)) for text in TEXTS if text]
    assert np.array_equal(together.scores, np.concatenate([r.scores for r in alone]))
    assert np.array_equal(together.score, np.concatenate([r.score for r in alone]))


@pytest.mark.parametrize("texts", [[""], ["Fire."], ["“”"], ["Said."], ["said said said"], ["?"]])
def test_next_to_nothing_is_no_error(texts):
    assert len(find_attributions(Reading(read_tokens(texts)))) <= 1


def test_a_cue_sees_its_sentence_and_the_quotation_that_reaches_over_its_end():
    sight = sight_of("It rained. “We left. We went home,” Hale said. It stopped.")
    (said,) = (k for k in can_be_cues(sight, shipped_scorer().others) if sight.tokens.form(int(k)) == "said")
    around = Around(sight, np.array([said]))
    words = [sight.tokens.form(int(k)) for k in around.token]
    assert words[0] == "“"
    assert words[-1] == "."
    assert "We" in words
    assert "stopped" not in words
    assert "rained" not in words


def test_every_column_has_a_row_for_every_word_and_every_template_a_column():
    sight = sight_of(*TEXTS)
    around = Around(sight, can_be_cues(sight, shipped_scorer().others))
    assert {len(column) for column in around.columns.values()} == {len(around.token)}
    scores = np.zeros((len(around.token), 4), np.int16)
    around.look_again(around.labelled(np.zeros(len(around.cue), np.int64), scores))
    assert sum(1 for _ in hashed(around.columns, SECOND)) == len(SECOND)


def test_what_a_cue_and_a_side_decide_is_summed_as_everything_else():
    sight = sight_of(*TEXTS)
    around = Around(sight, can_be_cues(sight, shipped_scorer().others))
    first = shipped_scorer().parts["first"]
    assert np.array_equal(around.scores(first, FIRST), first.score_each(hashed(around.columns, FIRST)))


def test_no_word_has_two_roles_among_attributions_that_stand_side_by_side():
    found = settle(roles_of(sight_of(*TEXTS)))
    contents = [k for a in found for s, e in a.content for k in range(s, e + 1)]
    assert len(contents) == len(set(contents))
    cues = [k for a in found for k in range(a.cue[0], a.cue[1] + 1)]
    assert len(cues) == len(set(cues))
    assert not set(cues) & set(contents)


def test_labels_are_those_with_the_highest_score():
    roles = roles_of(sight_of(TEXTS[0]))
    assert set(roles.label.tolist()) <= {NOTHING, SOURCE, CUE, CONTENT}
    assert np.array_equal(roles.scores[np.arange(len(roles.label)), roles.label], roles.scores.max(1))


def test_a_quotation_that_nothing_covers_floats_and_one_that_is_covered_does_not():
    sight = sight_of("“It is safe,” she said. “Nobody needs to leave.”")
    none = Claims.of(sight, [])
    assert find_floating(sight, none).quotation.tolist() == [0, 1]
    first, last = sight.tokens.quote_marks[0]
    said = last + 2
    some = Claims.of(sight, [((said, said), (said - 1, said - 1), [(first, last)])])
    floating = find_floating(sight, some)
    assert floating.quotation.tolist() == [1]
    assert floating.speaker.tolist() == [0]
    assert some.direct.tolist() == [3]


def test_a_speaker_in_another_article_is_none():
    sight = sight_of("She said no.", "“Nobody needs to leave, he thought.”")
    said = next(k for k in range(len(sight.tokens)) if sight.tokens.form(k) == "said")
    claims = Claims.of(sight, [((said, said), None, [(said + 1, said + 1)])])
    assert find_floating(sight, claims).speaker.tolist() == [-1]


def test_a_sourceless_adverb_does_not_reach_into_the_next_article():
    found = find_attributions(Reading(read_tokens(["allegedly", "allegedly The minister"])))
    assert [(a.cue, a.content) for a in found] == [((1, 1), [(2, 3)])]

"""Passages hold every token once, whole sentences where they fit, and nothing of another article."""

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from framing.scorers.passages import CLOSING, OPENING, WINDOW, cut
from framing.text import read_tokens

WORDS = st.sampled_from(
    ["rain", "fell", "it", "Extraordinarilylongwordswithmanypieces", ".", "he", "said", '"', "\n\n"]
)
TEXTS = st.lists(st.lists(WORDS, max_size=400).map(" ".join), min_size=1, max_size=4)


def pieces(form):
    return [len(form)] * (1 + len(form) // 6)


@given(TEXTS)
def test_every_token_is_asked_about_once(texts):
    tokens = read_tokens(texts)
    passages = cut(tokens, pieces, 100)
    asked = [k for a, b in zip(passages.first, passages.last, strict=True) for k in range(a, b + 1)]
    assert asked == list(range(len(tokens)))


@given(TEXTS)
def test_a_passage_holds_one_article_and_no_more_than_the_window(texts):
    tokens = read_tokens(texts)
    passages = cut(tokens, pieces, 100)
    length = np.diff(passages.bounds)
    for first, last in zip(passages.first.tolist(), passages.last.tolist(), strict=True):
        assert first <= last
        assert tokens.article[first] == tokens.article[last]
        assert length[first : last + 1].sum() <= WINDOW or first == last


@given(TEXTS)
def test_where_the_pieces_of_a_token_begin(texts):
    tokens = read_tokens(texts)
    passages = cut(tokens, pieces, 100)
    for k in range(len(passages)):
        ids, starts = passages.ids(k), passages.starts(k)
        assert (ids[0], ids[-1]) == (OPENING, CLOSING)
        for n, token in enumerate(range(passages.first[k], passages.last[k] + 1)):
            assert ids[starts[n] : starts[n + 1]].tolist() == pieces(tokens.form(token))


def test_sentences_stay_whole_where_they_fit():
    tokens = read_tokens(["It rained all day in the old town. " * 60])
    passages = cut(tokens, pieces, 100)
    assert len(passages) > 1
    assert set(passages.first.tolist()) <= set(tokens.sentence_bounds.tolist())


def test_an_article_has_the_same_passages_in_any_batch():
    one, other = "It rained. " * 90, "The mayor said nothing. " * 50
    alone, together = cut(read_tokens([one]), pieces, 100), cut(read_tokens([other, one]), pieces, 100)
    first = len(together) - len(alone)
    assert [together.ids(first + k).tolist() for k in range(len(alone))] == [
        alone.ids(k).tolist() for k in range(len(alone))
    ]


def test_no_text_no_passages():
    assert len(cut(read_tokens([""]), pieces, 100)) == 0

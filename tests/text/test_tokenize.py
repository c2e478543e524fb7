"""Tokens stand where they stand in the text, each character once, whatever the batch."""

import re

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from framing.text import read_tokens
from framing.text.tokenize import find_tokens

CASE_FILE = "tokens.json"

PIECES = (
    "Mr. U.S. no No. 5 a.m. said asked “ ” \" ' ‘ ’ '' `` ″ . ? ! … ... ( ) [3] — , Hale the The 6'2\" '90s 'em n't "
    "can't cannot 3.5bn http://a.b/c @x #y \U0001f468\u200d\U0001f469 e\u0301 workers' \n \n\n \r\n \u2029"
)
TEXTS = st.one_of(
    st.text(st.characters(exclude_categories=["Cs"]), max_size=60),
    st.lists(st.sampled_from(PIECES.split(" ")), max_size=25).map(" ".join),
    st.lists(st.sampled_from(list("aA.’'\"“” \n-5n't?")), max_size=30).map("".join),
)


def _forms(text):
    _, start, end, _, _ = find_tokens([text])
    return [text[s:e] for s, e in zip(start.tolist(), end.tolist(), strict=True)]


def test_tokens_are_those_of_the_case(case):
    assert _forms(case["text"]) == case["tokens"], case["why"]


@given(TEXTS)
def test_tokens_cover_every_character_that_is_not_white_once_and_in_order(text):
    _, start, end, word, vocabulary = find_tokens([text])
    assert (start < end).all()
    assert (start[1:] >= end[:-1]).all()
    covered = np.zeros(len(text), dtype=int)
    for s, e in zip(start.tolist(), end.tolist(), strict=True):
        covered[s:e] += 1
    assert covered.max(initial=0) <= 1
    assert all(re.match(r"\s", text[k]) for k in np.flatnonzero(covered == 0))
    assert [vocabulary[w] for w in word] == _forms(text)


@settings(max_examples=300)
@given(st.lists(TEXTS, min_size=1, max_size=4))
def test_an_article_reads_the_same_in_any_company(texts):
    together = read_tokens(texts)
    bounds = together.article_bounds
    for a, text in enumerate(texts):
        alone = read_tokens([text])
        part = slice(bounds[a], bounds[a + 1])
        for name in ("start", "end", "paragraph", "sentence", "tag", "body"):
            assert getattr(together, name)[part].tolist() == getattr(alone, name).tolist(), name
        assert [together.form(i) for i in range(bounds[a], bounds[a + 1])] == [alone.form(i) for i in range(len(alone))]
        pairs = [(x - bounds[a], y - bounds[a]) for x, y in together.quote_marks if bounds[a] <= x < bounds[a + 1]]
        assert pairs == list(alone.quote_marks)


@pytest.mark.parametrize(
    "piece", [" ", "!", "a+", "a.", "A.", "'", "“", "(", "[1]", "1.", "1-", ". ", "'s ", "a\n", "\u0301"]
)
def test_a_hostile_text_is_read_in_one_pass(piece):
    """Work that grows with the square of the length would not come back from this."""
    text = piece * 100_000
    tokens = read_tokens([text])
    assert text[tokens.end[-1] :].strip() == "" if len(tokens) else not text.strip()


def test_no_text_gives_no_token():
    tokens = read_tokens([])
    assert len(tokens) == 0
    assert len(read_tokens(["", " \n"])) == 0

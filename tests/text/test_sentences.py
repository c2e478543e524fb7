"""Sentences end where readers end them; they are numbered from 0 in each article."""

import json
from itertools import pairwise
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from framing.text import read_tokens
from framing.text.sentences import is_wrapped

CASE_FILE = "sentences.json"
PARAGRAPHS = Path(__file__).resolve().parent.parent / "cases" / "paragraphs.json"
FLOOR = 0.98

PIECES = "Mr. U.S. no No. 5 a.m. said asked “ ” \" ' . ? ! … ... ( ) [ 3 ] — , Hale the The J. 1 2 \n \n\n \r\n"
TEXTS = st.builds(str.join, st.sampled_from(["", " "]), st.lists(st.sampled_from(PIECES.split(" ")), max_size=30))


def _sentences(text):
    tokens = read_tokens([text])
    bounds = tokens.sentence_bounds.tolist()
    return [tokens.text_of(first, past - 1) for first, past in pairwise(bounds)]


def test_sentences_are_those_of_the_case(case):
    assert _sentences(case["text"]) == case["sentences"], case["why"]


def _starts(text, sentences):
    """Where each sentence begins; each stands behind the one before it."""
    at, found = 0, set()
    for sentence in sentences:
        at = text.index(sentence, at)
        found.add(at)
        at += len(sentence)
    return found


def test_hard_paragraphs_are_cut_where_readers_cut_them():
    """Written before the splitter saw them; the message lists each place that differs, with its paragraph."""
    paragraphs = json.loads(PARAGRAPHS.read_text(encoding="utf-8"))
    assert sum(len(p["sentences"]) >= 3 for p in paragraphs) >= 60
    right, misses = 0, []
    for p in paragraphs:
        gold, ours = (_starts(p["text"], s) for s in (p["sentences"], _sentences(p["text"])))
        right += len(gold & ours)
        misses += [(p["why"], "missed", p["text"][k : k + 30]) for k in gold - ours]
        misses += [(p["why"], "wrong", p["text"][k : k + 30]) for k in ours - gold]
    assert 2 * right / (2 * right + len(misses)) >= FLOOR, misses


@given(st.lists(TEXTS, max_size=4))
def test_sentence_numbers_begin_at_0_and_grow_by_one(texts):
    tokens = read_tokens(texts)
    for a in range(len(texts)):
        for number in (tokens.sentence[tokens.article == a], tokens.paragraph[tokens.article == a]):
            assert number[:1].tolist() in ([], [0])
            assert set(np.diff(number).tolist()) <= {0, 1}


@given(TEXTS)
def test_a_paragraph_always_opens_a_sentence(text):
    tokens = read_tokens([text])
    assert tokens.sentence_starts[1:][np.diff(tokens.paragraph) > 0].all()


@given(TEXTS)
def test_furniture_edges_open_sentences(text):
    cut = len(text) // 2
    tokens = read_tokens([text], [[(0, cut, "title")]])
    assert tokens.sentence_starts[1:][np.diff(tokens.title.astype(int)) != 0].all()


@pytest.mark.parametrize(
    ("text", "wrapped"),
    [
        ("One line.\nTwo lines.", False),
        ("\n".join(["The mayor said the city would not pay for the bridge, and the"] * 8), True),
        ("\n".join(["The mayor said the city would not pay for the bridge at all."] * 8), False),
        ("\n".join(["Short line"] * 8), False),
    ],
)
def test_wrapped_text_is_told_from_paragraphs(text, wrapped):
    assert is_wrapped(text) is wrapped

"""The tagger gives each word one tag, whatever stands in the batch beside its sentence."""

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from framing.text import read_tokens
from framing.text.features import Window
from framing.text.tagger import FIRST, Context, best, form_columns, shipped_tagger, token_columns
from framing.text.tagset import TAG_ID, TAGS
from framing.text.treebank import glue, split_compounds

WORDS = "The mayor Ruiz well-known said that U.S.-backed rebels can't “ ” , . ? 2-3 it might’ve may May to run".split()
SENTENCES = st.lists(st.sampled_from(WORDS), min_size=1, max_size=12).map(" ".join)


def tags_of(text):
    view = read_tokens([text]).treebank
    return [(view.vocabulary[w], TAGS[t]) for w, t in zip(view.word, view.tag, strict=True)]


@given(st.lists(SENTENCES, min_size=2, max_size=5))
def test_tags_are_those_of_the_article_alone(texts):
    together = read_tokens(texts)
    view = together.treebank
    tags = [TAGS[t] for t in view.tag]
    article = together.article[view.token]
    alone = [tag for text in texts for _, tag in tags_of(text)]
    assert tags == alone
    assert (np.diff(article) >= 0).all()


def test_sums_made_once_a_form_are_those_of_all_features_at_once():
    text = "The well-known mayor might have been attacked in Leeds, police said. “It may rain in May,” she added."
    tokens = read_tokens([text])
    view, tagger = tokens.treebank, shipped_tagger()
    starts = np.zeros(len(view.word), dtype=bool)
    starts[view.first] = tokens.sentence_starts
    columns, _ = form_columns(view.vocabulary, tagger.lexicon)
    glued = glue(view.start, view.end, starts)
    window = Window(columns, view.word, starts, token_columns(columns, view.word, starts, glued))
    every = np.arange(len(view.word))
    at_once = tagger.first.score(window.buckets(FIRST, every, tagger.first.buckets)) + tagger.first.bias
    tag, lead = tagger.first_pass(window, np.full(len(every), -1, np.int16))
    at, ahead = best(at_once)
    assert (tag == at).all()
    assert (lead == ahead).all()


def test_context_looks_no_further_than_the_sentence():
    forms = ("He", "will", ",", "run")
    columns, _ = form_columns(forms, shipped_tagger().lexicon)
    starts = np.array([True, False, False, True, False])
    word = np.array([0, 1, 2, 0, 3], np.int32)
    window = Window(columns, word, starts, token_columns(columns, word, starts, np.zeros(5, np.uint32)))
    told = Context(window, np.array([TAG_ID[t] for t in ("PRP", "MD", ",", "PRP", "VB")], np.uint8)).columns()
    nothing = 7
    assert told["verb_before"].tolist() == [nothing, nothing, TAG_ID["MD"] * 8 + 1, nothing, nothing]
    assert told["finite_after"].tolist() == [1, 0, 0, 0, 0]
    assert told["verb_after"].tolist() == [TAG_ID["MD"] * 8 + 1, nothing, nothing, TAG_ID["VB"] * 8 + 1, nothing]


def test_compounds_come_apart_and_every_character_stays_where_it_is():
    text = "A non-state-run U.S.-backed group, e-mail anti-war@x.org, 2-3 votes, 555-1234-99, mid-July, ex-"
    tokens = read_tokens([text])
    view = split_compounds(tokens.vocabulary, tokens.word, tokens.start)
    words = [view.vocabulary[w] for w in view.word]
    assert [text[s:e] for s, e in zip(view.start, view.end, strict=True)] == words
    assert words[:9] == ["A", "non-state", "-", "run", "U.S.", "-", "backed", "group", ","]
    assert "mid-July" in words
    assert words[words.index("2") :][:3] == ["2", "-", "3"]


def test_a_compound_is_an_adjective_before_a_noun():
    tokens = read_tokens(["The long-term plan of the well-known group needs self-control."])
    tags = {tokens.form(i): TAGS[tokens.tag[i]] for i in range(len(tokens))}
    assert tags["long-term"] == tags["well-known"] == "JJ"
    assert tags["self-control"] == "NN"

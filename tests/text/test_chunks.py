"""Chunks: what a sentence looks like as a row of phrases, verb groups and marks."""

import pytest

from framing.text import chunks, read_tokens
from framing.text.phrases import find_noun_phrases, find_verb_groups

NAMES = {value: name for name, value in vars(chunks).items() if name.isupper() and isinstance(value, int)}


def kinds(text):
    tokens = read_tokens([text])
    _, kind = chunks.find_chunks(tokens, find_noun_phrases(tokens), find_verb_groups(tokens))
    return [NAMES[int(k)] for k in kind]


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("The mayor resigned.", ["PHRASE", "FINITE", "STOP"]),
        ("She said that it failed.", ["PRONOUN", "FINITE", "CLAUSE", "PRONOUN", "FINITE", "STOP"]),
        ("Hale, of Orsk, resigned.", ["PHRASE", "COMMA", "PREPOSITION", "PHRASE", "COMMA", "FINITE", "STOP"]),
        ("“Go,” he said.", ["QUOTE", "UNFINISHED", "COMMA", "QUOTE", "PRONOUN", "FINITE", "STOP"]),
    ],
)
def test_a_sentence_as_chunks(text, wanted):
    assert kinds(text) == wanted


def test_every_chunk_ends_at_one_token():
    tokens = read_tokens(["The mayor of Orsk, who left, said (again) that she might come back."])
    last, kind = chunks.find_chunks(tokens, find_noun_phrases(tokens), find_verb_groups(tokens))
    assert (last[1:] > last[:-1]).all()
    assert len(last) == len(kind)
    assert (kind > 0).all()

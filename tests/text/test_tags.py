"""Ambiguous words get the part of speech that their neighbours give them."""

from framing.text import read_tokens
from framing.text.tagset import TAGS

CASE_FILE = "tags.json"


def _tags(text, words):
    """The tag of each word, looked for from left to right."""
    tokens = read_tokens([text])
    found, at = [], 0
    for word in words:
        at = next(i for i in range(at, len(tokens)) if tokens.form(i) == word)
        found.append([word, TAGS[tokens.tag[at]]])
        at += 1
    return found


def test_tags_are_those_of_the_case(case):
    assert _tags(case["text"], [word for word, _ in case["tags"]]) == case["tags"], case["why"]


def test_a_compound_does_not_ask_the_next_article_for_its_tag():
    alone, together = read_tokens(["follow-up"]), read_tokens(["follow-up", "calls came"])
    assert TAGS[together.tag[0]] == TAGS[alone.tag[0]]
    assert TAGS[read_tokens(["follow-up calls came"]).tag[0]] == "JJ" != TAGS[alone.tag[0]]

"""Quotation marks are paired as readers pair them."""

from hypothesis import given
from hypothesis import strategies as st

from framing.text import read_tokens

CASE_FILE = "quotes.json"

PIECES = "“ ” \" ' ‘ ’ '' `` ″ « » „ 's s a goin 6'2\" '90s . , \n\n ( — said".split(" ")
TEXTS = st.lists(st.sampled_from([*PIECES, " ", " "]), max_size=40).map("".join)


def _quotations(text):
    tokens = read_tokens([text])
    return [tokens.text_of(first, last) for first, last in tokens.quote_marks]


def test_quotations_are_those_of_the_case(case):
    assert _quotations(case["text"]) == case["quotations"], case["why"]


@given(st.lists(TEXTS, max_size=3))
def test_quotations_are_disjoint_in_order_and_inside_one_article(texts):
    tokens = read_tokens(texts)
    past = -1
    for number, (first, last) in enumerate(tokens.quote_marks):
        assert past < first < last
        assert tokens.article[first] == tokens.article[last]
        assert set(tokens.quote[first : last + 1].tolist()) == {number}
        past = last
    assert (tokens.quote >= 0).sum() == sum(last - first + 1 for first, last in tokens.quote_marks)

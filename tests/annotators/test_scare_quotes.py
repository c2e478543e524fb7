"""Words that the writer keeps at a distance with quotation marks."""

import pytest

from framing.annotators.scare_quotes import find_scare_quotes
from framing.text import read_tokens
from framing.text.reading import Reading


@pytest.mark.parametrize(
    ("texts", "expected"),
    [
        (["It was called “fair” by some."], []),
        (["It was called", "“fair” by some."], ["“fair”"]),
    ],
    ids=["a name that is given", "in another article"],
)
def test_what_stands_in_front_of_a_quotation_tells_in_its_own_article_alone(texts, expected):
    reading = Reading(read_tokens(texts))
    found = find_scare_quotes(reading, [False] * len(reading.tokens), [])
    assert [reading.tokens.text_of(*span) for span in found] == expected

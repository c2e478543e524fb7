"""An outlet that speaks of itself is the writer, and told to it is told in an interview."""

import pytest

from framing.annotators.channels import find_channels
from framing.annotators.outlets import is_own, own_names
from framing.annotators.source_types import SourceTypes
from framing.text import read_tokens
from framing.text.reading import Reading

OWN = [
    ("The Orsk Post", "The Post", True),
    ("The Orsk Post", "The Orsk Post", True),
    ("The Orsk Post", "a post", False),
    ("The Orsk Post", "The Orsk Times", False),
    ("orskpost.com", "OrskPost", True),
    ("Orsk", "Orsk News", True),
    ("HuffPost", "The Huffington Post", True),
    (None, "The Post", False),
]


@pytest.mark.parametrize(("outlet", "phrase", "own"), OWN)
def test_an_outlet_goes_by_its_names_and_by_no_other(outlet, phrase, own):
    assert is_own(phrase.lower().split(), own_names(outlet)) is own


def test_an_agency_is_the_writer_below_its_dateline_alone():
    assert is_own(["the", "associated", "press"], own_names(None, "It rained.\n\nORSK (AP) — It rained."))
    assert not own_names(None, "It rained, the Associated Press (AP) said.")


@pytest.mark.parametrize(
    ("text", "last", "outlet", "writer"),
    [
        ("The Orsk Post asked him twice.", 2, "The Orsk Post", True),
        ("The Orsk Post asked him twice.", 2, "The Perm Herald", False),
        ("The Orsk Post asked him twice.", 2, None, False),
        ("This reporter asked him twice.", 1, None, True),
        ("A reporter asked him twice.", 1, None, False),
        ("An article on Monday about the levy misstated its size.", 1, None, True),
        ("An article in a rival paper misstated its size.", 1, None, False),
        ("He said an article on Monday misstated its size.", 1, None, False),
    ],
)
def test_rules_take_the_outlet_of_itself_for_the_writer(text, last, outlet, writer):
    typed = SourceTypes(Reading(read_tokens([text])), outlets=[outlet])
    kind = typed.by_rules((0, last), (0, last), None, "", frozenset())
    assert (kind == "writer") is writer


def test_a_correction_may_say_first_that_it_is_one():
    typed = SourceTypes(Reading(read_tokens(["Correction: An article last week about the levy misstated its size."])))
    assert typed.by_rules((2, 3), (2, 3), None, "", frozenset()) == "writer"


@pytest.mark.parametrize(
    ("outlet", "channel"), [("The Orsk Post", "interview"), ("The Perm Herald", None), (None, None)]
)
def test_told_to_the_outlet_itself_is_an_interview(outlet, channel):
    reading = Reading(read_tokens(["Ana Ruiz told The Orsk Post that it was safe."]))
    assert find_channels(reading, [((2, 2), (0, 1), [(6, 9)])], ["person"], [outlet]) == [channel]

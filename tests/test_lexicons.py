"""Data is code: every list says where it comes from, and every entry that is ambiguous owns its examples."""

import pandas as pd
import pytest

from framing.annotators.matching import find_matches, select
from framing.errors import LexiconError
from framing.lexicons import Lexicon, lexicon_from_frame, lexicon_names, load_lexicon, load_names
from framing.lexicons.lexicon import EXCEPTION
from framing.schema import CUE_CLASSES, HEDGE_CATEGORIES
from framing.text import read_tokens
from framing.text.tokenize import find_tokens

WORD_KNOWLEDGE = {
    "forms", "lemmas", "abbreviations", "calendar", "given_names", "places", "organisations", "newsmakers",
}  # fmt: skip
"""Lists that are looked up and never matched: their patterns are forms or names, their `pos` possibilities."""
MATCHED = [name for name in lexicon_names() if name not in WORD_KNOWLEDGE]


def selected(lexicon: Lexicon, sentence: str) -> set[str]:
    tokens = read_tokens([sentence])
    return {lexicon.entries[k].id for k in select(tokens, lexicon).entry}


def of(name: str, column: str) -> list[object]:
    return [pytest.param(e, id=e.id) for e in load_lexicon(name).entries if getattr(e, column)]


@pytest.mark.parametrize("name", lexicon_names())
def test_every_list_has_a_header_that_says_what_it_is_and_what_it_rests_on(name):
    lexicon = load_lexicon(name)
    assert lexicon.title
    assert lexicon.licence == "MIT"
    assert lexicon.references
    assert len(lexicon.digest) == 64


@pytest.mark.parametrize("name", MATCHED)
def test_every_example_that_counts_fires_its_entry(name):
    lexicon = load_lexicon(name)
    silent = [
        e.id
        for e in lexicon.entries
        if e.counts and e.category != EXCEPTION and e.id not in selected(lexicon, e.counts)
    ]
    assert silent == []


@pytest.mark.parametrize("name", MATCHED)
def test_no_example_that_must_not_count_fires_its_entry(name):
    lexicon = load_lexicon(name)
    loud = [e.id for e in lexicon.entries if e.counts_not and e.id in selected(lexicon, e.counts_not)]
    assert loud == []


@pytest.mark.parametrize("name", MATCHED)
def test_an_entry_that_asks_for_a_part_of_speech_owns_examples_both_ways(name):
    entries = [e for e in load_lexicon(name).entries if e.pos and e.category != EXCEPTION and " " not in e.pattern]
    assert [e.id for e in entries if not (e.counts and e.counts_not)] == []


def reachable(words: list[str]) -> set[str]:
    """The words that the tokenizer brings as one token in some context, in their own case or capitalised."""
    found = set()
    contexts = [(before, form, after) for before in "x5" for form in (str, str.capitalize) for after in "Xx5"]
    for before, form, after in contexts:
        article, *_ = find_tokens([f"{before} {form(word)} {after}" for word in words])
        pieces = pd.Series(article).value_counts()
        found |= {word for k, word in enumerate(words) if pieces.get(k, 0) == 3}
    return found


@pytest.mark.parametrize("name", lexicon_names())
def test_no_entry_is_written_so_that_the_tokenizer_could_never_bring_it(name):
    """A slot all of whose words the tokenizer splits can never be filled."""
    slots = [(e.id, s) for e in load_lexicon(name).entries for r in e.readings for s in r if not (s.gap or s.classes)]
    whole = reachable(sorted({word for _, s in slots for word in (*s.words, *s.exact)}))
    assert [entry for entry, s in slots if not whole & (s.words | s.exact)] == []


def test_the_lists_are_as_long_as_the_plan_asks():
    hedges, cues = load_lexicon("hedges"), load_lexicon("reporting_cues")
    assert sum(e.category != EXCEPTION for e in hedges.entries) >= 350
    assert {e.category for e in hedges.entries} - {EXCEPTION} == set(HEDGE_CATEGORIES)
    assert sum(e.category != EXCEPTION for e in cues.entries) >= 300
    assert {e.category for e in cues.entries} - {EXCEPTION} <= set(CUE_CLASSES)


@pytest.mark.parametrize("name", ["hedges", "boosters"])
def test_every_strength_is_a_share(name):
    assert [e.id for e in load_lexicon(name).entries if e.category != EXCEPTION and not 0 <= e.strength <= 1] == []


def test_polarity_has_the_sign_of_its_category():
    sign = {"positive": 1, "negative": -1}
    wrong = [
        e.id for e in load_lexicon("evaluative").entries if e.category in sign and e.strength * sign[e.category] <= 0
    ]
    assert wrong == []


def test_names_are_looked_up_as_the_list_has_them_and_no_list_repeats_another():
    figures, makers = load_names("public_figures"), load_names("newsmakers")
    assert makers == {e.pattern.replace("=", ""): e.category for e in load_lexicon("newsmakers").entries}
    assert not makers.keys() & figures.keys()
    assert makers["Kabul Times"] == "media"
    with pytest.raises(LexiconError, match="there is no such list"):
        load_names("newsmaker")


@pytest.mark.parametrize(
    ("rows", "message"),
    [
        ({"pattern": ["a", "a"], "category": ["x", "x"]}, "stands twice"),
        ({"pattern": ["Maybe"], "category": ["x"]}, "can never match"),
        ({"pattern": ["... a"], "category": ["x"]}, "gap may not stand at the edge"),
        ({"pattern": ["(a)"], "category": ["x"]}, "matches nothing"),
        ({"pattern": ["a <wird>"], "category": ["x"]}, "no token class"),
        ({"pattern": ["a"], "category": ["x"], "strength": ["lots"]}, "no number"),
        ({"pattern": ["a"]}, "'category' is missing"),
    ],
)
def test_a_broken_list_is_an_error_that_says_what_and_where(rows, message):
    with pytest.raises(LexiconError, match=message):
        lexicon_from_frame(pd.DataFrame(rows), name="mine")


def test_a_list_that_does_not_exist_is_an_error_with_the_nearest_name():
    with pytest.raises(LexiconError, match="did you mean 'hedges'"):
        load_lexicon("hedge")


def test_a_list_of_one_s_own_is_read_from_a_file(tmp_path):
    head = "# title: T\n# version: 1\n# licence: MIT\n# references: nobody\n# about: x\n# categories: hearsay\n"
    columns = "pattern\tcategory\tstrength\tpos\tnote\tcounts\tcounts_not\n"
    (tmp_path / "mine.tsv").write_text(head + columns + "word is that\thearsay\t0.7\n", encoding="utf-8")
    assert load_lexicon(tmp_path / "mine.tsv").entries[0].strength == 0.7
    (tmp_path / "mine.tsv").write_text(columns + "word is that\thearsay\t0.7\n", encoding="utf-8")
    with pytest.raises(LexiconError, match="header lacks 'title'"):
        load_lexicon(tmp_path / "mine.tsv")


@pytest.mark.parametrize(
    ("pattern", "text", "found"),
    [
        ("~suspect", "He suspected it.", ["suspected"]),
        ("some|many critics", "Many critics left.", ["Many critics"]),
        ("=May", "In May they may go.", ["May"]),
        ("(very) likely", "It is very likely.", ["very likely"]),
        ("put ... at", "They put odds of it at ten.", ["put odds of it at"]),
        ("put ... at", "They put the odds of a quick deal at ten.", []),
        ("put ... at", "They put it. He was at home.", []),
        ("about <number>", "It cost about 200 or about five.", ["about 200", "about five"]),
        ("do n't", "They don’t.", ["don’t"]),
    ],
)
def test_the_notation_means_what_it_says(pattern, text, found):
    lexicon = lexicon_from_frame(pd.DataFrame({"pattern": [pattern], "category": ["x"]}), name="mine")
    tokens = read_tokens([text])
    matches = select(tokens, lexicon)
    assert [tokens.text_of(a, b) for a, b in zip(matches.first, matches.last, strict=True)] == found


def test_an_exception_blocks_what_lies_inside_it_and_nothing_longer():
    rows = {"pattern": ["likely", "likely voters", "more than likely voters"], "category": ["x", EXCEPTION, "x"]}
    lexicon = lexicon_from_frame(pd.DataFrame(rows), name="mine")
    assert selected(lexicon, "It is likely.") == {"mine:likely"}
    assert selected(lexicon, "A poll of likely voters.") == set()
    assert selected(lexicon, "They are more than likely voters.") == {"mine:more than likely voters"}


def test_matching_is_by_position_so_the_same_words_twice_match_twice():
    lexicon = lexicon_from_frame(pd.DataFrame({"pattern": ["a b"], "category": ["x"]}), name="mine")
    matches = find_matches(read_tokens(["a b a b", "a b"]), lexicon)
    assert matches.first.tolist() == [0, 2, 4]

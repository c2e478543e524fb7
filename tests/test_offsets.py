"""The text is never touched: every span of every table is the article's text at its offsets."""

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import framing
from framing.schema import SPAN_TABLES

PIECES = (
    "The minister|allegedly|might|said|“No,”|according to|Pakistan|’s|(ISKP)|\n\n|\r\n|.|'so-called'|\"|”|"
    "some analysts suggest that|Ana Ruiz|don't|—|é|e\u0301|👩‍🚀|\u202e|\x00|May 10|,|he added|Follow us on Facebook|"
    "corrupt|not|…|''|``|U.S.|10:30|\u2028|ß|İ"
)
WORDS = st.sampled_from(PIECES.split("|"))
NEWSLIKE = st.lists(WORDS, max_size=40).map(" ".join)
ANY_TEXT = st.one_of(st.text(st.characters(exclude_categories=["Cs"]), max_size=200), NEWSLIKE)


def spans_that_differ(report: framing.Report) -> list[tuple[str, object]]:
    wrong = []
    for table in SPAN_TABLES:
        for row in getattr(report, table.name).itertuples():
            text = report.articles.loc[row.article_id, "text"]
            if not 0 <= row.start < row.end <= len(text) or text[row.start : row.end] != row.text:
                wrong.append((table.name, row))
    return wrong


@settings(max_examples=150)
@given(st.lists(ANY_TEXT, min_size=1, max_size=3))
def test_every_span_is_the_text_at_its_offsets_whatever_the_text(texts):
    assert spans_that_differ(framing.analyze(texts)) == []


def test_every_span_of_the_newsroom_is_the_text_at_its_offsets(newsroom):
    assert spans_that_differ(newsroom) == []


def test_no_newsroom_table_with_spans_is_empty_so_the_check_above_checks_something(newsroom):
    assert [t.name for t in SPAN_TABLES if getattr(newsroom, t.name).empty] == []


@settings(max_examples=60)
@given(ANY_TEXT)
def test_tokens_and_sentences_are_disjoint_and_in_order(text):
    tags = framing.tag([text])
    assert (tags["start"].iloc[1:].to_numpy() >= tags["end"].iloc[:-1].to_numpy()).all()
    sentences = framing.analyze([text]).sentences
    assert (sentences["start"].iloc[1:].to_numpy() >= sentences["end"].iloc[:-1].to_numpy()).all()
    assert sentences["sentence"].tolist() == list(range(len(sentences)))


@settings(max_examples=60)
@given(ANY_TEXT)
def test_no_character_but_white_space_is_left_out_of_the_tokens(text):
    tags = framing.tag([text])
    covered = "".join(tags["text"])
    assert "".join(covered.split()) == "".join(text.split())


def test_a_span_in_an_article_with_crlf_and_combining_marks_is_exact():
    text = "Der Bürgermeister\r\n\r\nThe mayo\u0301r 👩‍🚀 allegedly lied.\r\n"
    hedge = framing.analyze(text).hedges.iloc[0]
    assert text[hedge.start : hedge.end] == "allegedly"


@pytest.mark.parametrize("table", [t.name for t in SPAN_TABLES])
def test_the_sentence_of_a_span_is_the_one_that_holds_its_start(newsroom, table):
    spans = getattr(newsroom, table)
    joined = spans.merge(newsroom.sentences, on=["article_id", "sentence"], suffixes=("", "_s"))
    assert len(joined) == len(spans)
    assert ((joined["start_s"] <= joined["start"]) & (joined["start"] < joined["end_s"])).all()
    assert isinstance(joined, pd.DataFrame)

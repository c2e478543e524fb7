"""What a hedge is about, by kind of cue."""

import pytest

import framing

CASES = [
    ("The mayor may resign on Monday, officials said.", "may", "The mayor may resign on Monday"),
    ("A plan that could cost millions was dropped.", "could", "that could cost millions"),
    ("He might be late.", "might", "He might be late"),
    ("It is unclear why he left.", "unclear", "why he left"),
    ("Its future is unclear.", "unclear", "Its future"),
    ("Officials believe that the dam failed.", "believe", "that the dam failed"),
    ("Police described the alleged theft of two cars.", "alleged", "theft of two cars"),
    ("She spoke of the possibility of a strike.", "possibility", "of a strike"),
    ("If the Senate agrees, it passes.", "If", "the Senate agrees"),
    ("About 200 people came.", "About", "200 people"),
    ("He was somewhat tired.", "somewhat", "tired"),
    ("He is accused of taking bribes.", "is accused of", "taking bribes"),
    ("India accused Pakistan of sponsoring terrorism.", "accused", "of sponsoring terrorism"),
    ("Missiles targeted alleged militant camps in the north.", "alleged", "militant camps in the north"),
    ("Trump, who may run again, has won twice.", "may", "who may run again"),
    ("She said the plan could fail, according to two aides.", "could", "the plan could fail"),
]


@pytest.mark.parametrize(("text", "cue", "scope"), CASES)
def test_a_scope_is_the_clause_or_phrase_that_the_cue_leaves_uncertain(text, cue, scope):
    report = framing.analyze(text)
    hedge = report.hedges.loc[report.hedges.text == cue, "hedge"].item()
    assert report.hedge_scopes.loc[report.hedge_scopes.hedge == hedge, "text"].tolist() == [scope]


def test_a_scope_stays_in_its_article_and_its_sentence():
    report = framing.analyze(["It may", "rain tomorrow. Perhaps", "the mayor left"])
    scopes = report.hedge_scopes
    texts = report.articles.text
    assert all(
        texts[a][s:e] == t for a, s, e, t in scopes[["article_id", "start", "end", "text"]].itertuples(index=False)
    )
    joined = scopes.merge(report.hedges, on="hedge", suffixes=("", "_cue"))
    assert (joined.article_id == joined.article_id_cue).all()
    assert (joined.sentence == joined.sentence_cue).all()


def test_each_scope_names_a_hedge_of_the_report():
    report = framing.analyze("It might rain, and perhaps it will snow. The so-called deal could fail if nobody signs.")
    assert set(report.hedge_scopes.hedge) <= set(report.hedges.hedge)
    assert report.hedges.hedge.is_unique

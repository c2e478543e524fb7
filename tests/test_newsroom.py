"""The sample newsroom: matched stories, exact gold, two annotations that agree."""

import pytest

import framing
from framing.learn.agreement import ANNOTATORS, alpha, measure_agreement
from framing.newsroom import LAYERS, load_newsroom_actors
from framing.schema import HEDGE_CATEGORIES, KINDS, SOURCE_TYPES, STANCES


def test_every_story_is_told_by_every_outlet():
    articles = framing.load_newsroom()
    assert articles.groupby("story")["outlet"].nunique().tolist() == [4, 4, 4, 4]
    assert articles["id"].is_unique


def test_every_article_has_250_to_600_words(newsroom):
    assert newsroom.articles["n_words"].between(250, 600).all()


def test_nothing_of_the_newsroom_goes_wrong(newsroom):
    assert newsroom.problems.empty


@pytest.mark.parametrize("layer", LAYERS)
def test_every_annotation_is_exact_and_uses_the_words_of_the_schema(layer):
    articles = framing.load_newsroom().set_index("id")
    actors = load_newsroom_actors()
    gold = framing.load_newsroom_gold(layer)
    assert set(gold) == set(articles.index)
    for name, record in gold.items():
        text, story = articles.loc[name, "text"], articles.loc[name, "story"]
        spans = [(h["start"], h["end"]) for h in (*record["hedges"], *record["mentions"])]
        spans += [tuple(s) for a in record["attributions"] for role in ("source", "cue", "content") for s in a[role]]
        assert all(0 <= s < e <= len(text) and text[s:e] == text[s:e].strip() for s, e in spans), name
        assert {h["category"] for h in record["hedges"]} <= set(HEDGE_CATEGORIES)
        assert {a["kind"] for a in record["attributions"]} <= set(KINDS)
        assert {a["source_type"] for a in record["attributions"]} <= {*SOURCE_TYPES, None}
        assert {m["actor"] for m in record["mentions"]} <= set(actors[story])
        assert {m["stance"] for m in record["mentions"]} <= set(STANCES)
        ids = {a["id"] for a in record["attributions"]}
        assert {a["parent"] for a in record["attributions"]} <= ids | {None}


def test_the_furniture_of_the_gold_is_not_body(newsroom):
    gold = framing.load_newsroom_gold()
    for row in newsroom.sentences.itertuples():
        marked = any(s <= row.start < e for s, e, _ in gold[row.article_id]["furniture"])
        assert marked != row.body, row.text


@pytest.mark.slow
def test_the_two_annotators_agree():
    table = measure_agreement().set_index("layer")["alpha"]
    assert table.min() >= 0.8


def test_alpha_by_hand():
    """Two coders, three items, one disagreement: 2 of 6 pairs differ, 18 of 30 would by chance."""
    a, b = ANNOTATORS
    triples = [(a, "1", "x"), (b, "1", "x"), (a, "2", "y"), (b, "2", "y"), (a, "3", "x"), (b, "3", "y")]
    assert alpha(triples) == pytest.approx(1 - (2 / 6) / (2 * 3 * 3 / (6 * 5)))


def test_a_layer_that_does_not_exist_is_an_error_with_the_valid_names():
    with pytest.raises(framing.OptionError, match="'gold', 'annotator_a', 'annotator_b'"):
        framing.load_newsroom_gold("silver")

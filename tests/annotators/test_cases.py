"""Golden cases of hedging, actors and stance, with negatives and strict known failures."""

import json
from pathlib import Path

import pytest

import framing
from framing.annotators.stance import FELT, PRIOR, PRIOR_MENTIONS


def cases(name):
    loaded = json.loads((Path(__file__).parent.parent / "cases" / f"{name}.json").read_text(encoding="utf-8"))
    return [
        pytest.param(
            case,
            id=case["text"][:40],
            marks=[pytest.mark.xfail(reason=case["known_failure"], strict=True)] if "known_failure" in case else [],
        )
        for case in loaded
    ]


@pytest.mark.parametrize("case", cases("hedging"))
def test_hedges_are_those_of_the_case(case):
    found = framing.analyze(case["text"]).hedges
    assert found[["text", "category"]].to_numpy().tolist() == case["hedges"], case["why"]


@pytest.mark.parametrize("case", cases("actors"))
def test_actors_are_those_of_the_case(case):
    mentions = framing.analyze(case["text"]).mentions
    found = dict(zip(mentions["text"], mentions["actor"], strict=True))
    assert {alias: found.get(alias) for alias in case["actors"]} == case["actors"], case["why"]
    if not case["actors"]:
        assert found == {}, case["why"]


@pytest.mark.parametrize("case", cases("stance"))
def test_stance_is_that_of_the_case(case):
    start = case["text"].index(case["target"])
    found = framing.stance_toward([case["text"]], [(start, start + len(case["target"]))])
    assert found["stance"].tolist() == [case["stance"]], case["why"]


def test_stance_probabilities_add_up(newsroom):
    p = newsroom.mentions[["p_favorable", "p_neutral", "p_unfavorable"]]
    assert p.sum(axis=1).round(9).eq(1).all()


def test_what_the_author_seems_to_feel_is_told_of_every_mention(newsroom):
    assert newsroom.mentions["feeling"].between(-1, 1).all()
    assert newsroom.mentions["feeling"].nunique() > 10


@pytest.mark.parametrize(("voice", "share"), [("writer", FELT), ("source", 0.0)])
def test_figures_of_an_actor_are_made_of_its_mentions_alone(newsroom, voice, share):
    """In the writer's voice a part is what the author seems to feel, in sources' none; a prior of mentions is added."""
    counted = newsroom.mentions[lambda m: (m["linked_by"] != "rule:pronoun") & (m["voice"] == voice)]
    rows, prior = 0, PRIOR_MENTIONS * (PRIOR[0] - PRIOR[2])
    for (article, actor), own in counted.groupby(["article_id", "actor"]):
        actors = newsroom.actors
        row = actors[(actors["article_id"] == article) & (actors["actor"] == actor)]
        if row[f"n_mentions_{voice}"].tolist() == [len(own)]:  # all of them in the body
            rows += 1
            each = (1 - share) * (own["p_favorable"] - own["p_unfavorable"]) + share * own["feeling"]
            figure = (each.sum() + prior) / (len(own) + PRIOR_MENTIONS)
            assert row[f"stance_{voice}"].item() == pytest.approx(figure)
    assert rows > 20


def test_one_harsh_word_is_less_certain_than_ten():
    one = framing.analyze("The corrupt Ana Ruiz lied.", actors=["Ana Ruiz"]).actors.iloc[0]
    ten = framing.analyze("The corrupt Ana Ruiz lied. " * 10, actors=["Ana Ruiz"]).actors.iloc[0]
    assert ten["stance"] < one["stance"] < 0
    assert ten["stance_high"] - ten["stance_low"] < one["stance_high"] - one["stance_low"]


def test_spans_that_do_not_fit_their_texts_are_an_error():
    with pytest.raises(framing.OptionError, match="2 texts but 1 spans"):
        framing.stance_toward(["a", "b"], [(0, 1)])
    with pytest.raises(framing.OptionError, match="holds no word"):
        framing.stance_toward(["It rains."], [(50, 60)])


def test_a_mention_inside_a_quotation_is_in_the_source_s_voice():
    report = framing.analyze("“Ana Ruiz is corrupt,” Tom Hale said. Ana Ruiz left.", actors=["Ana Ruiz"])
    assert report.mentions["voice"].tolist() == ["source", "writer"]
    assert report.stance[["holder", "actor"]].to_numpy().tolist() == [["Tom Hale", "Ana Ruiz"], ["writer", "Ana Ruiz"]]


def test_readability_is_only_scored_when_asked_for_and_the_same_whatever_nltk_data_there_is(monkeypatch):
    text = "The minister denied it. " * 40
    assert framing.analyze(text).articles["flesch_reading_ease"].isna().all()
    first = framing.analyze(text, readability=True).articles["flesch_reading_ease"].iloc[0]
    from textstat.backend.counts import _count_syllables as counter

    monkeypatch.setattr(counter, "get_cmudict", lambda _: {"minister": [["IH1"]]})
    again = framing.analyze(text, readability=True).articles["flesch_reading_ease"].iloc[0]
    assert first == again
    assert counter.get_cmudict("en") == {"minister": [["IH1"]]}
